//! The loans that the ids and references of a payment mean.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{CertificateId, LoanId};
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::parties::ShortText;
use tallystick_documents::BankLine;
use tallystick_store::BankBook;

use super::line::texts;

/// The loans of a bank by everything that may name one.
pub(super) struct Index<'b> {
    loans: BTreeMap<LoanId, &'b Loan>,
    /// By the end-to-end ids under which they were paid out, or were to be.
    end_to_end: BTreeMap<&'b str, BTreeSet<LoanId>>,
    certificates: BTreeMap<&'b CertificateNumber, CertificateId>,
}

/// What a payment names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) loans: BTreeSet<LoanId>,
    /// Those behind loans of the bank.
    pub(super) certificates: BTreeSet<CertificateId>,
}

impl<'b> Index<'b> {
    pub(super) fn of(book: &'b BankBook) -> Self {
        let mut end_to_end: BTreeMap<&str, BTreeSet<LoanId>> = BTreeMap::new();
        for loan in &book.loans {
            for id in end_to_ends(loan) {
                end_to_end.entry(id.as_str()).or_default().insert(loan.id());
            }
        }
        Self {
            loans: book.loans.iter().map(|loan| (loan.id(), loan)).collect(),
            end_to_end,
            certificates: book
                .certificates
                .iter()
                .map(|(id, number)| (number, *id))
                .collect(),
        }
    }

    pub(super) fn loan(&self, id: LoanId) -> Option<&'b Loan> {
        self.loans.get(&id).copied()
    }

    /// The loans that were, or are to be, paid out under an end-to-end id.
    pub(super) fn paid_under(&self, end_to_end: &str) -> Vec<&'b Loan> {
        let ids = self.end_to_end.get(end_to_end.trim());
        ids.into_iter()
            .flatten()
            .filter_map(|id| self.loan(*id))
            .collect()
    }

    /// What money that came in names: a loan by its id or an end-to-end id of it, or certificates behind one by their numbers.
    pub(super) fn named_by(&self, line: &BankLine) -> Named {
        let mut named = Named::default();
        for text in line.end_to_end.as_deref().into_iter().chain(texts(line)) {
            self.add_end_to_end(text, &mut named);
            for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
                named
                    .loans
                    .extend(loan_id(word).filter(|id| self.loans.contains_key(id)));
                named.certificates.extend(self.certificate(word));
            }
            // A word of a text may be a day or the number of an invoice; an id that could be one too is not looked for in it.
            for word in text.split_whitespace().filter(|word| tells(word)) {
                self.add_end_to_end(word, &mut named);
            }
        }
        self.add_loans_behind(&mut named);
        named
    }

    fn add_end_to_end(&self, text: &str, named: &mut Named) {
        named
            .loans
            .extend(self.paid_under(text).into_iter().map(Loan::id));
    }

    fn certificate(&self, word: &str) -> Option<CertificateId> {
        let number = CertificateNumber::from_typed(word).ok()?;
        self.certificates.get(&number).copied()
    }

    /// The loans that stand on the named certificates: those with money out, where there are any.
    fn add_loans_behind(&self, named: &mut Named) {
        for certificate in &named.certificates {
            let behind = || {
                let loans = self.loans.values().copied();
                loans.filter(|loan| loan.approval.certificates.contains(certificate))
            };
            let active: Vec<LoanId> = behind().filter(|loan| is_active(loan)).map(Loan::id).collect();
            if active.is_empty() {
                named.loans.extend(behind().map(Loan::id));
            } else {
                named.loans.extend(active);
            }
        }
    }
}

const fn is_active(loan: &Loan) -> bool {
    matches!(loan.stage, LoanStage::Active {})
}

/// Every end-to-end id under which a loan was paid out or was to be.
fn end_to_ends(loan: &Loan) -> impl Iterator<Item = &ShortText> {
    let instructed = match &loan.stage {
        LoanStage::Instructed { end_to_end, .. } => Some(end_to_end),
        LoanStage::Approved { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => None,
    };
    let disbursed = loan.disbursed().map(|(end_to_end, ..)| end_to_end);
    instructed.into_iter().chain(disbursed).chain(&loan.failed)
}

/// Whether a word can hardly be anything but an id: letters and digits, and not few of them.
fn tells(word: &str) -> bool {
    let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    word.len() >= 8 && has(u8::is_ascii_alphabetic) && has(u8::is_ascii_digit)
}

/// A loan's id as people write it into 35 characters: with its kind cut off, with hyphens or without.
fn loan_id(word: &str) -> Option<LoanId> {
    let digits: String = word.chars().filter(|c| *c != '-').collect();
    if digits.len() != 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    let part = |from, until| digits.get(from..until);
    let parts = [
        part(0, 8)?,
        part(8, 12)?,
        part(12, 16)?,
        part(16, 20)?,
        part(20, 32)?,
    ];
    format!("{}/{}", LoanId::KIND, parts.join("-")).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_is_found_under_every_spelling_of_its_id() {
        let id: LoanId = "loan/019cc000-0000-7000-8000-00000000000a".parse().unwrap();
        for word in [
            "019cc000-0000-7000-8000-00000000000a",
            "019cc0000000700080000000 0000000a".replace(' ', "").as_str(),
            "019CC00000007000800000000000000A",
        ] {
            assert_eq!(loan_id(word), Some(id), "{word}");
        }
        for word in [
            "019cc000",
            "",
            "zzzcc00000007000800000000000000a",
            "019cc00000004000800000000000000a",
        ] {
            assert_eq!(loan_id(word), None, "{word}");
        }
    }
}
