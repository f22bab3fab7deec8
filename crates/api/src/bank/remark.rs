//! What is said of a line: one case for each thing that may become of it.

use chrono::NaiveDate;
use tallystick_base::{Currency, LoanId, Money};

/// What is said of a line or an outcome, with a stable code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Remark {
    /// It came in on a loan.
    #[error("it repays {0}")]
    Repays(LoanId),
    /// It went out on a loan.
    #[error("it pays out {0}")]
    PaysOut(LoanId),
    /// It will not go out.
    #[error(
        "the payment of {0} failed: the loan is approved again, and can be instructed under another end-to-end id"
    )]
    Fails(LoanId),
    /// Nothing in it names a loan.
    #[error(
        "neither its end-to-end id nor its references name a loan of the bank; it is recorded, to be assigned by hand"
    )]
    NamesNoLoan,
    /// It names several loans.
    #[error("it names {count} loans; it is recorded, to be assigned by hand to the right one")]
    NamesSeveralLoans {
        /// How many.
        count: usize,
    },
    /// It names several certificates of one loan.
    #[error(
        "it names {count} certificates of {loan}, and does not say how much is paid on each; it is recorded, to be assigned by hand"
    )]
    NamesSeveralCertificates {
        /// The loan.
        loan: LoanId,
        /// How many.
        count: usize,
    },
    /// Without a reference the bank's files do not say whether two lines are one.
    #[error(
        "it names {0}, but has no reference of the bank by which it is found again; it is recorded, to be assigned by hand"
    )]
    NoReference(LoanId),
    /// It takes an earlier booking back.
    #[error(
        "it takes an earlier booking back; it is recorded, and that booking is reversed by hand with repayment.reverse"
    )]
    TakesBack,
    /// A payment that came back.
    #[error("it is a payment that came back; it is recorded, to be assigned by hand")]
    CameBack,
    /// Recorded and booked.
    #[error("it is booked on {0} already")]
    Booked(LoanId),
    /// Recorded, and nobody knows what it belongs to.
    #[error("it is recorded already, and assigned by hand with repayment.assign")]
    Recorded,
    /// Recorded, and now it seems to be known what it belongs to.
    #[error("it is recorded already, and names {0}; look at it, and assign it with repayment.assign")]
    RecordedFor(LoanId),
    /// It is recorded in its parts.
    #[error("it is recorded already, in {count} parts that come to it")]
    InParts {
        /// How many.
        count: usize,
    },
    /// It is recorded in parts that do not come to it.
    #[error(
        "it is recorded in {count} parts, which do not come to {amount}; load the notification (camt.054) that has the rest"
    )]
    PartsDiffer {
        /// How many.
        count: usize,
        /// The whole.
        amount: Money,
    },
    /// It is a part of what is recorded as a whole.
    #[error("the entry that it is a part of is recorded already, as a whole; assign that by hand")]
    InWhole,
    /// Another line of that day and amount may be the same money under another name.
    #[error(
        "it names {loan}, but a line of the same account, day and amount is known under the reference {other:?}, and banks name one \
         payment in several ways; it is recorded, to be assigned by hand if it is money of its own"
    )]
    PerhapsKnown {
        /// The loan.
        loan: LoanId,
        /// The reference of the other line; empty where it has none.
        other: String,
    },
    /// A guarantor may have paid.
    #[error(
        "it names {0}, which is overdue and guaranteed, and no certificate; it is recorded, to be assigned by hand to whoever paid"
    )]
    PerhapsGuarantor(LoanId),
    /// Money went out under the id of a loan, and it is not the loan's amount.
    #[error(
        "it carries the end-to-end id of {loan}, of which {expected} was to go out, and is another amount, such as a fee; it is \
         recorded, and what it belongs to is decided by hand"
    )]
    AmountOther {
        /// The loan.
        loan: LoanId,
        /// What was to go out.
        expected: Money,
    },
    /// It stands in the file before.
    #[error("it stands in this file before, and counts once")]
    Repeated,
    /// Its reference is that of another line.
    #[error(
        "its reference names another line already, of {known} on {on}; a reference of the bank names one line: ask the bank, and \
         record this one by hand under a reference of its own"
    )]
    ReferenceTaken {
        /// The amount of the other line.
        known: Money,
        /// Its day of booking.
        on: NaiveDate,
    },
    /// Not booked by the bank.
    #[error("the bank has not booked it yet; it comes again when it is")]
    NotBooked,
    /// No date.
    #[error(
        "it has neither a booking date nor a value date, and cannot be recorded; ask the bank for a complete file"
    )]
    NoDay,
    /// Nothing moved.
    #[error("no money moved; there is nothing to record")]
    NoAmount,
    /// An account that is not the bank's.
    #[error(
        "the account {account} is not in the file of your party; load the file of the right bank, or add the account with \
         profile.update"
    )]
    OtherAccount {
        /// The account.
        account: String,
    },
    /// Another currency than the loan's.
    #[error("it is in {found} and {loan} in {expected}; a loan is paid out and repaid in its own currency")]
    OtherCurrency {
        /// The loan.
        loan: LoanId,
        /// The loan's.
        expected: Currency,
        /// The line's.
        found: Currency,
    },
    /// It does not count yet.
    #[error("it counts from {day}, which has not come; load the file again from then on")]
    Ahead {
        /// The value date.
        day: NaiveDate,
    },
    /// A status that is not the last.
    #[error(
        "the bank says {status} of it, which is not the end of it; a later report says what became of it"
    )]
    OnItsWay {
        /// The bank's code.
        status: String,
    },
    /// No status.
    #[error("the report does not say what became of it")]
    NoStatus,
    /// No id.
    #[error("the report names no end-to-end id, so nobody can tell which payment it is; ask the bank")]
    NoEndToEnd,
    /// An order of nobody.
    #[error("no loan of the bank was instructed under the end-to-end id {0}")]
    NotOrdered(String),
    /// Said of a whole order whose payments are not known.
    #[error(
        "the bank says {status} of the whole order {order} and names no payment, and no order of what is instructed now has \
         that id; record what became of each payment by hand"
    )]
    OfOrder {
        /// The bank's code.
        status: String,
        /// The id of the order.
        order: String,
    },
    /// Nobody says how much went out.
    #[error(
        "the report does not say how much went out on {0}, and nothing is instructed under that id any more; load the statement \
         that shows it"
    )]
    AmountUnknown(LoanId),
    /// The money is out already.
    #[error("that {0} is paid out is recorded already")]
    OutAlready(LoanId),
    /// The failure is known already.
    #[error("that this payment of {0} failed is recorded already")]
    FailedAlready(LoanId),
    /// Refused, and yet the money is out.
    #[error(
        "the bank says {status} of it, and that {loan} is paid out is recorded already; ask the bank which holds"
    )]
    OutAndRefused {
        /// The bank's code.
        status: String,
        /// The loan.
        loan: LoanId,
    },
    /// A command for it waits.
    #[error("a command for it waits for further signatures of your party")]
    Waits,
    /// A command that says something else of it waits.
    #[error(
        "a command that says something else of this payment waits for further signatures of your party; decline that one, or ask \
         the bank which holds"
    )]
    OtherWaits,
}

