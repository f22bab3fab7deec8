//! How what is used of a credit line came about.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tallystick_base::{CreditLineId, Millis, Money, Subject};
use tallystick_commands::Transition;
use tallystick_commands::banking::{LineUse, LineUseTransition, Transition as OfBanking};

use crate::entity::{entry, outcome_part};
use crate::read::history;
use crate::read::list::row::Row;
use crate::read::page::{Cursor, Page, Paging};
use crate::read::states::{corrupt, natural};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// One movement of the use of a line. There is no other record of movements than the ledger's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineMovement {
    /// The version that its entry gave the line's use: an entry that moves it several times gives one for all of them.
    pub version: u64,
    /// The entry.
    pub seq: u64,
    /// When it was received.
    pub received: Millis,
    /// What happened, such as `drawn`.
    pub what: String,
    /// The loan or endorsement that uses the line; none at the opening.
    pub by: Option<Subject>,
    /// How much was moved.
    pub amount: Option<Money>,
    /// The last moment at which an approval may be instructed, where something was reserved for one.
    pub until: Option<Millis>,
    /// All that is reserved from there on, where that changed.
    pub reserved: Option<Money>,
    /// All that is drawn from there on, where that changed.
    pub drawn: Option<Money>,
}

impl Store {
    /// The movements of a line, from its opening on; `None` where there is none that the viewer may see.
    pub async fn line_movements(
        &self,
        viewer: &Viewer,
        line: CreditLineId,
        paging: &Paging,
    ) -> Result<Option<Page<LineMovement>>, StoreError> {
        let after = match paging.key::<2>(LIST)? {
            Some(key) => Place::read(&key).ok_or_else(|| cursor_of(paging))?,
            None => Place::default(),
        };
        let subject = LineUse::subject_of(line);
        if self.subject(viewer, &subject).await?.is_none() {
            return Ok(None);
        }
        // Every part holds a movement, but those of the first one may all be on the page before.
        let parts = outcome_part::Entity::find()
            .filter(outcome_part::Column::Subject.eq(subject.as_str()))
            .filter(outcome_part::Column::Version.gte(after.version))
            .order_by_asc(outcome_part::Column::Version)
            .limit(paging.limit() + 2)
            .all(self.reader())
            .await?;
        let received = self
            .received_at(parts.iter().map(|part| part.seq).collect())
            .await?;
        let mut rows = Vec::new();
        for part in &parts {
            let of_part = movements(part, &received)?;
            rows.extend(of_part.into_iter().filter(|(place, _)| *place > after));
        }
        let cursor = |(place, _): &(Place, LineMovement)| place.cursor();
        Page::of(rows, paging.limit(), cursor, |(_, movement)| Ok(movement)).map(Some)
    }

    /// When these entries were received.
    async fn received_at(&self, entries: BTreeSet<i64>) -> Result<BTreeMap<i64, i64>, StoreError> {
        let rows: Vec<(i64, i64)> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Seq)
            .column(entry::Column::Received)
            .filter(entry::Column::Seq.is_in(entries))
            .into_tuple()
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().collect())
    }
}

/// Where a movement stands among those of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Place {
    version: i64,
    /// Its number within its entry, from 1.
    number: usize,
}

impl Place {
    fn read([version, number]: &[String; 2]) -> Option<Self> {
        Some(Self {
            version: version.parse().ok()?,
            number: number.parse().ok()?,
        })
    }

    fn cursor(self) -> Cursor {
        Cursor::new(LIST, &[&self.version.to_string(), &self.number.to_string()])
    }
}

/// What an entry did to the use of a line, in order.
fn movements(
    part: &outcome_part::Model,
    received: &BTreeMap<i64, i64>,
) -> Result<Vec<(Place, LineMovement)>, StoreError> {
    let happened = history::read(part)?;
    let row = Row {
        table: "entries",
        subject: happened.subject.as_str(),
    };
    let received = received.get(&part.seq).copied();
    let received = received.ok_or_else(|| corrupt("entries", part.seq, "the entry of a part is missing"))?;
    let received = row.moment(received)?;
    let version = natural("outcome_parts", &happened.subject, part.version)?;
    let mut movements = Vec::new();
    for (transition, number) in happened.transitions()?.into_iter().zip(1..) {
        let Transition::Banking(OfBanking::LineUse(transition)) = transition else {
            let detail = "it is no movement of a line";
            return Err(corrupt("outcome_parts", &happened.subject, detail));
        };
        let place = Place {
            version: part.version,
            number,
        };
        let nothing = LineMovement {
            version,
            seq: happened.seq,
            received,
            what: transition.name().to_owned(),
            by: None,
            amount: None,
            until: None,
            reserved: None,
            drawn: None,
        };
        movements.push((place, moved(transition, nothing)));
    }
    Ok(movements)
}

/// A movement with what its transition says.
fn moved(transition: LineUseTransition, nothing: LineMovement) -> LineMovement {
    match transition {
        LineUseTransition::Opened { line: _, currency } => LineMovement {
            reserved: Some(Money::zero(currency)),
            drawn: Some(Money::zero(currency)),
            ..nothing
        },
        LineUseTransition::Reserved {
            by,
            amount,
            until,
            reserved,
        } => LineMovement {
            by: Some(by),
            amount: Some(amount),
            until,
            reserved: Some(reserved),
            ..nothing
        },
        LineUseTransition::Released { by, amount, reserved } => LineMovement {
            by: Some(by),
            amount: Some(amount),
            reserved: Some(reserved),
            ..nothing
        },
        LineUseTransition::Drawn {
            by,
            amount,
            reserved,
            drawn,
        } => LineMovement {
            by: Some(by),
            amount: Some(amount),
            reserved: Some(reserved),
            drawn: Some(drawn),
            ..nothing
        },
        LineUseTransition::Redrawn { by, amount, drawn }
        | LineUseTransition::Restored { by, amount, drawn } => LineMovement {
            by: Some(by),
            amount: Some(amount),
            drawn: Some(drawn),
            ..nothing
        },
    }
}

const LIST: &str = "line-movements";

fn cursor_of(paging: &Paging) -> StoreError {
    StoreError::Cursor(paging.after.as_ref().map(ToString::to_string).unwrap_or_default())
}
