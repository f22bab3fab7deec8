//! Why an order to pay is not written.

use tallystick_base::{Currency, MoneyError};

/// Why an order to pay is not written: the element, the rule, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PaymentOrderError {
    /// Nothing to pay.
    #[error("the order has no payment; an order has at least one")]
    NoPayments,
    /// A text that must not be empty.
    #[error("{field} is empty; the standard requires it")]
    Empty {
        /// The path of the element.
        field: String,
    },
    /// A text longer than its element takes.
    #[error("{field} has {length} characters and takes at most {limit}; shorten it")]
    TooLong {
        /// The path of the element.
        field: String,
        /// Its length in characters.
        length: usize,
        /// The most characters it takes.
        limit: usize,
    },
    /// White space around a text, which banks cut, so that it would come back as another one.
    #[error("{field} begins or ends with white space; take it away")]
    Padded {
        /// The path of the element.
        field: String,
    },
    /// A line end, tab or other control character, or one that XML does not allow.
    #[error("{field} holds the character {character:?}; only characters that are seen are written")]
    Character {
        /// The path of the element.
        field: String,
        /// The character.
        character: char,
    },
    /// An IBAN without right form and check digits.
    #[error("{field} is {found:?}, which is not an IBAN with right check digits (ISO 13616)")]
    Iban {
        /// The path of the element.
        field: String,
        /// What it is.
        found: String,
    },
    /// A BIC without right form.
    #[error("{field} is {found:?}; a BIC has 8 or 11 capital letters and digits (ISO 9362)")]
    Bic {
        /// The path of the element.
        field: String,
        /// What it is.
        found: String,
    },
    /// An amount of nothing or less.
    #[error("{field} is {found}; a payment is of more than zero")]
    NotPositive {
        /// The path of the element.
        field: String,
        /// The amount.
        found: String,
    },
    /// Amounts of several currencies.
    #[error("{field} is in {found} and the first payment in {expected}; write an order for each currency")]
    Currencies {
        /// The path of the element.
        field: String,
        /// The currency of the first payment.
        expected: Currency,
        /// The other one.
        found: Currency,
    },
    /// An amount or control sum with more digits than the element takes.
    #[error("{field} is {found} and has more than {limit} digits; split the order")]
    TooManyDigits {
        /// The path of the element.
        field: String,
        /// The number.
        found: String,
        /// The most digits it takes.
        limit: usize,
    },
    /// A control sum beyond what is counted.
    #[error("the payments cannot be added up: {0}")]
    Sum(MoneyError),
    /// Two payments with one end-to-end id.
    #[error("{field} is {found:?} as in an earlier payment; an outcome would fit both: give each its own")]
    Repeated {
        /// The path of the element.
        field: String,
        /// The id.
        found: String,
    },
    /// The word that stands for no end-to-end id.
    #[error("{field} is {found:?}, which stands for no id at all; give the payment its own")]
    Reserved {
        /// The path of the element.
        field: String,
        /// The word.
        found: String,
    },
    /// A bank of which nothing is said.
    #[error("{field} names no bank; give its BIC, its number in the clearing or its name")]
    NoBank {
        /// The path of the element.
        field: String,
    },
    /// A day that the form of dates cannot write.
    #[error("{field} is {found}; a year is written with four digits")]
    Year {
        /// The path of the element.
        field: String,
        /// The day.
        found: String,
    },
}

impl PaymentOrderError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPayments => "order-empty",
            Self::Empty { .. } => "order-field-empty",
            Self::TooLong { .. } => "order-field-too-long",
            Self::Padded { .. } => "order-field-padded",
            Self::Character { .. } => "order-field-character",
            Self::Iban { .. } => "order-iban",
            Self::Bic { .. } => "order-bic",
            Self::NotPositive { .. } => "order-amount-not-positive",
            Self::Currencies { .. } => "order-currencies",
            Self::TooManyDigits { .. } => "order-too-many-digits",
            Self::Sum(_) => "order-sum",
            Self::Repeated { .. } => "order-end-to-end-repeated",
            Self::Reserved { .. } => "order-end-to-end-reserved",
            Self::NoBank { .. } => "order-no-bank",
            Self::Year { .. } => "order-year",
        }
    }
}
