//! What a party signs: one body for each kind of command.

mod cancellation;
mod certificate;
mod payment;
mod receivable;

use serde::Serialize;
use tallystick_base::Money;

use crate::Case;

pub use cancellation::{AcceptCancellation, DeclineCancellation, ProposeCancellation, WithdrawCancellation};
pub use certificate::{
    AcceptCertificate, DeclineCertificate, FreezeCertificate, LapseCertificateOffer, MarkOverdue,
    OfferCertificate, SplitCertificate, UnfreezeCertificate, WithdrawCertificateOffer,
};
pub use payment::{AcknowledgePayment, RejectPayment, ReportPayment};
pub use receivable::{
    ClaimReceivable, ConfirmReceivable, DisputeReceivable, ForwardReceivable, LapseConfirmation,
    RejectReceivable, WithdrawReceivable,
};

/// Writes the enum of commands with the kind of each, so that no list can leave one out.
macro_rules! commands {
    ($($(#[$doc:meta])* $body:ident = $kind:literal;)+) => {
        /// A command of this crate, with its body.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Command {
            $($(#[$doc])* $body(Box<$body>),)+
        }

        impl Command {
            /// Every kind, with its version, as the statement names it.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind of this command, with its version.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$body(_) => $kind,)+
                }
            }

            /// Reads the body of a kind; none for a kind that is not of this crate.
            pub fn read(kind: &str, body: &[u8]) -> Option<serde_json::Result<Self>> {
                match kind {
                    $($kind => Some(serde_json::from_slice(body).map(|body| Self::$body(Box::new(body)))),)+
                    _ => None,
                }
            }
        }

        $(impl From<$body> for Command {
            fn from(body: $body) -> Self {
                Self::$body(Box::new(body))
            }
        })+
    };
}

commands! {
    /// A supplier asks the buyer to confirm a receivable.
    ClaimReceivable = "receivable.claim/1";
    /// The confirmation centre passes a claim on.
    ForwardReceivable = "receivable.forward/1";
    /// The supplier takes a claim back.
    WithdrawReceivable = "receivable.withdraw/1";
    /// The buyer acknowledges amount and due date.
    ConfirmReceivable = "receivable.confirm/1";
    /// The buyer denies the debt.
    RejectReceivable = "receivable.reject/1";
    /// The buyer objects for the time being.
    DisputeReceivable = "receivable.dispute/1";
    /// The service records that the buyer did not answer in time.
    LapseConfirmation = "confirmation.lapse/1";
    /// The holder offers a certificate to another party.
    OfferCertificate = "certificate.offer/1";
    /// The other party takes it.
    AcceptCertificate = "certificate.accept/1";
    /// The other party does not take it.
    DeclineCertificate = "certificate.decline/1";
    /// The holder takes the offer back.
    WithdrawCertificateOffer = "certificate.withdraw-offer/1";
    /// The service records that an offer's last moment has passed.
    LapseCertificateOffer = "certificate.lapse-offer/1";
    /// The holder divides a certificate.
    SplitCertificate = "certificate.split/1";
    /// The operator freezes a certificate on a court's order.
    FreezeCertificate = "certificate.freeze/1";
    /// The operator frees it again on a court's order.
    UnfreezeCertificate = "certificate.unfreeze/1";
    /// The service marks what is unpaid after its due date.
    MarkOverdue = "certificate.mark-overdue/1";
    /// Debtor or holder proposes to take a certificate back.
    ProposeCancellation = "cancellation.propose/1";
    /// The other side agrees.
    AcceptCancellation = "cancellation.accept/1";
    /// The other side does not agree.
    DeclineCancellation = "cancellation.decline/1";
    /// The side that proposed it takes the proposal back.
    WithdrawCancellation = "cancellation.withdraw/1";
    /// The debtor reports a payment.
    ReportPayment = "payment.report/1";
    /// The one it is owed to received it.
    AcknowledgePayment = "payment.acknowledge/1";
    /// The one it is owed to did not receive it.
    RejectPayment = "payment.reject/1";
}

impl Command {
    /// The amount by which the acting party's approval policy counts signatures: what the body states or, where it
    /// states none, what the receivable, certificate or payment stands at. None where there is no such thing.
    pub fn amount(&self, case: &Case) -> Option<Money> {
        let claimed = |id| {
            case.receivables
                .get(&id)
                .map(|receivable| receivable.claim.amount)
        };
        let outstanding = |id| {
            case.certificates
                .get(&id)
                .map(|certificate| certificate.outstanding)
        };
        let paid = |id| case.payments.get(&id).map(|payment| payment.amount);
        let cancelled = |id| {
            let cancellation = case.cancellations.get(&id)?;
            outstanding(cancellation.certificate)
        };
        match self {
            Self::ClaimReceivable(body) => Some(body.amount),
            Self::ConfirmReceivable(body) => Some(body.amount),
            Self::ReportPayment(body) => Some(body.amount),
            Self::ForwardReceivable(body) => claimed(body.receivable),
            Self::WithdrawReceivable(body) => claimed(body.receivable),
            Self::RejectReceivable(body) => claimed(body.receivable),
            Self::DisputeReceivable(body) => claimed(body.receivable),
            Self::OfferCertificate(body) => outstanding(body.certificate),
            Self::AcceptCertificate(body) => outstanding(body.certificate),
            Self::DeclineCertificate(body) => outstanding(body.certificate),
            Self::WithdrawCertificateOffer(body) => outstanding(body.certificate),
            Self::SplitCertificate(body) => outstanding(body.certificate),
            Self::FreezeCertificate(body) => outstanding(body.certificate),
            Self::UnfreezeCertificate(body) => outstanding(body.certificate),
            Self::ProposeCancellation(body) => outstanding(body.certificate),
            Self::AcceptCancellation(body) => cancelled(body.cancellation),
            Self::DeclineCancellation(body) => cancelled(body.cancellation),
            Self::WithdrawCancellation(body) => cancelled(body.cancellation),
            Self::AcknowledgePayment(body) => paid(body.payment),
            Self::RejectPayment(body) => paid(body.payment),
            Self::LapseConfirmation(_) | Self::LapseCertificateOffer(_) | Self::MarkOverdue(_) => None,
        }
    }
}
