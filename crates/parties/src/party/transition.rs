use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, IllegalTransition, MemberId};

use super::{BuyerClass, Party, PartyStage};
use crate::{ApprovalPolicy, IdentityCode, ShortText};

/// What happened to a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PartyTransition {
    /// The operator registered it.
    Registered {
        /// The capacities it may act in.
        capacities: BTreeSet<Capacity>,
        /// What kind of buyer it is.
        buyer_class: Option<BuyerClass>,
        /// The code it is registered under.
        identity: IdentityCode,
        /// Its first members.
        members: BTreeSet<MemberId>,
        /// Its first approval policy.
        policy: ApprovalPolicy,
    },
    /// The party accepted its registration.
    Accepted {},
    /// The operator stopped it.
    Suspended {
        /// Why.
        reason: ShortText,
    },
    /// The operator lets it act again.
    Reinstated {
        /// Why.
        reason: ShortText,
    },
    /// A member joined it.
    MemberJoined {
        /// Who.
        member: MemberId,
    },
    /// A member left it.
    MemberLeft {
        /// Who.
        member: MemberId,
    },
    /// It set another approval policy.
    PolicyChanged {
        /// The policy from here on.
        policy: ApprovalPolicy,
    },
}

impl PartyTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "registered",
            Self::Accepted {} => "accepted",
            Self::Suspended { .. } => "suspended",
            Self::Reinstated { .. } => "reinstated",
            Self::MemberJoined { .. } => "member_joined",
            Self::MemberLeft { .. } => "member_left",
            Self::PolicyChanged { .. } => "policy_changed",
        }
    }
}

/// Applies a transition to a party, or to nothing where it is the first.
pub fn apply(state: Option<Party>, transition: &PartyTransition) -> Result<Party, IllegalTransition> {
    use PartyStage::{Active, Registered, Suspended};
    use PartyTransition as T;
    let illegal = |stage| IllegalTransition {
        aggregate: "party",
        stage,
        transition: transition.name(),
    };
    let Some(mut party) = state else {
        return first(transition).ok_or(illegal("nothing"));
    };
    match (&party.stage, transition) {
        (Registered {}, T::Accepted {}) | (Suspended { .. }, T::Reinstated { .. }) => party.stage = Active {},
        (Active {}, T::Suspended { reason }) => {
            party.stage = Suspended {
                reason: reason.clone(),
            };
        }
        (Active {} | Suspended { .. }, T::MemberJoined { member }) => {
            party.members.insert(*member);
        }
        (Active {} | Suspended { .. }, T::MemberLeft { member }) => {
            party.members.remove(member);
        }
        (Active {} | Suspended { .. }, T::PolicyChanged { policy }) => party.policy = policy.clone(),
        (
            from @ Registered {},
            T::Registered { .. }
            | T::Suspended { .. }
            | T::Reinstated { .. }
            | T::MemberJoined { .. }
            | T::MemberLeft { .. }
            | T::PolicyChanged { .. },
        )
        | (from @ Active {}, T::Registered { .. } | T::Accepted {} | T::Reinstated { .. })
        | (from @ Suspended { .. }, T::Registered { .. } | T::Accepted {} | T::Suspended { .. }) => {
            return Err(illegal(from.name()));
        }
    }
    Ok(party)
}

fn first(transition: &PartyTransition) -> Option<Party> {
    let PartyTransition::Registered {
        capacities,
        buyer_class,
        identity,
        members,
        policy,
    } = transition
    else {
        return None;
    };
    Some(Party {
        capacities: capacities.clone(),
        buyer_class: *buyer_class,
        identity: identity.clone(),
        members: members.clone(),
        policy: policy.clone(),
        stage: PartyStage::Registered {},
    })
}
