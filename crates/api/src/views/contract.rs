//! Contracts.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{AmendmentId, ContractId, Money, PartyId, Rate, Ratio, SizeClass, Subject};
use tallystick_commands::contracts::contract::{
    Contract, ContractDocument, ContractStage as State, PaymentPeriod, Procurement, Side, Terms,
};
use tallystick_commands::parties::ShortText;
use utoipa::ToSchema;

use super::Stamp;
use super::stage::ContractStage;

/// A contract between a supplier and a buyer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Contract)]
pub(crate) struct ContractView {
    /// The contract.
    id: ContractId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Where it stands.
    stage: ContractStage,
    /// Who delivers and is paid.
    supplier: PartyId,
    /// Who is delivered to and pays.
    buyer: PartyId,
    /// Which side registered it: `supplier` or `buyer`.
    #[schema(example = "supplier")]
    registered_by: &'static str,
    /// The subject that holds its number.
    number_subject: Subject,
    /// The supplier's size class at signing.
    supplier_size: SizeClass,
    /// Which part of Order 802 governs it: `public-body`, `large-enterprise` or `none`.
    #[schema(value_type = String, example = "public-body")]
    protection: tallystick_commands::contracts::contract::Protection,
    /// What was agreed, with every amendment that both sides accepted.
    terms: TermsView,
    /// How often the terms were set.
    revision: u32,
    /// The last amendment that both sides accepted.
    last_amendment: Option<AmendmentId>,
    /// Which side ended it.
    ended_by: Option<&'static str>,
    /// Why it was rejected or terminated.
    reason: Option<ShortText>,
}

/// The terms of a contract.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ContractTerms)]
struct TermsView {
    /// The number both sides know it by.
    number: ShortText,
    /// What it is about.
    title: ShortText,
    /// The contract sum, tax included.
    amount: Money,
    /// The day of signing.
    signed_on: NaiveDate,
    /// What is bought.
    procurement: Procurement,
    /// How soon the buyer pays.
    payment: PaymentPeriod,
    /// Calendar days within which the buyer inspects what was delivered.
    inspection_days: u32,
    /// Whether the contract agrees payment by electronic receivable vouchers.
    vouchers_agreed: bool,
    /// By which share of the contract sum the confirmed total may go beyond it.
    tolerance: Ratio,
    /// The agreed rate of late interest a year; none where the law's own rate applies.
    late_rate: Option<Rate>,
    /// Calendar days within which the buyer answers a request to confirm, where the contract says so.
    confirmation_days: Option<u32>,
    /// The files that belong to it.
    documents: Vec<ContractDocument>,
}

impl ContractView {
    pub(crate) fn of(stamp: Stamp, contract: Contract) -> Self {
        let stage = ContractStage::from(&contract.stage);
        let (ended_by, reason) = match contract.stage {
            State::Registered {} | State::Accepted {} | State::Withdrawn {} => (None, None),
            State::Rejected { reason } => (None, Some(reason)),
            State::Closed { by } => (Some(by), None),
            State::Terminated { by, reason } => (Some(by), Some(reason)),
        };
        Self {
            id: contract.id,
            stamp,
            stage,
            supplier: contract.supplier,
            buyer: contract.buyer,
            registered_by: contract.registered_by.as_str(),
            number_subject: contract.number,
            supplier_size: contract.supplier_size,
            protection: contract.protection,
            terms: TermsView::of(contract.terms),
            revision: contract.revision,
            last_amendment: contract.last_amendment,
            ended_by: ended_by.map(Side::as_str),
            reason,
        }
    }
}

impl TermsView {
    fn of(terms: Terms) -> Self {
        Self {
            number: terms.number,
            title: terms.title,
            amount: terms.amount,
            signed_on: terms.signed_on,
            procurement: terms.procurement,
            payment: terms.payment,
            inspection_days: terms.inspection_days,
            vouchers_agreed: terms.vouchers_agreed,
            tolerance: terms.tolerance,
            late_rate: terms.late_rate,
            confirmation_days: terms.confirmation_days,
            documents: terms.documents,
        }
    }
}
