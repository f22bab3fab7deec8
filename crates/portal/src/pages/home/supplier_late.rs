//! What a supplier is owed for being paid late, on the certificates that are late for longest.

use chrono::NaiveDate;
use tallystick_base::Money;

use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::seat::Seated;

/// How many certificates are shown; the others stand in the list.
const SHOWN: u64 = 5;

/// A certificate that is late.
pub(super) struct LateRow {
    pub(super) address: String,
    pub(super) number: String,
    pub(super) debtor: String,
    pub(super) due_on: NaiveDate,
    /// The late interest up to and with today; none where neither contract nor law gives a rate.
    pub(super) interest: Option<Money>,
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    today: NaiveDate,
) -> Result<Vec<LateRow>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let late = store.certificates_late(viewer, today, SHOWN).await?;
    let names = Names::of(store, viewer, late.iter().map(|one| one.debtor)).await?;
    let mut rows = Vec::with_capacity(late.len());
    for one in late {
        let file = store.complaint(viewer, one.id).await?;
        rows.push(LateRow {
            address: format!("/certificates/{}", one.id.uuid()),
            number: one.number.to_string(),
            debtor: names.name(&one.debtor),
            due_on: one.due_on,
            interest: file.and_then(|file| file.late_interest).map(|owed| owed.total),
        });
    }
    Ok(rows)
}
