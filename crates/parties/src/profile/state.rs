use serde::{Deserialize, Serialize};
use tallystick_base::{Money, PartyId, SizeClass, Subject};

use crate::ShortText;
use crate::subjects::fixed_subject;

/// What a party states about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileData {
    /// The name in its register.
    pub legal_name: ShortText,
    /// The registered address.
    pub address: ShortText,
    /// Whom to reach, and how.
    pub contact: ShortText,
    /// The size class of an enterprise (工信部联企业〔2011〕300号); none for a state organ or public institution. A contract
    /// keeps the class at its signing (Order 802 article 3).
    pub size: Option<SizeClass>,
    /// The party that heads the group it belongs to.
    pub group: Option<PartyId>,
    /// Its accounts at banks.
    pub accounts: Vec<BankAccount>,
    /// Net assets, which bound what a guarantor may guarantee (Order 683 articles 15 and 16).
    pub net_assets: Option<Money>,
}

impl ProfileData {
    /// Whether the party is a micro or small firm.
    pub fn is_micro_or_small(&self) -> bool {
        self.size.is_some_and(SizeClass::is_micro_or_small)
    }
}

/// An account at a bank.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    /// The number of the account.
    pub account: ShortText,
    /// The bank and branch that keep it.
    pub bank: ShortText,
    /// The name it is kept in.
    pub name: ShortText,
}

/// The file of a party in its present version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The version, from 1: that of the subject `profile/<party>`, which other acts name.
    pub version: u64,
    /// What it states.
    pub data: ProfileData,
}

impl Profile {
    /// The subject of a party's file, `profile/<id of the party>`.
    pub fn subject(party: PartyId) -> Subject {
        fixed_subject("profile", &party.uuid().to_string())
    }
}
