//! Passing a certificate on: offered by its holder, taken or not by another supplier.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Millis, PartyId, RulePack};

use super::{check_actor, check_free, check_payee};
use crate::certificate::Recourse;
use crate::command::{AcceptCertificate, DeclineCertificate, OfferCertificate, WithdrawCertificateOffer};
use crate::{
    Case, Certificate, CertificateRejection, CertificateStage, CertificateTransition, Part, Rejection, Step,
};

pub(super) fn offer(case: &Case, body: &OfferCertificate, context: &Context) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    check_actor(context, certificate.holder, Capacity::Supplier, Part::Holder)?;
    let mut steps = check_free(certificate, context)?;
    let rules = case.rules()?;
    check_circulates(certificate, context.received.date_at(rules.utc_offset_minutes))?;
    check_offeree(case, certificate, body.to)?;
    check_until(certificate, body.until, context.received, rules)?;
    let offered = CertificateTransition::Offered {
        to: body.to,
        until: body.until,
        recourse: body.recourse,
    };
    steps.push(Step::new(body.certificate, offered));
    Ok(steps)
}

pub(super) fn accept(
    case: &Case,
    body: &AcceptCertificate,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    let offer = offer_of(certificate)?;
    check_actor(context, offer.to, Capacity::Supplier, Part::Offeree)?;
    check_stands(certificate, &offer, context)?;
    check_payee(case, offer.to, &body.payee)?;
    let transferred = CertificateTransition::Transferred {
        from: certificate.holder,
        to: offer.to,
        recourse: offer.recourse,
        payee: body.payee.clone(),
        on: context.received.date_at(case.rules()?.utc_offset_minutes),
    };
    Ok(vec![Step::new(body.certificate, transferred)])
}

pub(super) fn decline(
    case: &Case,
    body: &DeclineCertificate,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    let offer = offer_of(certificate)?;
    check_actor(context, offer.to, Capacity::Supplier, Part::Offeree)?;
    check_stands(certificate, &offer, context)?;
    Ok(vec![Step::new(
        body.certificate,
        CertificateTransition::Declined {},
    )])
}

pub(super) fn withdraw_offer(
    case: &Case,
    body: &WithdrawCertificateOffer,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    check_actor(context, certificate.holder, Capacity::Supplier, Part::Holder)?;
    check_stands(certificate, &offer_of(certificate)?, context)?;
    Ok(vec![Step::new(
        body.certificate,
        CertificateTransition::OfferWithdrawn {},
    )])
}

/// An offer, whether or not it still stands.
struct Offer {
    to: PartyId,
    until: Millis,
    recourse: Recourse,
}

/// The offer of a certificate. Where there is none, the refusal does not say what there is: whoever asks may have no
/// part in it.
fn offer_of(certificate: &Certificate) -> Result<Offer, CertificateRejection> {
    match certificate.stage {
        CertificateStage::Offered { to, until, recourse } => Ok(Offer { to, until, recourse }),
        CertificateStage::Free {}
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => Err(CertificateRejection::NotOffered {
            certificate: certificate.id(),
        }),
    }
}

/// The offer stands at the time of the entry, and no court's order is on the certificate.
fn check_stands(
    certificate: &Certificate,
    offer: &Offer,
    context: &Context,
) -> Result<(), CertificateRejection> {
    if offer.until < context.received {
        return Err(CertificateRejection::OfferExpired {
            certificate: certificate.id(),
            until: offer.until,
        });
    }
    certificate.check_not_frozen()
}

/// It may be passed on and split: its contract agreed vouchers (Order 802 article 11), and it is not past due. After its
/// due date it does not circulate, as a bill of exchange does not (Negotiable Instruments Law article 36).
pub(super) fn check_circulates(
    certificate: &Certificate,
    today: NaiveDate,
) -> Result<(), CertificateRejection> {
    if !certificate.issue.transferable {
        Err(CertificateRejection::NotTransferable {
            certificate: certificate.id(),
        })
    } else if certificate.is_past_due(today) {
        Err(CertificateRejection::PastDue {
            certificate: certificate.id(),
            due_on: certificate.issue.due_on,
        })
    } else {
        Ok(())
    }
}

/// To another active supplier, and not to the debtor, with whom the debt would end (Civil Code article 576).
fn check_offeree(case: &Case, certificate: &Certificate, to: PartyId) -> Result<(), Rejection> {
    if to == certificate.holder {
        return Err(CertificateRejection::OfferToHolder.into());
    }
    if to == certificate.issue.debtor {
        return Err(CertificateRejection::OfferToDebtor.into());
    }
    if case.contracts.parties.active(to)?.acts_as(Capacity::Supplier) {
        Ok(())
    } else {
        Err(CertificateRejection::OfferToOther { to }.into())
    }
}

/// After the moment of the entry, and within the due date.
fn check_until(
    certificate: &Certificate,
    until: Millis,
    now: Millis,
    rules: &RulePack,
) -> Result<(), CertificateRejection> {
    let due_on = certificate.issue.due_on;
    if until > now && until.date_at(rules.utc_offset_minutes) <= due_on {
        Ok(())
    } else {
        Err(CertificateRejection::OfferUntil { until, due_on })
    }
}
