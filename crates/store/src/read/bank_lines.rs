//! What the messages of a bank are matched against: its loans, and the lines of its statements that are recorded.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use tallystick_base::{Capacity, CertificateId, PartyId, Subject};
use tallystick_commands::State;
use tallystick_commands::banking::{BankEntry, Loan};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::parties::{BankAccount, Profile, ShortText};

use super::states::load;
use super::viewer::Viewer;
use crate::entity::{bank_entry, loan};
use crate::{Store, StoreError};

/// What a bank has lent, and which lines of its statements it has recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankBook {
    /// The day, where the rules count days.
    pub today: NaiveDate,
    /// The name of the bank in its register.
    pub name: Option<ShortText>,
    /// The accounts in its file.
    pub accounts: Vec<BankAccount>,
    /// Its loans, by their ids.
    pub loans: Vec<Loan>,
    /// The numbers of the certificates behind them, by their ids.
    pub certificates: Vec<(CertificateId, CertificateNumber)>,
    /// The recorded lines, by their subjects.
    pub entries: Vec<(Subject, BankEntry)>,
}

impl Store {
    /// What the messages of the viewer's bank are matched against; `None` where its party is no bank.
    pub async fn bank_book(&self, viewer: &Viewer) -> Result<Option<BankBook>, StoreError> {
        if !viewer.capacities.contains(&Capacity::Bank) {
            return Ok(None);
        }
        let bank = viewer.party;
        let loans: Vec<Loan> = self
            .states_of("loans", self.names_of_loans(bank).await?)
            .await?
            .into_iter()
            .filter_map(|(_, state)| match state {
                State::Loan(loan) => Some(loan),
                _ => None,
            })
            .collect();
        let entries = self
            .states_of("bank_entries", self.names_of_entries(bank).await?)
            .await?
            .into_iter()
            .filter_map(|(subject, state)| match state {
                State::BankEntry(entry) => Some((subject, entry)),
                _ => None,
            });
        let data = match self.state(&Profile::subject(bank)).await? {
            Some(State::Profile(profile)) => Some(profile.data),
            Some(_) | None => None,
        };
        Ok(Some(BankBook {
            today: self.today().await?,
            entries: entries.collect(),
            certificates: self.numbers(&loans).await?,
            loans,
            name: data.as_ref().map(|data| data.legal_name.clone()),
            accounts: data.map(|data| data.accounts).unwrap_or_default(),
        }))
    }

    async fn names_of_loans(&self, bank: PartyId) -> Result<Vec<String>, StoreError> {
        let names = loan::Entity::find()
            .select_only()
            .column(loan::Column::Subject)
            .filter(loan::Column::Bank.eq(bank.to_string()));
        Ok(names.into_tuple().all(self.reader()).await?)
    }

    async fn names_of_entries(&self, bank: PartyId) -> Result<Vec<String>, StoreError> {
        let names = bank_entry::Entity::find()
            .select_only()
            .column(bank_entry::Column::Subject)
            .filter(bank_entry::Column::Bank.eq(bank.to_string()));
        Ok(names.into_tuple().all(self.reader()).await?)
    }

    async fn numbers(&self, loans: &[Loan]) -> Result<Vec<(CertificateId, CertificateNumber)>, StoreError> {
        let ids = loans.iter().flat_map(|loan| &loan.approval.certificates);
        let subjects = ids.map(|id| id.subject()).collect();
        let states = load(self.reader(), &subjects).await?;
        let numbers = states.into_values().filter_map(|stands| match stands.state {
            State::Certificate(certificate) => Some((certificate.id(), certificate.issue.number)),
            _ => None,
        });
        Ok(numbers.collect())
    }
}
