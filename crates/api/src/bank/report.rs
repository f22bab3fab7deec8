//! What becomes of the outcomes of a report on payments (pain.002).

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use tallystick_base::{Millis, Money};
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_commands::parties::ShortText;
use tallystick_documents::{PaymentOutcome, PaymentReport, PaymentStatus, StatusReason};
use tallystick_store::BankBook;

use super::find::Index;
use super::line::short;
use super::matched::{Facts, MatchState, Matched};
use super::order;
use super::remark::Remark;

const SETTLE: &str = "disbursement.settle/1";
const FAIL: &str = "disbursement.fail/1";

/// How long a loan whose payment failed may be instructed anew, unless a person says otherwise: as far ahead as a value day
/// may lie.
const LEASE: Duration = Duration::from_hours(10 * 24);

/// What becomes of each outcome, in file order.
pub(super) fn outcomes(report: &PaymentReport, book: &BankBook, now: Millis) -> Vec<Matched> {
    let desk = Desk {
        index: Index::of(book),
        book,
        now,
    };
    let mut matched = Vec::new();
    // What is said of an order as a whole is said once, however often it stands in the file.
    let mut whole = BTreeSet::new();
    for (group, number) in report.groups.iter().zip(1_usize..) {
        let of_group = Said {
            status: group.status.as_ref().or(report.group_status.as_ref()),
            reasons: first(&group.reasons, &report.reasons),
        };
        let place = format!("group {number}");
        if group.payments.is_empty() && whole.insert(&group.original_id) {
            matched.extend(desk.whole(&group.original_id, &of_group, &place));
        }
        for (payment, position) in group.payments.iter().zip(1_usize..) {
            let said = Said {
                status: payment.status.as_ref().or(of_group.status),
                reasons: first(&payment.reasons, of_group.reasons),
            };
            matched.push(desk.outcome(payment, &said, format!("{place}, payment {position}")));
        }
    }
    if report.groups.is_empty() {
        let said = Said {
            status: report.group_status.as_ref(),
            reasons: &report.reasons,
        };
        matched.extend(desk.whole(&report.original_message_id, &said, "order"));
    }
    matched
}

fn first<'r>(own: &'r [StatusReason], of_whole: &'r [StatusReason]) -> &'r [StatusReason] {
    if own.is_empty() { of_whole } else { own }
}

/// What the bank says of a payment.
struct Said<'r> {
    status: Option<&'r PaymentStatus>,
    reasons: &'r [StatusReason],
}

impl Said<'_> {
    /// Why a payment failed, with the codes of the report.
    fn reason(&self) -> Option<ShortText> {
        let status = self.status.map(|status| status.as_str().to_owned());
        let reasons = self.reasons.iter().flat_map(|reason| {
            let code = reason.code.iter();
            code.chain(&reason.information).cloned()
        });
        let words: Vec<String> = status.into_iter().chain(reasons).collect();
        short(&words.join(" "))
    }
}

struct Desk<'b> {
    index: Index<'b>,
    book: &'b BankBook,
    now: Millis,
}

