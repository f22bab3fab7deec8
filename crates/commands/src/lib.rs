//! Every command kind in one table: its body, its subjects, who signs it, who sees it, and what it says in one line.
//!
//! The domain crates know rules; this crate knows all of them at once, and no rule. Whoever submits, appends, replays or
//! audits goes through it: [`Command::read`] for a body, [`Command::subjects`] for what a statement must name, [`decide`] for the outcome,
//! [`apply`] for the fold, [`Summaries`] for the sentence that a signer reads, [`may_see_body`] and [`may_see_part`] for who
//! reads it, and [`CommandSpec`] for the table itself.

mod audience;
mod command;
mod decide;
mod rejection;
mod schemas;
mod summary;
mod table;
mod transition;

/// Every state that any decision reads.
pub type Case = tallystick_certificates::Case;

pub use audience::{Audience, concerned, kinds as audience_kinds, may_see_body, may_see_part};
pub use command::Command;
pub use decide::{Movement, decide};
pub use rejection::Rejection;
pub use schemas::{Body, NamedSchema, schemas};
pub use summary::{Language, Summaries, SummaryFault};
pub use table::{CommandSpec, PolicyAmount};
pub use transition::{Step, Transition, apply};
