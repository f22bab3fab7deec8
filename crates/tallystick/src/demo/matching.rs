//! What follows from a bank's messages: for each payment and each line the statement that the bank's member signs.

use anyhow::Context as _;
use serde_json::{Value, json};
use tallystick_base::{LoanId, Millis};
use tallystick_documents::{AccountStatement, BankLine, Direction, PaymentOutcome, PaymentReport};

/// A command that is prepared for somebody's signature.
#[derive(Debug, PartialEq)]
pub(super) struct Prepared {
    pub(super) kind: &'static str,
    pub(super) body: Value,
}

/// What a report says of the payment of a loan: it is out, or it failed and can be instructed again until a moment. None where the
/// bank does not know yet, or where the report is of other payments.
pub(super) fn of_report(
    report: &PaymentReport,
    loan: LoanId,
    end_to_end: &str,
    until: Millis,
) -> Option<Prepared> {
    let is_it = |payment: &&PaymentOutcome| payment.original_end_to_end.as_deref() == Some(end_to_end);
    let payment = report.payments().find(is_it)?;
    let status = payment.status.as_ref()?;
    if status.is_settled() {
        let body = json!({
            "loan": loan, "end_to_end": end_to_end, "amount": payment.amount?, "value_on": report.created_on,
        });
        let kind = "disbursement.settle/1";
        Some(Prepared { kind, body })
    } else if status.is_refused() {
        let body = json!({"loan": loan, "end_to_end": end_to_end, "reason": reason(payment), "until": until});
        let kind = "disbursement.fail/1";
        Some(Prepared { kind, body })
    } else {
        None
    }
}

/// Code and text of the first reason: `AC04 收款账户已注销`.
fn reason(payment: &PaymentOutcome) -> String {
    let first = payment.reasons.first();
    let code = first.and_then(|reason| reason.code.as_deref());
    let text = first.and_then(|reason| reason.information.first().map(String::as_str));
    [code, text].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Money that a bank waits for on a loan, and by what it knows it.
#[derive(Debug)]
pub(super) struct Awaited {
    /// The end-to-end id that whoever pays was told to use.
    pub(super) end_to_end: String,
    pub(super) loan: LoanId,
    /// Who pays, and on what, as `repayment.book/1` says it.
    pub(super) source: Value,
}

/// For each booked line of money that came in: a repayment, where the bank waits for it, and otherwise a line that is kept until
/// somebody knows what it is.
pub(super) fn of_statement(
    statement: &AccountStatement,
    awaited: &[Awaited],
) -> anyhow::Result<Vec<Prepared>> {
    let lines = statement.entries.iter();
    let came_in = lines.filter(|line| line.is_booked() && line.direction == Direction::Credit);
    came_in
        .map(|line| {
            let known = awaited
                .iter()
                .find(|known| line.end_to_end.as_ref() == Some(&known.end_to_end));
            let line = entry_line(statement, line)?;
            Ok(match known {
                Some(known) => Prepared {
                    kind: "repayment.book/1",
                    body: json!({"line": line, "loan": known.loan, "source": known.source}),
                },
                None => Prepared {
                    kind: "bank-entry.record/1",
                    body: json!({"line": line}),
                },
            })
        })
        .collect()
}

/// A line as the ledger names it.
fn entry_line(statement: &AccountStatement, line: &BankLine) -> anyhow::Result<Value> {
    let booked_on = line.day().context("a booked line has a day")?;
    let counterparty = line.counterparty.as_ref().and_then(|other| other.name.as_deref());
    Ok(json!({
        "account": statement.account.as_str(),
        "direction": line.direction,
        "amount": line.amount,
        "booked_on": booked_on,
        "value_on": line.value_date.unwrap_or(booked_on),
        "reference": line.servicer_reference,
        "ordinal": line.ordinal,
        "end_to_end": line.end_to_end,
        "counterparty": counterparty,
        "text": line.remittance.text.first(),
    }))
}
