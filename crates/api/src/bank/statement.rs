//! What becomes of the lines of a statement or notification (camt.053, camt.054).

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tallystick_base::{LoanId, Money};
use tallystick_commands::banking::bank_entry::CreditDebit;
use tallystick_commands::banking::loan::CertificatePayment;
use tallystick_commands::banking::{BankEntryStage, EntryLine, Loan, LoanStage, PaidBy};
use tallystick_commands::parties::ShortText;
use tallystick_documents::{AccountId, BankLine, BankStatement};
use tallystick_store::BankBook;

use super::find::{Index, Named};
use super::known::{Standing, compare, is_of_one_name, may_be_one, says_the_same, share_a_name};
use super::line::{recordable, sharing};
use super::matched::{Facts, MatchState, Matched};
use super::remark::Remark;
use super::waiting::Waiting;

const RECORD: &str = "bank-entry.record/1";
const BOOK: &str = "repayment.book/1";
const ASSIGN: &str = "repayment.assign/1";
const SETTLE: &str = "disbursement.settle/1";

/// What becomes of each line, in file order.
pub(super) fn lines(statement: &BankStatement, book: &BankBook, waiting: &Waiting) -> Vec<Matched> {
    let recorded = book.entries.iter().map(|(_, entry)| &entry.line);
    let mut desk = Desk {
        book,
        index: Index::of(book),
        known: recorded.chain(waiting.lines()).collect(),
        taken: BTreeSet::new(),
        seen: Vec::new(),
    };
    let mut matched = Vec::new();
    for (number, account) in (1_usize..).zip(&statement.statements) {
        let sharing = sharing(&account.entries);
        for line in &account.entries {
            let shared = line
                .transaction
                .is_some_and(|of| sharing.contains(&(line.entry, of)));
            let recordable = recordable(&account.account, line, shared);
            let place = place(number, line);
            matched.push(match recordable {
                Ok(recordable) => desk.line(&account.account, line, recordable, place),
                Err(remark) => unreadable(&account.account, line, place, remark),
            });
        }
    }
    matched
}

fn place(statement: usize, line: &BankLine) -> String {
    let entry = format!("statement {statement}, entry {}", line.entry);
    match line.transaction {
        Some(number) => format!("{entry}, transaction {number}"),
        None => entry,
    }
}

/// The lines of one message, one after the other.
struct Desk<'b> {
    book: &'b BankBook,
    index: Index<'b>,
    /// The recorded lines, in the order of the book; then those that wait for signatures.
    known: Vec<&'b EntryLine>,
    /// Recorded lines without reference that a line of this file was found to be.
    taken: BTreeSet<usize>,
    /// The lines of this file so far that are not recorded.
    seen: Vec<EntryLine>,
}

