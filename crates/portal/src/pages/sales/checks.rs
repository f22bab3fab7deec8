//! What the rules of a pool say of a loan that is offered: each rule with what it allows and what was found.

use tallystick_commands::banking::pool::{MOST_LOANS, Measured};
use tallystick_commands::banking::{Pool, PoolStage};
use tallystick_store::OfferedLoan;

use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;

/// One rule, and whether the loan keeps it.
pub(super) struct CheckView {
    pub(super) rule: String,
    pub(super) allowed: String,
    pub(super) found: String,
    pub(super) kept: bool,
}

/// Every rule, in the order in which the ledger checks them.
pub(super) fn all(
    frame: &Frame<'_>,
    names: &Names,
    pool: &Pool,
    offered: &OfferedLoan,
) -> Result<Vec<CheckView>, Failure> {
    let mut checks = vec![buys(frame, pool), for_sale(frame, offered)];
    match &offered.measured {
        Some(measured) => checks.extend(measured_by(frame, names, pool, measured)?),
        None => checks.push(CheckView {
            rule: frame.say("pool-currency"),
            allowed: pool.eligibility.currency.to_string(),
            found: offered.owed.currency().to_string(),
            kept: false,
        }),
    }
    Ok(checks)
}

/// Whether the pool buys at all.
fn buys(frame: &Frame<'_>, pool: &Pool) -> CheckView {
    let open = matches!(pool.stage, PoolStage::Open {});
    let (held, most) = (pool.loans.len().to_string(), MOST_LOANS.to_string());
    CheckView {
        rule: frame.say("check-pool"),
        allowed: frame.say_with("check-pool-most", &[("most", &most)]),
        found: if open {
            frame.say_with("check-pool-holds", &[("held", &held)])
        } else {
            frame.say("check-pool-closed")
        },
        kept: open && pool.loans.len() < MOST_LOANS,
    }
}

/// Whether the loan is still to be had.
fn for_sale(frame: &Frame<'_>, offered: &OfferedLoan) -> CheckView {
    CheckView {
        rule: frame.say("check-for-sale"),
        allowed: frame.say("check-for-sale-rule"),
        found: if offered.for_sale {
            frame.say("check-for-sale-yes")
        } else {
            frame.say("check-for-sale-no")
        },
        kept: offered.for_sale,
    }
}

fn measured_by(
    frame: &Frame<'_>,
    names: &Names,
    pool: &Pool,
    measured: &Measured,
) -> Result<[CheckView; 5], Failure> {
    let rules = &pool.eligibility;
    let debtors = match &rules.debtors {
        None => frame.say("pool-any-debtor"),
        Some(debtors) => frame.say_n("check-debtors", debtors.len()),
    };
    let open_fits = rules.admits_open(measured.open).map_err(|_| Failure::Fault)?;
    let most = frame.money(&rules.most_open);
    let matured = if measured.days < 0 {
        frame.say("check-matured")
    } else {
        frame.say("check-not-matured")
    };
    let days = if measured.days < 0 {
        matured.clone()
    } else {
        frame.say_n("days-n", measured.days)
    };
    Ok([
        CheckView {
            rule: frame.say("pool-debtors"),
            allowed: debtors,
            found: names.name(&measured.debtor),
            kept: rules.admits_debtor(measured.debtor),
        },
        CheckView {
            rule: frame.say("check-open"),
            allowed: frame.say_with("check-at-most", &[("most", &most)]),
            found: frame.money(&measured.open),
            kept: open_fits && measured.open.is_positive(),
        },
        CheckView {
            rule: frame.say("check-days"),
            allowed: frame.say_with(
                "check-at-most",
                &[("most", &frame.say_n("days-n", rules.most_days))],
            ),
            found: days,
            kept: rules.admits_days(measured.days),
        },
        CheckView {
            rule: frame.say("pool-overdue"),
            allowed: if rules.overdue {
                frame.say("pool-overdue-too")
            } else {
                frame.say("pool-overdue-never")
            },
            found: matured,
            kept: rules.admits_overdue(measured.days),
        },
        share(frame, pool, measured)?,
    ])
}

/// What one debtor owes of the pool, this loan included.
fn share(frame: &Frame<'_>, pool: &Pool, measured: &Measured) -> Result<CheckView, Failure> {
    let rules = &pool.eligibility;
    let fault = |_| Failure::Fault;
    let (of, all) = (frame.money(&measured.of_debtor), frame.money(&measured.of_all));
    let most = frame.money(&rules.most_of_debtor(measured.of_all).map_err(fault)?);
    let share = rules.one_debtor.percent_text();
    Ok(CheckView {
        rule: frame.say("pool-one-debtor"),
        allowed: if measured.is_alone() {
            frame.say_with("pool-one-debtor-most", &[("share", &share)])
        } else {
            frame.say_with("check-share-most", &[("share", &share), ("most", &most)])
        },
        found: if measured.is_alone() {
            frame.say("check-share-first")
        } else {
            frame.say_with("check-share-of", &[("of", &of), ("all", &all)])
        },
        kept: rules.admits_share(measured).map_err(fault)?,
    })
}
