//! What a party signs about contracts.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{AmendmentId, ContractId, Money, PartyId, Rate, Ratio, Salt, SizeClass};
use tallystick_parties::ShortText;
use utoipa::ToSchema;

use crate::amendment::Changes;
use crate::contract::{ClockStart, ContractDocument, Procurement};

/// Writes the enum from one list, so that a kind and its body cannot drift apart.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)+) => {
        /// A command about contracts.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Command {
            $($(#[$doc])* $name(Box<$name>),)+
        }

        impl Command {
            /// Every kind of command, with its version.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind with its version, as it is signed.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $kind,)+
                }
            }

            /// Reads the body of a kind; `None` where the kind is not one of this crate.
            pub fn read(kind: &str, body: &[u8]) -> Option<Result<Self, serde_json::Error>> {
                match kind {
                    $($kind => Some(serde_json::from_slice(body).map(Self::$name)),)+
                    _ => None,
                }
            }
        }

        $(impl From<$name> for Command {
            fn from(body: $name) -> Self {
                Self::$name(Box::new(body))
            }
        })+
    };
}

commands! {
    /// Registers a trade contract.
    RegisterContract = "contract.register/1";
    /// Accepts a registered contract.
    AcceptContract = "contract.accept/1";
    /// Rejects a registered contract.
    RejectContract = "contract.reject/1";
    /// Takes a registered contract back before it is answered.
    WithdrawContract = "contract.withdraw/1";
    /// Closes a contract to new claims.
    CloseContract = "contract.close/1";
    /// Records that a contract ended before its time.
    TerminateContract = "contract.terminate/1";
    /// Proposes a change of an accepted contract.
    ProposeAmendment = "amendment.propose/1";
    /// Accepts an amendment, which takes effect at once.
    AcceptAmendment = "amendment.accept/1";
    /// Rejects an amendment.
    RejectAmendment = "amendment.reject/1";
    /// Takes an amendment back before it is answered.
    WithdrawAmendment = "amendment.withdraw/1";
}

/// How soon the buyer pays, as the contract says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentClause {
    /// Calendar days; absent where the contract is silent, and then those of the rules in force at signing
    /// (Order 802 article 9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The event they are counted from.
    pub from: ClockStart,
    /// Why the days are more than the law's own number, where it asks for a reason (Order 802 article 9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer_reason: Option<ShortText>,
}

/// `contract.register/1`: registers a trade contract; signed by supplier or buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterContract {
    /// 128 random bits.
    pub salt: Salt,
    /// The id of the new contract.
    pub contract: ContractId,
    /// Who delivers and is paid.
    pub supplier: PartyId,
    /// Who is delivered to and pays.
    pub buyer: PartyId,
    /// The number both sides know it by; unique between the two.
    pub number: ShortText,
    /// What it is about.
    pub title: ShortText,
    /// The contract sum, tax included.
    pub amount: Money,
    /// The day of signing. The rules in force on it govern the contract.
    pub signed_on: NaiveDate,
    /// What is bought.
    pub procurement: Procurement,
    /// How soon the buyer pays (Order 802 articles 9 and 10).
    pub payment: PaymentClause,
    /// Whether the buyer pays only once it is paid itself. Refused (Order 802 article 9); it stands here so that a
    /// contract that says so is not registered as if it did not.
    #[serde(default)]
    pub pay_when_paid: bool,
    /// Calendar days within which the buyer inspects what was delivered (Order 802 article 10); 0 where nothing is
    /// inspected.
    pub inspection_days: u32,
    /// Whether the contract agrees payment by electronic receivable vouchers (Order 802 article 11). Without it no
    /// certificate under the contract is transferred or split.
    pub vouchers_agreed: bool,
    /// By which share of the contract sum the confirmed total may go beyond it, such as `0.05`.
    pub tolerance: Ratio,
    /// The agreed rate of late interest a year; absent where the law's own applies (Order 802 article 17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_rate: Option<Rate>,
    /// Calendar days within which the buyer answers a request to confirm, for buyers whom Order 802 article 16 does
    /// not bind; one that it binds may agree fewer than the law gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation_days: Option<u32>,
    /// The files that belong to it, at least one.
    pub documents: Vec<ContractDocument>,
    /// The supplier's size class at signing (Order 802 article 3).
    pub supplier_size: SizeClass,
}

/// `contract.accept/1`: accepts a registered contract; signed by the side that did not register it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptContract {
    /// 128 random bits.
    pub salt: Salt,
    /// The contract.
    pub contract: ContractId,
}

/// `contract.reject/1`: rejects a registered contract; signed by the side that did not register it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectContract {
    /// 128 random bits.
    pub salt: Salt,
    /// The contract.
    pub contract: ContractId,
    /// Why.
    pub reason: ShortText,
}

/// `contract.withdraw/1`: takes a registered contract back before it is answered; signed by the side that registered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawContract {
    /// 128 random bits.
    pub salt: Salt,
    /// The contract.
    pub contract: ContractId,
}

/// `contract.close/1`: closes a contract to new claims; signed by either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseContract {
    /// 128 random bits.
    pub salt: Salt,
    /// The contract.
    pub contract: ContractId,
}

/// `contract.terminate/1`: records that a contract ended before its time; signed by either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TerminateContract {
    /// 128 random bits.
    pub salt: Salt,
    /// The contract.
    pub contract: ContractId,
    /// Why.
    pub reason: ShortText,
}

/// `amendment.propose/1`: proposes a change of an accepted contract; signed by either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeAmendment {
    /// 128 random bits.
    pub salt: Salt,
    /// The id of the new amendment.
    pub amendment: AmendmentId,
    /// The contract it changes.
    pub contract: ContractId,
    /// The terms that it sets anew; the others stay.
    pub changes: Changes,
}

/// `amendment.accept/1`: accepts an amendment, which takes effect at once; signed by the side that did not propose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptAmendment {
    /// 128 random bits.
    pub salt: Salt,
    /// The amendment.
    pub amendment: AmendmentId,
}

/// `amendment.reject/1`: rejects an amendment; signed by the side that did not propose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectAmendment {
    /// 128 random bits.
    pub salt: Salt,
    /// The amendment.
    pub amendment: AmendmentId,
    /// Why.
    pub reason: ShortText,
}

/// `amendment.withdraw/1`: takes an amendment back before it is answered; signed by the side that proposed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawAmendment {
    /// 128 random bits.
    pub salt: Salt,
    /// The amendment.
    pub amendment: AmendmentId,
}
