//! Approval policies: how many members of a party sign which command.

use serde::{Deserialize, Serialize};
use tallystick_base::Money;

use crate::signing::{Signers, SigningRule};

/// How a party approves its own acts, beyond what is the rule for every party.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalPolicy {
    /// Whether one member signs alone what otherwise takes two. It counts only while the party is a micro or small
    /// firm with a single member.
    pub sole_member: bool,
    /// What the party asks for beyond the rule. Where several apply, the strictest decides.
    pub rules: Vec<ApprovalRule>,
}

/// What a party asks for before one command is taken from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRule {
    /// The kind of command without its version, such as `receivable.confirm`.
    pub command: String,
    /// The amount from which the rule applies; none for every amount. An act in another currency counts as above it.
    pub from: Option<Money>,
    /// How many distinct members sign; 1 to 16.
    pub signatures: u8,
    /// Whether a checker must be among them.
    pub checker: bool,
}

impl ApprovalRule {
    fn applies(&self, command: &str, amount: Option<Money>) -> bool {
        let reached = match (self.from, amount) {
            (None, _) => true,
            (Some(_), None) => false,
            // Another currency does not compare; the stricter reading is the safe one.
            (Some(from), Some(amount)) => amount.compare(from).map_or(true, std::cmp::Ordering::is_ge),
        };
        self.command == command && reached
    }
}

/// Who signs one act, and how many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// Which members may sign.
    pub signers: Signers,
    /// How many distinct members sign at least.
    pub signatures: usize,
    /// Whether a checker must be among them.
    pub checker: bool,
}

impl Requirement {
    /// What a rule asks for, with nothing added by the party.
    pub const fn of_rule(rule: &SigningRule) -> Self {
        Self {
            signers: rule.signers,
            signatures: rule.signatures,
            checker: rule.checker,
        }
    }

    /// Two admins: what concerns members, their keys and the policy.
    pub const fn two_admins() -> Self {
        Self {
            signers: Signers::Admins,
            signatures: 2,
            checker: false,
        }
    }

    /// One member is enough: what a micro or small firm with a single member may choose.
    #[must_use]
    pub fn for_sole_member(self) -> Self {
        Self {
            signatures: self.signatures.min(1),
            checker: false,
            ..self
        }
    }

    /// At least so many signatures.
    #[must_use]
    pub fn at_least(self, signatures: usize) -> Self {
        Self {
            signatures: self.signatures.max(signatures),
            ..self
        }
    }

    /// What the policy of the party adds for this command and amount. A policy never takes anything away.
    #[must_use]
    pub fn under(self, policy: &ApprovalPolicy, command: &str, amount: Option<Money>) -> Self {
        policy
            .rules
            .iter()
            .filter(|rule| rule.applies(command, amount))
            .fold(self, |requirement, rule| Self {
                checker: requirement.checker || rule.checker,
                ..requirement.at_least(usize::from(rule.signatures))
            })
    }
}
