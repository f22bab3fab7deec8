//! Payments: reported by the debtor, acknowledged by the one they are owed to. Only then do they count.

use tallystick_base::{Capacity, Context, PartyId};

use super::{check_actor, check_amount};
use crate::certificate::{Certificate, CertificateStage};
use crate::command::{AcknowledgePayment, RejectPayment, ReportPayment};
use crate::payment::{Payment, PaymentStage};
use crate::{
    Case, CertificateTransition, Part, PaymentRecord, PaymentRecordTransition, PaymentRejection,
    PaymentTransition, Rejection, Step,
};

pub(super) fn report(case: &Case, body: &ReportPayment, context: &Context) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    check_actor(context, certificate.issue.debtor, Capacity::Buyer, Part::Buyer)?;
    let payment = body.payment;
    if case.payments.contains_key(&payment) {
        return Err(PaymentRejection::Exists { payment }.into());
    }
    certificate.check_live()?;
    let (outstanding, amount) = (certificate.outstanding, body.amount);
    check_amount(amount, outstanding.currency())?;
    if amount.compare(outstanding)?.is_gt() {
        return Err(PaymentRejection::AboveOutstanding { outstanding, amount }.into());
    }
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let paid_on = body.paid_on;
    if paid_on > today {
        return Err(PaymentRejection::Ahead { paid_on, today }.into());
    }
    if !certificate.takes_payment_to(&body.account, paid_on) {
        return Err(PaymentRejection::OtherAccount { paid_on }.into());
    }
    let reported = PaymentTransition::Reported {
        payment,
        certificate: body.certificate,
        debtor: certificate.issue.debtor,
        amount,
        paid_on,
        account: body.account.clone(),
        reference: body.reference.clone(),
    };
    Ok(vec![Step::new(payment, reported)])
}

pub(super) fn acknowledge(
    case: &Case,
    body: &AcknowledgePayment,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let payment = case.payment(body.payment)?;
    let certificate = case.certificate(payment.certificate)?;
    let by = check_collector(certificate, context)?;
    check_reported(payment)?;
    certificate.check_live()?;
    let on = context.received.date_at(case.rules()?.utc_offset_minutes);
    let amount = payment.amount;
    let outstanding = certificate.outstanding.checked_sub(amount)?;
    if outstanding.is_negative() {
        let outstanding = certificate.outstanding;
        return Err(PaymentRejection::AboveOutstanding { outstanding, amount }.into());
    }
    let paid = CertificateTransition::Paid {
        payment: Some(body.payment),
        amount,
        paid_on: payment.paid_on,
        outstanding,
    };
    let mut steps = vec![
        Step::new(body.payment, PaymentTransition::Acknowledged { by, on }),
        Step::new(certificate.id(), paid),
    ];
    if outstanding.is_zero() {
        steps.push(Step::new(
            certificate.id(),
            CertificateTransition::Discharged { on },
        ));
        steps.extend(cured(case, certificate));
    }
    Ok(steps)
}

pub(super) fn reject(case: &Case, body: &RejectPayment, context: &Context) -> Result<Vec<Step>, Rejection> {
    let payment = case.payment(body.payment)?;
    let certificate = case.certificate(payment.certificate)?;
    let by = check_collector(certificate, context)?;
    check_reported(payment)?;
    let rejected = PaymentTransition::Rejected {
        by,
        reason: body.reason.clone(),
    };
    Ok(vec![Step::new(body.payment, rejected)])
}

/// Only the one that payment is owed to knows whether it came.
fn check_collector(certificate: &Certificate, context: &Context) -> Result<PartyId, Rejection> {
    let capacity = match certificate.stage {
        CertificateStage::Pledged { .. } | CertificateStage::Assigned { .. } => Capacity::Bank,
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => holder_capacity(certificate),
    };
    check_actor(context, certificate.collector(), capacity, Part::Collector)?;
    Ok(certificate.collector())
}

/// A holder is a supplier, except for a bank that kept its promise to pay and has the certificate by that.
fn holder_capacity(certificate: &Certificate) -> Capacity {
    let promised = certificate.endorsement.as_ref();
    if promised.is_some_and(|promise| promise.bank == certificate.holder) {
        Capacity::Bank
    } else {
        Capacity::Supplier
    }
}

fn check_reported(payment: &Payment) -> Result<(), PaymentRejection> {
    match payment.stage {
        PaymentStage::Reported {} => Ok(()),
        PaymentStage::Acknowledged { .. } | PaymentStage::Rejected { .. } => {
            Err(PaymentRejection::Answered {
                payment: payment.payment,
                stage: payment.stage.name(),
            })
        }
    }
}

/// A debtor with nothing unpaid past its due date may issue transferable certificates again (银发〔2025〕77号 article 15).
pub(super) fn cured(case: &Case, certificate: &Certificate) -> Option<Step> {
    let debtor = certificate.issue.debtor;
    let record = case.payment_records.get(&debtor)?;
    record.overdue.contains_key(&certificate.id()).then(|| {
        let cured = PaymentRecordTransition::Cured {
            certificate: certificate.id(),
        };
        Step::new(PaymentRecord::subject_of(debtor), cured)
    })
}
