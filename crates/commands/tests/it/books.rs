//! What must hold of the books after every entry, whatever it was.

use std::collections::BTreeSet;

use tallystick_base::{Currency, Money, ReceivableId, Subject};
use tallystick_certificates::{Certificate, CertificateStage, EvidenceStage, ReceivableStage};
use tallystick_commands::Case;

/// Checks everything.
pub(crate) fn balance(case: &Case) {
    for certificate in case.certificates().certificates.values() {
        one_controller(certificate);
        conserved(case, certificate);
    }
    for (id, allowance) in &case.certificates().contracts.allowances {
        assert!(allowance.used.compare(allowance.limit).unwrap().is_le(), "{id}");
        let roots = case
            .certificates()
            .certificates
            .values()
            .filter(|certificate| certificate.issue.contract == *id);
        let confirmed = roots
            .clone()
            .filter(|certificate| certificate.issue.parent.is_none());
        let confirmed = sum(confirmed.map(|certificate| certificate.issue.amount));
        let returned = sum(roots.filter(|certificate| is_cancelled(certificate)).map(unpaid));
        assert_eq!(allowance.used, confirmed.checked_sub(returned).unwrap(), "{id}");
    }
    for (invoice, evidence) in &case.certificates().evidence {
        let by = match &evidence.stage {
            EvidenceStage::Free {} => BTreeSet::new(),
            EvidenceStage::Claimed { by } => by.clone(),
        };
        one_live_claim(case, invoice, &by);
    }
}

/// One certificate, one controller; none once it has ended (UNCITRAL MLETR articles 10 and 11).
fn one_controller(certificate: &Certificate) {
    assert_eq!(
        certificate.controller().is_some(),
        certificate.is_live(),
        "{}",
        certificate.id()
    );
}

/// What was issued is paid, outstanding, on the children, or given back: no cent besides.
fn conserved(case: &Case, certificate: &Certificate) {
    let id = certificate.id();
    assert!(!certificate.outstanding.is_negative(), "{id}");
    let open = unpaid(certificate);
    match certificate.stage {
        CertificateStage::Split {} => {
            let children = case
                .certificates()
                .certificates
                .values()
                .filter(|child| child.issue.parent == Some(id));
            assert_eq!(sum(children.map(|child| child.issue.amount)), open, "{id}");
            assert!(certificate.outstanding.is_zero(), "{id}");
        }
        CertificateStage::Cancelled {} => assert!(certificate.outstanding.is_zero(), "{id}"),
        CertificateStage::Discharged {} => {
            assert!(open.is_zero() && certificate.outstanding.is_zero(), "{id}");
        }
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. } => {
            assert_eq!(certificate.outstanding, open, "{id}");
            assert!(open.is_positive(), "{id} is live, and nothing is owed on it");
        }
    }
}

/// All that rest on one invoice are one claim and the rests of it; whatever is open and shows the invoice is among them.
fn one_live_claim(case: &Case, invoice: &Subject, by: &BTreeSet<ReceivableId>) {
    let first = |mut id: ReceivableId| {
        while let Some(before) = case.certificates().receivables[&id].rest_of {
            id = before;
        }
        id
    };
    let claims: BTreeSet<_> = by.iter().copied().map(first).collect();
    assert!(claims.len() <= 1, "{invoice} backs {claims:?}");
    for (id, receivable) in &case.certificates().receivables {
        let is_open = matches!(
            receivable.stage,
            ReceivableStage::Claimed {} | ReceivableStage::Disputed { .. }
        );
        let shows = receivable.claim.evidence().any(|evidence| evidence == invoice);
        assert!(
            !(is_open && shows) || by.contains(id),
            "{id} is open without {invoice}"
        );
    }
}

fn is_cancelled(certificate: &Certificate) -> bool {
    matches!(certificate.stage, CertificateStage::Cancelled {})
}

/// The issued amount less every payment that counted.
pub(crate) fn unpaid(certificate: &Certificate) -> Money {
    let paid = sum(certificate.payments.iter().map(|payment| payment.amount));
    certificate.issue.amount.checked_sub(paid).unwrap()
}

pub(crate) fn sum(amounts: impl IntoIterator<Item = Money>) -> Money {
    Money::sum(Currency::CNY, amounts).unwrap()
}
