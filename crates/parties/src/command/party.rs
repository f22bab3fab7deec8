use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, PartyId, Salt};
use utoipa::ToSchema;

use super::{NewKey, NewMember};
use crate::{ApprovalPolicy, BuyerClass, IdentityCode, ProfileData, ShortText};

/// `party.register/1`: the operator registers a party. It acts once it has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterParty {
    /// 128 random bits.
    pub salt: Salt,
    /// The new party.
    pub party: PartyId,
    /// The capacities it may act in: one or more, not operator or service; auditor stands alone.
    pub capacities: BTreeSet<Capacity>,
    /// What kind of buyer it is; exactly where it is to act as one (Order 802 article 2).
    pub buyer_class: Option<BuyerClass>,
    /// The code it is registered under; a code is registered once.
    pub identity: IdentityCode,
    /// Its file, in the first version.
    pub profile: ProfileData,
    /// Its first members: two admins at least, or one member of a micro or small firm whose policy says so.
    pub members: Vec<NewMember>,
    /// The keys of those members.
    pub keys: Vec<NewKey>,
    /// Its approval policy, where it has one of its own from the start.
    pub policy: Option<ApprovalPolicy>,
}

/// `party.accept/1`: the party accepts its registration and the file as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptParty {
    /// 128 random bits.
    pub salt: Salt,
}

/// `party.suspend/1`: the operator stops a party from beginning anything new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspendParty {
    /// 128 random bits.
    pub salt: Salt,
    /// The party.
    pub party: PartyId,
    /// Why.
    pub reason: ShortText,
}

/// `party.reinstate/1`: the operator lets a suspended party act again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReinstateParty {
    /// 128 random bits.
    pub salt: Salt,
    /// The party.
    pub party: PartyId,
    /// Why.
    pub reason: ShortText,
}

/// `profile.update/1`: a new version of the party's file. What was signed under an older one keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateProfile {
    /// 128 random bits.
    pub salt: Salt,
    /// The whole file.
    pub profile: ProfileData,
}

/// `policy.change/1`: the party's approval policy from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePolicy {
    /// 128 random bits.
    pub salt: Salt,
    /// The whole policy.
    pub policy: ApprovalPolicy,
}