impl Desk<'_> {
    fn line(
        &mut self,
        account: &AccountId,
        line: &BankLine,
        mut recordable: EntryLine,
        place: String,
    ) -> Matched {
        let facts = Facts::of(place, &recordable);
        let refused = |facts, remark| Matched::new(facts, MatchState::Refused, remark);
        if !line.is_booked() {
            return Matched::new(facts, MatchState::Pending, Remark::NotBooked);
        }
        if !self.is_own(account) {
            let account = account.as_str().to_owned();
            return refused(facts, Remark::OtherAccount { account });
        }
        if let Some(matched) = self.recorded(&recordable, line, &facts) {
            return matched;
        }
        let mut seen = self.seen.iter();
        match seen.find_map(|other| Some((other, share_a_name(&recordable, other)?))) {
            None => {}
            Some((_, true)) => return Matched::new(facts, MatchState::Recorded, Remark::Repeated),
            Some((other, false)) => return refused(facts, reference_taken(other)),
        }
        if recordable.reference.is_none() {
            recordable.ordinal = self.next_ordinal(&recordable);
        }
        let matched = self.fresh(facts, &recordable, line);
        self.seen.push(recordable);
        matched
    }

    /// Whether the account is in the file of the party. Spaces are for people.
    fn is_own(&self, account: &AccountId) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let found = plain(account.as_str());
        let mut own = self.book.accounts.iter();
        own.any(|account| plain(account.account.as_str()) == found)
    }

    /// What becomes of a line that is recorded in one way or another.
    fn recorded(&mut self, recordable: &EntryLine, line: &BankLine, facts: &Facts) -> Option<Matched> {
        let standing = match self.same_without_reference(recordable) {
            Some(place) => Standing::Same(place),
            None => compare(recordable, &self.known),
        };
        let recorded = |remark| Matched::new(facts.clone(), MatchState::Recorded, remark);
        let refused = |remark| Matched::new(facts.clone(), MatchState::Refused, remark);
        if let Standing::Same(place) | Standing::InWhole(place) = standing
            && let Some(waiting) = self.known.get(place).filter(|_| place >= self.book.entries.len())
        {
            // Its own command is found among those that wait; of another name it waits there.
            let own = waiting.reference == recordable.reference;
            return (!own).then(|| Matched::new(facts.clone(), MatchState::Waiting, Remark::Waits));
        }
        match standing {
            Standing::New => None,
            Standing::Same(place) => self.same(place, line, facts),
            Standing::Taken(place) => {
                let known = self.known.get(place);
                known.map(|known| refused(reference_taken(known)))
            }
            Standing::InWhole(place) => Some(self.in_whole(place, facts)),
            Standing::InParts { count, whole: true } => Some(recorded(Remark::InParts { count })),
            Standing::InParts { count, whole: false } => {
                let amount = recordable.amount;
                Some(refused(Remark::PartsDiffer { count, amount }))
            }
        }
    }

    /// The recorded line that a line without reference is, each of them once.
    fn same_without_reference(&mut self, line: &EntryLine) -> Option<usize> {
        let mut known = self.known.iter().enumerate();
        let (place, _) = known.find(|(place, other)| {
            !self.taken.contains(place) && is_of_one_name(line, other) && says_the_same(line, other)
        })?;
        self.taken.insert(place);
        Some(place)
    }

    /// The next number of lines that nothing else tells apart.
    fn next_ordinal(&self, line: &EntryLine) -> u32 {
        let known = self.known.iter().copied().chain(&self.seen);
        let most = known
            .filter(|other| is_of_one_name(line, other))
            .map(|other| other.ordinal)
            .max();
        most.unwrap_or(0).saturating_add(1)
    }

    /// The very line is recorded. Money that came in and is not booked is for a person to look at: the booking may have been
    /// taken back on purpose. Money that went out is booked by its end-to-end id.
    fn same(&self, place: usize, line: &BankLine, facts: &Facts) -> Option<Matched> {
        let (subject, entry) = self.book.entries.get(place)?;
        let recorded = |remark| Matched::new(facts.clone(), MatchState::Recorded, remark).known_as(subject);
        if let BankEntryStage::Booked { loan } = entry.stage {
            return Some(recorded(Remark::Booked(loan)).on(loan));
        }
        if takes_back(line) {
            return Some(recorded(Remark::Recorded));
        }
        if entry.line.direction == CreditDebit::Debit {
            let matched = self.debit(facts.clone(), &entry.line).known_as(subject);
            return Some(match matched.state {
                MatchState::Unmatched => recorded(Remark::Recorded),
                _ => matched,
            });
        }
        let Ok((loan, source)) = self.repaid(line) else {
            return Some(recorded(Remark::Recorded));
        };
        let body = json!({"entry": subject, "loan": loan.id(), "source": source});
        Some(
            recorded(Remark::RecordedFor(loan.id()))
                .on(loan.id())
                .suggesting(ASSIGN, body),
        )
    }

    fn in_whole(&self, place: usize, facts: &Facts) -> Matched {
        let matched = Matched::new(facts.clone(), MatchState::Recorded, Remark::InWhole);
        match self.book.entries.get(place) {
            Some((subject, _)) => matched.known_as(subject),
            None => matched,
        }
    }

    /// What becomes of a line that is not recorded.
    fn fresh(&self, facts: Facts, recordable: &EntryLine, line: &BankLine) -> Matched {
        if takes_back(line) {
            let remark = if line.reversal {
                Remark::TakesBack
            } else {
                Remark::CameBack
            };
            return unmatched(facts, recordable, remark);
        }
        match recordable.direction {
            CreditDebit::Credit => self.credit(facts, recordable, line),
            CreditDebit::Debit => self.debit(facts, recordable),
        }
    }

    fn credit(&self, facts: Facts, recordable: &EntryLine, line: &BankLine) -> Matched {
        let (loan, source) = match self.repaid(line) {
            Ok(found) => found,
            Err(remark) => return unmatched(facts, recordable, remark),
        };
        if let Some(unfit) = self.unfit(&facts, recordable, loan) {
            return unfit;
        }
        if recordable.reference.is_none() {
            return unmatched(facts, recordable, Remark::NoReference(loan.id())).on(loan.id());
        }
        if let Some(remark) = self.doubt(recordable, loan, &source) {
            return unmatched(facts, recordable, remark).on(loan.id());
        }
        let body = json!({"line": recordable, "loan": loan.id(), "source": source});
        Matched::new(facts, MatchState::Matched, Remark::Repays(loan.id()))
            .on(loan.id())
            .by(BOOK, body)
    }

    /// Why money that names a loan is for a person to look at.
    fn doubt(&self, line: &EntryLine, loan: &Loan, source: &PaidBy) -> Option<Remark> {
        let id = loan.id();
        if let Some(other) = self.known.iter().find(|other| may_be_one(line, other)) {
            let other = other.reference.as_ref().map(ToString::to_string);
            let other = other.unwrap_or_default();
            return Some(Remark::PerhapsKnown { loan: id, other });
        }
        // The id of the payment itself, and its amount: the money did not arrive.
        let came_back = line.end_to_end.as_ref().is_some_and(|end_to_end| {
            loan.disbursed()
                .any(|(paid, amount, _)| paid == end_to_end && amount == line.amount)
        });
        if came_back {
            return Some(Remark::CameBack);
        }
        let guaranteed = loan.overdue.is_some() && !loan.approval.guarantees.is_empty();
        (guaranteed && *source == PaidBy::Borrower {}).then_some(Remark::PerhapsGuarantor(id))
    }

    fn debit(&self, facts: Facts, recordable: &EntryLine) -> Matched {
        let id = recordable.end_to_end.as_ref();
        let loans = id
            .map(|id| self.index.paid_under(id.as_str()))
            .unwrap_or_default();
        let (Some(end_to_end), [loan]) = (id, loans.as_slice()) else {
            let remark = match loans.len() {
                0 => Remark::NamesNoLoan,
                count => Remark::NamesSeveralLoans { count },
            };
            return unmatched(facts, recordable, remark);
        };
        if let Some(unfit) = self.unfit(&facts, recordable, loan) {
            return unfit;
        }
        if let Some(expected) = paid_otherwise(loan, end_to_end, recordable.amount) {
            let loan = loan.id();
            return unmatched(facts, recordable, Remark::AmountOther { loan, expected }).on(loan);
        }
        let body = json!({
            "loan": loan.id(),
            "end_to_end": end_to_end,
            "amount": recordable.amount,
            "value_on": recordable.value_on,
            "entry": recordable,
        });
        Matched::new(facts, MatchState::Matched, Remark::PaysOut(loan.id()))
            .on(loan.id())
            .by(SETTLE, body)
    }

    /// Why a line cannot be booked on its loan.
    fn unfit(&self, facts: &Facts, line: &EntryLine, loan: &Loan) -> Option<Matched> {
        let (expected, found) = (loan.approval.terms.principal.currency(), line.amount.currency());
        let (state, remark) = if expected != found {
            let loan = loan.id();
            let remark = Remark::OtherCurrency {
                loan,
                expected,
                found,
            };
            (MatchState::Refused, remark)
        } else if line.value_on > self.book.today {
            (MatchState::Pending, Remark::Ahead { day: line.value_on })
        } else {
            return None;
        };
        Some(Matched::new(facts.clone(), state, remark).on(loan.id()))
    }

    /// The loan that money which came in repays, and who paid.
    fn repaid(&self, line: &BankLine) -> Result<(&Loan, PaidBy), Remark> {
        let named = self.index.named_by(line);
        let ids: Vec<&LoanId> = named.loans.iter().collect();
        let loan = match ids.as_slice() {
            [] => return Err(Remark::NamesNoLoan),
            [id] => self.index.loan(**id).ok_or(Remark::NamesNoLoan)?,
            several => return Err(Remark::NamesSeveralLoans { count: several.len() }),
        };
        Ok((loan, source(&named, loan, line)?))
    }
}