impl Remark {
    /// The stable code.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Repays(_) => "repays",
            Self::PaysOut(_) => "pays-out",
            Self::Fails(_) => "fails",
            Self::NamesNoLoan => "names-no-loan",
            Self::NamesSeveralLoans { .. } => "names-several-loans",
            Self::NamesSeveralCertificates { .. } => "names-several-certificates",
            Self::NoReference(_) => "no-reference",
            Self::TakesBack => "takes-back",
            Self::CameBack => "came-back",
            Self::Booked(_) => "booked-already",
            Self::Recorded => "recorded-already",
            Self::RecordedFor(_) => "recorded-for-loan",
            Self::InParts { .. } => "recorded-in-parts",
            Self::PartsDiffer { .. } => "parts-differ",
            Self::InWhole => "recorded-as-whole",
            Self::PerhapsKnown { .. } => "perhaps-known",
            Self::PerhapsGuarantor(_) => "perhaps-guarantor",
            Self::AmountOther { .. } => "amount-other",
            Self::Repeated => "repeated",
            Self::ReferenceTaken { .. } => "reference-taken",
            Self::NotBooked => "not-booked",
            Self::NoDay => "no-day",
            Self::NoAmount => "no-amount",
            Self::OtherAccount { .. } => "account-of-another",
            Self::OtherCurrency { .. } => "currency-of-another",
            Self::Ahead { .. } => "value-date-ahead",
            Self::OnItsWay { .. } => "on-its-way",
            Self::NoStatus => "no-status",
            Self::NoEndToEnd => "no-end-to-end",
            Self::NotOrdered(_) => "not-ordered",
            Self::OfOrder { .. } => "of-unknown-order",
            Self::AmountUnknown(_) => "amount-unknown",
            Self::OutAlready(_) => "paid-out-already",
            Self::FailedAlready(_) => "failed-already",
            Self::OutAndRefused { .. } => "paid-out-and-refused",
            Self::Waits => "waits",
            Self::OtherWaits => "other-waits",
        }
    }
}
