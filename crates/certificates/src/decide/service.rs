//! What falls due: recorded by the service's own key, with the date on which it fell and not the one on which the
//! service woke.

use std::collections::BTreeSet;

use tallystick_base::{Context, PartyId};

use crate::certificate::{Certificate, CertificateStage};
use crate::command::{LapseCertificateOffer, LapseConfirmation, MarkOverdue};
use crate::{
    Case, CertificateRejection, CertificateTransition, ConfirmationLapse, ConfirmationLapseTransition,
    PaymentRecord, PaymentRecordTransition, ReceivableRejection, Rejection, Step,
};

/// The most certificates that are marked by one statement.
pub(crate) const MOST_MARKED: usize = 100;

pub(super) fn lapse_confirmation(
    case: &Case,
    body: &LapseConfirmation,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let receivable = body.receivable;
    let asked = case.receivable(receivable)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    if case.confirmation_lapses.contains_key(&receivable) {
        return Err(ReceivableRejection::LapseRecorded { receivable }.into());
    }
    let answer_by = asked
        .claim
        .answer_by
        .filter(|_| asked.lapsed_before(today))
        .ok_or(ReceivableRejection::NotLapsed { receivable, today })?;
    let buyer = asked.claim.buyer;
    let lapsed = ConfirmationLapseTransition::Lapsed {
        receivable,
        buyer,
        answer_by,
    };
    let recorded = PaymentRecordTransition::ConfirmationLapsed {
        receivable,
        answer_by,
    };
    Ok(vec![
        Step::new(ConfirmationLapse::subject_of(receivable), lapsed),
        Step::new(PaymentRecord::subject_of(buyer), recorded),
    ])
}

pub(super) fn lapse_offer(
    case: &Case,
    body: &LapseCertificateOffer,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    match certificate.stage {
        CertificateStage::Offered { until, .. } if until < context.received => {
            let lapsed = CertificateTransition::OfferLapsed { until };
            Ok(vec![Step::new(body.certificate, lapsed)])
        }
        CertificateStage::Offered { until, .. } => Err(CertificateRejection::OfferStands {
            certificate: body.certificate,
            until,
        }
        .into()),
        CertificateStage::Free {}
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => Err(CertificateRejection::NotOffered {
            certificate: body.certificate,
        }
        .into()),
    }
}

pub(super) fn mark_overdue(
    case: &Case,
    body: &MarkOverdue,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let distinct: BTreeSet<_> = body.certificates.iter().copied().collect();
    if distinct.is_empty() || distinct.len() > MOST_MARKED || distinct.len() != body.certificates.len() {
        return Err(CertificateRejection::MarkCount {
            most: MOST_MARKED,
            found: distinct.len(),
        }
        .into());
    }
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let record = PaymentRecord::subject_of(body.buyer);
    let mut missed = Vec::new();
    let mut marked = Vec::new();
    for id in distinct {
        let certificate = case.certificate(id)?;
        check_markable(certificate, body.buyer)?;
        let due_on = certificate.issue.due_on;
        let since = due_on
            .succ_opt()
            .filter(|_| certificate.is_past_due(today))
            .ok_or(CertificateRejection::NotPastDue {
                certificate: id,
                due_on,
            })?;
        let transition = PaymentRecordTransition::Missed {
            certificate: id,
            since,
        };
        missed.push(Step::new(record.clone(), transition));
        marked.push(Step::new(id, CertificateTransition::MarkedOverdue { since }));
    }
    missed.append(&mut marked);
    Ok(missed)
}

fn check_markable(certificate: &Certificate, buyer: PartyId) -> Result<(), CertificateRejection> {
    certificate.check_live()?;
    if certificate.issue.debtor != buyer {
        return Err(CertificateRejection::OtherDebtor {
            certificate: certificate.id(),
            buyer,
        });
    }
    match certificate.overdue_since {
        None => Ok(()),
        Some(since) => Err(CertificateRejection::AlreadyMarked {
            certificate: certificate.id(),
            since,
        }),
    }
}
