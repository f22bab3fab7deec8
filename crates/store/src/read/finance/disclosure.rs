//! The yearly disclosure of a buyer.

use std::collections::BTreeSet;

use chrono::Datelike as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tallystick_base::{ContractId, PartyId, Subject};
use tallystick_commands::Case;
use tallystick_commands::banking::disclosure::{Disclosure, overdue_disclosure};

use crate::entity::certificate;
use crate::read::states::{self, corrupt};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// What a buyer paid late in a year, as Order 802 article 18 has it published: its own for a buyer, any for auditors;
    /// `None` for everyone else, and before the year is over.
    pub async fn disclosure(
        &self,
        viewer: &Viewer,
        buyer: PartyId,
        year: i32,
    ) -> Result<Option<Disclosure>, StoreError> {
        if !viewer.auditor && viewer.party != buyer {
            return Ok(None);
        }
        let Some(rules) = self.rules().await? else {
            return Ok(None);
        };
        // Before its last day is over nobody knows what is overdue when the year ends.
        if self.today().await?.year() <= year {
            return Ok(None);
        }
        let case = self.owed_by(buyer).await?;
        Ok(overdue_disclosure(case.certificates(), buyer, year, &rules).ok())
    }

    /// The certificates that a party owes, with their contracts.
    async fn owed_by(&self, debtor: PartyId) -> Result<Case, StoreError> {
        let rows: Vec<(String, String)> = certificate::Entity::find()
            .select_only()
            .column(certificate::Column::Subject)
            .column(certificate::Column::Contract)
            .filter(certificate::Column::Debtor.eq(debtor.to_string()))
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut subjects = BTreeSet::new();
        for (certificate, contract) in rows {
            let parse =
                |text: &str| Subject::parse(text).map_err(|error| corrupt("certificates", text, error));
            subjects.insert(parse(&certificate)?);
            let contract: ContractId = contract
                .parse()
                .map_err(|error| corrupt("certificates", &certificate, error))?;
            subjects.insert(contract.subject());
        }
        let mut case = Case::default();
        for (subject, stands) in states::load(self.reader(), &subjects).await? {
            let put = stands.state.put(&subject, &mut case);
            put.map_err(|error| corrupt("subjects", &subject, error))?;
        }
        Ok(case)
    }
}
