//! Splitting a certificate, and freezing one on a court's order.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Money, SplitLimits};

use super::circulation::check_circulates;
use super::{check_actor, check_amount, check_free};
use crate::certificate::{Certificate, CertificateNumber, Issue, SplitChild};
use crate::command::{FreezeCertificate, SplitCertificate, UnfreezeCertificate};
use crate::{Case, CertificateRejection, CertificateTransition, Part, Rejection, Step};

pub(super) fn split(case: &Case, body: &SplitCertificate, context: &Context) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    check_actor(context, certificate.holder, Capacity::Supplier, Part::Holder)?;
    let mut steps = check_free(certificate, context)?;
    let rules = case.rules()?;
    let today = context.received.date_at(rules.utc_offset_minutes);
    check_circulates(certificate, today)?;
    check_limits(certificate, body, &rules.split_limits_on(today)?.value)?;
    check_children(case, certificate, &body.children)?;
    let split = CertificateTransition::Split {
        amount: certificate.outstanding,
        children: body.children.clone(),
    };
    steps.push(Step::new(body.certificate, split));
    steps.extend(body.children.iter().map(|child| {
        let issue = child_of(certificate, child, body, today);
        Step::new(child.certificate, CertificateTransition::Issued(Box::new(issue)))
    }));
    Ok(steps)
}

/// As many children and levels as the rules allow.
fn check_limits(
    certificate: &Certificate,
    body: &SplitCertificate,
    limits: &SplitLimits,
) -> Result<(), CertificateRejection> {
    let found = body.children.len();
    let most = limits.children;
    if found < 2 || u32::try_from(found).map_or(true, |found| found > most) {
        return Err(CertificateRejection::SplitCount { most, found });
    }
    if certificate.issue.depth >= limits.depth {
        return Err(CertificateRejection::SplitDepth {
            certificate: certificate.id(),
            most: limits.depth,
        });
    }
    Ok(())
}

/// New ids, amounts from one minor unit up, and the exact sum: nothing is lost and nothing is made.
fn check_children(case: &Case, certificate: &Certificate, children: &[SplitChild]) -> Result<(), Rejection> {
    let outstanding = certificate.outstanding;
    let mut seen = BTreeSet::new();
    for child in children {
        let id = child.certificate;
        if case.certificates.contains_key(&id) {
            return Err(CertificateRejection::ChildExists { certificate: id }.into());
        }
        if !seen.insert(id) {
            return Err(CertificateRejection::ChildTwice { certificate: id }.into());
        }
        check_amount(child.amount, outstanding.currency())?;
    }
    let sum = Money::sum(outstanding.currency(), children.iter().map(|child| child.amount))?;
    if sum == outstanding {
        Ok(())
    } else {
        Err(CertificateRejection::SplitSum { outstanding, sum }.into())
    }
}

fn child_of(parent: &Certificate, child: &SplitChild, body: &SplitCertificate, today: NaiveDate) -> Issue {
    Issue {
        certificate: child.certificate,
        number: CertificateNumber::derive(child.certificate, &body.salt),
        holder: parent.holder,
        amount: child.amount,
        payee: parent.payee.clone(),
        issued_on: today,
        parent: Some(parent.id()),
        depth: parent.issue.depth.saturating_add(1),
        endorsement: parent.endorsement,
        ..parent.issue.clone()
    }
}

pub(super) fn freeze(
    case: &Case,
    body: &FreezeCertificate,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    certificate.check_live()?;
    certificate.check_not_frozen()?;
    let frozen = CertificateTransition::Frozen {
        order: body.order.clone(),
        digest: body.digest,
        on: context.received.date_at(case.rules()?.utc_offset_minutes),
    };
    Ok(vec![Step::new(body.certificate, frozen)])
}

pub(super) fn unfreeze(case: &Case, body: &UnfreezeCertificate) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    certificate.check_live()?;
    if certificate.frozen.is_none() {
        let certificate = body.certificate;
        return Err(CertificateRejection::NotFrozen { certificate }.into());
    }
    let unfrozen = CertificateTransition::Unfrozen {
        order: body.order.clone(),
        digest: body.digest,
    };
    Ok(vec![Step::new(body.certificate, unfrozen)])
}
