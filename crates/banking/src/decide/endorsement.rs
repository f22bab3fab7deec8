//! Endorsements.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Millis, Money, MoneyError, PartyId};
use tallystick_certificates::{
    Certificate, CertificateRejection, CertificateStage, CertificateTransition, Recourse,
};

use super::check_actor;
use super::credit::{self, Exposure};
use super::notice::check_payee;
use crate::command::{EndorseCertificate, HonourEndorsement, ReleaseEndorsement};
use crate::endorsement::{EndorsementRecord, EndorsementStage, EndorsementUse};
use crate::{
    Case, EndorsementRejection, EndorsementTransition, LineRejection, LineShare, LineUse, LineUseTransition,
    Part, Rejection, Step,
};

pub(super) fn endorse(
    case: &Case,
    body: &EndorseCertificate,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.financing.certificates.certificate(body.certificate)?;
    let bank = context.actor.party;
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let lapsed = check_endorsable(case, certificate, context, today)?;
    let subject = EndorsementUse::subject_of(body.certificate);
    let lines = lines(case, certificate, bank)?;
    let reserved = credit::reserve(case, &lines, &subject, None, today)?;
    let record = EndorsementRecord {
        certificate: body.certificate,
        bank,
        debtor: certificate.issue.debtor,
        amount: certificate.outstanding,
        lines,
    };
    let endorsed = EndorsementTransition::Endorsed(Box::new(record));
    let mut steps = vec![Step::new(subject, endorsed)];
    steps.extend(lapsed);
    let promised = CertificateTransition::Endorsed { bank, on: today };
    steps.push(Step::new(body.certificate, promised));
    steps.extend(reserved);
    Ok(steps)
}

/// The lines that a bank's promise on a certificate uses: those for its debtor, for all that is outstanding.
pub(crate) fn lines(
    case: &Case,
    certificate: &Certificate,
    bank: PartyId,
) -> Result<Vec<LineShare>, Rejection> {
    let exposure = Exposure {
        bank,
        debtor: certificate.issue.debtor,
        supplier: None,
        amount: certificate.outstanding,
        guaranteed: Vec::new(),
        programme: None,
    };
    credit::applying(case, &exposure)
}

/// In its holder's hands, not due yet, without a promise, and neither owed nor held by the bank; the lapse of an offer that
/// has expired.
fn check_endorsable(
    case: &Case,
    certificate: &Certificate,
    context: &Context,
    today: NaiveDate,
) -> Result<Option<Step>, Rejection> {
    let (id, bank) = (certificate.id(), context.actor.party);
    if bank == certificate.issue.debtor || bank == certificate.holder {
        return Err(EndorsementRejection::OwnCertificate { certificate: id }.into());
    }
    let lapsed = check_free(certificate, context.received)?;
    if certificate.endorsement.is_some() || case.endorsements.contains_key(&id) {
        return Err(EndorsementRejection::Endorsed { certificate: id }.into());
    }
    if certificate.is_past_due(today) {
        let due_on = certificate.issue.due_on;
        return Err(CertificateRejection::PastDue {
            certificate: id,
            due_on,
        }
        .into());
    }
    Ok(lapsed)
}

fn check_free(certificate: &Certificate, now: Millis) -> Result<Option<Step>, Rejection> {
    let lapse = certificate.check_free(now)?;
    Ok(lapse.map(|lapse| Step::new(certificate.id(), lapse)))
}

/// The promise on a certificate: the one that was put on it, or on the one it was split from.
pub(crate) fn promise<'a>(
    case: &'a Case,
    certificate: &Certificate,
) -> Result<&'a EndorsementUse, EndorsementRejection> {
    let promised = certificate.endorsement.ok_or(EndorsementRejection::NotFound {
        certificate: certificate.id(),
    })?;
    case.endorsement(promised.certificate)
}

pub(super) fn honour(
    case: &Case,
    body: &HonourEndorsement,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.financing.certificates.certificate(body.certificate)?;
    let promise = promise(case, certificate)?;
    let bank = promise.record.bank;
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let lapsed = check_payable(certificate, promise, context.received, today)?;
    check_payee(case, bank, &body.payee)?;

    let subject = EndorsementUse::subject_of(promise.record.certificate);
    let amount = certificate.outstanding;
    let drawn = credit::draw(case, &shares(promise, amount), &subject)?;
    let honoured = EndorsementTransition::Honoured {
        certificate: body.certificate,
        amount,
    };
    let mut steps = vec![Step::new(subject, honoured)];
    steps.extend(lapsed);
    steps.extend(taken_up(certificate, body, bank, context.received, today));
    steps.extend(drawn.steps);
    Ok(steps)
}

