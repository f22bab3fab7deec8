//! A bank's own system, which is no part of the service: it takes the order to pay that stands behind a loan, pays, and answers with
//! the messages that banks send (ISO 20022). Here it is played on the forms of `fixtures/stories/bank`.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use chrono::NaiveDate;
use tallystick_base::{Currency, Millis, Money};
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_documents::{
    AccountId, AccountStatement, BankMessage, BankStatement, Institution, Payment, PaymentOrder,
    PaymentOrderVersion, PaymentReport, read_bank_message,
};

use super::desk::Desk;
use super::papers::filled;
use super::yuan::cny;

/// Takes a form into the binary, so that the demo runs wherever the binary is.
macro_rules! form {
    ($name:literal) => {
        include_str!(concat!("../../../../fixtures/stories/bank/", $name))
    };
}

/// What stands on every account in the morning, as the form says.
const OPENING: &str = "50000000.00";

/// What becomes of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The money is out.
    Settled,
    /// The account to pay to does not exist any more.
    Rejected,
}

/// Money that comes in on a bank's account.
#[derive(Debug)]
pub(super) struct Receipt {
    /// The bank's own reference.
    pub(super) reference: String,
    /// The id that the payment came with.
    pub(super) end_to_end: String,
    pub(super) amount: Money,
    /// Who paid.
    pub(super) from: &'static str,
    pub(super) text: &'static str,
}

/// The order to pay out a loan that is instructed, to an account of who is paid.
pub(super) fn order(loan: &Loan, bank: &Desk, paid: &Desk, created: Millis) -> anyhow::Result<PaymentOrder> {
    let LoanStage::Instructed {
        end_to_end,
        amount,
        value_on,
    } = &loan.stage
    else {
        anyhow::bail!("{} is not instructed", loan.id());
    };
    let (number, house) = bank.crew.sketch.account.context("a bank has an account")?;
    let (creditor, creditor_bank) = paid.crew.sketch.account.context("who is paid has an account")?;
    Ok(PaymentOrder {
        message_id: format!("PO-{end_to_end}"),
        created,
        initiating_party: bank.name().to_owned(),
        debtor_name: bank.name().to_owned(),
        debtor_account: AccountId::Other(number.to_owned()),
        debtor_bank: named(house),
        execution_day: *value_on,
        payments: vec![Payment {
            end_to_end: end_to_end.to_string(),
            amount: *amount,
            creditor_name: paid.name().to_owned(),
            creditor_account: AccountId::Other(creditor.to_owned()),
            creditor_bank: Some(named(creditor_bank)),
            remittance: Some("确权贷放款".to_owned()),
        }],
    })
}

fn named(bank: &str) -> Institution {
    Institution {
        name: Some(bank.to_owned()),
        ..Institution::default()
    }
}

/// The order as the file that goes to the bank's payment system.
pub(super) fn written(order: &PaymentOrder) -> anyhow::Result<String> {
    Ok(order.to_xml(PaymentOrderVersion::V9)?)
}

/// The report on an order of one payment.
pub(super) fn report(order: &PaymentOrder, fate: Fate) -> anyhow::Result<String> {
    let payment = order.payments.first().context("an order has a payment")?;
    let words = BTreeMap::from([
        ("message", format!("STS-{}", payment.end_to_end)),
        ("day", order.execution_day.to_string()),
        ("order", order.message_id.clone()),
        ("end_to_end", payment.end_to_end.clone()),
        ("amount", payment.amount.value_text()),
    ]);
    match fate {
        Fate::Settled => filled(form!("pain002-accepted.xml"), &words),
        Fate::Rejected => filled(form!("pain002-rejected.xml"), &words),
    }
}

/// The statement of a day on which this came in.
pub(super) fn statement(bank: &Desk, day: NaiveDate, receipts: &[Receipt]) -> anyhow::Result<String> {
    let (account, _) = bank.crew.sketch.account.context("a bank has an account")?;
    let entries = receipts.iter().map(|receipt| entry(day, receipt));
    let entries = entries.collect::<anyhow::Result<String>>()?;
    let first = receipts.first().context("a statement has a line")?;
    let amounts = receipts.iter().map(|receipt| receipt.amount);
    let closing = Money::sum(Currency::CNY, amounts.chain([cny(OPENING)?]))?;
    let words = BTreeMap::from([
        ("message", format!("STM-{}", first.reference)),
        ("day", day.to_string()),
        ("account", account.to_owned()),
        ("closing", closing.value_text()),
        ("entries", entries),
    ]);
    filled(form!("camt053.xml"), &words)
}

