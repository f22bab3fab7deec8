//! One line of the statement of a loan.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{Money, PartyId, Rate, Subject};
use tallystick_financing::DueKind;
use tallystick_parties::ShortText;

use super::state::Balances;
use crate::loan::PaidBy;

/// With what something was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaidFrom {
    /// With money that came in.
    Receipt,
    /// With what was withheld when the money went out.
    Withheld,
}

/// What a line is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// Money went out: principal.
    Disbursed {
        /// The end-to-end id.
        end_to_end: ShortText,
    },
    /// A fee was taken off it: principal, though it did not go out.
    Fee {
        /// What it is for.
        name: ShortText,
    },
    /// Interest was taken off it: principal, though it did not go out.
    InterestUpFront {
        /// The first day.
        from: NaiveDate,
        /// The day after the last.
        to: NaiveDate,
        /// How many days, as the loan counts them.
        days: u32,
        /// On which principal.
        principal: Money,
        /// The rate a year.
        rate: Rate,
        /// What that makes; the amount of the line is less where less than this was withheld.
        interest: Money,
    },
    /// Less went out than was to: the rest is kept for the borrower.
    Withheld {},
    /// Interest was posted.
    Interest {
        /// The first day.
        from: NaiveDate,
        /// The day after the last.
        to: NaiveDate,
        /// How many days, as the loan counts them.
        days: u32,
        /// On which principal.
        principal: Money,
        /// The rate a year.
        rate: Rate,
        /// What a programme pays of it.
        subsidy: Money,
    },
    /// Penalty interest was posted.
    Penalty {
        /// The first day.
        from: NaiveDate,
        /// The day after the last.
        to: NaiveDate,
        /// How many days, as the loan counts them.
        days: u32,
        /// On which principal.
        principal: Money,
        /// The rate a year.
        rate: Rate,
    },
    /// Costs of collecting.
    Cost {
        /// For what.
        what: ShortText,
    },
    /// Money came in; the lines after it say what it paid.
    Received {
        /// The line of the bank statement.
        entry: Subject,
        /// Who paid.
        source: PaidBy,
        /// The value date, where the line counts from a later day because no money had gone out.
        value_on: NaiveDate,
    },
    /// Money came in, and waits until money goes out.
    Held {
        /// The line of the bank statement.
        entry: Subject,
        /// Who paid.
        source: PaidBy,
    },
    /// Something was paid.
    Paid {
        /// What.
        what: DueKind,
        /// With what.
        from: PaidFrom,
    },
    /// Something was left over.
    Surplus {
        /// Whose it is.
        to: PartyId,
        /// From what.
        from: PaidFrom,
    },
    /// The bank passed on what was left over.
    SurplusPaid {
        /// To whom.
        to: PartyId,
    },
}

/// One line, with what is open after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct StatementLine {
    /// The day from which it counts.
    pub date: NaiveDate,
    /// What it is for.
    pub kind: LineKind,
    /// How much; above zero.
    pub amount: Money,
    /// What is open after it.
    pub open: Balances,
    /// What is left after it of what was withheld.
    pub prepaid: Money,
}
