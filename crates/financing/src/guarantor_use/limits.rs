//! The limits of a financing guarantor (Order 683 of the State Council, articles 15 and 16).

use tallystick_base::{GuarantorLimits, Money, MoneyError};

use super::state::{GuaranteeUse, GuarantorUse};

/// A limit, with what would be used of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuarantorLimit {
    /// Which.
    pub which: &'static str,
    /// How far it goes.
    pub limit: Money,
    /// What would be used.
    pub used: Money,
}

/// The first limit that one more guarantee would pass; none where it fits.
pub fn exceeded(
    used: &GuarantorUse,
    more: &GuaranteeUse,
    net_assets: Money,
    limits: &GuarantorLimits,
) -> Result<Option<GuarantorLimit>, MoneyError> {
    for bound in limits_with(used, more, net_assets, limits)? {
        if bound.used.compare(bound.limit)?.is_gt() {
            return Ok(Some(bound));
        }
    }
    Ok(None)
}

/// The three limits that one more guarantee counts against, with what would be used of each: of all that is outstanding, of its
/// borrower, of the borrower's group. The wider multiple holds for a guarantor more than half of whose guarantees, with this one,
/// are for micro and small firms.
pub fn limits_with(
    used: &GuarantorUse,
    more: &GuaranteeUse,
    net_assets: Money,
    limits: &GuarantorLimits,
) -> Result<[GuarantorLimit; 3], MoneyError> {
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
    Ok([
        GuarantorLimit {
            which: "the sum of all guarantees",
            limit: multiple.of(net_assets)?,
            used: all,
        },
        GuarantorLimit {
            which: "the sum for this borrower",
            limit: limits.one_borrower.of(net_assets)?,
            used: sum_where(&|each| each.borrower == more.borrower)?,
        },
        GuarantorLimit {
            which: "the sum for this borrower with its group",
            limit: limits.borrower_group.of(net_assets)?,
            used: sum_where(&of_group)?,
        },
    ])
}
