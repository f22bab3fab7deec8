//! The present states of subjects.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tallystick_base::{RulePack, Subject};
use tallystick_commands::State;
use tallystick_commands::parties::Rules;

use crate::entity::subject;
use crate::{Store, StoreError};

/// How many subjects one statement asks for.
pub(super) const CHUNK: usize = 400;

/// Where a subject stands.
#[derive(Debug, Clone)]
pub(crate) struct Stands {
    pub(crate) version: u64,
    /// The entry that moved it last.
    pub(crate) seq: u64,
    pub(crate) state: State,
}

/// Loads these subjects; those that do not exist are left out.
pub(crate) async fn load(
    connection: &impl ConnectionTrait,
    subjects: &BTreeSet<Subject>,
) -> Result<BTreeMap<Subject, Stands>, StoreError> {
    let mut found = BTreeMap::new();
    let names: Vec<&str> = subjects.iter().map(Subject::as_str).collect();
    for chunk in names.chunks(CHUNK) {
        let chunk = chunk.iter().copied();
        let rows = subject::Entity::find()
            .filter(subject::Column::Subject.is_in(chunk))
            .all(connection)
            .await?;
        for row in rows {
            let (subject, stands) = read_state(&row)?;
            found.insert(subject, stands);
        }
    }
    Ok(found)
}

impl Store {
    /// Today, as the rules in force count days; in UTC before there are any.
    pub async fn today(&self) -> Result<NaiveDate, StoreError> {
        let minutes = self.rules().await?.map_or(0, |pack| pack.utc_offset_minutes);
        Ok(self.now().date_at(minutes))
    }

    /// The rules in force.
    pub async fn rules(&self) -> Result<Option<RulePack>, StoreError> {
        let pack =
            Rules::subject(Rules::DEFAULT).map_err(|error| corrupt("subjects", Rules::DEFAULT, error))?;
        Ok(match self.state(&pack).await? {
            Some(State::Rules(rules)) => Some(rules.pack),
            Some(_) | None => None,
        })
    }

    /// The present states of subjects that a table names, in their order.
    pub(super) async fn states_of(
        &self,
        table: &'static str,
        names: Vec<String>,
    ) -> Result<Vec<(Subject, State)>, StoreError> {
        let parse =
            |name: String| Subject::parse(name.as_str()).map_err(|error| corrupt(table, &name, error));
        let subjects: BTreeSet<Subject> = names.into_iter().map(parse).collect::<Result<_, _>>()?;
        let found = load(self.reader(), &subjects).await?;
        let states = found.into_iter().map(|(subject, stands)| (subject, stands.state));
        Ok(states.collect())
    }

    /// The present state of a subject.
    pub(crate) async fn state(&self, subject: &Subject) -> Result<Option<State>, StoreError> {
        let row = subject::Entity::find_by_id(subject.as_str())
            .one(self.reader())
            .await?;
        row.map(|row| read_state(&row).map(|(_, stands)| stands.state))
            .transpose()
    }
}

pub(crate) fn read_state(row: &subject::Model) -> Result<(Subject, Stands), StoreError> {
    let subject =
        Subject::parse(row.subject.as_str()).map_err(|error| corrupt("subjects", &row.subject, error))?;
    let state =
        State::read(subject.kind(), &row.state).map_err(|error| corrupt("subjects", &row.subject, error))?;
    let stands = Stands {
        version: natural("subjects", &row.subject, row.version)?,
        seq: natural("subjects", &row.subject, row.seq)?,
        state,
    };
    Ok((subject, stands))
}

/// A row that is not what was written.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the names are made for the occasion, and read better without an ampersand"
)]
pub(crate) fn corrupt(table: &'static str, id: impl ToString, detail: impl ToString) -> StoreError {
    StoreError::Corrupt {
        table,
        id: id.to_string(),
        detail: detail.to_string(),
    }
}

/// A number that is never below zero.
pub(crate) fn natural(table: &'static str, id: impl ToString, number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| corrupt(table, id, format_args!("{number} is below zero")))
}
