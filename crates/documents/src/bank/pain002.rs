//! Reading pain.002 (`CustomerPaymentStatusReport`), version 3 and later.

use std::collections::HashMap;

use super::camt::Origin;
use super::field::Field;
use super::report::{PaymentGroup, PaymentOutcome, PaymentReport, StatusReason};
use super::status::PaymentStatus;
use crate::error::DocumentError;
use crate::finding::{FindingCode, Findings, Severity};

/// Reads the element below `Document`.
pub(super) fn read(message: &Field<'_>, origin: &Origin) -> Result<PaymentReport, DocumentError> {
    let header = message.required("GrpHdr")?;
    let original = message.required("OrgnlGrpInfAndSts")?;
    let mut groups = Vec::new();
    for field in message.each("OrgnlPmtInfAndSts") {
        groups.push(group(&field)?);
    }
    let mut report = PaymentReport {
        version: origin.version,
        message_id: header.required_text("MsgId")?,
        created_on: header
            .day_of_time("CreDtTm")?
            .ok_or_else(|| header.missing("CreDtTm"))?,
        original_message_id: original.required_text("OrgnlMsgId")?,
        original_message_name: original.text("OrgnlMsgNmId")?,
        group_status: status(&original, "GrpSts")?,
        reasons: reasons(&original)?,
        groups,
        digest: origin.digest,
        size: origin.size,
        findings: Vec::new(),
    };
    let mut findings = Findings::default();
    contradictions(&report, &mut findings);
    repeated(&report, &mut findings);
    report.findings = findings.into_vec();
    Ok(report)
}

fn group(field: &Field<'_>) -> Result<PaymentGroup, DocumentError> {
    let mut payments = Vec::new();
    for payment in field.each("TxInfAndSts") {
        payments.push(PaymentOutcome {
            original_end_to_end: payment.end_to_end("OrgnlEndToEndId")?,
            original_instruction_id: payment.text("OrgnlInstrId")?,
            status: status(&payment, "TxSts")?,
            reasons: reasons(&payment)?,
            servicer_reference: payment.text("AcctSvcrRef")?,
            amount: payment.money_at(&["OrgnlTxRef", "Amt", "InstdAmt"])?,
        });
    }
    Ok(PaymentGroup {
        original_id: field.required_text("OrgnlPmtInfId")?,
        status: status(field, "PmtInfSts")?,
        reasons: reasons(field)?,
        payments,
    })
}

fn status(field: &Field<'_>, name: &str) -> Result<Option<PaymentStatus>, DocumentError> {
    Ok(field.text(name)?.map(PaymentStatus::from))
}

fn reasons(field: &Field<'_>) -> Result<Vec<StatusReason>, DocumentError> {
    let mut reasons = Vec::new();
    for info in field.each("StsRsnInf") {
        let code = match info.only("Rsn")? {
            Some(reason) => reason.code_or_own()?,
            None => None,
        };
        let information = info.texts("AddtlInf")?;
        if code.is_some() || !information.is_empty() {
            reasons.push(StatusReason { code, information });
        }
    }
    Ok(reasons)
}

/// What was rejected as a whole has no payment that was made.
fn contradictions(report: &PaymentReport, findings: &mut Findings) {
    for (group, number) in report.groups.iter().zip(1_usize..) {
        let wholes = [("the order", &report.group_status), ("the group", &group.status)];
        for (payment, position) in group.payments.iter().zip(1_usize..) {
            let Some(status) = payment.status.as_ref() else {
                continue;
            };
            let rejected = wholes
                .iter()
                .find(|(_, whole)| whole.as_ref().is_some_and(PaymentStatus::is_refused));
            let Some((words, Some(whole))) = rejected else {
                continue;
            };
            if !status.is_refused() {
                let sentence = format!(
                    "{words} is {whole} and payment {position} of group {:?} is {status}; ask the bank which holds",
                    group.original_id
                );
                let path = format!("groups/{number}/payments/{position}");
                findings.differ(
                    FindingCode::StatusDiffers,
                    Severity::Serious,
                    path,
                    sentence,
                    (whole, status),
                );
            }
        }
    }
}

/// A payment stands once, or it says the same each time.
fn repeated(report: &PaymentReport, findings: &mut Findings) {
    let mut known: HashMap<&str, &Option<PaymentStatus>> = HashMap::new();
    for payment in report.payments() {
        let Some(id) = payment.original_end_to_end.as_deref() else {
            continue;
        };
        let first = *known.entry(id).or_insert(&payment.status);
        if *first != payment.status {
            let words = |status: &Option<PaymentStatus>| {
                status
                    .as_ref()
                    .map_or("without status", PaymentStatus::as_str)
                    .to_owned()
            };
            let compared = (words(first), words(&payment.status));
            let sentence = format!(
                "the payment {id:?} stands in the report twice: {} and {}; ask the bank which holds",
                compared.0, compared.1
            );
            findings.differ(
                FindingCode::PaymentRepeated,
                Severity::Serious,
                "payments",
                sentence,
                compared,
            );
        }
    }
}
