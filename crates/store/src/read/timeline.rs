//! What happened to one subject, and who signed it.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Serialize;
use tallystick_base::Subject;

use super::entry::EntryView;
use super::page::{Cursor, Page, Paging};
use super::sight::Sights;
use super::states::natural;
use super::viewer::Viewer;
use crate::entity::{entry, outcome_part};
use crate::{Store, StoreError};

/// An entry that moved a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// The version that it gave the subject.
    pub version: u64,
    /// The entry.
    pub entry: EntryView,
}

impl Store {
    /// The entries that moved a subject, from its first version up to the last one that the viewer may see; none where it
    /// never concerned the viewer.
    pub async fn timeline(
        &self,
        viewer: &Viewer,
        subject: &Subject,
        paging: &Paging,
    ) -> Result<Page<TimelineEntry>, StoreError> {
        let after = match paging.key::<1>(LIST)? {
            Some([version]) => version.parse().map_err(|_| cursor_of(paging))?,
            None => 0_i64,
        };
        let sights = Sights::load(self.reader(), viewer, BTreeSet::from([subject.clone()])).await?;
        let moves: Vec<(i64, i64)> = moves(subject)
            .filter(outcome_part::Column::Version.gt(after))
            .order_by_asc(outcome_part::Column::Version)
            .limit(paging.limit() + 1)
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut seen = Vec::with_capacity(moves.len());
        for (version, seq) in moves {
            if sights.part(subject, natural("outcome_parts", subject, seq)?) {
                seen.push((natural("outcome_parts", subject, version)?, seq));
            }
        }
        let mut entries = self.entries_at(viewer, seen.iter().map(|(_, seq)| *seq)).await?;
        let shown = seen
            .into_iter()
            .filter_map(|(version, seq)| Some((version, entries.remove(&u64::try_from(seq).ok()?)?)))
            .collect();
        let cursor = |(version, _): &(u64, EntryView)| Cursor::new(LIST, &[&version.to_string()]);
        Page::of(shown, paging.limit(), cursor, |(version, entry)| {
            Ok(TimelineEntry { version, entry })
        })
    }

    /// The same from the other end: the last entries first, beginning with the last one that the viewer may see.
    pub async fn timeline_back(
        &self,
        viewer: &Viewer,
        subject: &Subject,
        paging: &Paging,
    ) -> Result<Page<TimelineEntry>, StoreError> {
        let before = match paging.key::<1>(BACK)? {
            Some([version]) => version.parse().map_err(|_| cursor_of(paging))?,
            None => i64::MAX,
        };
        let sights = Sights::load(self.reader(), viewer, BTreeSet::from([subject.clone()])).await?;
        let Some(last) = sights.until(subject) else {
            return Ok(Page {
                items: Vec::new(),
                next: None,
            });
        };
        let last = i64::try_from(last).unwrap_or(i64::MAX);
        let moves: Vec<(i64, i64)> = moves(subject)
            .filter(outcome_part::Column::Version.lt(before))
            .filter(outcome_part::Column::Seq.lte(last))
            .order_by_desc(outcome_part::Column::Version)
            .limit(paging.limit() + 1)
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut entries = self.entries_at(viewer, moves.iter().map(|(_, seq)| *seq)).await?;
        let mut shown = Vec::with_capacity(moves.len());
        for (version, seq) in moves {
            let entry = entries.remove(&natural("outcome_parts", subject, seq)?);
            let version = natural("outcome_parts", subject, version)?;
            shown.extend(entry.map(|entry| (version, entry)));
        }
        let cursor = |(version, _): &(u64, EntryView)| Cursor::new(BACK, &[&version.to_string()]);
        Page::of(shown, paging.limit(), cursor, |(version, entry)| {
            Ok(TimelineEntry { version, entry })
        })
    }

    async fn entries_at(
        &self,
        viewer: &Viewer,
        entries: impl Iterator<Item = i64>,
    ) -> Result<BTreeMap<u64, EntryView>, StoreError> {
        let rows = entry::Entity::find()
            .filter(entry::Column::Seq.is_in(entries))
            .all(self.reader())
            .await?;
        let views = self.views(viewer, rows).await?;
        Ok(views.into_iter().map(|view| (view.seq, view)).collect())
    }
}

/// The versions of a subject, with the entries that gave them.
fn moves(subject: &Subject) -> Select<outcome_part::Entity> {
    outcome_part::Entity::find()
        .select_only()
        .column(outcome_part::Column::Version)
        .column(outcome_part::Column::Seq)
        .filter(outcome_part::Column::Subject.eq(subject.as_str()))
}

const LIST: &str = "timeline";
const BACK: &str = "timeline-back";

fn cursor_of(paging: &Paging) -> StoreError {
    StoreError::Cursor(paging.after.as_ref().map(ToString::to_string).unwrap_or_default())
}
