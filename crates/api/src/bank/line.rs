//! A line of a message as the ledger records it.
//!
//! The same booking comes in several files, and each may say more or less of it; but its name must not depend on which file was
//! loaded first. So a whole entry goes by the servicer's reference of the entry, which statement and notification share, and
//! one transaction of several by that and by its own. The two stand apart by a character that no bank puts into a reference
//! (SWIFT character set x).

use std::collections::{BTreeMap, BTreeSet};

use tallystick_commands::banking::EntryLine;
use tallystick_commands::banking::bank_entry::CreditDebit;
use tallystick_commands::parties::ShortText;
use tallystick_documents::{AccountId, BankLine, Direction};

use super::remark::Remark;

/// Between the reference of an entry and what tells one of its transactions.
const APART: char = '|';
/// What banks write where they have no reference.
const NO_REFERENCE: [&str; 4] = ["NONREF", "NOTPROVIDED", "NOREF", "NONE"];
/// The most characters of a text in the ledger.
const MOST: usize = 200;

/// What names a line within its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// Nothing that the bank gave.
    Figures,
    /// The reference of a whole entry, or of a transaction whose entry has none.
    Whole(String),
    /// One transaction of several.
    Part {
        /// The reference of the entry.
        entry: String,
        /// The reference of the transaction, or its number.
        own: String,
    },
}

impl Name {
    /// The name of a line; a reference that transactions of one entry share tells none of them.
    fn of(line: &BankLine, shared: bool) -> Self {
        let entry = given(line.entry_servicer_reference.as_deref());
        let own = given(line.servicer_reference.as_deref()).filter(|_| !shared);
        match (entry, own, line.transaction) {
            (Some(whole), _, None) | (None, Some(whole), _) => Self::Whole(whole),
            (None, None, _) => Self::Figures,
            (Some(entry), Some(own), Some(_)) if own != entry => Self::Part { entry, own },
            (Some(entry), _, Some(number)) => Self::Part {
                entry,
                own: format!("#{number}"),
            },
        }
    }

    /// The name that a recorded reference stands for.
    pub(super) fn recorded(reference: Option<&ShortText>) -> Self {
        match reference.map(|text| (text.as_str(), text.as_str().split_once(APART))) {
            None => Self::Figures,
            Some((_, Some((entry, own)))) => Self::Part {
                entry: entry.to_owned(),
                own: own.to_owned(),
            },
            Some((whole, None)) => Self::Whole(whole.to_owned()),
        }
    }

    fn text(&self) -> Option<ShortText> {
        match self {
            Self::Figures => None,
            Self::Whole(reference) => short(reference),
            Self::Part { entry, own } => short(&format!("{entry}{APART}{own}")),
        }
    }
}

/// The reference, unless it is a word for none.
fn given(reference: Option<&str>) -> Option<String> {
    let reference = short(reference?)?.to_string();
    let none = NO_REFERENCE
        .iter()
        .any(|word| reference.eq_ignore_ascii_case(word));
    (!none).then_some(reference)
}

/// The transactions of entries, by entry and number, whose reference another transaction of the entry has too.
pub(super) fn sharing(lines: &[BankLine]) -> BTreeSet<(u32, u32)> {
    let mut by_reference: BTreeMap<(u32, &str), Vec<u32>> = BTreeMap::new();
    for line in lines {
        if let (Some(number), Some(reference)) = (line.transaction, &line.servicer_reference) {
            by_reference
                .entry((line.entry, reference))
                .or_default()
                .push(number);
        }
    }
    let shared = by_reference.into_iter().filter(|(_, numbers)| numbers.len() > 1);
    shared
        .flat_map(|((entry, _), numbers)| numbers.into_iter().map(move |number| (entry, number)))
        .collect()
}

/// The line as it would be recorded, as number 1 of those that nothing else tells apart.
pub(super) fn recordable(account: &AccountId, line: &BankLine, shared: bool) -> Result<EntryLine, Remark> {
    let (Some(booked_on), Some(value_on)) = (line.day(), line.value_date.or(line.booking_date)) else {
        return Err(Remark::NoDay);
    };
    if !line.amount.is_positive() {
        return Err(Remark::NoAmount);
    }
    let number = account.as_str();
    let account = short(number).ok_or_else(|| Remark::OtherAccount {
        account: number.to_owned(),
    })?;
    Ok(EntryLine {
        account,
        direction: match line.direction {
            Direction::Credit => CreditDebit::Credit,
            Direction::Debit => CreditDebit::Debit,
        },
        amount: line.amount,
        booked_on,
        value_on,
        reference: Name::of(line, shared).text(),
        ordinal: 1,
        end_to_end: line.end_to_end.as_deref().and_then(short),
        counterparty: counterparty(line),
        text: text(line),
    })
}

fn counterparty(line: &BankLine) -> Option<ShortText> {
    let other = line.counterparty.as_ref()?;
    let account = other.account.as_ref().map(AccountId::as_str);
    let bank = other.bank.as_ref().and_then(|bank| bank.name.as_deref());
    short(other.name.as_deref().or(account).or(bank)?)
}

/// What the payment is for, in one line.
fn text(line: &BankLine) -> Option<ShortText> {
    let of_payment: Vec<&str> = texts(line).collect();
    if of_payment.is_empty() {
        return short(line.information.as_deref()?);
    }
    short(&of_payment.join("; "))
}

/// Every text and reference that says what a payment is for.
pub(super) fn texts(line: &BankLine) -> impl Iterator<Item = &str> {
    let remittance = &line.remittance;
    [
        &remittance.text,
        &remittance.references,
        &remittance.documents,
        &remittance.additional,
    ]
    .into_iter()
    .flatten()
    .map(String::as_str)
}

/// A text as one line of at most 200 characters; the ledger is given what fits of a longer one.
pub(super) fn short(text: &str) -> Option<ShortText> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line: String = words.join(" ").chars().take(MOST).collect();
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_line() {
        assert_eq!(short(" a\r\n\tb ").unwrap().as_str(), "a b");
        assert_eq!(short(&"长".repeat(300)).unwrap().as_str().chars().count(), 200);
        assert_eq!(short(" \n"), None);
    }

    #[test]
    fn a_word_for_no_reference_is_none() {
        for word in ["NONREF", "notprovided", " "] {
            assert_eq!(given(Some(word)), None, "{word}");
        }
        assert_eq!(given(Some(" R1 ")).as_deref(), Some("R1"));
    }

    #[test]
    fn a_recorded_reference_tells_whole_and_part() {
        let name = |text: &str| Name::recorded(short(text).as_ref());
        assert_eq!(name("E"), Name::Whole("E".to_owned()));
        let part = Name::Part {
            entry: "E".to_owned(),
            own: "#2".to_owned(),
        };
        assert_eq!(part.text(), short("E|#2"));
        assert_eq!(name("E|#2"), part);
        assert_eq!(Name::recorded(None), Name::Figures);
    }
}
