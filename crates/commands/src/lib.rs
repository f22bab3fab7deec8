//! Every command kind in one table: its body, its subjects, who signs it, who sees it, and what it says in one line.
//!
//! The domain crates know rules; this crate knows all of them at once, and no rule. Whoever submits, appends, replays or
//! audits goes through it: [`Command::read`] for a body, [`Command::subjects`] for what a statement must name, [`decide`] for the outcome,
//! [`apply`] for the fold, [`State`] for what is kept of one subject, [`Summaries`] for the sentence that a signer reads,
//! [`may_see_body`], [`may_see_part`] and [`unseen`] for who reads it, and [`CommandSpec`] for the table itself.

mod audience;
mod command;
mod decide;
mod due;
mod rejection;
mod schemas;
mod state;
mod subject;
mod summary;
mod table;
mod transition;

/// Credit lines, loans, and what follows.
pub use tallystick_banking as banking;
/// The vocabulary of every crate.
pub use tallystick_base as base;
/// Receivables and certificates.
pub use tallystick_certificates as certificates;
/// Contracts.
pub use tallystick_contracts as contracts;
/// Products, requests, reviews, auctions and guarantees.
pub use tallystick_financing as financing;
/// Parties, members, keys and rules.
pub use tallystick_parties as parties;

/// Every state that any decision reads.
pub type Case = tallystick_banking::Case;

pub use audience::{Audience, concerned, kinds as audience_kinds, may_see_body, may_see_part, unseen};
pub use command::Command;
pub use decide::{Movement, decide};
pub use due::{Due, due};
pub use rejection::{MissingSignatures, Rejection};
pub use schemas::{Body, NamedSchema, schemas};
pub use state::{State, StateFault};
pub use summary::{Language, Summaries, SummaryFault};
pub use table::{CommandSpec, PolicyAmount};
pub use transition::{Step, Transition, apply};