impl Desk<'_> {
    /// The outcome of one payment.
    fn outcome(&self, payment: &PaymentOutcome, said: &Said<'_>, place: String) -> Matched {
        let facts = Facts {
            place,
            amount: payment.amount,
            reference: payment.servicer_reference.clone(),
            end_to_end: payment.original_end_to_end.clone(),
            text: said.reason().map(|reason| reason.to_string()),
            status: said.status.map(ToString::to_string),
            ..Facts::default()
        };
        let refused = |facts, remark| Matched::new(facts, MatchState::Refused, remark);
        let Some(end_to_end) = &payment.original_end_to_end else {
            return refused(facts, Remark::NoEndToEnd);
        };
        let loans = self.index.paid_under(end_to_end);
        match loans.as_slice() {
            [] => refused(facts, Remark::NotOrdered(end_to_end.clone())),
            [loan] => self.of_loan(loan, end_to_end, said, facts),
            several => {
                let count = several.len();
                refused(facts, Remark::NamesSeveralLoans { count })
            }
        }
    }

    /// What is said of an order as a whole: it is so of each of its payments, where the order is known.
    fn whole(&self, order: &str, said: &Said<'_>, place: &str) -> Vec<Matched> {
        let facts = |end_to_end: Option<&ShortText>| Facts {
            place: place.to_owned(),
            end_to_end: end_to_end.map(ToString::to_string),
            text: said.reason().map(|reason| reason.to_string()),
            status: said.status.map(ToString::to_string),
            ..Facts::default()
        };
        let ordered = order::payments_of(self.book, order);
        if !ordered.is_empty() {
            let payments = ordered.into_iter();
            return payments
                .map(|(loan, end_to_end)| {
                    self.of_loan(loan, end_to_end.as_str(), said, facts(Some(end_to_end)))
                })
                .collect();
        }
        let Some(status) = said.status else {
            return vec![Matched::new(facts(None), MatchState::Pending, Remark::NoStatus)];
        };
        let is_final = status.is_settled() || status.is_refused();
        let (status, order) = (status.to_string(), order.to_owned());
        vec![if is_final {
            Matched::new(
                facts(None),
                MatchState::Refused,
                Remark::OfOrder { status, order },
            )
        } else {
            Matched::new(facts(None), MatchState::Pending, Remark::OnItsWay { status })
        }]
    }

    fn of_loan(&self, loan: &Loan, end_to_end: &str, said: &Said<'_>, facts: Facts) -> Matched {
        let id = loan.id();
        let Some(status) = said.status else {
            return Matched::new(facts, MatchState::Pending, Remark::NoStatus).on(id);
        };
        let is_out = loan.disbursed().any(|(known, ..)| known.as_str() == end_to_end);
        let recorded = |facts, remark| Matched::new(facts, MatchState::Recorded, remark).on(id);
        if status.is_settled() {
            if is_out {
                return recorded(facts, Remark::OutAlready(id));
            }
            return self.settled(loan, end_to_end, facts);
        }
        if !status.is_refused() {
            let status = status.to_string();
            return Matched::new(facts, MatchState::Pending, Remark::OnItsWay { status }).on(id);
        }
        if is_out {
            let status = status.to_string();
            let remark = Remark::OutAndRefused { status, loan: id };
            return Matched::new(facts, MatchState::Refused, remark).on(id);
        }
        if loan.failed.iter().any(|failed| failed.as_str() == end_to_end) {
            return recorded(facts, Remark::FailedAlready(id));
        }
        self.failed(loan, end_to_end, said, facts)
    }

    /// The money is out, with the day and amount of the instruction unless the report says another amount.
    fn settled(&self, loan: &Loan, end_to_end: &str, facts: Facts) -> Matched {
        let (ordered, day) = instructed(loan, end_to_end);
        let amount = facts.amount.or(ordered);
        let expected = loan.approval.terms.principal.currency();
        let Some(amount) = amount else {
            let remark = Remark::AmountUnknown(loan.id());
            return Matched::new(facts, MatchState::Refused, remark).on(loan.id());
        };
        if amount.currency() != expected {
            let (loan, found) = (loan.id(), amount.currency());
            let remark = Remark::OtherCurrency {
                loan,
                expected,
                found,
            };
            return Matched::new(facts, MatchState::Refused, remark).on(loan);
        }
        let today = self.book.today;
        let body = json!({
            "loan": loan.id(),
            "end_to_end": end_to_end,
            "amount": amount,
            "value_on": day.map_or(today, |day| day.min(today)),
        });
        Matched::new(facts, MatchState::Matched, Remark::PaysOut(loan.id()))
            .on(loan.id())
            .by(SETTLE, body)
    }

    fn failed(&self, loan: &Loan, end_to_end: &str, said: &Said<'_>, facts: Facts) -> Matched {
        let until = self.now.checked_add(LEASE).unwrap_or(Millis::MAX);
        let body = json!({
            "loan": loan.id(),
            "end_to_end": end_to_end,
            "reason": said.reason(),
            "until": until,
        });
        Matched::new(facts, MatchState::Matched, Remark::Fails(loan.id()))
            .on(loan.id())
            .by(FAIL, body)
    }
}

/// What was instructed under an end-to-end id that is still open.
fn instructed(loan: &Loan, end_to_end: &str) -> (Option<Money>, Option<chrono::NaiveDate>) {
    match &loan.stage {
        LoanStage::Instructed {
            end_to_end: of_loan,
            amount,
            value_on,
        } if of_loan.as_str() == end_to_end => (Some(*amount), Some(*value_on)),
        LoanStage::Instructed { .. }
        | LoanStage::Approved { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => (None, None),
    }
}
