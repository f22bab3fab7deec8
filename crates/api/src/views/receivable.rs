//! Receivables.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{CertificateId, ContractId, Digest, Money, PartyId, ReceivableId, Subject};
use tallystick_commands::certificates::receivable::{Confirmation, Forwarding};
use tallystick_commands::certificates::{
    Deduction, Defence, EvidenceDocument, Reason, Receivable, ReceivableStage as State,
};
use tallystick_commands::parties::BankAccount;
use utoipa::ToSchema;

use super::Stamp;
use super::stage::ReceivableStage;

/// What a buyer owes under a contract, as claimed and as answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Receivable)]
pub(crate) struct ReceivableView {
    /// The receivable.
    id: ReceivableId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Where it stands.
    stage: ReceivableStage,
    /// The contract under which it is owed.
    contract: ContractId,
    /// Whom it is owed to.
    supplier: PartyId,
    /// Who owes it.
    buyer: PartyId,
    /// The confirmation centre that checks the papers.
    centre: Option<PartyId>,
    /// The claimed amount.
    amount: Money,
    /// When the goods, works or services were delivered.
    delivered_on: NaiveDate,
    /// When the buyer's acceptance was passed.
    accepted_on: Option<NaiveDate>,
    /// When both sides confirmed the settled amount.
    settled_on: Option<NaiveDate>,
    /// When it falls due: as confirmed, otherwise as claimed.
    due_on: NaiveDate,
    /// Where it is to be paid to.
    payee: BankAccount,
    /// The day of the request to confirm.
    claimed_on: NaiveDate,
    /// The last day for the buyer's answer, where the law or the contract sets one.
    answer_by: Option<NaiveDate>,
    /// The day of the buyer's first answer, or of the withdrawal.
    clock_stopped_on: Option<NaiveDate>,
    /// The papers.
    documents: Vec<CitedPaper>,
    /// What does not fit between papers, contract and claim; each an object with one member, its name.
    #[schema(value_type = Vec<Object>)]
    mismatches: Vec<serde_json::Value>,
    /// Set when the confirmation centre passed it on.
    forwarded: Option<ForwardingView>,
    /// What the buyer acknowledged.
    confirmation: Option<ConfirmationView>,
    /// Why the buyer disputes or rejects it; empty otherwise.
    reasons: Vec<Reason>,
    /// The receivable that was confirmed in part and left this rest.
    rest_of: Option<ReceivableId>,
}

/// A paper of a claim.
#[derive(Debug, Serialize, ToSchema)]
struct CitedPaper {
    /// The paper.
    document: EvidenceDocument,
    /// For an invoice, the subject that keeps it from being claimed twice.
    evidence: Option<Subject>,
}

/// How the confirmation centre passed a claim on.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Forwarding)]
struct ForwardingView {
    /// The day.
    on: NaiveDate,
    /// What the centre found.
    findings: Vec<String>,
}

/// What a buyer acknowledged (Civil Code article 763).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Confirmation)]
struct ConfirmationView {
    /// The certificate that it issued.
    certificate: CertificateId,
    /// The acknowledged amount.
    amount: Money,
    /// The acknowledged due date.
    due_on: NaiveDate,
    /// What was left out, and why.
    deductions: Vec<Deduction>,
    /// The receivable that holds what was left out.
    rest: Option<ReceivableId>,
    /// The SHA-256 of the legal text that was shown.
    legal_text: Digest,
    /// The defences that were waived.
    waived: Vec<Defence>,
}

impl ReceivableView {
    pub(crate) fn of(stamp: Stamp, receivable: Receivable) -> Self {
        let stage = ReceivableStage::from(&receivable.stage);
        let (confirmation, reasons) = match receivable.stage {
            State::Confirmed(confirmation) => (Some(*confirmation), Vec::new()),
            State::Disputed { reasons } | State::Rejected { reasons } => (None, reasons),
            State::Claimed {} | State::Withdrawn {} => (None, Vec::new()),
        };
        let claim = receivable.claim;
        Self {
            id: claim.receivable,
            stamp,
            stage,
            contract: claim.contract,
            supplier: claim.supplier,
            buyer: claim.buyer,
            centre: claim.centre,
            amount: claim.amount,
            delivered_on: claim.delivered_on,
            accepted_on: claim.accepted_on,
            settled_on: claim.settled_on,
            due_on: confirmation
                .as_ref()
                .map_or(claim.due_on, |confirmed| confirmed.due_on),
            payee: claim.payee,
            claimed_on: claim.claimed_on,
            answer_by: claim.answer_by,
            clock_stopped_on: receivable.clock_stopped_on,
            documents: claim
                .documents
                .into_iter()
                .map(|claimed| CitedPaper {
                    document: claimed.document,
                    evidence: claimed.evidence,
                })
                .collect(),
            mismatches: claim
                .mismatches
                .iter()
                .filter_map(|mismatch| serde_json::to_value(mismatch).ok())
                .collect(),
            forwarded: receivable.forwarded.as_ref().map(ForwardingView::of),
            confirmation: confirmation.map(ConfirmationView::of),
            reasons,
            rest_of: receivable.rest_of,
        }
    }
}

impl ForwardingView {
    fn of(forwarding: &Forwarding) -> Self {
        Self {
            on: forwarding.on,
            findings: forwarding.findings.iter().map(ToString::to_string).collect(),
        }
    }
}

impl ConfirmationView {
    fn of(confirmation: Confirmation) -> Self {
        Self {
            certificate: confirmation.certificate,
            amount: confirmation.amount,
            due_on: confirmation.due_on,
            deductions: confirmation.deductions,
            rest: confirmation.rest,
            legal_text: confirmation.legal_text,
            waived: confirmation.waived,
        }
    }
}
