//! Writing pain.001 (`CustomerCreditTransferInitiation`), versions 3 and 9. Elements stand in the order of the schemas.

use std::collections::HashSet;

use chrono::{Datelike as _, NaiveDate};
use quick_xml::escape::escape;
use tallystick_base::Money;

use super::account::{AccountId, Institution};
use super::iban;
use super::order::{Payment, PaymentOrder, PaymentOrderVersion};
use super::order_error::PaymentOrderError;

/// `Max35Text`: ids.
const ID_CHARS: usize = 35;
/// `Max140Text`: names, and one line of remittance.
const NAME_CHARS: usize = 140;
/// `Max34Text`: account numbers that are no IBAN.
const ACCOUNT_CHARS: usize = 34;
/// `totalDigits` of `ActiveOrHistoricCurrencyAndAmount` and of `DecimalNumber`.
const DIGITS: usize = 18;

type Written = Result<(), PaymentOrderError>;

pub(super) fn write(order: &PaymentOrder, version: PaymentOrderVersion) -> Result<String, PaymentOrderError> {
    let sum = control_sum(order)?;
    let count = order.payments.len().to_string();
    let mut out = Writer::new(version);
    out.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let namespace = format!("urn:iso:std:iso:20022:tech:xsd:{}", version.as_str());
    out.open_with("Document", "xmlns", &namespace);
    out.open("CstmrCdtTrfInitn");
    out.within("GrpHdr", |out| {
        out.checked("MsgId", &order.message_id, ID_CHARS)?;
        out.leaf("CreDtTm", &order.created.to_string());
        out.leaf("NbOfTxs", &count);
        out.leaf("CtrlSum", &sum);
        out.within("InitgPty", |out| {
            out.checked("Nm", &order.initiating_party, NAME_CHARS)
        })
    })?;
    out.within("PmtInf", |out| {
        out.checked("PmtInfId", &order.message_id, ID_CHARS)?;
        out.leaf("PmtMtd", "TRF");
        out.leaf("BtchBookg", "false");
        out.leaf("NbOfTxs", &count);
        out.leaf("CtrlSum", &sum);
        execution_day(out, order.execution_day)?;
        out.within("Dbtr", |out| out.checked("Nm", &order.debtor_name, NAME_CHARS))?;
        out.within("DbtrAcct", |out| account(out, &order.debtor_account))?;
        out.within("DbtrAgt", |out| institution(out, &order.debtor_bank))?;
        let mut ids = HashSet::new();
        for (payment, number) in order.payments.iter().zip(1_usize..) {
            out.number = Some(number);
            out.within("CdtTrfTxInf", |out| transfer(out, payment, &mut ids))?;
        }
        Ok(())
    })?;
    out.close();
    out.close();
    Ok(out.text)
}

/// `NbOfTxs` and `CtrlSum` are exact: the sum is of amounts of one currency, so it is an amount of that currency.
fn control_sum(order: &PaymentOrder) -> Result<String, PaymentOrderError> {
    let first = order.payments.first().ok_or(PaymentOrderError::NoPayments)?;
    let expected = first.amount.currency();
    for (payment, number) in order.payments.iter().zip(1_usize..) {
        let field = || format!("CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf[{number}]/Amt/InstdAmt");
        let found = payment.amount.currency();
        if found != expected {
            let field = field();
            return Err(PaymentOrderError::Currencies {
                field,
                expected,
                found,
            });
        }
        if !payment.amount.is_positive() {
            let found = payment.amount.to_string();
            return Err(PaymentOrderError::NotPositive {
                field: field(),
                found,
            });
        }
        digits(field(), payment.amount)?;
    }
    let amounts = order.payments.iter().map(|payment| payment.amount);
    let sum = Money::sum(expected, amounts).map_err(PaymentOrderError::Sum)?;
    digits("CstmrCdtTrfInitn/GrpHdr/CtrlSum".to_owned(), sum)
}

/// The text of an amount, which has at most so many digits.
fn digits(field: String, amount: Money) -> Result<String, PaymentOrderError> {
    let text = amount.value_text();
    if text.bytes().filter(u8::is_ascii_digit).count() > DIGITS {
        let found = text;
        return Err(PaymentOrderError::TooManyDigits {
            field,
            found,
            limit: DIGITS,
        });
    }
    Ok(text)
}

/// A plain date in version 3, a choice of date and time in version 9.
fn execution_day(out: &mut Writer, day: NaiveDate) -> Written {
    if !(1..=9999).contains(&day.year()) {
        let (field, found) = (out.path("ReqdExctnDt"), day.to_string());
        return Err(PaymentOrderError::Year { field, found });
    }
    let text = day.format("%Y-%m-%d").to_string();
    match out.version {
        PaymentOrderVersion::V3 => out.leaf("ReqdExctnDt", &text),
        PaymentOrderVersion::V9 => {
            out.open("ReqdExctnDt");
            out.leaf("Dt", &text);
            out.close();
        }
    }
    Ok(())
}

fn account(out: &mut Writer, account: &AccountId) -> Written {
    out.within("Id", |out| match account {
        AccountId::Iban(number) if iban::is_sound(number) => {
            out.leaf("IBAN", number);
            Ok(())
        }
        AccountId::Iban(number) => {
            let (field, found) = (out.path("IBAN"), number.clone());
            Err(PaymentOrderError::Iban { field, found })
        }
        AccountId::Other(number) => out.within("Othr", |out| out.checked("Id", number, ACCOUNT_CHARS)),
    })
}

