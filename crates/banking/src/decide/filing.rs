//! The registry of security interests.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Millis};
use tallystick_certificates::{Certificate, CertificateStage, CertificateTransition};
use tallystick_financing::Security;

use super::check_actor;
use crate::command::{DischargeFiling, RecordFiling};
use crate::filing::FilingRecord;
use crate::loan::{Loan, LoanStage};
use crate::{Case, FilingRejection, FilingStage, FilingTransition, LoanTransition, Part, Rejection, Step};

pub(super) fn record(case: &Case, body: &RecordFiling, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    let approval = &loan.approval;
    check_actor(context, approval.bank, Capacity::Bank, Part::Bank)?;
    let filing = body.filing;
    if case.filings.contains_key(&filing) {
        return Err(FilingRejection::Exists { filing }.into());
    }
    check_fileable(loan, context.received)?;
    check_registered(case, body, context)?;
    let certificates = held(case, loan)?;

    let mut steps = vec![
        Step::new(
            filing,
            FilingTransition::Filed(Box::new(FilingRecord {
                filing,
                bank: approval.bank,
                loan: body.loan,
                security: approval.terms.security,
                certificates: certificates.iter().map(|certificate| certificate.id()).collect(),
                number: body.number.clone(),
                registered_at: body.registered_at,
                until: body.until,
            })),
        ),
        Step::new(body.loan, LoanTransition::Filed { filing }),
    ];
    if approval.terms.security == Security::Pledge {
        for certificate in certificates {
            certificate.check_not_frozen()?;
            let pledged = CertificateTransition::Pledged {
                bank: approval.bank,
                filing: body.number.clone(),
            };
            steps.push(Step::new(certificate.id(), pledged));
        }
    }
    Ok(steps)
}

/// Something is owed or can still be paid out, and nothing was filed for it.
fn check_fileable(loan: &Loan, now: Millis) -> Result<(), FilingRejection> {
    let ended = |stage| FilingRejection::LoanEnded {
        loan: loan.id(),
        stage,
    };
    match &loan.stage {
        LoanStage::Approved { .. } if loan.has_lapsed(now) => return Err(ended("Lapsed")),
        LoanStage::Closed { .. } | LoanStage::Cancelled { .. } | LoanStage::Lapsed { .. } => {
            return Err(ended(loan.stage.name()));
        }
        LoanStage::Approved { .. } | LoanStage::Instructed { .. } | LoanStage::Active {} => {}
    }
    match loan.filing {
        None => Ok(()),
        Some(filing) => Err(FilingRejection::LoanFiled {
            loan: loan.id(),
            filing,
        }),
    }
}

/// The registry has it, and has it still.
fn check_registered(case: &Case, body: &RecordFiling, context: &Context) -> Result<(), Rejection> {
    let now = context.received;
    let today = now.date_at(case.rules()?.utc_offset_minutes);
    if body.registered_at > now {
        let registered_at = body.registered_at;
        return Err(FilingRejection::RegisteredAhead { registered_at, now }.into());
    }
    if body.until <= today {
        let until = body.until;
        return Err(FilingRejection::Passed { until, today }.into());
    }
    Ok(())
}

/// The certificates of a loan that are held for it. Those that the debtor has paid since are left out; where one is not
/// held, or none is left, a filing would say what is not so.
fn held<'a>(case: &'a Case, loan: &Loan) -> Result<Vec<&'a Certificate>, Rejection> {
    let mut held = Vec::new();
    let mut paid = None;
    for &id in &loan.approval.certificates {
        let certificate = case.financing.certificates.certificate(id)?;
        let not_held = FilingRejection::NotHeld {
            certificate: id,
            stage: certificate.stage.name(),
            loan: loan.id(),
        };
        match (&certificate.stage, loan.approval.terms.security) {
            (CertificateStage::Reserved { request }, _) if *request == loan.approval.request => {
                held.push(certificate);
            }
            (CertificateStage::Assigned { loan: held_for, .. }, Security::Assignment)
                if *held_for == loan.id() =>
            {
                held.push(certificate);
            }
            (CertificateStage::Discharged {}, _) => paid = Some(not_held),
            (
                CertificateStage::Free {}
                | CertificateStage::Offered { .. }
                | CertificateStage::Reserved { .. }
                | CertificateStage::Pledged { .. }
                | CertificateStage::Assigned { .. }
                | CertificateStage::Split {}
                | CertificateStage::Cancelled {},
                _,
            ) => return Err(not_held.into()),
        }
    }
    match paid {
        Some(paid) if held.is_empty() => Err(paid.into()),
        Some(_) | None => Ok(held),
    }
}

pub(super) fn discharge(
    case: &Case,
    body: &DischargeFiling,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let filing = case.filing(body.filing)?;
    check_actor(context, filing.record.bank, Capacity::Bank, Part::Bank)?;
    if let FilingStage::Discharged { on, .. } = filing.stage {
        let filing = body.filing;
        return Err(FilingRejection::Discharged { filing, on }.into());
    }
    let rules = case.rules()?;
    let offset = rules.utc_offset_minutes;
    let ended = ended_on(case.loan(filing.record.loan)?, context.received, offset)?;
    let (on, today) = (body.on, context.received.date_at(offset));
    if on > today {
        return Err(FilingRejection::DischargeAhead { on, today }.into());
    }
    let registered_on = filing.record.registered_at.date_at(offset);
    if on < registered_on {
        return Err(FilingRejection::DischargeBeforeFiling { on, registered_on }.into());
    }
    let days = rules.registry_on(ended)?.value.discharge_working_days;
    let by = rules.calendar().add_working_days(ended, days)?.date;
    Ok(vec![Step::new(
        body.filing,
        FilingTransition::Discharged { on, by },
    )])
}

/// The day on which a loan ended, from which the time for the discharge runs.
fn ended_on(loan: &Loan, now: Millis, utc_offset_minutes: i32) -> Result<NaiveDate, FilingRejection> {
    match loan.stage {
        LoanStage::Closed { on } | LoanStage::Cancelled { on } | LoanStage::Lapsed { on } => Ok(on),
        LoanStage::Approved { until } if until < now => Ok(until.date_at(utc_offset_minutes)),
        LoanStage::Approved { .. } | LoanStage::Instructed { .. } | LoanStage::Active {} => {
            Err(FilingRejection::LoanStands {
                loan: loan.id(),
                stage: loan.stage.name(),
            })
        }
    }
}
