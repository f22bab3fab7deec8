//! Who takes part: organisations, the people who sign for them, their keys, and the rules that all are measured by.
//!
//! This crate decides who may join, who may act, and how an act is signed: registration and its acceptance, suspension,
//! the file of a party (一企一档), members and roles, approval policies, keys with their recovery, and the publishing of
//! rules. [`authorise`] is the question that every later crate asks first.
//!
//! # What this crate is not
//!
//! It verifies no signature and no possession of a key: the envelope check has done so. It does not know at which place
//! in the ledger an entry stands, so that *position decides* whether a key may sign is a matter of the append path; here
//! a key is added once and revoked once. It says nothing of contracts, money or credit.
//!
//! # Stages
//!
//! ```text
//! party     Registered ── accepted ──▶ Active ◀── reinstated ── suspended ──▶ Suspended
//! member    Active ── removed ──▶ Removed
//! key       Active ── revoked ──▶ Revoked
//! recovery  Announced ── vetoed ──▶ Vetoed
//!           Announced ── restored ──▶ Restored        (from each, announced again)
//! ```
//!
//! A profile and published rules have versions and no stages; a code that is taken stays taken; the ledger is opened once.

mod authorise;
mod case;
pub mod command;
mod decide;
mod due;
pub mod identity;
pub mod key;
pub mod ledger;
pub mod member;
pub mod party;
mod policy;
pub mod profile;
pub mod recovery;
mod rejection;
pub mod rules;
mod short_text;
mod signing;
mod subjects;
mod transition;

pub use authorise::{authorise, eligible_signers, requirement};
pub use case::Case;
pub use command::{Command, NewKey};
pub use decide::{decide, has_enough_admins};
pub use due::{Reminder, reminders};
pub use identity::{Identity, IdentityCode, IdentityTransition};
pub use key::{Jwk, Key, KeyHolder, KeyStage, KeyTransition};
pub use ledger::{Ledger, LedgerTransition};
pub use member::{Member, MemberStage, MemberTransition, Role};
pub use party::{BuyerClass, Party, PartyStage, PartyTransition};
pub use policy::{ApprovalPolicy, ApprovalRule, Requirement};
pub use profile::{BankAccount, Profile, ProfileData, ProfileTransition};
pub use recovery::{Announcement, Recovery, RecoveryStage, RecoveryTransition, VETO_WINDOW};
pub use rejection::Rejection;
pub use rules::{Rules, RulesTransition};
pub use short_text::{ShortText, ShortTextError};
pub use signing::{SIGNING_RULES, Signers, SigningRule, signing_rule};
pub use subjects::{keyed_names, subjects};
pub use transition::{Step, Transition};