fn entry(day: NaiveDate, receipt: &Receipt) -> anyhow::Result<String> {
    let words = BTreeMap::from([
        ("amount", receipt.amount.value_text()),
        ("day", day.to_string()),
        ("reference", receipt.reference.clone()),
        ("end_to_end", receipt.end_to_end.clone()),
        ("from", receipt.from.to_owned()),
        ("text", receipt.text.to_owned()),
    ]);
    filled(form!("camt053-credit.xml"), &words)
}

/// Reads a report as any bank's program does. One that does not add up is not worked with.
pub(super) fn read_report(message: &str) -> anyhow::Result<PaymentReport> {
    match read_bank_message(message.as_bytes())? {
        BankMessage::Report(report) => {
            ensure!(
                report.findings.is_empty(),
                "the report does not add up: {:?}",
                report.findings
            );
            Ok(*report)
        }
        BankMessage::Statement(_) => anyhow::bail!("this is a statement and not a report"),
    }
}

/// Reads a statement of one account likewise.
pub(super) fn read_statement(message: &str) -> anyhow::Result<AccountStatement> {
    match read_bank_message(message.as_bytes())? {
        BankMessage::Statement(statement) => {
            let BankStatement {
                findings, statements, ..
            } = *statement;
            ensure!(findings.is_empty(), "the statement does not add up: {findings:?}");
            statements
                .into_iter()
                .next()
                .context("a statement is of an account")
        }
        BankMessage::Report(_) => anyhow::bail!("this is a report and not a statement"),
    }
}

#[cfg(test)]
mod tests {
    use tallystick_documents::Direction;

    use super::*;

    fn order() -> PaymentOrder {
        PaymentOrder {
            message_id: "PO-1".to_owned(),
            created: Millis::new(0).unwrap(),
            initiating_party: "甲".to_owned(),
            debtor_name: "甲".to_owned(),
            debtor_account: AccountId::Other("1".to_owned()),
            debtor_bank: named("甲"),
            execution_day: "2026-10-20".parse().unwrap(),
            payments: vec![Payment {
                end_to_end: "JB-1".to_owned(),
                amount: cny("480000.00").unwrap(),
                creditor_name: "乙".to_owned(),
                creditor_account: AccountId::Other("2".to_owned()),
                creditor_bank: None,
                remittance: None,
            }],
        }
    }

    #[test]
    fn a_report_says_of_the_payment_what_became_of_it() {
        for (fate, settled) in [(Fate::Settled, true), (Fate::Rejected, false)] {
            let read = read_report(&report(&order(), fate).unwrap()).unwrap();
            let payment = read.payments().next().unwrap();
            assert_eq!(payment.original_end_to_end.as_deref(), Some("JB-1"));
            let status = payment.status.as_ref().unwrap();
            assert_eq!((status.is_settled(), status.is_refused()), (settled, !settled));
            assert_eq!(payment.amount, cny("480000.00").ok());
        }
    }

    #[test]
    fn a_line_that_is_filled_in_reads_as_what_it_says() {
        let receipt = Receipt {
            reference: "JB-LS-7".to_owned(),
            end_to_end: "YNYY-7".to_owned(),
            amount: cny("600000.00").unwrap(),
            from: "北京市永宁区人民医院",
            text: "货款",
        };
        let day = "2026-10-20".parse().unwrap();
        let line = entry(day, &receipt).unwrap();
        let words = BTreeMap::from([
            ("message", "1".to_owned()),
            ("day", day.to_string()),
            ("account", "1".to_owned()),
            ("closing", "50600000.00".to_owned()),
            ("entries", line),
        ]);
        let read = read_statement(&filled(form!("camt053.xml"), &words).unwrap()).unwrap();
        let [line] = read.entries.as_slice() else {
            panic!("one line: {read:?}");
        };
        assert_eq!((line.direction, line.amount), (Direction::Credit, receipt.amount));
        assert_eq!(line.servicer_reference.as_deref(), Some("JB-LS-7"));
        assert_eq!(line.end_to_end.as_deref(), Some("YNYY-7"));
        let name = line.counterparty.as_ref().and_then(|other| other.name.as_deref());
        assert_eq!(name, Some("北京市永宁区人民医院"));
    }
}
