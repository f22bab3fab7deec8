//! What the messages of a bank are matched against: its loans, and the lines of its statements that are recorded.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QuerySelect as _};
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
    /// The recorded lines that were wanted, by their subjects.
    pub entries: Vec<(Subject, BankEntry)>,
}

/// What is looked at to see whether a recorded line is wanted: a bank has many, and a file is about few of them.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct RecordedLine {
    subject: String,
    /// The day of booking, such as `2026-02-09`.
    pub booked_on: String,
    /// The value date.
    pub value_on: String,
    /// The account servicer's reference.
    pub reference: Option<String>,
}

impl Store {
    /// What the messages of the viewer's bank are matched against, with those of its recorded lines that are wanted; `None` where
    /// its party is no bank.
    pub async fn bank_book(
        &self,
        viewer: &Viewer,
        wanted: impl Fn(&RecordedLine) -> bool,
    ) -> Result<Option<BankBook>, StoreError> {
        let Some(book) = self.book_of(viewer, None).await? else {
            return Ok(None);
        };
        let mut lines = self.recorded_lines(viewer.party).await?;
        lines.retain(wanted);
        let names = lines.into_iter().map(|line| line.subject).collect();
        let entries = self
            .states_of("bank_entries", names)
            .await?
            .into_iter()
            .filter_map(|(subject, state)| match state {
                State::BankEntry(entry) => Some((subject, entry)),
                _ => None,
            });
        Ok(Some(BankBook {
            entries: entries.collect(),
            certificates: self.numbers(&book.loans).await?,
            ..book
        }))
    }

    /// What an order to pay is made of: the loans of the viewer's bank that are instructed, without certificates and lines. `None`
    /// where its party is no bank.
    pub async fn instructed_book(&self, viewer: &Viewer) -> Result<Option<BankBook>, StoreError> {
        self.book_of(viewer, Some("instructed")).await
    }

    /// The loans of a bank, all or of one stage, and what is known of the bank itself.
    async fn book_of(&self, viewer: &Viewer, stage: Option<&str>) -> Result<Option<BankBook>, StoreError> {
        if !viewer.capacities.contains(&Capacity::Bank) {
            return Ok(None);
        }
        let bank = viewer.party;
        let loans = self
            .states_of("loans", self.names_of_loans(bank, stage).await?)
            .await?
            .into_iter()
            .filter_map(|(_, state)| match state {
                State::Loan(loan) => Some(loan),
                _ => None,
            });
        let data = match self.state(&Profile::subject(bank)).await? {
            Some(State::Profile(profile)) => Some(profile.data),
            Some(_) | None => None,
        };
        Ok(Some(BankBook {
            today: self.today().await?,
            loans: loans.collect(),
            certificates: Vec::new(),
            entries: Vec::new(),
            name: data.as_ref().map(|data| data.legal_name.clone()),
            accounts: data.map(|data| data.accounts).unwrap_or_default(),
        }))
    }

    async fn names_of_loans(&self, bank: PartyId, stage: Option<&str>) -> Result<Vec<String>, StoreError> {
        let all = loan::Entity::find()
            .select_only()
            .column(loan::Column::Subject)
            .filter(loan::Column::Bank.eq(bank.to_string()));
        let names = match stage {
            Some(stage) => all.filter(loan::Column::Stage.eq(stage)),
            None => all,
        };
        Ok(names.into_tuple().all(self.reader()).await?)
    }

    async fn recorded_lines(&self, bank: PartyId) -> Result<Vec<RecordedLine>, StoreError> {
        let lines = bank_entry::Entity::find()
            .select_only()
            .columns([
                bank_entry::Column::Subject,
                bank_entry::Column::BookedOn,
                bank_entry::Column::ValueOn,
                bank_entry::Column::Reference,
            ])
            .filter(bank_entry::Column::Bank.eq(bank.to_string()));
        Ok(lines.into_model().all(self.reader()).await?)
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