/// Whoever names a certificate pays on it as its debtor; anyone else is taken for the borrower.
fn source(named: &Named, loan: &Loan, line: &BankLine) -> Result<PaidBy, Remark> {
    let certificates: Vec<_> = named.certificates.iter().copied().collect();
    match certificates.as_slice() {
        [] => Ok(PaidBy::Borrower {}),
        [certificate] => Ok(PaidBy::Debtor {
            certificates: vec![CertificatePayment {
                certificate: *certificate,
                amount: line.amount,
            }],
        }),
        several => Err(Remark::NamesSeveralCertificates {
            loan: loan.id(),
            count: several.len(),
        }),
    }
}

/// What was to go out or went out on a loan under an end-to-end id, where it is another amount.
fn paid_otherwise(loan: &Loan, end_to_end: &ShortText, amount: Money) -> Option<Money> {
    let instructed = match &loan.stage {
        LoanStage::Instructed {
            end_to_end, amount, ..
        } => Some((end_to_end, *amount)),
        _ => None,
    };
    let disbursed = loan.disbursed().map(|(paid, amount, _)| (paid, amount));
    let mut under = instructed
        .into_iter()
        .chain(disbursed)
        .filter(|(paid, _)| *paid == end_to_end)
        .map(|(_, expected)| expected);
    let expected = under.next()?;
    (expected != amount && under.all(|expected| expected != amount)).then_some(expected)
}

