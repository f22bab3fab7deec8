//! A registered trade contract, 合同.

mod due_date;
mod late_rate;
mod protection;
mod state;
mod terms;
mod transition;

pub use due_date::{CountedFrom, DueDate, DueDateError, Events};
pub use late_rate::LateRate;
pub use protection::{AnswerBy, Protection};
pub use state::{Contract, ContractStage, Side};
pub use terms::{ClockStart, ContractDocument, PaymentPeriod, Procurement, Terms};
pub use transition::{ContractTransition, apply};
