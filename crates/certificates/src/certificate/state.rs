//! A certificate: what it says, and where it stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, ContractId, Digest, Millis, Money, PartyId, ReceivableId};
use tallystick_parties::{BankAccount, ShortText};

use super::number::CertificateNumber;
use super::stage::CertificateStage;
use super::transition::CertificateTransition;

/// What a certificate says when it is issued, by a confirmation or by a split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The certificate.
    pub certificate: CertificateId,
    /// Its number, which people type and codes carry.
    pub number: CertificateNumber,
    /// The contract under which the debt arose.
    pub contract: ContractId,
    /// The receivable that was confirmed.
    pub receivable: ReceivableId,
    /// Who owes.
    pub debtor: PartyId,
    /// The supplier that delivered: the first holder of the root.
    pub supplier: PartyId,
    /// Who holds it.
    pub holder: PartyId,
    /// What is owed.
    pub amount: Money,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Why it is due later than usual, where it is.
    pub longer_due_reason: Option<ShortText>,
    /// Where the debtor pays to.
    pub payee: BankAccount,
    /// Whether it may be transferred and split: the contract agreed vouchers (Order 802 article 11), and the debtor
    /// had missed no payment when it was issued.
    pub transferable: bool,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// The certificate that was split into it; none for one that a confirmation issued.
    pub parent: Option<CertificateId>,
    /// The certificate that the confirmation issued: itself, or its farthest ancestor.
    pub root: CertificateId,
    /// How many splits lie between the root and it.
    pub depth: u32,
    /// The promise of a bank that stood on the certificate it was split from: it goes with every part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endorsement: Option<Endorsement>,
}

/// A payment of the debtor that counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivedPayment {
    /// How much.
    pub amount: Money,
    /// The day of payment.
    pub paid_on: NaiveDate,
}

/// The account that the payee account replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerPayee {
    /// The account.
    pub payee: BankAccount,
    /// The day on which notice of the new one arrived; who paid by then to this one has paid (Civil Code article 546).
    pub until: NaiveDate,
}

/// An order of a court that freezes a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    /// The number of the order.
    pub order: ShortText,
    /// The SHA-256 of the order's file.
    pub digest: Digest,
    /// The day on which it was entered.
    pub on: NaiveDate,
}

/// A bank's own promise to pay at maturity, 保兑.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endorsement {
    /// The bank.
    pub bank: PartyId,
    /// The day of its promise.
    pub on: NaiveDate,
    /// The certificate on which the promise was put: this one, or the one that it was split from.
    pub certificate: CertificateId,
}

/// The evidence of a confirmation, with one holder and one controller at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// What it said when it was issued.
    pub issue: Issue,
    /// Who holds it now.
    pub holder: PartyId,
    /// What is still owed on it; nothing once it has ended.
    pub outstanding: Money,
    /// Where the debtor pays to now.
    pub payee: BankAccount,
    /// The account before that, for payments made before its change was known.
    pub former_payee: Option<FormerPayee>,
    /// The payments that counted, in the order in which they were acknowledged.
    pub payments: Vec<ReceivedPayment>,
    /// The bank that promised to pay at maturity, if one did.
    pub endorsement: Option<Endorsement>,
    /// A mark beside the stage: the first day on which payment was late.
    pub overdue_since: Option<NaiveDate>,
    /// A mark beside the stage: the order of a court that blocks everything but payment.
    pub frozen: Option<Freeze>,
    /// Where it stands, as last recorded. An offer that has expired since still stands here: see [`Certificate::stage_at`].
    pub stage: CertificateStage,
}

impl Certificate {
    /// The certificate's id.
    pub const fn id(&self) -> CertificateId {
        self.issue.certificate
    }

    /// Where it stands at a moment: an offer after its last moment reads as gone, whether or not its lapse has been
    /// recorded.
    pub fn stage_at(&self, now: Millis) -> CertificateStage {
        if self.lapse_of_offer(now).is_some() {
            CertificateStage::Free {}
        } else {
            self.stage.clone()
        }
    }

    /// The lapse that an offer's last moment has brought about, to be recorded before any other arrow is taken; none
    /// where there is no expired offer.
    pub fn lapse_of_offer(&self, now: Millis) -> Option<CertificateTransition> {
        let CertificateStage::Offered { until, .. } = self.stage else {
            return None;
        };
        (until < now).then_some(CertificateTransition::OfferLapsed { until })
    }

    /// Whether the debtor still owes on it.
    pub const fn is_live(&self) -> bool {
        self.stage.is_live()
    }

    /// The one party that may act on it: the bank it is assigned to, otherwise its holder; none when it has ended.
    ///
    /// One certificate, one controller (UNCITRAL MLETR articles 10 and 11).
    pub const fn controller(&self) -> Option<PartyId> {
        match self.stage {
            CertificateStage::Assigned { bank, .. } => Some(bank),
            CertificateStage::Free {}
            | CertificateStage::Offered { .. }
            | CertificateStage::Reserved { .. }
            | CertificateStage::Pledged { .. } => Some(self.holder),
            CertificateStage::Split {} | CertificateStage::Discharged {} | CertificateStage::Cancelled {} => {
                None
            }
        }
    }

    /// The one party whose word it is that the debtor has paid: the bank it is pledged or assigned to, otherwise its
    /// holder. A pledgor's word would take the pledgee's security away (Civil Code article 445).
    pub const fn collector(&self) -> PartyId {
        match self.stage {
            CertificateStage::Pledged { bank, .. } | CertificateStage::Assigned { bank, .. } => bank,
            CertificateStage::Free {}
            | CertificateStage::Offered { .. }
            | CertificateStage::Reserved { .. }
            | CertificateStage::Split {}
            | CertificateStage::Discharged {}
            | CertificateStage::Cancelled {} => self.holder,
        }
    }

    /// Whether it is unpaid after its due date, whether or not that has been marked.
    pub fn is_past_due(&self, today: NaiveDate) -> bool {
        self.is_live() && self.issue.due_on < today
    }

    /// Whether a payment made on a day to an account counts: the present account, or the one before it where the
    /// debtor paid by the day on which notice of the change arrived.
    pub fn takes_payment_to(&self, account: &BankAccount, paid_on: NaiveDate) -> bool {
        let former = self.former_payee.as_ref();
        self.payee == *account
            || former.is_some_and(|former| former.payee == *account && paid_on <= former.until)
    }
}