/// Whether a line takes a booking back, or is a payment that came back: what it names is not what it is for.
const fn takes_back(line: &BankLine) -> bool {
    line.reversal || line.return_reason.is_some()
}

fn unmatched(facts: Facts, line: &EntryLine, remark: Remark) -> Matched {
    let body: Value = json!({"line": line});
    Matched::new(facts, MatchState::Unmatched, remark).by(RECORD, body)
}

fn unreadable(account: &AccountId, line: &BankLine, place: String, remark: Remark) -> Matched {
    let facts = Facts {
        place,
        account: Some(account.as_str().to_owned()),
        amount: Some(line.amount),
        booked_on: line.booking_date,
        value_on: line.value_date,
        reference: line.servicer_reference.clone(),
        end_to_end: line.end_to_end.clone(),
        ..Facts::default()
    };
    let state = match (&remark, line.is_booked()) {
        (_, false) => return Matched::new(facts, MatchState::Pending, Remark::NotBooked),
        (Remark::NoAmount, true) => MatchState::Recorded,
        (_, true) => MatchState::Refused,
    };
    Matched::new(facts, state, remark)
}

const fn reference_taken(other: &EntryLine) -> Remark {
    Remark::ReferenceTaken {
        known: other.amount,
        on: other.booked_on,
    }
}