/// The debtor did not pay in time, and another holds it, with nobody else's right on it; the lapse of an offer that has
/// expired.
fn check_payable(
    certificate: &Certificate,
    promise: &EndorsementUse,
    now: Millis,
    today: NaiveDate,
) -> Result<Option<Step>, Rejection> {
    let id = certificate.id();
    certificate.check_live()?;
    if certificate.holder == promise.record.bank {
        return Err(EndorsementRejection::HeldByBank { certificate: id }.into());
    }
    if !certificate.is_past_due(today) {
        let due_on = certificate.issue.due_on;
        return Err(CertificateRejection::NotPastDue {
            certificate: id,
            due_on,
        }
        .into());
    }
    check_free(certificate, now)
}

/// The bank paid the holder, and the claim passes to it (Civil Code article 524): nobody else answers for it any more, as
/// for one who paid what was owed.
fn taken_up(
    certificate: &Certificate,
    body: &HonourEndorsement,
    bank: PartyId,
    now: Millis,
    on: NaiveDate,
) -> [Step; 2] {
    let recourse = Recourse::None;
    let offered = CertificateTransition::Offered {
        to: bank,
        until: now,
        recourse,
    };
    let transferred = CertificateTransition::Transferred {
        from: certificate.holder,
        to: bank,
        recourse,
        payee: body.payee.clone(),
        on,
    };
    [offered, transferred].map(|step| Step::new(body.certificate, step))
}

/// An amount on every line of the promise.
fn shares(promise: &EndorsementUse, amount: Money) -> Vec<LineShare> {
    let lines = promise.record.lines.iter();
    lines
        .map(|share| LineShare {
            line: share.line,
            amount,
        })
        .collect()
}

pub(super) fn release(
    case: &Case,
    body: &ReleaseEndorsement,
    _context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let id = body.certificate;
    let certificate = case.financing.certificates.certificate(id)?;
    let promise = promise(case, certificate)?;
    let origin = promise.record.certificate;
    if certificate.is_live() {
        let stage = certificate.stage.name();
        return Err(EndorsementRejection::NotEnded {
            certificate: id,
            stage,
        }
        .into());
    }
    if promise.counted.contains(&id) {
        return Err(EndorsementRejection::Counted { certificate: id }.into());
    }
    if promise.stage == (EndorsementStage::Ended {}) {
        return Err(EndorsementRejection::Ended { certificate: origin }.into());
    }
    let amount = ended(certificate, promise)?;
    let bound = promise.bound.checked_sub(amount)?;
    let subject = EndorsementUse::subject_of(origin);
    let released = EndorsementTransition::Released {
        certificate: id,
        amount,
        bound,
    };
    let mut steps = vec![Step::new(subject.clone(), released)];
    let drawn = promise
        .honoured
        .get(&id)
        .copied()
        .unwrap_or(Money::zero(amount.currency()));
    if drawn.is_positive() {
        steps.extend(credit::restore(case, &shares(promise, drawn), &subject)?);
    }
    steps.extend(freed(case, promise, amount.checked_sub(drawn)?)?);
    Ok(steps)
}

/// What of a promise ended with a certificate: all that the certificate stood for when it came under the promise, less, where
/// it was split, what went to its parts.
fn ended(certificate: &Certificate, promise: &EndorsementUse) -> Result<Money, MoneyError> {
    let issue = &certificate.issue;
    let promised = if certificate.id() == promise.record.certificate {
        promise.record.amount
    } else {
        issue.amount
    };
    match certificate.stage {
        CertificateStage::Split {} => {
            let payments = certificate.payments.iter().map(|payment| payment.amount);
            let paid = Money::sum(issue.amount.currency(), payments)?;
            promised.checked_sub(issue.amount.checked_sub(paid)?)
        }
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => Ok(promised),
    }
}

/// An amount that a promise reserved is free again on every line of it.
fn freed(case: &Case, promise: &EndorsementUse, amount: Money) -> Result<Vec<Step>, Rejection> {
    if !amount.is_positive() {
        return Ok(Vec::new());
    }
    let by = EndorsementUse::subject_of(promise.record.certificate);
    let lines = promise.record.lines.iter().map(|share| {
        let line = share.line;
        let used = case.uses.get(&line).ok_or(LineRejection::NotFound { line })?;
        let released = LineUseTransition::Released {
            by: by.clone(),
            amount,
            reserved: used.reserved.checked_sub(amount)?,
        };
        Ok(Step::new(LineUse::subject_of(line), released))
    });
    lines.collect()
}