fn institution(out: &mut Writer, bank: &Institution) -> Written {
    if *bank == Institution::default() {
        let field = out.path("FinInstnId");
        return Err(PaymentOrderError::NoBank { field });
    }
    out.within("FinInstnId", |out| {
        if let Some(bic) = &bank.bic {
            let name = match out.version {
                PaymentOrderVersion::V3 => "BIC",
                PaymentOrderVersion::V9 => "BICFI",
            };
            if !is_bic(bic) {
                let (field, found) = (out.path(name), bic.clone());
                return Err(PaymentOrderError::Bic { field, found });
            }
            out.leaf(name, bic);
        }
        if let Some(number) = &bank.clearing_number {
            out.within("ClrSysMmbId", |out| out.checked("MmbId", number, ID_CHARS))?;
        }
        match &bank.name {
            Some(name) => out.checked("Nm", name, NAME_CHARS),
            None => Ok(()),
        }
    })
}

/// The pattern of `BICIdentifier` in version 3, which is within that of `BICFIDec2014Identifier` in version 9.
fn is_bic(text: &str) -> bool {
    let capital = |b: &u8| b.is_ascii_uppercase();
    let either = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    let Some((bank, rest)) = bytes.split_at_checked(6) else {
        return false;
    };
    let Some(([first, second], branch)) = rest.split_first_chunk::<2>() else {
        return false;
    };
    bank.iter().all(capital)
        && either(first)
        && !matches!(first, b'0' | b'1')
        && either(second)
        && *second != b'O'
        && matches!(branch.len(), 0 | 3)
        && branch.iter().all(either)
}

fn transfer<'o>(out: &mut Writer, payment: &'o Payment, ids: &mut HashSet<&'o str>) -> Written {
    out.within("PmtId", |out| {
        let (field, found) = (out.path("EndToEndId"), payment.end_to_end.clone());
        if found.eq_ignore_ascii_case("NOTPROVIDED") {
            return Err(PaymentOrderError::Reserved { field, found });
        }
        if !ids.insert(&payment.end_to_end) {
            return Err(PaymentOrderError::Repeated { field, found });
        }
        out.checked("EndToEndId", &payment.end_to_end, ID_CHARS)
    })?;
    out.within("Amt", |out| {
        let currency = payment.amount.currency();
        out.leaf_with("InstdAmt", "Ccy", currency.as_str(), &payment.amount.value_text());
        Ok(())
    })?;
    if let Some(bank) = &payment.creditor_bank {
        out.within("CdtrAgt", |out| institution(out, bank))?;
    }
    out.within("Cdtr", |out| {
        out.checked("Nm", &payment.creditor_name, NAME_CHARS)
    })?;
    out.within("CdtrAcct", |out| account(out, &payment.creditor_account))?;
    match &payment.remittance {
        Some(text) => out.within("RmtInf", |out| out.checked("Ustrd", text, NAME_CHARS)),
        None => Ok(()),
    }
}

/// The text while it grows: the names of the open elements, outermost first.
struct Writer {
    version: PaymentOrderVersion,
    text: String,
    open: Vec<&'static str>,
    /// The number of the payment that is written, for paths.
    number: Option<usize>,
}

impl Writer {
    fn new(version: PaymentOrderVersion) -> Self {
        Self {
            version,
            text: String::new(),
            open: Vec::new(),
            number: None,
        }
    }

    /// The path of an element in the open ones; the root is no part of it, as where messages are read.
    fn path(&self, name: &str) -> String {
        let mut path = String::new();
        for step in self.open.iter().skip(1) {
            path += step;
            if let Some(number) = self.number.filter(|_| *step == "CdtTrfTxInf") {
                path += &["[", &number.to_string(), "]"].concat();
            }
            path += "/";
        }
        path + name
    }

    /// One line of XML, moved in by how deep it stands.
    fn line(&mut self, pieces: &[&str]) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
        self.text.extend(pieces.iter().copied());
        self.text.push('\n');
    }

    fn open(&mut self, name: &'static str) {
        self.line(&["<", name, ">"]);
        self.open.push(name);
    }

    fn open_with(&mut self, name: &'static str, attribute: &str, value: &str) {
        self.line(&["<", name, " ", attribute, "=\"", &escape(value), "\">"]);
        self.open.push(name);
    }

    fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.line(&["</", name, ">"]);
        }
    }

    fn within(&mut self, name: &'static str, content: impl FnOnce(&mut Self) -> Written) -> Written {
        self.open(name);
        content(self)?;
        self.close();
        Ok(())
    }

    fn leaf(&mut self, name: &str, text: &str) {
        self.line(&["<", name, ">", &escape(text), "</", name, ">"]);
    }

    fn leaf_with(&mut self, name: &str, attribute: &str, value: &str, text: &str) {
        let (value, text) = (escape(value), escape(text));
        self.line(&[
            "<", name, " ", attribute, "=\"", &value, "\">", &text, "</", name, ">",
        ]);
    }

    /// A text that must fit its element and come back as it was sent.
    fn checked(&mut self, name: &str, text: &str, limit: usize) -> Written {
        let field = self.path(name);
        let length = text.chars().count();
        if text.trim().is_empty() {
            return Err(PaymentOrderError::Empty { field });
        }
        if length > limit {
            return Err(PaymentOrderError::TooLong { field, length, limit });
        }
        if let Some(character) = text.chars().find(|c| c.is_control() || is_unwritable(*c)) {
            return Err(PaymentOrderError::Character { field, character });
        }
        if text.trim() != text {
            return Err(PaymentOrderError::Padded { field });
        }
        self.leaf(name, text);
        Ok(())
    }
}

/// The two characters that XML leaves out, and the separators of lines and paragraphs.
fn is_unwritable(character: char) -> bool {
    matches!(character, '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}')
}
