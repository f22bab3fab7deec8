//! What money does to the certificates behind a loan: they are assigned or paid when it goes out, paid when the debtor pays,
//! and given back when the loan is paid back.

use chrono::NaiveDate;
use tallystick_base::{CertificateId, Money};
use tallystick_certificates::{
    Certificate, CertificateStage, CertificateTransition, PaymentRecord, PaymentRecordTransition,
};
use tallystick_financing::Security;
use tallystick_parties::BankAccount;

use super::settlement::Settlement;
use crate::Rejection;
use crate::loan::{Approval, CertificatePayment, Conflict, Loan};

/// The certificates when money goes out: assigned to the bank, or, where the debtor borrows, paid to their holder.
pub(super) fn money_out(
    work: &mut Settlement<'_>,
    loan: &Loan,
    amount: Money,
    value_on: NaiveDate,
) -> Result<(), Rejection> {
    let approval = &loan.approval;
    let mut left = amount;
    for &id in &approval.certificates {
        let certificate = certificate(work, id)?;
        if !is_held(&certificate, approval) || (!approval.downstream && certificate.frozen.is_some()) {
            work.flag(Conflict::CertificateGone { certificate: id });
        } else if approval.downstream {
            let paid = certificate.outstanding.lesser(left)?;
            left = left.checked_sub(paid)?;
            pay(work, &certificate, paid, value_on)?;
            release_rest(work, id)?;
        } else if approval.terms.security == Security::Assignment {
            let (bank, loan) = (approval.bank, approval.loan);
            work.take(id, CertificateTransition::Assigned { bank, loan });
        }
    }
    Ok(())
}

/// Held for this loan, and not yet assigned: reserved for its request, or pledged to its bank.
fn is_held(certificate: &Certificate, approval: &Approval) -> bool {
    match certificate.stage {
        CertificateStage::Reserved { request } => request == approval.request,
        CertificateStage::Pledged { bank, .. } => bank == approval.bank,
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => false,
    }
}

/// The bank's word counts that the debtor has paid: it is pledged or assigned to it for this loan.
fn is_collected(certificate: &Certificate, approval: &Approval) -> bool {
    match certificate.stage {
        CertificateStage::Assigned { bank, loan } => bank == approval.bank && loan == approval.loan,
        CertificateStage::Pledged { bank, .. } => bank == approval.bank,
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => false,
    }
}

fn certificate(work: &Settlement<'_>, id: CertificateId) -> Result<Certificate, Rejection> {
    Ok(work.later.financing.certificates.certificate(id)?.clone())
}

/// What is left of a certificate whose holder has been paid is the holder's: it does not answer for the debtor's loan.
fn release_rest(work: &mut Settlement<'_>, id: CertificateId) -> Result<(), Rejection> {
    let stage = certificate(work, id)?.stage;
    if matches!(
        stage,
        CertificateStage::Reserved { .. } | CertificateStage::Pledged { .. }
    ) {
        work.take(id, CertificateTransition::Released {});
    }
    Ok(())
}

/// A payment on a certificate counts; one on which nothing is outstanding any more has ended.
fn pay(
    work: &mut Settlement<'_>,
    certificate: &Certificate,
    amount: Money,
    paid_on: NaiveDate,
) -> Result<(), Rejection> {
    if !amount.is_positive() {
        return Ok(());
    }
    let id = certificate.id();
    let outstanding = certificate.outstanding.checked_sub(amount)?;
    let paid = CertificateTransition::Paid {
        payment: None,
        amount,
        paid_on,
        outstanding,
    };
    work.take(id, paid);
    if outstanding.is_zero() {
        let on = work.today;
        work.take(id, CertificateTransition::Discharged { on });
        let debtor = certificate.issue.debtor;
        let record = work.later.financing.certificates.payment_records.get(&debtor);
        if record.is_some_and(|record| record.overdue.contains_key(&id)) {
            let cured = PaymentRecordTransition::Cured { certificate: id };
            work.take(PaymentRecord::subject_of(debtor), cured);
        }
    }
    Ok(())
}

/// The debtor paid on certificates, each so much as counts: see [`counted`].
pub(super) fn debtor_paid(
    work: &mut Settlement<'_>,
    parts: &[CertificatePayment],
    paid_on: NaiveDate,
) -> Result<(), Rejection> {
    for part in parts {
        let certificate = certificate(work, part.certificate)?;
        pay(work, &certificate, part.amount, paid_on)?;
    }
    Ok(())
}

