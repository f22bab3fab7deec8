//! Parties.

use std::collections::BTreeSet;

use serde::Serialize;
use tallystick_base::{Capacity, MemberId, PartyId};
use tallystick_commands::parties::{
    ApprovalPolicy, BuyerClass, IdentityCode, Party, PartyStage as State, ProfileData, ShortText,
};
use utoipa::ToSchema;

use super::Stamp;
use super::stage::PartyStage;

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Party)]
pub(crate) struct PartyView {
    /// The party.
    id: PartyId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Whether it may act.
    stage: PartyStage,
    /// The capacities it may act in.
    capacities: BTreeSet<Capacity>,
    /// What kind of buyer it is, where it is one.
    buyer_class: Option<BuyerClass>,
    /// The code under which it is registered.
    identity: IdentityCode,
    /// Its members who have not left.
    members: BTreeSet<MemberId>,
    /// How many of its members sign what.
    policy: ApprovalPolicy,
    /// Why it was suspended.
    reason: Option<ShortText>,
    /// What it states about itself.
    profile: Option<ProfileData>,
}

impl PartyView {
    pub(crate) fn of(stamp: Stamp, id: PartyId, party: Party, profile: Option<ProfileData>) -> Self {
        let stage = PartyStage::from(&party.stage);
        let reason = match party.stage {
            State::Suspended { reason } => Some(reason),
            State::Registered {} | State::Active {} => None,
        };
        Self {
            id,
            stamp,
            stage,
            capacities: party.capacities,
            buyer_class: party.buyer_class,
            identity: party.identity,
            members: party.members,
            policy: party.policy,
            reason,
            profile,
        }
    }
}
