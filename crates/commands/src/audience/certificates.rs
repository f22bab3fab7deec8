//! Certificates, and what is proposed or reported about them.

use std::iter;

use tallystick_base::{CancellationId, CertificateId, PartyId, PaymentId, Subject};
use tallystick_certificates::{Certificate, CertificateStage, PaymentStage};

use super::{Audience, financing, trade};
use crate::Case;
use crate::subject::borrowed;

pub(super) const RECORD: &str =
    "the buyer, the holders of its overdue certificates, and whoever lends on what it owes or is asked to";

pub(super) fn certificate(case: &Case, subject: &Subject) -> Audience {
    let id = CertificateId::try_from(subject).ok();
    let certificate = id.and_then(|id| case.certificates().certificates.get(&id));
    let certificate = certificate.into_iter();
    Audience::of(certificate.flat_map(|one| of_certificate(one).chain(financiers(case, one))))
}

/// Who lends on a certificate or is asked to: the banks and guarantors of the request that it is held for, and the bank that it
/// is pledged or assigned to. They see what it came from, too.
pub(super) fn financiers<'c>(
    case: &'c Case,
    certificate: &Certificate,
) -> impl Iterator<Item = PartyId> + use<'c> {
    let (asked, lending) = match certificate.stage {
        CertificateStage::Reserved { request } => (Some(financing::financiers(case, request)), None),
        CertificateStage::Pledged { bank, .. } | CertificateStage::Assigned { bank, .. } => {
            (None, Some(bank))
        }
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => (None, None),
    };
    asked.into_iter().flatten().chain(lending)
}

fn of_certificate(certificate: &Certificate) -> impl Iterator<Item = PartyId> + use<> {
    let issue = &certificate.issue;
    let at_present = match certificate.stage {
        CertificateStage::Offered { to, .. } => Some(to),
        CertificateStage::Free {}
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => None,
    };
    [issue.debtor, issue.supplier, certificate.holder]
        .into_iter()
        .chain(at_present)
        .chain(certificate.endorsement.map(|endorsement| endorsement.bank))
}

/// The holders of every certificate that came out of this one by splitting. Out of one that was not split, none did; and a
/// certificate stays split for good.
pub(super) fn holders_below(case: &Case, ancestor: CertificateId) -> impl Iterator<Item = PartyId> {
    let certificates = &case.certificates().certificates;
    let is_split = |certificate: &Certificate| certificate.stage == CertificateStage::Split {};
    let split = certificates.get(&ancestor).is_some_and(is_split);
    let descends = move |certificate: &Certificate| {
        let parent = |id: &CertificateId| certificates.get(id)?.issue.parent;
        iter::successors(certificate.issue.parent, parent).any(|id| id == ancestor)
    };
    // Asked for each of many certificates, it must not look at all of them each time.
    let looked_at = split.then(|| certificates.values());
    let below = looked_at.into_iter().flatten().filter(move |one| descends(one));
    below.map(|certificate| certificate.holder)
}

/// The two between whom it was proposed.
pub(super) fn cancellation(case: &Case, subject: &Subject) -> Audience {
    let id = CancellationId::try_from(subject).ok();
    let cancellation = id.and_then(|id| case.certificates().cancellations.get(&id));
    Audience::of(
        cancellation
            .into_iter()
            .flat_map(|cancellation| [cancellation.by, cancellation.to]),
    )
}

pub(super) fn payment(case: &Case, subject: &Subject) -> Audience {
    let id = PaymentId::try_from(subject).ok();
    let Some(payment) = id.and_then(|id| case.certificates().payments.get(&id)) else {
        return Audience::of([]);
    };
    let answered = match payment.stage {
        PaymentStage::Acknowledged { by, .. } | PaymentStage::Rejected { by, .. } => Some(by),
        PaymentStage::Reported {} => None,
    };
    let certificate = case.certificates().certificates.get(&payment.certificate);
    let collecting = certificate.map(|certificate| [certificate.holder, certificate.collector()]);
    Audience::of(
        iter::once(payment.debtor)
            .chain(answered)
            .chain(collecting.into_iter().flatten()),
    )
}

/// A holder of an overdue certificate sees the record that explains why nothing transferable is issued any more; who lends on what
/// the buyer owes, or is asked to, sees how it pays.
pub(super) fn payment_record(case: &Case, subject: &Subject) -> Audience {
    let buyer: Option<PartyId> = borrowed(subject, PartyId::KIND);
    let record = buyer.and_then(|buyer| case.certificates().payment_records.get(&buyer));
    let overdue = record.into_iter().flat_map(|record| record.overdue.keys());
    let holders = overdue
        .filter_map(|id| case.certificates().certificates.get(id))
        .map(|certificate| certificate.holder);
    let financed = trade::financiers(case, move |issue| Some(issue.debtor) == buyer);
    Audience::of(buyer.into_iter().chain(holders).chain(financed))
}
