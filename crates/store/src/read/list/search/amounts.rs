//! Certificates of an amount, of which there may be very many, or of which only others' may be.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::Sought;
use crate::entity::certificate::{Column, Entity};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// What a certificate was issued over, and what is still owed on it.
const AMOUNTS: [Column; 2] = [Column::Amount, Column::Outstanding];
/// Up to how many certificates of an amount are few.
const FEW: usize = 200;

/// How the certificates of the amount that is sought are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::list) enum OfAmount {
    /// Through an index each, or no amount is sought.
    Indexed,
    /// They are few, and these.
    Few(Vec<String>),
    /// They are many.
    Many,
}

impl OfAmount {
    /// The conditions that they meet.
    pub(super) fn conditions(&self, sought: &Sought) -> Vec<Condition> {
        match self {
            Self::Indexed => sought.amounts(&AMOUNTS, Column::Currency),
            Self::Few(subjects) => vec![Condition::all().add(Column::Subject.is_in(subjects))],
            Self::Many => passed_by(sought),
        }
    }
}

/// Of many, those are found first that a role of the viewer leads to: adding nothing to a column keeps the database from
/// reading all that have the amount, whoever's they are.
fn passed_by(sought: &Sought) -> Vec<Condition> {
    let Some(amount) = sought.amount else {
        return Vec::new();
    };
    let of = |column: Column| {
        Condition::all()
            .add(column.into_expr().add(0).eq(amount.minor()))
            .add(Column::Currency.eq(amount.currency().as_str()))
    };
    AMOUNTS.map(of).into()
}

impl Store {
    /// How the certificates of the amount are found for the viewer. An auditor sees every row, and reads no further than what it
    /// is shown. A party sees a row in one of its roles: either there are many rows of the role, or many of the amount, and a
    /// database without statistics takes the longer way as readily as the shorter.
    pub(super) async fn of_amount(&self, viewer: &Viewer, sought: &Sought) -> Result<OfAmount, StoreError> {
        if viewer.auditor || sought.amount.is_none() {
            return Ok(OfAmount::Indexed);
        }
        let mut few = Vec::new();
        for condition in sought.amounts(&AMOUNTS, Column::Currency) {
            let some = Entity::find()
                .select_only()
                .column(Column::Subject)
                .filter(condition)
                .limit(u64::try_from(FEW).unwrap_or(u64::MAX) + 1);
            let subjects: Vec<String> = some.into_tuple().all(self.reader()).await?;
            if subjects.len() > FEW {
                return Ok(OfAmount::Many);
            }
            few.extend(subjects);
        }
        few.sort();
        few.dedup();
        Ok(OfAmount::Few(few))
    }
}