/// A booking of a debtor's payment was a mistake: it is owed again on the certificate, unless that has ended or is the
/// bank's no more. Then the payment stands, and is flagged.
pub(super) fn debtor_has_not_paid(
    work: &mut Settlement<'_>,
    loan: &Loan,
    parts: &[CertificatePayment],
    paid_on: NaiveDate,
) -> Result<(), Rejection> {
    for &CertificatePayment {
        certificate: id,
        amount,
    } in parts
    {
        let certificate = certificate(work, id)?;
        if is_collected(&certificate, &loan.approval) {
            let reversed = CertificateTransition::PaymentReversed {
                amount,
                paid_on,
                outstanding: certificate.outstanding.checked_add(amount)?,
            };
            work.take(id, reversed);
        } else {
            work.flag(Conflict::PaymentStands {
                certificate: id,
                amount,
            });
        }
    }
    Ok(())
}

/// What of a payment counts on a certificate, and what does not fit.
pub(super) fn counted(
    work: &Settlement<'_>,
    loan: &Loan,
    part: &CertificatePayment,
) -> Result<(Option<CertificatePayment>, Option<Conflict>), Rejection> {
    let id = part.certificate;
    let certificate = certificate(work, id)?;
    if is_collected(&certificate, &loan.approval) {
        let amount = part.amount.lesser(certificate.outstanding)?;
        let by = part.amount.checked_sub(amount)?;
        let counted = CertificatePayment {
            certificate: id,
            amount,
        };
        let over = Conflict::CertificateOverpaid { certificate: id, by };
        return Ok((
            amount.is_positive().then_some(counted),
            by.is_positive().then_some(over),
        ));
    }
    let conflict = if certificate.stage == (CertificateStage::Discharged {}) {
        let by = part.amount;
        Conflict::CertificateOverpaid { certificate: id, by }
    } else {
        Conflict::CertificateGone { certificate: id }
    };
    Ok((None, Some(conflict)))
}

/// The loan is paid back: what it held is the holder's again, to be paid where the debtor paid before it had notice.
pub(super) fn give_back(work: &mut Settlement<'_>, loan: &Loan) -> Result<(), Rejection> {
    let approval = &loan.approval;
    for &id in &approval.certificates {
        let certificate = certificate(work, id)?;
        let given_back = match certificate.stage {
            CertificateStage::Assigned { loan, .. } if loan == approval.loan => {
                CertificateTransition::Returned {}
            }
            _ if is_held(&certificate, approval) => CertificateTransition::Released {},
            _ => continue,
        };
        work.take(id, given_back);
        if notice_changed_payee(work, &certificate, approval)? {
            let (payee, on) = (payee_before(work, &certificate, approval)?, work.today);
            work.take(id, CertificateTransition::PayeeChanged { payee, on });
        }
    }
    Ok(())
}

/// Whether it was a notice that changed where the debtor pays to: since the approval, and to an account that is not the
/// holder's. A transfer also changes that account, to one of the new holder's.
fn notice_changed_payee(
    work: &Settlement<'_>,
    certificate: &Certificate,
    approval: &Approval,
) -> Result<bool, Rejection> {
    let since_approval = |until: NaiveDate| until >= approval.on;
    let former = certificate.former_payee.as_ref();
    let holder = work.case.parties().profile(certificate.holder)?;
    let holders_own = holder.data.accounts.contains(&certificate.payee);
    Ok(former.is_some_and(|former| since_approval(former.until)) && !holders_own)
}

/// Where the debtor paid before it had notice. After a second notice that is an account of the bank too; then it is where
/// the money of the loan went, which the holder named.
fn payee_before(
    work: &Settlement<'_>,
    certificate: &Certificate,
    approval: &Approval,
) -> Result<BankAccount, Rejection> {
    let bank = work.case.parties().profile(approval.bank)?;
    let former = certificate.former_payee.as_ref();
    let before = former.filter(|former| !bank.data.accounts.contains(&former.payee));
    Ok(before.map_or_else(|| approval.terms.pay_to.clone(), |before| before.payee.clone()))
}
