//! The orders and receipts behind claims, for searching: an invoice is found by its own subject.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;
use tallystick_commands::certificates::{EvidenceKind, Receivable};

use crate::rows::listed;

/// One paper behind a claim.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "papers")]
pub(crate) struct Model {
    /// `receivable/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) receivable: String,
    /// What it is, such as `order`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) kind: String,
    /// Its number, as printed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) number: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(receivable: &Receivable) -> impl Iterator<Item = Self> + '_ {
        let claim = &receivable.claim;
        let papers = claim.documents.iter().map(|claimed| &claimed.document);
        let others = papers.filter(|paper| paper.kind != EvidenceKind::Invoice);
        // The same paper may stand behind a claim twice.
        let known: BTreeSet<(String, String)> = others
            .map(|paper| (listed(&paper.kind), paper.number.to_string()))
            .collect();
        known.into_iter().map(move |(kind, number)| Self {
            receivable: claim.receivable.to_string(),
            kind,
            number,
        })
    }
}
