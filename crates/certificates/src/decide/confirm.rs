//! A buyer acknowledges a debt, whole or in part, and so issues a certificate.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Money, Purpose, RulePack};
use tallystick_contracts::{Allowance, Contract};

use super::receivable::{MOST_REASONS, check_open, check_reason};
use super::{check_actor, check_amount, due_date};
use crate::certificate::{CertificateNumber, Issue};
use crate::command::ConfirmReceivable;
use crate::receivable::{Claim, Confirmation};
use crate::{
    Case, CertificateTransition, EvidenceTransition, Part, ReceivableRejection, ReceivableTransition,
    Rejection, Step,
};

pub(super) fn confirm(
    case: &Case,
    body: &ConfirmReceivable,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let receivable = case.receivable(body.receivable)?;
    let claim = &receivable.claim;
    check_actor(context, claim.buyer, Capacity::Buyer, Part::Buyer)?;
    check_open(receivable)?;
    let contract = case.contracts.contract(claim.contract)?;
    let rules = case.rules()?;
    let today = context.received.date_at(rules.utc_offset_minutes);
    check_new(case, body)?;
    let left = left_out(claim, body)?;
    check_legal_text(body, rules, today)?;
    due_date::check(contract, claim, body, rules, today)?;
    check_transferable(case, contract, body)?;
    let used = case
        .contracts
        .allowance(contract.id)?
        .take(body.receivable, body.amount)?;

    let confirmed = ReceivableTransition::Confirmed {
        on: today,
        confirmation: Box::new(confirmation(body)),
    };
    let issued = CertificateTransition::Issued(Box::new(issue(claim, body, today)));
    let mut steps = vec![
        Step::new(body.receivable, confirmed),
        Step::new(body.certificate, issued),
        Step::new(Allowance::subject_of(contract.id), used),
    ];
    if let (Some(rest), Some(left)) = (body.rest, left) {
        let claim = Claim {
            receivable: rest,
            amount: left,
            claimed_on: today,
            answer_by: None,
            ..claim.clone()
        };
        steps.extend(claim.evidence().map(|subject| {
            let inherited = EvidenceTransition::Inherited {
                from: body.receivable,
                receivable: rest,
            };
            Step::new(subject.clone(), inherited)
        }));
        let remained = ReceivableTransition::Remained {
            rest_of: body.receivable,
            claim: Box::new(claim),
            reasons: body
                .deductions
                .iter()
                .map(|deduction| deduction.reason.clone())
                .collect(),
        };
        steps.push(Step::new(rest, remained));
    }
    Ok(steps)
}

/// The ids are new.
fn check_new(case: &Case, body: &ConfirmReceivable) -> Result<(), ReceivableRejection> {
    let certificate = body.certificate;
    if case.certificates.contains_key(&certificate) {
        return Err(ReceivableRejection::CertificateExists { certificate });
    }
    match body.rest {
        Some(receivable) if receivable == body.receivable || case.receivables.contains_key(&receivable) => {
            Err(ReceivableRejection::Exists { receivable })
        }
        Some(_) | None => Ok(()),
    }
}

/// What is left out of the claim (Order 802 article 15: the undisputed part is confirmed); none where nothing is.
fn left_out(claim: &Claim, body: &ConfirmReceivable) -> Result<Option<Money>, Rejection> {
    let currency = claim.amount.currency();
    check_amount(body.amount, currency)?;
    let (claimed, confirmed) = (claim.amount, body.amount);
    let left = claimed.checked_sub(confirmed)?;
    if left.is_negative() {
        return Err(ReceivableRejection::AboveClaim { claimed, confirmed }.into());
    }
    if body.deductions.len() > MOST_REASONS {
        return Err(ReceivableRejection::TooMany {
            what: "deductions",
            most: MOST_REASONS,
            found: body.deductions.len(),
        }
        .into());
    }
    for deduction in &body.deductions {
        check_amount(deduction.amount, currency)?;
        check_reason(&deduction.reason)?;
    }
    let deducted = Money::sum(currency, body.deductions.iter().map(|deduction| deduction.amount))?;
    if deducted != left {
        let mismatch = ReceivableRejection::DeductionsDoNotAddUp {
            claimed,
            confirmed,
            deducted,
        };
        return Err(mismatch.into());
    }
    match (left.is_zero(), body.rest) {
        (true, None) => Ok(None),
        (true, Some(rest)) => Err(ReceivableRejection::RestForNothing { rest }.into()),
        (false, None) => Err(ReceivableRejection::RestMissing { left }.into()),
        (false, Some(_)) => Ok(Some(left)),
    }
}

/// The signers were shown a text that says what they do, and that is valid today.
fn check_legal_text(
    body: &ConfirmReceivable,
    rules: &RulePack,
    today: NaiveDate,
) -> Result<(), ReceivableRejection> {
    let text = rules.legal_text(&body.legal_text, today);
    match text.map(|text| text.purpose) {
        Some(Purpose::ConfirmReceivable) => Ok(()),
        None => Err(ReceivableRejection::LegalText {
            digest: body.legal_text,
            on: today,
        }),
    }
}

/// Transferable only where vouchers were agreed (Order 802 article 11), and not from a buyer with a missed payment
/// (银发〔2025〕77号 article 15). Without that the debt can always be acknowledged: the stop is on circulation.
fn check_transferable(
    case: &Case,
    contract: &Contract,
    body: &ConfirmReceivable,
) -> Result<(), ReceivableRejection> {
    if !body.transferable {
        return Ok(());
    }
    if !contract.terms.vouchers_agreed {
        return Err(ReceivableRejection::VouchersNotAgreed {
            contract: contract.id,
        });
    }
    match case.payment_records.get(&contract.buyer) {
        Some(record) if record.stops_issue() => Err(ReceivableRejection::IssueStopped {
            overdue: record.overdue.len(),
        }),
        Some(_) | None => Ok(()),
    }
}

fn confirmation(body: &ConfirmReceivable) -> Confirmation {
    Confirmation {
        certificate: body.certificate,
        amount: body.amount,
        due_on: body.due_on,
        deductions: body.deductions.clone(),
        rest: body.rest,
        legal_text: body.legal_text,
        waived: body.waived.iter().copied().collect(),
    }
}

fn issue(claim: &Claim, body: &ConfirmReceivable, today: NaiveDate) -> Issue {
    Issue {
        certificate: body.certificate,
        number: CertificateNumber::derive(body.certificate, &body.salt),
        contract: claim.contract,
        receivable: claim.receivable,
        debtor: claim.buyer,
        supplier: claim.supplier,
        holder: claim.supplier,
        amount: body.amount,
        due_on: body.due_on,
        longer_due_reason: body.longer_due_reason.clone(),
        payee: claim.payee.clone(),
        transferable: body.transferable,
        issued_on: today,
        parent: None,
        root: body.certificate,
        depth: 0,
        endorsement: None,
    }
}
