//! A receivable, its claim and its stage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, ContractId, Digest, Money, PartyId, ReceivableId, Subject};
use tallystick_parties::{BankAccount, ShortText};

use super::evidence_document::ClaimedDocument;
use super::reason::{Deduction, Reason};
use crate::matching::Mismatch;

/// What a supplier claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The receivable that the claim creates.
    pub receivable: ReceivableId,
    /// The contract under which it is owed.
    pub contract: ContractId,
    /// Whom it is owed to.
    pub supplier: PartyId,
    /// Who owes it.
    pub buyer: PartyId,
    /// How much.
    pub amount: Money,
    /// When the goods, works or services were delivered.
    pub delivered_on: NaiveDate,
    /// When the buyer's acceptance was passed, if it was.
    pub accepted_on: Option<NaiveDate>,
    /// When both sides confirmed the settled amount, where progress or periods are settled.
    pub settled_on: Option<NaiveDate>,
    /// When it falls due, as the supplier says.
    pub due_on: NaiveDate,
    /// Where it is to be paid to.
    pub payee: BankAccount,
    /// The confirmation centre that checks the papers, if one was asked.
    pub centre: Option<PartyId>,
    /// The papers.
    pub documents: Vec<ClaimedDocument>,
    /// What does not fit between papers, contract and claim; shown to the buyer.
    pub mismatches: Vec<Mismatch>,
    /// The day of the request to confirm, from which the buyer's clock runs.
    pub claimed_on: NaiveDate,
    /// The last day for the buyer's answer (Order 802 article 16, or the contract's period); none where neither
    /// sets one. Once set it never moves.
    pub answer_by: Option<NaiveDate>,
}

impl Claim {
    /// The subjects of its invoices, each of which has one live claim.
    pub fn evidence(&self) -> impl Iterator<Item = &Subject> {
        self.documents
            .iter()
            .filter_map(|claimed| claimed.evidence.as_ref())
    }
}

/// A defence or right of set-off that a buyer can waive when it confirms; those it does not name it keeps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Defence {
    /// That the counter-performance is outstanding (Civil Code articles 525 and 526).
    NonPerformance,
    /// That quality is not as agreed (Civil Code articles 582 and 617).
    Quality,
    /// That quantity is not as agreed.
    Quantity,
    /// That delivery was late.
    LateDelivery,
    /// That the price is not as agreed.
    Price,
    /// Set-off with claims against the supplier (Civil Code articles 549, 568 and 569).
    SetOff,
}

/// What a buyer acknowledged (Civil Code article 763).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The certificate it issued.
    pub certificate: CertificateId,
    /// The acknowledged amount.
    pub amount: Money,
    /// The acknowledged due date.
    pub due_on: NaiveDate,
    /// What the buyer left out, and why; none where all was confirmed.
    pub deductions: Vec<Deduction>,
    /// The receivable that holds what was left out; none where all was confirmed.
    pub rest: Option<ReceivableId>,
    /// The SHA-256 of the legal text that was shown.
    pub legal_text: Digest,
    /// The defences that were waived.
    pub waived: Vec<Defence>,
}

/// The papers as the confirmation centre passed them on: a mark beside the stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forwarding {
    /// The day.
    pub on: NaiveDate,
    /// What the centre found, one sentence each; none if all fitted.
    pub findings: Vec<ShortText>,
}

/// Where a receivable stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReceivableStage {
    /// The buyer is asked to confirm.
    Claimed {},
    /// The buyer objects; it still can confirm or reject.
    Disputed {
        /// Why.
        reasons: Vec<Reason>,
    },
    /// The buyer acknowledged it, in whole or in part.
    Confirmed(Box<Confirmation>),
    /// The buyer denies it.
    Rejected {
        /// Why.
        reasons: Vec<Reason>,
    },
    /// The supplier took it back.
    Withdrawn {},
}

impl ReceivableStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Claimed {} => "Claimed",
            Self::Disputed { .. } => "Disputed",
            Self::Confirmed(_) => "Confirmed",
            Self::Rejected { .. } => "Rejected",
            Self::Withdrawn {} => "Withdrawn",
        }
    }
}

/// What a buyer owes under a contract, as claimed and as answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receivable {
    /// What the supplier claims.
    pub claim: Claim,
    /// The receivable that was confirmed in part and left this rest; none for a claim of its own.
    pub rest_of: Option<ReceivableId>,
    /// Set when the confirmation centre passed it on.
    pub forwarded: Option<Forwarding>,
    /// The day of the buyer's first answer, or of the withdrawal: when the buyer's clock stopped.
    pub clock_stopped_on: Option<NaiveDate>,
    /// Where it stands.
    pub stage: ReceivableStage,
}

impl Receivable {
    /// Whether the buyer can still answer.
    pub const fn is_open(&self) -> bool {
        matches!(
            self.stage,
            ReceivableStage::Claimed {} | ReceivableStage::Disputed { .. }
        )
    }

    /// Whether the buyer let its period for an answer end before this day without one.
    ///
    /// An answer after the period does not undo the lapse.
    pub fn lapsed_before(&self, day: NaiveDate) -> bool {
        self.claim
            .answer_by
            .is_some_and(|by| by < self.clock_stopped_on.unwrap_or(day))
    }
}
