//! A bank's own system, which is no part of the service: it takes orders to pay, pays, and answers with the messages that banks send
//! (ISO 20022). Here it is played on the forms of `fixtures/stories/bank`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use tallystick_base::{Currency, Money};
use tallystick_portal::DemoBankFile;

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
    /// Less is out than was ordered, so much in CNY: another bank on the way took the rest.
    Short(&'static str),
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
    pub(super) from: String,
    pub(super) text: String,
}

/// What the system takes from an order to pay (pain.001) of one payment.
#[derive(Debug)]
pub(super) struct Order {
    message_id: String,
    end_to_end: String,
    amount: String,
    day: String,
}

impl Order {
    /// Reads the order.
    pub(super) fn read(message: &str) -> anyhow::Result<Self> {
        let text = |begin: &str, end: &str| -> anyhow::Result<String> {
            let after = message.split_once(begin).map(|(_, after)| after);
            let found = after.and_then(|after| after.split_once(end));
            let (found, _) = found.with_context(|| format!("an order has no {begin}"))?;
            Ok(found.to_owned())
        };
        Ok(Self {
            message_id: text("<MsgId>", "</MsgId>")?,
            end_to_end: text("<EndToEndId>", "</EndToEndId>")?,
            amount: text("<InstdAmt Ccy=\"CNY\">", "</InstdAmt>")?,
            day: text("<Dt>", "</Dt>")?,
        })
    }
}

/// The report on an order.
pub(super) fn report(order: &Order, fate: Fate) -> anyhow::Result<String> {
    let amount = match fate {
        Fate::Settled | Fate::Rejected => order.amount.clone(),
        Fate::Short(paid) => paid.to_owned(),
    };
    let words = BTreeMap::from([
        ("message", format!("STS-{}", order.end_to_end)),
        ("day", order.day.clone()),
        ("order", order.message_id.clone()),
        ("end_to_end", order.end_to_end.clone()),
        ("amount", amount),
    ]);
    match fate {
        Fate::Settled | Fate::Short(_) => filled(form!("pain002-accepted.xml"), &words),
        Fate::Rejected => filled(form!("pain002-rejected.xml"), &words),
    }
}

/// The statement of a day on which this came in.
pub(super) fn statement(bank: &Desk, day: NaiveDate, receipts: &[Receipt]) -> anyhow::Result<String> {
    let (account, _) = bank.crew.sketch.account.context("a bank has an account")?;
    statement_of(account, day, receipts)
}

fn statement_of(account: &str, day: NaiveDate, receipts: &[Receipt]) -> anyhow::Result<String> {
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

/// What it would send to whoever goes on by hand, on the pages.
pub(super) fn sent(file: &DemoBankFile) -> Option<String> {
    let written = match file {
        DemoBankFile::Report {
            end_to_end,
            amount,
            day,
            settled,
        } => {
            let order = Order {
                message_id: format!("PO-{end_to_end}"),
                end_to_end: end_to_end.clone(),
                amount: amount.value_text(),
                day: day.to_string(),
            };
            report(&order, if *settled { Fate::Settled } else { Fate::Rejected })
        }
        DemoBankFile::Statement {
            account,
            day,
            reference,
            end_to_end,
            amount,
            from,
            text,
        } => {
            let receipt = Receipt {
                reference: reference.clone(),
                end_to_end: end_to_end.clone(),
                amount: *amount,
                from: from.clone(),
                text: text.clone(),
            };
            statement_of(account, *day, &[receipt])
        }
    };
    written.ok()
}

fn entry(day: NaiveDate, receipt: &Receipt) -> anyhow::Result<String> {
    let words = BTreeMap::from([
        ("amount", receipt.amount.value_text()),
        ("day", day.to_string()),
        ("reference", receipt.reference.clone()),
        ("end_to_end", receipt.end_to_end.clone()),
        ("from", receipt.from.clone()),
        ("text", receipt.text.clone()),
    ]);
    filled(form!("camt053-credit.xml"), &words)
}

#[cfg(test)]
mod tests {
    use tallystick_base::Millis;
    use tallystick_documents::{
        AccountId, BankMessage, Direction, Institution, Payment, PaymentOrder, PaymentOrderVersion,
        read_bank_message,
    };

    use super::*;

    /// An order as the service writes it.
    fn written() -> String {
        let order = PaymentOrder {
            message_id: "PO-1".to_owned(),
            created: Millis::new(0).unwrap(),
            initiating_party: "甲".to_owned(),
            debtor_name: "甲".to_owned(),
            debtor_account: AccountId::Other("1".to_owned()),
            debtor_bank: Institution {
                name: Some("甲".to_owned()),
                ..Institution::default()
            },
            execution_day: "2026-10-20".parse().unwrap(),
            payments: vec![Payment {
                end_to_end: "JB-1".to_owned(),
                amount: cny("480000.00").unwrap(),
                creditor_name: "乙".to_owned(),
                creditor_account: AccountId::Other("2".to_owned()),
                creditor_bank: None,
                remittance: None,
            }],
        };
        order.to_xml(PaymentOrderVersion::V9).unwrap()
    }

    #[test]
    fn a_report_says_of_the_payment_what_became_of_it() {
        let order = Order::read(&written()).unwrap();
        for (fate, settled) in [(Fate::Settled, true), (Fate::Rejected, false)] {
            let message = report(&order, fate).unwrap();
            let BankMessage::Report(read) = read_bank_message(message.as_bytes()).unwrap() else {
                panic!("a report: {message}");
            };
            assert_eq!(read.findings, []);
            assert_eq!(read.original_message_id, "PO-1");
            assert_eq!(read.created_on.to_string(), "2026-10-20");
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
            from: "北京市永宁区人民医院".to_owned(),
            text: "货款".to_owned(),
        };
        let day: NaiveDate = "2026-10-20".parse().unwrap();
        let words = BTreeMap::from([
            ("message", "1".to_owned()),
            ("day", day.to_string()),
            ("account", "1".to_owned()),
            ("closing", "50600000.00".to_owned()),
            ("entries", entry(day, &receipt).unwrap()),
        ]);
        let message = filled(form!("camt053.xml"), &words).unwrap();
        let BankMessage::Statement(read) = read_bank_message(message.as_bytes()).unwrap() else {
            panic!("a statement: {message}");
        };
        assert_eq!(read.findings, []);
        let [line] = read.statements[0].entries.as_slice() else {
            panic!("one line: {read:?}");
        };
        assert_eq!((line.direction, line.amount), (Direction::Credit, receipt.amount));
        assert_eq!(line.servicer_reference.as_deref(), Some("JB-LS-7"));
        assert_eq!(line.end_to_end.as_deref(), Some("YNYY-7"));
        let name = line.counterparty.as_ref().and_then(|other| other.name.as_deref());
        assert_eq!(name, Some("北京市永宁区人民医院"));
    }
}
