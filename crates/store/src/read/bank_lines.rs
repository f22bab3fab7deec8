//! What the messages of a bank are matched against: its loans, and the lines of its statements that are recorded.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use tallystick_base::{Capacity, CertificateId, Subject};
use tallystick_commands::State;
use tallystick_commands::banking::{BankEntry, Loan};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::parties::{BankAccount, Profile, Rules, ShortText};

use super::states::{corrupt, load, read};
use super::viewer::Viewer;
use crate::entity::subject;
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
        let loans = self.of_kind("loan", |_, state| match state {
            State::Loan(loan) if loan.approval.bank == bank => Some(loan),
            _ => None,
        });
        let loans = loans.await?;
        let entries = self.of_kind(BankEntry::KIND, |subject, state| match state {
            State::BankEntry(entry) if entry.bank == bank => Some((subject, entry)),
            _ => None,
        });
        let data = match self.state(&Profile::subject(bank)).await? {
            Some(State::Profile(profile)) => Some(profile.data),
            Some(_) | None => None,
        };
        Ok(Some(BankBook {
            today: self.today().await?,
            entries: entries.await?,
            certificates: self.numbers(&loans).await?,
            loans,
            name: data.as_ref().map(|data| data.legal_name.clone()),
            accounts: data.map(|data| data.accounts).unwrap_or_default(),
        }))
    }

    /// The day by the rules in force; in UTC where there are none yet.
    async fn today(&self) -> Result<NaiveDate, StoreError> {
        let pack =
            Rules::subject(Rules::DEFAULT).map_err(|error| corrupt("subjects", Rules::DEFAULT, error))?;
        let minutes = match self.state(&pack).await? {
            Some(State::Rules(rules)) => rules.pack.utc_offset_minutes,
            Some(_) | None => 0,
        };
        Ok(self.now().date_at(minutes))
    }

    /// What is taken of the states of one kind, in the order of their subjects.
    async fn of_kind<T>(
        &self,
        kind: &str,
        take: impl Fn(Subject, State) -> Option<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut rows = subject::Entity::find()
            .filter(subject::Column::Subject.starts_with(format!("{kind}/")))
            .all(self.reader())
            .await?;
        rows.sort_unstable_by(|one, other| one.subject.cmp(&other.subject));
        let mut taken = Vec::new();
        for row in &rows {
            let (subject, stands) = read(row)?;
            taken.extend(take(subject, stands.state));
        }
        Ok(taken)
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
