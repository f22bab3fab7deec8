//! Bodies of the commands on receivables.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, ContractId, Digest, Money, PartyId, ReceivableId, Salt};
use tallystick_parties::{BankAccount, ShortText};

use crate::receivable::{Deduction, Defence, EvidenceDocument, EvidenceKind, Reason};

/// A supplier asks the buyer to confirm a receivable, `receivable.claim/1` (Order 802 article 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimReceivable {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new receivable.
    pub receivable: ReceivableId,
    /// The contract under which it is owed.
    pub contract: ContractId,
    /// How much, in the contract's currency, tax included.
    pub amount: Money,
    /// The day of delivery.
    pub delivered_on: NaiveDate,
    /// The day on which acceptance was passed, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_on: Option<NaiveDate>,
    /// The day on which both sides confirmed the settled amount, where progress or periods are settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled_on: Option<NaiveDate>,
    /// When it falls due.
    pub due_on: NaiveDate,
    /// The papers: at least one invoice, at most 100 in all.
    pub evidence: Vec<EvidenceDocument>,
    /// The confirmation centre that is asked to check the papers, if one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre: Option<PartyId>,
    /// Where the buyer pays to: one of the accounts in the supplier's profile.
    pub payee: BankAccount,
}

impl ClaimReceivable {
    /// The invoices among its papers.
    pub fn invoices(&self) -> impl Iterator<Item = &EvidenceDocument> {
        self.evidence
            .iter()
            .filter(|document| document.kind == EvidenceKind::Invoice)
    }
}

/// The confirmation centre passes a claim on, `receivable.forward/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForwardReceivable {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The receivable.
    pub receivable: ReceivableId,
    /// What the centre found, a sentence each; none if all fits. At most 40.
    pub findings: Vec<ShortText>,
}

/// The supplier takes a claim back, `receivable.withdraw/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawReceivable {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The receivable.
    pub receivable: ReceivableId,
}

/// The buyer acknowledges amount and due date, `receivable.confirm/1` (Civil Code article 763; Order 802 articles 15
/// and 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmReceivable {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The receivable.
    pub receivable: ReceivableId,
    /// The id of the certificate that this issues.
    pub certificate: CertificateId,
    /// The acknowledged amount: all that is claimed, or the undisputed part of it.
    pub amount: Money,
    /// The acknowledged due date: not later than the contract gives (Order 802 article 11).
    pub due_on: NaiveDate,
    /// Whether the certificate may be transferred and split; only where the contract agreed vouchers (Order 802
    /// article 11), and not while the buyer has a missed payment (银发〔2025〕77号 article 15).
    pub transferable: bool,
    /// What is left out, and why, at most 20; together with the amount it makes what is claimed. None where all is
    /// confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductions: Vec<Deduction>,
    /// The id of the receivable that holds what is left out; none where all is confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest: Option<ReceivableId>,
    /// The SHA-256 of the legal text that was shown to the signers.
    pub legal_text: Digest,
    /// The defences that the buyer waives; those not named it keeps.
    pub waived: BTreeSet<Defence>,
    /// Why the due date lies farther ahead than usual; needed where it does (银发〔2025〕77号 article 11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer_due_reason: Option<ShortText>,
}

/// The buyer denies the debt, `receivable.reject/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectReceivable {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The receivable.
    pub receivable: ReceivableId,
    /// Why; from 1 to 20.
    pub reasons: Vec<Reason>,
}

/// The buyer objects for the time being, `receivable.dispute/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeReceivable {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The receivable.
    pub receivable: ReceivableId,
    /// Why; from 1 to 20.
    pub reasons: Vec<Reason>,
}

/// The service records that the buyer did not answer in time, `confirmation.lapse/1` (Order 802 article 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LapseConfirmation {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The receivable.
    pub receivable: ReceivableId,
}
