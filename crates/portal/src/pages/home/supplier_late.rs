//! What a supplier is owed for being paid late, on the certificates that are late for longest.

use chrono::NaiveDate;
use tallystick_base::Money;

use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::seat::Seated;

/// How many certificates are shown; the others stand in the list.
const SHOWN: usize = 5;
/// How many are looked at, since on some of them neither contract nor law gives a rate.
const LOOKED_AT: u64 = 20;

/// What late interest is owed.
#[derive(Default)]
pub(super) struct Late {
    pub(super) rows: Vec<LateRow>,
    /// Whether it may be owed on more certificates than these.
    pub(super) more: bool,
}

/// A certificate on which late interest is owed.
pub(super) struct LateRow {
    pub(super) address: String,
    pub(super) number: String,
    pub(super) debtor: String,
    pub(super) due_on: NaiveDate,
    /// The late interest up to and with today.
    pub(super) interest: Money,
}

/// Of so many certificates that are overdue.
pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    today: NaiveDate,
    overdue: u64,
) -> Result<Late, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let certificates = store.certificates_late(viewer, today, LOOKED_AT).await?;
    let names = Names::of(store, viewer, certificates.iter().map(|one| one.debtor)).await?;
    let mut late = Late {
        rows: Vec::with_capacity(SHOWN),
        more: overdue > LOOKED_AT,
    };
    for one in certificates {
        let file = store.complaint(viewer, one.id).await?;
        let Some(owed) = file.and_then(|file| file.late_interest) else {
            continue;
        };
        if late.rows.len() == SHOWN {
            late.more = true;
            break;
        }
        late.rows.push(LateRow {
            address: format!("/certificates/{}", one.id.uuid()),
            number: one.number.to_string(),
            debtor: names.name(&one.debtor),
            due_on: one.due_on,
            interest: owed.total,
        });
    }
    Ok(late)
}
