//! Certificates that were split often in a short time.

use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::certificates::Certificate;
use tallystick_store::{FrequentSplit, Seen, SplitWindow};

use super::{AT_LEAST, LOOK_BACK, Query};
use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::seat::Seated;

/// How many roots are shown.
const SHOWN: usize = 50;

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

/// The time that is asked for.
pub(super) fn window(query: &Query, today: NaiveDate) -> Result<SplitWindow, Failure> {
    let day = |text: &Option<String>, otherwise: NaiveDate| match text {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.clone())),
        None => Ok(otherwise),
    };
    let until = day(&query.until, today)?;
    let from = day(&query.from, until.checked_sub_days(LOOK_BACK).unwrap_or(until))?;
    let at_least = match &query.at_least {
        Some(text) => text.parse().map_err(|_| Failure::Address(text.clone()))?,
        None => AT_LEAST,
    };
    Ok(SplitWindow {
        from,
        until,
        at_least: at_least.max(1),
    })
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    window: SplitWindow,
) -> Result<Vec<SplitView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let mut found = Vec::new();
    for split in store
        .frequent_splits(viewer, window)
        .await?
        .into_iter()
        .take(SHOWN)
    {
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
    Ok(found.into_iter().map(view).collect())
}
