//! The instruction to pay: from here on nothing lapses.

use chrono::{Days, NaiveDate};
use tallystick_base::{Capacity, Context};
use tallystick_certificates::{Certificate, CertificateStage};
use tallystick_financing::Security;
use tallystick_parties::ShortText;

use super::approval::check_leased;
use super::check_actor;
use crate::command::InstructLoan;
use crate::loan::{Approval, Loan};
use crate::{ApprovalRejection, Case, LoanTerms, LoanTransition, Part, Rejection, Step};

/// The most characters of an end-to-end id (ISO 20022 `Max35Text`).
const END_TO_END_CHARS: usize = 35;
/// How many days ahead a payment may be instructed.
const DAYS_AHEAD: u64 = 10;

pub(super) fn instruct(case: &Case, body: &InstructLoan, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    check_actor(context, loan.approval.bank, Capacity::Bank, Part::Bank)?;
    check_leased(loan, context)?;
    check_end_to_end(&body.end_to_end, loan)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    check_value_day(body.value_on, today, &loan.approval.terms)?;
    check_secured(case, loan)?;
    let paid_out = loan.approval.terms.paid_out(body.value_on)?;
    if !paid_out.is_positive() {
        return Err(Rejection::AmountNotPositive { amount: paid_out });
    }
    let instructed = LoanTransition::Instructed {
        end_to_end: body.end_to_end.clone(),
        amount: paid_out,
        value_on: body.value_on,
    };
    Ok(vec![Step::new(body.loan, instructed)])
}

/// An id that every bank carries unchanged, and by which the outcome is found again.
fn check_end_to_end(end_to_end: &ShortText, loan: &Loan) -> Result<(), ApprovalRejection> {
    let text = end_to_end.as_str();
    let carried = |c: char| c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c);
    if text.chars().count() > END_TO_END_CHARS || !text.chars().all(carried) {
        return Err(ApprovalRejection::EndToEnd {
            end_to_end: end_to_end.clone(),
            most: END_TO_END_CHARS,
        });
    }
    if loan.failed.contains(end_to_end) {
        return Err(ApprovalRejection::EndToEndUsed {
            end_to_end: end_to_end.clone(),
        });
    }
    Ok(())
}

fn check_value_day(
    value_on: NaiveDate,
    today: NaiveDate,
    terms: &LoanTerms,
) -> Result<(), ApprovalRejection> {
    let latest = today
        .checked_add_days(Days::new(DAYS_AHEAD))
        .unwrap_or(today)
        .min(terms.matures_on.pred_opt().unwrap_or(today));
    if value_on < today || value_on > latest {
        return Err(ApprovalRejection::ValueDay {
            value_on,
            today,
            latest,
        });
    }
    Ok(())
}

/// No money goes out on what is not held for it. A pledge arises with its registration (Civil Code article 445).
fn check_secured(case: &Case, loan: &Loan) -> Result<(), Rejection> {
    let approval = &loan.approval;
    if approval.terms.security == Security::Pledge && loan.filing.is_none() {
        return Err(ApprovalRejection::FilingMissing { loan: loan.id() }.into());
    }
    for &id in &approval.certificates {
        let certificate = case.certificates().certificate(id)?;
        certificate.check_not_frozen()?;
        if !is_held(certificate, approval) {
            return Err(ApprovalRejection::NotHeld {
                certificate: id,
                stage: certificate.stage.name(),
            }
            .into());
        }
    }
    Ok(())
}

/// Pledged to the bank; or, where the claim itself is to be assigned when the money is out, still reserved for the request.
fn is_held(certificate: &Certificate, approval: &Approval) -> bool {
    let stage = &certificate.stage;
    match approval.terms.security {
        Security::Pledge => {
            matches!(stage, CertificateStage::Pledged { bank, .. } if *bank == approval.bank)
        }
        Security::Assignment => {
            matches!(stage, CertificateStage::Reserved { request } if *request == approval.request)
        }
    }
}
