use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::PartyId;

use crate::ShortText;

/// A person who acts for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The party.
    pub party: PartyId,
    /// The person's name.
    pub name: ShortText,
    /// What the person does there.
    pub roles: BTreeSet<Role>,
    /// Whether the person is still there.
    pub stage: MemberStage,
}

/// Whether a member still acts for the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MemberStage {
    /// The member acts.
    Active {},
    /// The member left, for good: who comes back is a new member.
    Removed {},
}

/// What a member may sign.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 经办: prepares the acts of the party and signs them.
    Maker,
    /// 复核: signs them as well, and counts where a checker must be among the signers.
    Checker,
    /// 管理员: signs what concerns the party itself, its members, keys and policy.
    Admin,
    /// 查看: reads.
    Viewer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Maker, Self::Checker, Self::Admin, Self::Viewer];

    /// The kebab-case name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Maker => "maker",
            Self::Checker => "checker",
            Self::Admin => "admin",
            Self::Viewer => "viewer",
        }
    }
}

impl Member {
    /// Whether the member still acts for the party.
    pub const fn is_active(&self) -> bool {
        match self.stage {
            MemberStage::Active {} => true,
            MemberStage::Removed {} => false,
        }
    }

    /// Whether the member is active and has this role.
    pub fn acts_as(&self, role: Role) -> bool {
        self.is_active() && self.roles.contains(&role)
    }
}

impl MemberStage {
    /// The name of the stage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active {} => "Active",
            Self::Removed {} => "Removed",
        }
    }
}
