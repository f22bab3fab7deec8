//! What can happen to a certificate. The names `issued`, `split` and `outstanding` are part of the ledger format.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{
    CancellationId, CertificateId, Digest, FinancingRequestId, LoanId, Millis, Money, PartyId, PaymentId,
};
use tallystick_parties::{BankAccount, ShortText};

use super::stage::Recourse;
use super::state::Issue;

/// One of the certificates that a split makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitChild {
    /// The new certificate.
    pub certificate: CertificateId,
    /// Its amount.
    pub amount: Money,
}

/// Something that happened to a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CertificateTransition {
    /// A confirmation or a split issued it.
    Issued(Box<Issue>),
    /// Its holder divided it.
    Split {
        /// What it stood at.
        amount: Money,
        /// The children, which add up to it.
        children: Vec<SplitChild>,
    },
    /// Its holder offered it to another party.
    Offered {
        /// To whom.
        to: PartyId,
        /// The last moment at which the offer can be accepted.
        until: Millis,
        /// Who bears it when the debtor does not pay.
        recourse: Recourse,
    },
    /// The offer was accepted: it has a new holder.
    Transferred {
        /// Who held it.
        from: PartyId,
        /// Who holds it.
        to: PartyId,
        /// Who bears it when the debtor does not pay.
        recourse: Recourse,
        /// Where the debtor pays to from now on.
        payee: BankAccount,
        /// The day, on which the debtor has notice (Civil Code article 546).
        on: NaiveDate,
    },
    /// The offer was declined.
    Declined {},
    /// The holder took the offer back.
    OfferWithdrawn {},
    /// The offer's last moment passed.
    OfferLapsed {
        /// That moment, as it was.
        until: Millis,
    },
    /// It was held for a financing request.
    Reserved {
        /// The request.
        request: FinancingRequestId,
    },
    /// A reservation or pledge on it ended.
    Released {},
    /// A pledge on it was registered.
    Pledged {
        /// The bank.
        bank: PartyId,
        /// The number of the filing.
        filing: ShortText,
    },
    /// It was transferred to a bank for a loan.
    Assigned {
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
    },
    /// The bank gave it back to its holder: the loan is repaid.
    Returned {},
    /// The debtor has notice of another account to pay to.
    PayeeChanged {
        /// The account.
        payee: BankAccount,
        /// The day of the notice (Civil Code articles 546 and 768).
        on: NaiveDate,
    },
    /// A bank promised to pay at maturity.
    Endorsed {
        /// The bank.
        bank: PartyId,
        /// The day.
        on: NaiveDate,
    },
    /// A payment of the debtor counted.
    Paid {
        /// The report that was acknowledged; none where a bank booked the payment from its statement.
        payment: Option<PaymentId>,
        /// How much.
        amount: Money,
        /// The day of payment.
        paid_on: NaiveDate,
        /// What it stands at from here on.
        outstanding: Money,
    },
    /// A bank had booked a payment from its statement by mistake; only while something is outstanding, for an end is
    /// final.
    PaymentReversed {
        /// How much.
        amount: Money,
        /// The day of the payment.
        paid_on: NaiveDate,
        /// What it stands at from here on.
        outstanding: Money,
    },
    /// It ended, for nothing is outstanding any more.
    Discharged {
        /// The day.
        on: NaiveDate,
    },
    /// Debtor and holder took it back together.
    Cancelled {
        /// Their agreement.
        cancellation: CancellationId,
        /// What it stands at from here on: nothing.
        outstanding: Money,
    },
    /// It was unpaid after its due date.
    MarkedOverdue {
        /// The first day on which payment was late.
        since: NaiveDate,
    },
    /// A court's order froze it.
    Frozen {
        /// The number of the order.
        order: ShortText,
        /// The SHA-256 of the order's file.
        digest: Digest,
        /// The day.
        on: NaiveDate,
    },
    /// A court's order freed it again.
    Unfrozen {
        /// The number of the order.
        order: ShortText,
        /// The SHA-256 of the order's file.
        digest: Digest,
    },
}

impl CertificateTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Issued(_) => "issued",
            Self::Split { .. } => "split",
            Self::Offered { .. } => "offered",
            Self::Transferred { .. } => "transferred",
            Self::Declined {} => "declined",
            Self::OfferWithdrawn {} => "offer_withdrawn",
            Self::OfferLapsed { .. } => "offer_lapsed",
            Self::Reserved { .. } => "reserved",
            Self::Released {} => "released",
            Self::Pledged { .. } => "pledged",
            Self::Assigned { .. } => "assigned",
            Self::Returned {} => "returned",
            Self::PayeeChanged { .. } => "payee_changed",
            Self::Endorsed { .. } => "endorsed",
            Self::Paid { .. } => "paid",
            Self::PaymentReversed { .. } => "payment_reversed",
            Self::Discharged { .. } => "discharged",
            Self::Cancelled { .. } => "cancelled",
            Self::MarkedOverdue { .. } => "marked_overdue",
            Self::Frozen { .. } => "frozen",
            Self::Unfrozen { .. } => "unfrozen",
        }
    }
}
