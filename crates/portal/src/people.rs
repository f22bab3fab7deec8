//! The names of the parties, members and things that a text names by their subjects: sentences and bodies of acts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use tallystick_base::{MemberId, PartyId};
use tallystick_store::{Store, StoreError, Viewer};

use crate::mentions::{self, Called};

/// The length of an id: a UUID with hyphens.
const ID: usize = 36;

/// Names by subject. What has no name shows as its subject.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    names: BTreeMap<String, String>,
    /// What else is called something, which a sentence says after its kind.
    called: Called,
}

impl People {
    /// The names of everyone whom these texts name, and what the things are called that they name.
    pub(crate) async fn in_texts(
        store: &Store,
        viewer: &Viewer,
        texts: impl IntoIterator<Item = &str>,
    ) -> Result<Self, StoreError> {
        let (mut parties, mut members, mut things) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for text in texts {
            parties.extend(subjects(text, "party/").filter_map(|subject| subject.parse::<PartyId>().ok()));
            members.extend(subjects(text, "member/").filter_map(|subject| subject.parse::<MemberId>().ok()));
            things.extend(mentions::things(text));
        }
        let called = store.called(viewer, things).await?;
        let people = Self::of(store, viewer, parties, members).await?;
        Ok(Self { called, ..people })
    }

    /// The names of these.
    pub(crate) async fn of(
        store: &Store,
        viewer: &Viewer,
        parties: BTreeSet<PartyId>,
        members: BTreeSet<MemberId>,
    ) -> Result<Self, StoreError> {
        let mut names = BTreeMap::new();
        for (party, name) in store.party_names(viewer, &parties).await? {
            names.insert(party.subject().to_string(), name);
        }
        for member in members {
            if let Some(name) = store.member_name(viewer, member).await? {
                names.insert(member.subject().to_string(), name);
            }
        }
        Ok(Self {
            names,
            called: Called::new(),
        })
    }

    /// Adds the names of others.
    pub(crate) fn join(mut self, other: Self) -> Self {
        self.names.extend(other.names);
        self.called.extend(other.called);
        self
    }

    /// Adds the names of other things.
    pub(crate) fn named(mut self, others: impl IntoIterator<Item = (String, String)>) -> Self {
        self.names.extend(others);
        self
    }

    /// What the things are called that have a number or a name of their own.
    pub(crate) const fn called(&self) -> &Called {
        &self.called
    }

    pub(crate) fn name(&self, subject: impl Display) -> String {
        self.known(&subject).unwrap_or_else(|| subject.to_string())
    }

    /// The name of whom the viewer may know by it.
    pub(crate) fn known(&self, subject: impl Display) -> Option<String> {
        self.names.get(&subject.to_string()).cloned()
    }

    /// A sentence with names in the place of subjects.
    pub(crate) fn fill(&self, sentence: &str) -> String {
        let mut text = sentence.to_owned();
        for (subject, name) in &self.names {
            text = text.replace(subject, name);
        }
        text
    }

    /// Names by subject as JSON, for the scripts that list what is signed.
    pub(crate) fn json(&self) -> String {
        // Inside of a script element, `<` could end it.
        serde_json::to_string(&self.names)
            .unwrap_or_default()
            .replace('<', "\\u003c")
    }
}

/// What looks like subjects of a kind in a text.
pub(crate) fn subjects<'t>(text: &'t str, kind: &'static str) -> impl Iterator<Item = &'t str> {
    text.match_indices(kind)
        .filter_map(move |(at, _)| text.get(at..at + kind.len() + ID))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_found_wherever_they_stand() {
        let text = r#"{"to":"party/019b8bab-0680-72fd-ac0a-5c1b5e65bab1","x":"party/short"}党party/"#;
        let found: Vec<_> = subjects(text, "party/")
            .filter_map(|subject| subject.parse::<PartyId>().ok())
            .collect();
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_name_does_not_end_the_script_that_holds_it() {
        let people = People::default().named([("member/x".to_owned(), "</script>王芳".to_owned())]);
        assert!(!people.json().contains("</script>"));
        assert_eq!(people.fill("移除 member/x"), "移除 </script>王芳");
    }
}
