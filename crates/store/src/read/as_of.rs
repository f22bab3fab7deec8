//! What stood at an entry of the ledger, folded from the parts of outcomes up to there: for papers that say something as of it.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{ContractId, PartyId, Subject};
use tallystick_commands::Case;
use tallystick_commands::contracts::Contract;
use tallystick_commands::parties::Profile;

use super::history;
use super::viewer::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// The names of parties once this entry was sealed. The viewer is any member; a party without a file then is left out.
    pub async fn party_names_at(
        &self,
        _: &Viewer,
        parties: &BTreeSet<PartyId>,
        seq: u64,
    ) -> Result<BTreeMap<PartyId, String>, StoreError> {
        let files = parties.iter().map(|party| Profile::subject(*party)).collect();
        let case = self.case_at(&files, seq).await?;
        let files = case.financing.certificates.contracts.parties.profiles;
        let name = |(party, file): (PartyId, Profile)| (party, file.data.legal_name.to_string());
        Ok(files.into_iter().map(name).collect())
    }

    /// A contract that concerns the viewer now, as it stood once this entry was sealed.
    pub async fn contract_at(
        &self,
        viewer: &Viewer,
        id: ContractId,
        seq: u64,
    ) -> Result<Option<Contract>, StoreError> {
        if self.contract(viewer, id).await?.is_none() {
            return Ok(None);
        }
        let case = self.case_at(&BTreeSet::from([id.subject()]), seq).await?;
        Ok(case.financing.certificates.contracts.contracts.get(&id).cloned())
    }

    async fn case_at(&self, subjects: &BTreeSet<Subject>, seq: u64) -> Result<Case, StoreError> {
        let mut case = Case::default();
        for happened in history::parts(self.reader(), subjects).await? {
            if happened.seq <= seq {
                happened.happen(&mut case)?;
            }
        }
        Ok(case)
    }
}
