//! Reported payments.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{CertificateId, Money, PartyId, PaymentId};
use tallystick_commands::certificates::{Payment, PaymentStage as State};
use tallystick_commands::parties::{BankAccount, ShortText};
use utoipa::ToSchema;

use super::Stamp;
use super::stage::PaymentStage;

/// What a debtor reports to have paid on a certificate.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub(crate) struct PaymentView {
    /// The payment.
    id: PaymentId,
    #[serde(flatten)]
    stamp: Stamp,
    /// Where it stands.
    stage: PaymentStage,
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
    /// Who answered the report.
    answered_by: Option<PartyId>,
    /// The day of the acknowledgement.
    acknowledged_on: Option<NaiveDate>,
    /// Why it does not count.
    reason: Option<ShortText>,
}

impl PaymentView {
    pub(crate) fn of(stamp: Stamp, payment: Payment) -> Self {
        let stage = PaymentStage::from(&payment.stage);
        let (answered_by, acknowledged_on, reason) = match payment.stage {
            State::Reported {} => (None, None, None),
            State::Acknowledged { by, on } => (Some(by), Some(on), None),
            State::Rejected { by, reason } => (Some(by), None, Some(reason)),
        };
        Self {
            id: payment.payment,
            stamp,
            stage,
            certificate: payment.certificate,
            debtor: payment.debtor,
            amount: payment.amount,
            paid_on: payment.paid_on,
            account: payment.account,
            reference: payment.reference,
            answered_by,
            acknowledged_on,
            reason,
        }
    }
}
