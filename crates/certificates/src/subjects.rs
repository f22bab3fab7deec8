//! What a statement names: its own subject, those it may move, and the facts it relies on.

use std::collections::BTreeSet;

use tallystick_base::{KeyedName, Named, PartyId, Subject};
use tallystick_contracts::Allowance;
use tallystick_parties::Rules;

use crate::command::ConfirmReceivable;
use crate::evidence::keyed_name;
use crate::{Case, Certificate, Command, ConfirmationLapse, PaymentRecord, ReceivableRejection, Rejection};

/// What a statement of this command names, as far as body and states tell. Who acts makes no difference here.
///
/// An allowance, a payment record, or a receivable whose answer is checked stands in `alt` where it is only read: it
/// is not pinned to a version, so that no act of others makes the statement stale.
pub fn subjects(command: &Command, _acting: PartyId, case: &Case) -> Result<Named, Rejection> {
    Ok(match command {
        Command::ClaimReceivable(body) => {
            let allowance = Allowance::subject_of(body.contract);
            Named::only(body.receivable.subject())
                .with_alt(claimed_invoices(command, case)?)
                .with_alt([allowance])
                .with_rel([body.contract.subject(), rules()?])
        }
        Command::ForwardReceivable(body) => Named::only(body.receivable.subject()),
        Command::WithdrawReceivable(body) => {
            let claim = &case.receivable(body.receivable)?.claim;
            Named::only(body.receivable.subject()).with_alt(claim.evidence().cloned())
        }
        Command::RejectReceivable(body) => {
            let claim = &case.receivable(body.receivable)?.claim;
            Named::only(body.receivable.subject()).with_alt(claim.evidence().cloned())
        }
        Command::DisputeReceivable(body) => Named::only(body.receivable.subject()),
        Command::ConfirmReceivable(body) => confirmed(body, case)?,
        Command::LapseConfirmation(body) => {
            let buyer = case.receivable(body.receivable)?.claim.buyer;
            Named::only(ConfirmationLapse::subject_of(body.receivable))
                .with_alt([body.receivable.subject(), PaymentRecord::subject_of(buyer)])
        }
        Command::OfferCertificate(body) => Named::only(body.certificate.subject()),
        Command::AcceptCertificate(body) => Named::only(body.certificate.subject()),
        Command::DeclineCertificate(body) => Named::only(body.certificate.subject()),
        Command::WithdrawCertificateOffer(body) => Named::only(body.certificate.subject()),
        Command::LapseCertificateOffer(body) => Named::only(body.certificate.subject()),
        Command::SplitCertificate(body) => Named::only(body.certificate.subject())
            .with_alt(body.children.iter().map(|child| child.certificate.subject()))
            .with_rel([rules()?]),
        Command::FreezeCertificate(body) => Named::only(body.certificate.subject()),
        Command::UnfreezeCertificate(body) => Named::only(body.certificate.subject()),
        Command::MarkOverdue(body) => Named::only(PaymentRecord::subject_of(body.buyer))
            .with_alt(body.certificates.iter().map(|certificate| certificate.subject())),
        Command::ProposeCancellation(body) => {
            Named::only(body.cancellation.subject()).with_rel([body.certificate.subject()])
        }
        Command::AcceptCancellation(body) => {
            let certificate = case.certificate(case.cancellation(body.cancellation)?.certificate)?;
            cancelled(Named::only(body.cancellation.subject()), certificate, case)?
        }
        Command::DeclineCancellation(body) => Named::only(body.cancellation.subject()),
        Command::WithdrawCancellation(body) => Named::only(body.cancellation.subject()),
        Command::ReportPayment(body) => {
            Named::only(body.payment.subject()).with_alt([body.certificate.subject()])
        }
        Command::AcknowledgePayment(body) => {
            let payment = case.payment(body.payment)?;
            Named::only(body.payment.subject()).with_alt([
                payment.certificate.subject(),
                PaymentRecord::subject_of(payment.debtor),
            ])
        }
        Command::RejectPayment(body) => {
            let certificate = case.payment(body.payment)?.certificate;
            Named::only(body.payment.subject()).with_alt([certificate.subject()])
        }
    })
}

/// The outside identifiers whose subjects a command needs: for a claim, its invoices; for everything else, none.
pub fn keyed_names(command: &Command, case: &Case) -> Result<Vec<KeyedName>, Rejection> {
    let Command::ClaimReceivable(body) = command else {
        return Ok(Vec::new());
    };
    let supplier = case.contracts.contract(body.contract)?.supplier;
    let seller = &case.contracts.parties.party(supplier)?.identity;
    let names: Result<BTreeSet<KeyedName>, ReceivableRejection> = body
        .invoices()
        .map(|document| {
            keyed_name(seller, document.number.as_str()).ok_or_else(|| ReceivableRejection::InvoiceNumber {
                number: document.number.clone(),
            })
        })
        .collect();
    Ok(names?.into_iter().collect())
}

fn claimed_invoices(command: &Command, case: &Case) -> Result<Vec<Subject>, Rejection> {
    let names = keyed_names(command, case)?;
    let subjects = names
        .iter()
        .map(|name| Ok(case.contracts.parties.keyed(name)?.clone()));
    subjects.collect()
}

/// What a confirmation moves: the certificate it issues, the allowance, and for a part of the claim the rest and its
/// invoices.
fn confirmed(body: &ConfirmReceivable, case: &Case) -> Result<Named, Rejection> {
    let claim = &case.receivable(body.receivable)?.claim;
    let inherited = claim.evidence().filter(|_| body.rest.is_some()).cloned();
    Ok(Named::only(body.receivable.subject())
        .with_alt([body.certificate.subject(), Allowance::subject_of(claim.contract)])
        .with_alt([PaymentRecord::subject_of(claim.buyer)])
        .with_alt(body.rest.map(Subject::from))
        .with_alt(inherited)
        .with_rel([claim.contract.subject(), rules()?]))
}

/// What a cancellation moves: the certificate, what it gives back, and for one that a confirmation issued its invoices.
fn cancelled(named: Named, certificate: &Certificate, case: &Case) -> Result<Named, Rejection> {
    let issue = &certificate.issue;
    let named = named.with_alt([
        certificate.id().subject(),
        Allowance::subject_of(issue.contract),
        PaymentRecord::subject_of(issue.debtor),
    ]);
    if issue.parent.is_some() {
        return Ok(named);
    }
    let claim = &case.receivable(issue.receivable)?.claim;
    Ok(named
        .with_alt(claim.evidence().cloned())
        .with_rel([issue.receivable.subject()]))
}

fn rules() -> Result<Subject, Rejection> {
    Ok(
        Rules::subject(Rules::DEFAULT).map_err(|_| tallystick_parties::Rejection::RulesNotFound {
            pack: Rules::DEFAULT.to_owned(),
        })?,
    )
}
