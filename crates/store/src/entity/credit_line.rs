//! Credit lines, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::{CreditLine, LineScope};

use crate::rows::{stage, text};

/// One credit line.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_lines")]
pub(crate) struct Model {
    /// `credit-line/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// On what kind of somebody it is.
    pub(crate) scope: String,
    /// On whom, `party/…`.
    pub(crate) party: Option<String>,
    /// The supplier of a pair, `party/…`.
    pub(crate) supplier: Option<String>,
    /// The programme.
    pub(crate) programme: Option<String>,
    /// The limit, in minor units.
    pub(crate) credit_limit: i64,
    /// The currency.
    pub(crate) currency: String,
    /// The first day on which it can be used.
    pub(crate) valid_from: String,
    /// The last.
    pub(crate) valid_to: String,
    /// Whether what is paid back can be used again, as 0 or 1.
    pub(crate) revolving: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, line: &CreditLine) -> Self {
        let (kind, party, supplier, programme) = match &line.scope {
            LineScope::Debtor { party } => ("debtor", Some(party), None, None),
            LineScope::Supplier { party } => ("supplier", Some(party), None, None),
            LineScope::Pair { debtor, supplier } => ("pair", Some(debtor), Some(supplier), None),
            LineScope::Group { head } => ("group", Some(head), None, None),
            LineScope::Guarantor { party } => ("guarantor", Some(party), None, None),
            LineScope::Programme { tag } => ("programme", None, None, Some(tag)),
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(line.stage.name()),
            bank: line.bank.to_string(),
            scope: kind.to_owned(),
            party: party.map(text),
            supplier: supplier.map(text),
            programme: programme.map(text),
            credit_limit: line.terms.limit.minor(),
            currency: line.terms.limit.currency().to_string(),
            valid_from: line.terms.valid_from.to_string(),
            valid_to: line.terms.valid_to.to_string(),
            revolving: i64::from(line.terms.revolving),
        }
    }
}
