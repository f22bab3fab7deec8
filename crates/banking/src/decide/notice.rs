//! Notice to the debtor.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, CertificateId, Context, PartyId};
use tallystick_certificates::{Certificate, CertificateStage, CertificateTransition, ReceivableRejection};
use tallystick_parties::BankAccount;

use super::check_actor;
use crate::command::{AcknowledgeNotice, NotifyDebtor};
use crate::loan::{Loan, LoanStage};
use crate::notice::NoticeRecord;
use crate::{Case, FilingRejection, NoticeStage, NoticeTransition, Part, Rejection, Step};

/// The most certificates that one notice is about.
const MOST_CERTIFICATES: usize = 50;

pub(super) fn notify(case: &Case, body: &NotifyDebtor, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    let bank = loan.approval.bank;
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    let notice = body.notice;
    if case.notices.contains_key(&notice) {
        return Err(FilingRejection::NoticeExists { notice }.into());
    }
    if loan.stage != (LoanStage::Active {}) {
        let (loan, stage) = (loan.id(), loan.stage.name());
        return Err(FilingRejection::LoanNotActive { loan, stage }.into());
    }
    check_certificates(&body.certificates)?;
    check_payee(case, bank, &body.payee)?;

    let record = NoticeRecord {
        notice,
        bank,
        loan: body.loan,
        debtor: loan.approval.debtor,
        certificates: body.certificates.clone(),
        payee: body.payee.clone(),
        arrived_at: context.received,
    };
    let mut steps = vec![Step::new(notice, NoticeTransition::Arrived(Box::new(record)))];
    let on = context.received.date_at(case.rules()?.utc_offset_minutes);
    for &id in &body.certificates {
        let certificate = case.financing.certificates.certificate(id)?;
        check_secured(loan, certificate)?;
        certificate.check_not_frozen()?;
        if certificate.payee == body.payee {
            return Err(FilingRejection::NoticeRepeated { certificate: id }.into());
        }
        let payee = body.payee.clone();
        steps.push(Step::new(id, CertificateTransition::PayeeChanged { payee, on }));
    }
    Ok(steps)
}

fn check_certificates(certificates: &[CertificateId]) -> Result<(), FilingRejection> {
    let (most, found) = (MOST_CERTIFICATES, certificates.len());
    if found == 0 || found > most {
        return Err(FilingRejection::NoticeCount { most, found });
    }
    let mut named = BTreeSet::new();
    let twice = certificates
        .iter()
        .find(|certificate| !named.insert(**certificate));
    match twice {
        None => Ok(()),
        Some(&certificate) => Err(FilingRejection::NoticeTwice { certificate }),
    }
}

/// The account is one of the party that is to be paid.
pub(super) fn check_payee(case: &Case, party: PartyId, payee: &BankAccount) -> Result<(), Rejection> {
    if case.parties().profile(party)?.data.accounts.contains(payee) {
        Ok(())
    } else {
        Err(tallystick_certificates::Rejection::from(ReceivableRejection::PayeeNotInProfile { party }).into())
    }
}

/// The bank has a right on it for this loan: only then may it say where the debtor pays.
fn check_secured(loan: &Loan, certificate: &Certificate) -> Result<(), FilingRejection> {
    let id = certificate.id();
    if !loan.approval.certificates.contains(&id) {
        let (certificate, loan) = (id, loan.id());
        return Err(FilingRejection::NotOfLoan { certificate, loan });
    }
    let secured = match &certificate.stage {
        CertificateStage::Assigned { bank, loan: held_for } => {
            *bank == loan.approval.bank && *held_for == loan.id()
        }
        CertificateStage::Pledged { bank, .. } => *bank == loan.approval.bank,
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => false,
    };
    if secured {
        Ok(())
    } else {
        Err(FilingRejection::NotSecured {
            certificate: id,
            stage: certificate.stage.name(),
        })
    }
}

pub(super) fn acknowledge(
    case: &Case,
    body: &AcknowledgeNotice,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let notice = case.notice(body.notice)?;
    check_actor(context, notice.record.debtor, Capacity::Buyer, Part::Debtor)?;
    match notice.stage {
        NoticeStage::Arrived {} => {
            let at = context.received;
            Ok(vec![Step::new(
                body.notice,
                NoticeTransition::Acknowledged { at },
            )])
        }
        NoticeStage::Acknowledged { at } => {
            let notice = body.notice;
            Err(FilingRejection::Acknowledged { notice, at }.into())
        }
    }
}
