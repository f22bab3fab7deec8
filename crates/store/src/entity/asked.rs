//! Whom requests ask.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;
use tallystick_base::PartyId;
use tallystick_commands::financing::FinancingRequest;

/// One bank or guarantor that a request asks.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asked")]
pub(crate) struct Model {
    /// `financing-request/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) request: String,
    /// `party/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) party: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(request: &FinancingRequest) -> impl Iterator<Item = Self> + '_ {
        let banks = request.submission.invitations.iter().map(|one| one.bank);
        let parties: BTreeSet<PartyId> = banks
            .chain(request.submission.guarantors.iter().copied())
            .collect();
        parties.into_iter().map(|party| Self {
            request: request.id().subject().to_string(),
            party: party.to_string(),
        })
    }
}
