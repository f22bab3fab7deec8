//! Messages of banks, matched against what a bank has lent. Nothing is written here: what is found is a command for each line,
//! which members of the bank sign as for any other act.
//!
//! | file | holds |
//! |---|---|
//! | `line.rs` | a line of a message as the ledger records it, and what names it |
//! | `sought.rs` | which recorded lines a message may speak of |
//! | `known.rs` | whether it is recorded already, as a whole or in parts |
//! | `find.rs` | the loan that an id or a reference means |
//! | `statement.rs`, `report.rs` | what becomes of the lines of a statement, and of the outcomes of a report |
//! | `remark.rs` | what is said of each, as a sentence with a stable code |
//! | `order.rs` | the order to pay for what is instructed |

mod find;
mod known;
mod line;
mod matched;
mod order;
mod remark;
mod report;
mod sought;
mod statement;
mod waiting;

use tallystick_base::Millis;
use tallystick_documents::BankMessage;
use tallystick_store::BankBook;

pub(crate) use matched::{Act, MatchState, Matched};
pub use order::OrderRefusal;
pub(crate) use order::{OrderChoice, payment_order};
pub(crate) use sought::SoughtLines;
pub(crate) use waiting::Waiting;

/// What becomes of every line or outcome of a message, in file order.
///
/// The same message gives the same commands; what is recorded already or waits for signatures has none, whether the file was
/// loaded before, in pieces, or in another order. Where two lines may be one payment, or a payment may be another's, nothing is
/// booked by itself: a person looks at it.
pub(crate) fn match_message(
    message: &BankMessage,
    book: &BankBook,
    waiting: &Waiting,
    now: Millis,
) -> Vec<Matched> {
    let matched = match message {
        BankMessage::Statement(statement) => statement::lines(statement, book, waiting),
        BankMessage::Report(report) => report::outcomes(report, book, now),
    };
    matched.into_iter().map(|line| waiting.mark(line)).collect()
}
