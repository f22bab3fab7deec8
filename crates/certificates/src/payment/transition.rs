//! What can happen to a reported payment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, IllegalTransition, Money, PartyId, PaymentId};
use tallystick_parties::{BankAccount, ShortText};

use super::state::{Payment, PaymentStage};

/// Something that happened to a reported payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentTransition {
    /// The debtor reported it.
    Reported {
        /// Its id.
        payment: PaymentId,
        /// The certificate.
        certificate: CertificateId,
        /// Who paid.
        debtor: PartyId,
        /// How much.
        amount: Money,
        /// The day of payment.
        paid_on: NaiveDate,
        /// The account it was paid to.
        account: BankAccount,
        /// The reference of the debtor's bank.
        reference: ShortText,
    },
    /// It was received.
    Acknowledged {
        /// Who received it.
        by: PartyId,
        /// The day of the acknowledgement.
        on: NaiveDate,
    },
    /// It was not received.
    Rejected {
        /// Who looked for it.
        by: PartyId,
        /// Why it does not count.
        reason: ShortText,
    },
}

impl PaymentTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Reported { .. } => "reported",
            Self::Acknowledged { .. } => "acknowledged",
            Self::Rejected { .. } => "rejected",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Payment>, transition: &PaymentTransition) -> Result<Payment, IllegalTransition> {
    use PaymentTransition as Happened;

    match (before, transition) {
        (None, Happened::Reported { .. }) => reported(transition).ok_or(illegal("nothing", transition)),
        (Some(payment), Happened::Acknowledged { by, on }) if payment.stage == PaymentStage::Reported {} => {
            let stage = PaymentStage::Acknowledged { by: *by, on: *on };
            Ok(Payment { stage, ..payment })
        }
        (Some(payment), Happened::Rejected { by, reason }) if payment.stage == PaymentStage::Reported {} => {
            let reason = reason.clone();
            let stage = PaymentStage::Rejected { by: *by, reason };
            Ok(Payment { stage, ..payment })
        }
        (None, Happened::Acknowledged { .. } | Happened::Rejected { .. }) => {
            Err(illegal("nothing", transition))
        }
        (Some(payment), _) => Err(illegal(payment.stage.name(), transition)),
    }
}

fn reported(transition: &PaymentTransition) -> Option<Payment> {
    match transition.clone() {
        PaymentTransition::Reported {
            payment,
            certificate,
            debtor,
            amount,
            paid_on,
            account,
            reference,
        } => Some(Payment {
            payment,
            certificate,
            debtor,
            amount,
            paid_on,
            account,
            reference,
            stage: PaymentStage::Reported {},
        }),
        PaymentTransition::Acknowledged { .. } | PaymentTransition::Rejected { .. } => None,
    }
}

const fn illegal(stage: &'static str, transition: &PaymentTransition) -> IllegalTransition {
    IllegalTransition {
        aggregate: "payment",
        stage,
        transition: transition.name(),
    }
}
