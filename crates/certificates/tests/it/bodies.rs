//! Ids by number, and what the cast signs, ready to be changed in a test.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{CancellationId, CertificateId, ContractId, Digest, PaymentId, ReceivableId, RulePack};
use tallystick_certificates::{
    AcceptCancellation, AcceptCertificate, AcknowledgePayment, ClaimReceivable, ConfirmReceivable,
    EvidenceDocument, EvidenceKind, FreezeCertificate, OfferCertificate, ProposeCancellation, Reason,
    ReasonCode, Recourse, ReportPayment, SplitCertificate, SplitChild,
};

use crate::world::{CENTRE, SUPPLIER, Who, cny, date, digest, morning, salt, text};

pub(crate) fn contract(n: u64) -> ContractId {
    ContractId::from_parts(n, [0; 10])
}

pub(crate) fn receivable(n: u64) -> ReceivableId {
    ReceivableId::from_parts(n, [0; 10])
}

pub(crate) fn certificate(n: u64) -> CertificateId {
    CertificateId::from_parts(n, [0; 10])
}

pub(crate) fn payment(n: u64) -> PaymentId {
    PaymentId::from_parts(n, [0; 10])
}

pub(crate) fn cancellation(n: u64) -> CancellationId {
    CancellationId::from_parts(n, [0; 10])
}

pub(crate) fn reason(code: ReasonCode) -> Reason {
    Reason { code, note: None }
}

/// A paper over an amount, of 10 January 2026.
pub(crate) fn paper(kind: EvidenceKind, number: &str, total: &str) -> EvidenceDocument {
    let fill = number.bytes().fold(kind as u8, u8::wrapping_add);
    EvidenceDocument {
        kind,
        number: text(number),
        date: date("2026-01-10"),
        total: cny(total),
        seller_code: None,
        buyer_code: None,
        digest: digest(fill),
        fields: BTreeMap::new(),
    }
}

/// A claim of 600,000.00 that fits, on order, receipt and invoice `n`: delivered and accepted on 15 January 2026, and
/// with 60 days due on 16 March.
pub(crate) fn claim(n: u64) -> ClaimReceivable {
    ClaimReceivable {
        salt: salt(),
        receivable: receivable(n),
        contract: contract(1),
        amount: cny("600000.00"),
        delivered_on: date("2026-01-15"),
        accepted_on: Some(date("2026-01-15")),
        settled_on: None,
        due_on: date("2026-03-16"),
        evidence: vec![
            paper(EvidenceKind::Order, &format!("PO-{n}"), "600000.00"),
            paper(EvidenceKind::Receipt, &format!("GR-{n}"), "600000.00"),
            paper(EvidenceKind::Invoice, &format!("26117000000{n}"), "600000.00"),
        ],
        centre: Some(CENTRE.id()),
        payee: SUPPLIER.account(),
    }
}

/// The claim on the same papers as `claim(n)`, for another amount.
pub(crate) fn claim_of(n: u64, amount: &str) -> ClaimReceivable {
    let mut body = claim(n);
    body.amount = cny(amount);
    for document in &mut body.evidence {
        document.total = cny(amount);
    }
    body
}

/// The text in force for confirming.
pub(crate) fn legal_text() -> Digest {
    RulePack::cn().unwrap().legal_texts.first().unwrap().digest
}

/// The confirmation of all of `claim(n)`, as certificate `n`, transferable.
pub(crate) fn confirm(n: u64) -> ConfirmReceivable {
    ConfirmReceivable {
        salt: salt(),
        receivable: receivable(n),
        certificate: certificate(n),
        amount: cny("600000.00"),
        due_on: date("2026-03-16"),
        transferable: true,
        deductions: Vec::new(),
        rest: None,
        legal_text: legal_text(),
        waived: BTreeSet::new(),
        longer_due_reason: None,
    }
}

pub(crate) fn offer(n: u64, to: Who) -> OfferCertificate {
    OfferCertificate {
        salt: salt(),
        certificate: certificate(n),
        to: to.id(),
        until: morning("2026-02-10"),
        recourse: Recourse::None,
    }
}

pub(crate) fn accept(n: u64, by: Who) -> AcceptCertificate {
    AcceptCertificate {
        salt: salt(),
        certificate: certificate(n),
        payee: by.account(),
    }
}

/// A split into children of these amounts, numbered from ten times the parent on.
pub(crate) fn split(n: u64, amounts: &[&str]) -> SplitCertificate {
    let children = (n * 10..)
        .zip(amounts)
        .map(|(id, amount)| SplitChild {
            certificate: certificate(id),
            amount: cny(amount),
        })
        .collect();
    SplitCertificate {
        salt: salt(),
        certificate: certificate(n),
        children,
    }
}

pub(crate) fn freeze(n: u64) -> FreezeCertificate {
    FreezeCertificate {
        salt: salt(),
        certificate: certificate(n),
        order: text("(2026)京01执1号"),
        digest: digest(9),
    }
}

/// The report of a payment to the account of the first holder.
pub(crate) fn report(n: u64, of: u64, amount: &str) -> ReportPayment {
    ReportPayment {
        salt: salt(),
        payment: payment(n),
        certificate: certificate(of),
        amount: cny(amount),
        paid_on: date("2026-01-20"),
        account: SUPPLIER.account(),
        reference: text("20260120-1"),
    }
}

pub(crate) fn acknowledge(n: u64) -> AcknowledgePayment {
    AcknowledgePayment {
        salt: salt(),
        payment: payment(n),
    }
}

pub(crate) fn propose(n: u64, of: u64) -> ProposeCancellation {
    ProposeCancellation {
        salt: salt(),
        cancellation: cancellation(n),
        certificate: certificate(of),
        reason: text("金额有误"),
    }
}

pub(crate) fn agree(n: u64) -> AcceptCancellation {
    AcceptCancellation {
        salt: salt(),
        cancellation: cancellation(n),
    }
}
