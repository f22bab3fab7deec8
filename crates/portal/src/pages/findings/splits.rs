//! Certificates that were split often in a short time.

use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::certificates::Certificate;
use tallystick_store::{FrequentSplit, Seen, SplitWindow};

use super::{AT_LEAST, LOOK_BACK, Query};
use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::pages::pager::{Pager, whole_list};
use crate::seat::Seated;

/// How many roots are shown on a page.
const SHOWN: usize = 50;

/// What was split often, a page of it.
pub(super) struct Splits {
    pub(super) rows: Vec<SplitView>,
    /// How many there are in all.
    pub(super) many: usize,
    pub(super) pager: Pager,
}

/// A certificate that was split often, with what came out of it.
pub(super) struct SplitView {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) debtor: String,
    pub(super) supplier: String,
    pub(super) amount: Money,
    pub(super) splits: u64,
    pub(super) children: u64,
    pub(super) depth: u64,
}

/// The time up to a day that is looked at where nothing else is asked for.
pub(in crate::pages) fn usual(until: NaiveDate) -> SplitWindow {
    SplitWindow {
        from: until.checked_sub_days(LOOK_BACK).unwrap_or(until),
        until,
        at_least: AT_LEAST,
    }
}

/// The time that is asked for.
pub(super) fn window(query: &Query, today: NaiveDate) -> Result<SplitWindow, Failure> {
    let day = |text: &Option<String>, otherwise: NaiveDate| match text {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.clone())),
        None => Ok(otherwise),
    };
    let usual = usual(day(&query.until, today)?);
    let at_least = match &query.at_least {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.clone()))?,
        None => usual.at_least,
    };
    Ok(SplitWindow {
        from: day(&query.from, usual.from)?,
        until: usual.until,
        at_least: at_least.max(1),
    })
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    window: SplitWindow,
    query: &Query,
) -> Result<Splits, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let first: usize = match &query.splits {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.clone()))?,
        None => 0,
    };
    let all = store.frequent_splits(viewer, window).await?;
    let many = all.len();
    let mut found = Vec::new();
    for split in all.into_iter().skip(first).take(SHOWN) {
        if let Some(seen) = store.certificate(viewer, split.root).await? {
            found.push((split, seen));
        }
    }
    let parties = found
        .iter()
        .flat_map(|(_, seen)| [seen.state.issue.debtor, seen.state.issue.supplier]);
    let names = Names::of(store, viewer, parties).await?;
    let view = |(split, seen): (FrequentSplit, Seen<Certificate>)| SplitView {
        id: seen.subject.id().to_owned(),
        number: seen.state.issue.number.to_string(),
        debtor: names.name(&seen.state.issue.debtor),
        supplier: names.name(&seen.state.issue.supplier),
        amount: seen.state.issue.amount,
        splits: split.splits,
        children: split.children,
        depth: split.depth,
    };
    Ok(Splits {
        rows: found.into_iter().map(view).collect(),
        pager: pager(query, first, many),
        many,
    })
}

fn pager(query: &Query, first: usize, many: usize) -> Pager {
    let page = |first: usize| {
        let query = Query {
            splits: (first > 0).then(|| first.to_string()),
            ..query.clone()
        };
        format!("{}#splits", whole_list("/findings", &query))
    };
    let next = first.saturating_add(SHOWN);
    Pager {
        first: (first > 0).then(|| page(0)),
        next: (next < many).then(|| page(next)),
    }
}
