//! The present states of subjects.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tallystick_base::Subject;
use tallystick_commands::State;

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
            let (subject, stands) = read(&row)?;
            found.insert(subject, stands);
        }
    }
    Ok(found)
}

impl Store {
    /// The present state of a subject.
    pub(crate) async fn state(&self, subject: &Subject) -> Result<Option<State>, StoreError> {
        let row = subject::Entity::find_by_id(subject.as_str())
            .one(self.reader())
            .await?;
        row.map(|row| read(&row).map(|(_, stands)| stands.state))
            .transpose()
    }
}

pub(super) fn read(row: &subject::Model) -> Result<(Subject, Stands), StoreError> {
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
