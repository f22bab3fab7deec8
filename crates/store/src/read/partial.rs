//! The conditions of partial indexes.

use sea_orm::sea_query::{Expr, ExprTrait as _, IntoColumnRef};

/// A column equals this, which stands in the statement word by word. SQLite plans without looking at the values of parameters (decision
/// 0035), so it takes an index that holds only some rows where the statement itself says that it is about those.
pub(in crate::read) fn equals(column: impl IntoColumnRef, literal: &'static str) -> Expr {
    Expr::col(column).eq(Expr::cust(literal))
}

/// A column is at least this, which stands in the statement word by word.
pub(in crate::read) fn at_least(column: impl IntoColumnRef, literal: &'static str) -> Expr {
    Expr::col(column).gte(Expr::cust(literal))
}
