//! What the commands of `decide/product.rs` name.
//!
//! Rules stand in `rel` where terms are held against their numbers.

use tallystick_base::Named;

use super::rules;
use crate::Rejection;
use crate::command::{PublishProduct, ReviseProduct, WithdrawProduct};

pub(super) fn publish(body: &PublishProduct) -> Result<Named, Rejection> {
    Ok(Named::only(body.product.subject()).with_rel([rules()?]))
}

pub(super) fn revise(body: &ReviseProduct) -> Result<Named, Rejection> {
    Ok(Named::only(body.product.subject()).with_rel([rules()?]))
}

pub(super) fn withdraw(body: &WithdrawProduct) -> Named {
    Named::only(body.product.subject())
}
