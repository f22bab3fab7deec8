//! What the commands of `decide/pool.rs` name.

use tallystick_base::Named;

use crate::command::{AcceptSale, ClosePool, DeclineSale, OpenPool, ProposeSale, WithdrawSale};
use crate::{Case, Rejection};

pub(super) fn open(body: &OpenPool) -> Named {
    Named::only(body.pool.subject())
}

pub(super) fn close(body: &ClosePool) -> Named {
    Named::only(body.pool.subject())
}

pub(super) fn propose(body: &ProposeSale) -> Named {
    Named::only(body.sale.subject()).with_alt([body.loan.subject(), body.pool.subject()])
}

/// Every loan that the pool holds is read, for the share of one debtor.
pub(super) fn accept(case: &Case, body: &AcceptSale) -> Result<Named, Rejection> {
    let record = &case.sale(body.sale)?.record;
    let held = case.pool(record.pool)?.loans.keys();
    Ok(Named::only(body.sale.subject())
        .with_alt([record.loan.subject(), record.pool.subject()])
        .with_alt(held.map(|loan| loan.subject())))
}

/// The pool says who its manager is.
pub(super) fn decline(case: &Case, body: &DeclineSale) -> Result<Named, Rejection> {
    let pool = case.sale(body.sale)?.record.pool;
    Ok(Named::only(body.sale.subject()).with_alt([pool.subject()]))
}

pub(super) fn withdraw(body: &WithdrawSale) -> Named {
    Named::only(body.sale.subject())
}
