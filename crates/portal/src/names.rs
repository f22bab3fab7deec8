//! The names of the parties on a page.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::PartyId;
use tallystick_store::{Store, StoreError, Viewer};

/// Names by party. A party without a name shows as its id.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(BTreeMap<PartyId, String>);

impl Names {
    /// The names of these parties: one query.
    pub(crate) async fn of(
        store: &Store,
        viewer: &Viewer,
        parties: impl IntoIterator<Item = PartyId>,
    ) -> Result<Self, StoreError> {
        let parties: BTreeSet<PartyId> = parties.into_iter().collect();
        Ok(Self(store.party_names(viewer, &parties).await?))
    }

    pub(crate) fn name(&self, party: &PartyId) -> String {
        self.0.get(party).cloned().unwrap_or_else(|| party.to_string())
    }

    /// Names by subject as JSON, for the scripts that list what is signed.
    pub(crate) fn json(&self) -> String {
        self.json_with([])
    }

    /// The same, with the names of other subjects.
    pub(crate) fn json_with(&self, others: impl IntoIterator<Item = (String, String)>) -> String {
        let parties = self.0.iter();
        let parties = parties.map(|(id, name)| (id.subject().to_string(), name.clone()));
        let by_subject: BTreeMap<String, String> = parties.chain(others).collect();
        // Inside of a script element, `<` could end it.
        serde_json::to_string(&by_subject)
            .unwrap_or_default()
            .replace('<', "\\u003c")
    }
}
