//! Which claims a buyer was asked to confirm: one rule for its own record, a centre's and the auditors' statistics.

use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};

use crate::StoreError;
use crate::entity::receivable::Column;
use crate::read::list::row::Row;

/// How many claims are what was left of one that was confirmed in part: the buyer's own act began them, so they answer nobody.
pub(super) fn rests() -> Expr {
    Expr::expr(Column::RestOf.count()).cast_as("bigint")
}

/// What these are over, which is counted in what was claimed at first, too.
pub(super) fn rests_over() -> Expr {
    let over = Expr::case(Column::RestOf.is_not_null(), Expr::col(Column::Amount)).finally(0);
    Expr::expr(Func::sum(over)).cast_as("bigint")
}

/// How many of so many claims somebody asked for, where so many of them are [`rests`].
pub(super) fn asked(row: Row<'_>, many: i64, rests: i64) -> Result<u64, StoreError> {
    let (many, rests): (u64, u64) = (row.number(many)?, row.number(rests)?);
    Ok(many.saturating_sub(rests))
}
