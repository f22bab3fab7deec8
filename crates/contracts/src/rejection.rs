//! Why a command about contracts is refused.

mod code;

use chrono::NaiveDate;
use tallystick_base::{
    AmendmentId, Capacity, ContractId, Currency, Money, MoneyError, PartyId, Rate, Ratio, RulesError,
    SizeClass,
};

use crate::contract::Side;
use crate::law::{MOST_DAYS, MOST_DOCUMENTS};

/// Why a command about contracts is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The acting party, its signers, or another party named do not suffice.
    #[error(transparent)]
    Parties(#[from] tallystick_parties::Rejection),
    /// The published rules say nothing usable about a date.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// Amounts do not add up or do not mix.
    #[error(transparent)]
    Money(#[from] MoneyError),

    /// No such contract.
    #[error("{contract} is not registered; supplier or buyer registers it with contract.register")]
    ContractNotFound {
        /// The contract.
        contract: ContractId,
    },
    /// No such amendment.
    #[error("{amendment} has not been proposed; supplier or buyer proposes it with amendment.propose")]
    AmendmentNotFound {
        /// The amendment.
        amendment: AmendmentId,
    },
    /// The contract was never accepted.
    #[error("{contract} has no allowance; it has one once both sides accepted it")]
    AllowanceNotFound {
        /// The contract.
        contract: ContractId,
    },

    /// The acting party is not a side of the contract in the capacity in which it acts.
    #[error(
        "{party} is not the {capacity} of this contract; supplier and buyer act on it, each in that capacity"
    )]
    NotASide {
        /// The acting party.
        party: PartyId,
        /// The capacity in which it acts.
        capacity: Capacity,
    },
    /// The side that made a proposal answers it itself.
    #[error("the {side} made this proposal, so the {} answers it; the {side} may withdraw it", side.other())]
    AnsweredByProposer {
        /// The side that proposed.
        side: Side,
    },
    /// The other side withdraws what it did not propose.
    #[error("the {side} made this proposal and may withdraw it; the {} accepts or rejects it", side.other())]
    WithdrawnByOther {
        /// The side that proposed.
        side: Side,
    },

    /// The id is in use.
    #[error("{contract} exists already; choose a new id")]
    ContractExists {
        /// The contract.
        contract: ContractId,
    },
    /// The id is in use.
    #[error("{amendment} exists already; choose a new id")]
    AmendmentExists {
        /// The amendment.
        amendment: AmendmentId,
    },
    /// The number is in use between the two.
    #[error(
        "one number of one buyer and one supplier is one contract; {number} is registered as {contract}, so use or amend that"
    )]
    ContractNumberTaken {
        /// The number.
        number: String,
        /// The contract that holds it.
        contract: ContractId,
    },
    /// The contract is in another stage.
    #[error("{contract} is {stage}; this needs it to be {needed}")]
    ContractStage {
        /// The contract.
        contract: ContractId,
        /// The stage it is in.
        stage: &'static str,
        /// The stage it has to be in.
        needed: &'static str,
    },
    /// The amendment is in another stage.
    #[error("{amendment} is {stage}; this needs it to be Proposed")]
    AmendmentStage {
        /// The amendment.
        amendment: AmendmentId,
        /// The stage it is in.
        stage: &'static str,
    },
    /// Another amendment took effect in between.
    #[error(
        "{amendment} changes revision {basis} of the terms, and they are at revision {revision} now; propose it anew on those"
    )]
    AmendmentStale {
        /// The amendment.
        amendment: AmendmentId,
        /// The revision that the proposer saw.
        basis: u32,
        /// The revision in force.
        revision: u32,
    },
    /// An amendment would lower the sum under what is confirmed.
    #[error(
        "{used} is confirmed under {contract}, so its sum cannot become {amount}; cancel certificates first"
    )]
    AmountBelowConfirmed {
        /// The contract.
        contract: ContractId,
        /// The sum it would have.
        amount: Money,
        /// What is confirmed.
        used: Money,
    },
    /// An amendment would lower sum and tolerance together under what is confirmed.
    #[error(
        "{used} is confirmed under {contract}, so its limit cannot become {limit}; keep a wider tolerance"
    )]
    LimitBelowConfirmed {
        /// The contract.
        contract: ContractId,
        /// Sum and tolerance as they would be.
        limit: Money,
        /// What is confirmed.
        used: Money,
    },
    /// More would be confirmed than the contract allows.
    #[error(
        "{limit} may be confirmed under {contract} and {used} is, so {} is left; {amount} is more. Confirm less, or amend the contract",
        left(*limit, *used)
    )]
    AllowanceExceeded {
        /// The contract.
        contract: ContractId,
        /// Sum and tolerance.
        limit: Money,
        /// What is confirmed.
        used: Money,
        /// What would be confirmed.
        amount: Money,
    },
    /// More would be given back than was taken.
    #[error("{used} is confirmed under {contract}; {amount} cannot be given back")]
    AllowanceNotUsed {
        /// The contract.
        contract: ContractId,
        /// What is confirmed.
        used: Money,
        /// What would be given back.
        amount: Money,
    },
    /// Nothing or less is taken or given back.
    #[error("an amount above zero moves an allowance; this one is {amount}")]
    AllowanceAmount {
        /// The amount.
        amount: Money,
    },

    /// One party on both sides.
    #[error("supplier and buyer are different parties; here both are {party}")]
    SupplierIsBuyer {
        /// The party.
        party: PartyId,
    },
    /// Nothing or less.
    #[error("the contract sum is above zero; this one is {amount}")]
    AmountNotPositive {
        /// The sum.
        amount: Money,
    },
    /// A tolerance that is none.
    #[error("a tolerance is at most the contract sum itself, 1.00; this one is {tolerance}")]
    ToleranceTooWide {
        /// The tolerance.
        tolerance: Ratio,
    },
    /// Signed after today.
    #[error("what is registered is signed; {signed_on} is after today, {today}")]
    SignedInFuture {
        /// The day of signing.
        signed_on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// An amendment older than its contract.
    #[error("an amendment is signed after its contract; {signed_on} is before {contract_signed_on}")]
    AmendmentBeforeContract {
        /// The day on which the amendment was signed.
        signed_on: NaiveDate,
        /// The day on which the contract was.
        contract_signed_on: NaiveDate,
    },
    /// An amendment without effect.
    #[error("an amendment changes something; with this one all terms stay as they are")]
    AmendmentChangesNothing,
    /// An amendment into another currency.
    #[error("the sum of this contract is in {currency} and stays so; {found} needs a contract of its own")]
    AmendmentCurrency {
        /// The currency of the contract.
        currency: Currency,
        /// The currency of the amendment.
        found: Currency,
    },
    /// A size class that the supplier did not state.
    #[error(
        "the supplier's size class counts as it was at signing (Order 802 article 3); its profile says {profile}, not {stated}. Only the supplier states another, for a contract signed before today"
    )]
    SupplierSizeDiffers {
        /// The class in the supplier's profile.
        profile: &'static str,
        /// The class stated.
        stated: &'static str,
    },

    /// No payment term, and the law has none for this pair.
    #[error(
        "neither the contract nor a law in force on {signed_on} says how soon this buyer pays; state payment.days"
    )]
    PaymentDaysMissing {
        /// The day of signing.
        signed_on: NaiveDate,
    },
    /// A payment term beyond the law's limit.
    #[error(
        "this buyer pays a small or medium supplier within {most} days at most, as the law of {signed_on} has it (Order 802 article 9; before it Order 728 article 8); {days} were agreed. Agree {most} or fewer"
    )]
    PaymentDaysTooMany {
        /// The days agreed.
        days: u32,
        /// The most that may be agreed.
        most: u32,
        /// The day of signing, whose rules judge it.
        signed_on: NaiveDate,
    },
    /// A long payment term without its reason.
    #[error(
        "a large enterprise pays a small or medium supplier within {usual} days; {days} are agreed only as trade custom allows (Order 802 article 9), so state payment.longer_reason"
    )]
    PaymentReasonMissing {
        /// The days agreed.
        days: u32,
        /// The law's own days.
        usual: u32,
    },
    /// Payment that depends on being paid.
    #[error(
        "payment does not wait for a third party to pay the buyer (Order 802 article 9; 法释〔2024〕11号), and what is confirmed has a fixed due date; agree days instead"
    )]
    PayWhenPaid,
    /// A clock that the order does not know.
    #[error(
        "under Order 802 the days run from delivery, settlement or passed acceptance (articles 9, 10), not from the invoice; choose one of those"
    )]
    ClockStartForbidden,
    /// Payment after acceptance, without a time for inspecting.
    #[error(
        "where payment follows acceptance the contract sets a period for inspecting (Order 802 article 10); state inspection_days of 1 or more"
    )]
    InspectionDaysMissing,
    /// A period beyond any contract.
    #[error("{field} is at most {MOST_DAYS} days; this one is {days}")]
    DaysTooMany {
        /// The field.
        field: &'static str,
        /// The days.
        days: u32,
    },
    /// No time to answer at all.
    #[error("where confirmation_days is stated it is 1 or more")]
    ConfirmationDaysMissing,
    /// A time for confirming beyond the law's.
    #[error(
        "this buyer answers a request to confirm within {most} days (Order 802 article 16; before it Order 728 article 14); {days} were agreed. State {most} or fewer, or leave it out"
    )]
    ConfirmationDaysTooMany {
        /// The days agreed.
        days: u32,
        /// The law's days.
        most: u32,
    },
    /// A rate of late interest under the law's floor.
    #[error(
        "the agreed rate of late interest is not under the one-year loan prime rate at signing (Order 802 article 17; before it Order 728 article 15): {floor}, published {published}; {rate} is"
    )]
    LateRateTooLow {
        /// The rate agreed.
        rate: Rate,
        /// The loan prime rate.
        floor: Rate,
        /// When that was published.
        published: NaiveDate,
    },
    /// No file, or too many.
    #[error("a contract comes with 1 to {MOST_DOCUMENTS} documents; this one would have {found}")]
    DocumentCount {
        /// The documents there would be.
        found: usize,
    },
    /// One file twice.
    #[error("each document stands once; {name} has the digest of another")]
    DocumentRepeated {
        /// Its name.
        name: String,
    },
    /// A file without content, or without a media type.
    #[error("a document has a size above zero and a media type such as application/pdf; {name} does not")]
    DocumentForm {
        /// Its name.
        name: String,
    },
}

/// What is left of a limit; no limit is moved under what is used, so never below zero.
pub(crate) const fn left(limit: Money, used: Money) -> Money {
    let minor = limit.minor().saturating_sub(used.minor());
    Money::from_minor(if minor < 0 { 0 } else { minor }, limit.currency())
}

/// The name of a size class in sentences.
pub(crate) const fn size_name(size: SizeClass) -> &'static str {
    match size {
        SizeClass::Micro => "micro",
        SizeClass::Small => "small",
        SizeClass::Medium => "medium",
        SizeClass::Large => "large",
    }
}
