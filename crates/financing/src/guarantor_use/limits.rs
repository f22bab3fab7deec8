//! The limits of a financing guarantor (Order 683 of the State Council, articles 15 and 16).

use tallystick_base::{GuarantorLimits, Money, MoneyError};

use super::state::{GuaranteeUse, GuarantorUse};

/// Which limit an amount would pass, with its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuarantorLimit {
    /// Which.
    pub which: &'static str,
    /// How far it goes.
    pub limit: Money,
    /// What would be used.
    pub used: Money,
}

/// The first limit that one more guarantee would pass: all that is outstanding, one borrower, its group. None where it
/// fits. The wider multiple holds for a guarantor more than half of whose guarantees, with this one, are for micro and
/// small firms.
pub fn exceeded(
    used: &GuarantorUse,
    more: &GuaranteeUse,
    net_assets: Money,
    limits: &GuarantorLimits,
) -> Result<Option<GuarantorLimit>, MoneyError> {
    let currency = net_assets.currency();
    let sum_where = |counts: &dyn Fn(&GuaranteeUse) -> bool| {
        let all = used.uses.values().chain([more]).filter(|each| counts(each));
        Money::sum(currency, all.map(|each| each.amount))
    };
    let all = sum_where(&|_| true)?;
    let small = sum_where(&|each| each.small)?;
    let mainly_small = small.compare(all.checked_sub(small)?)?.is_gt();
    let multiple = if mainly_small {
        limits.outstanding_mainly_small
    } else {
        limits.outstanding
    };
    let of_group =
        |each: &GuaranteeUse| each.group.unwrap_or(each.borrower) == more.group.unwrap_or(more.borrower);
    let bounds = [
        ("the sum of all guarantees", multiple, all),
        (
            "the sum for this borrower",
            limits.one_borrower,
            sum_where(&|each| each.borrower == more.borrower)?,
        ),
        (
            "the sum for this borrower with its group",
            limits.borrower_group,
            sum_where(&of_group)?,
        ),
    ];
    for (which, share, used) in bounds {
        let limit = share.of(net_assets)?;
        if used.compare(limit)?.is_gt() {
            return Ok(Some(GuarantorLimit { which, limit, used }));
        }
    }
    Ok(None)
}
