use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::{MemberId, Salt, Thumbprint};
use utoipa::ToSchema;

use crate::{Role, ShortText};

/// A first member of a party, with the key the member signs with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// The new member.
    pub member: MemberId,
    /// The person's name.
    pub name: ShortText,
    /// What the person does there: one role or more.
    pub roles: BTreeSet<Role>,
    /// The key, one of `keys`.
    pub kid: Thumbprint,
}

/// `member.add/1`: a new member of the acting party. The member's key follows with `key.add/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddMember {
    /// 128 random bits.
    pub salt: Salt,
    /// The new member.
    pub member: MemberId,
    /// The person's name.
    pub name: ShortText,
    /// What the person does there: one role or more.
    pub roles: BTreeSet<Role>,
}

/// `member.remove/1`: a member leaves, and the member's keys are revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveMember {
    /// 128 random bits.
    pub salt: Salt,
    /// The member.
    pub member: MemberId,
    /// Every key with which the member could still sign.
    pub kids: BTreeSet<Thumbprint>,
}

/// `role.change/1`: what a member does from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRoles {
    /// 128 random bits.
    pub salt: Salt,
    /// The member.
    pub member: MemberId,
    /// All roles of the member from here on: one or more.
    pub roles: BTreeSet<Role>,
}
