//! A booking taken back that was a mistake.

use axum::extract::{Path, State};
use tallystick_commands::banking::loan::account::{Account, account};
use tallystick_commands::banking::loan::apply;
use tallystick_commands::banking::{
    BankEntry, BankEntryStage, Fact as LoanFact, Loan, LoanStage, LoanTransition,
};
use tallystick_store::{Seen, Viewer};

use super::{acts, facts, find, name, reversible};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, Besides, PlainAct};
use crate::pages::timeline::word_to;
use crate::pages::typed_act::Fact;
use crate::places::BANK;
use crate::seat::Seated;

/// A loan that a line is booked on, and what is owed on it before and after that booking is taken back.
pub(in crate::pages) struct Reversal {
    loan: Loan,
    before: Account,
    after: Account,
}

impl Reversal {
    /// What is taken back with the booking of a line; none where it is booked on no loan that the viewer sees.
    pub(in crate::pages) async fn read(
        portal: &Portal,
        viewer: &Viewer,
        entry: &Seen<BankEntry>,
    ) -> Result<Option<Self>, Failure> {
        let BankEntryStage::Booked { loan } = entry.state.stage else {
            return Ok(None);
        };
        let store = portal.store();
        let today = store.today().await?;
        let Some(seen) = store.loan(viewer, loan).await? else {
            return Ok(None);
        };
        let loan = seen.state;
        let reversed = LoanTransition::ReceiptReversed {
            entry: entry.subject.clone(),
        };
        let later = apply(Some(loan.clone()), &reversed).map_err(|_| Failure::Fault)?;
        Ok(Some(Self {
            before: account(&loan, today).map_err(|_| Failure::Fault)?,
            after: account(&later, today).map_err(|_| Failure::Fault)?,
            loan,
        }))
    }

    /// What stays as it is where the loan was paid off and is no more; none where it was not, or is paid off all the same.
    pub(in crate::pages) fn of_closed(&self, frame: &Frame<'_>) -> Option<String> {
        let closed = matches!(self.loan.stage, LoanStage::Closed { .. });
        (closed && self.after.paid_off_on.is_none()).then(|| frame.say("repayment-reverse-closed-effect"))
    }

    /// The loan, by what it went out under, and what becomes of what is owed on it.
    fn facts(&self, frame: &Frame<'_>, names: &Names) -> Vec<Fact> {
        let loan = &self.loan;
        let stage = loan.stage.name().to_lowercase();
        let owed = |account: &Account| {
            account
                .owed()
                .map_or_else(|_| String::new(), |owed| frame.money(&owed))
        };
        vec![
            (frame.say("loan"), self.number()),
            (frame.say("borrower"), names.name(&loan.approval.borrower)),
            (
                frame.say("loan-principal"),
                frame.money(&loan.approval.terms.principal),
            ),
            (frame.say("loan-stage"), frame.stage("loan", &stage)),
            (frame.say("loan-owed-before"), owed(&self.before)),
            (frame.say("loan-owed-after"), owed(&self.after)),
        ]
    }

    /// The end-to-end id of the money that went out, which the bank knows the loan by; its own id before that.
    fn number(&self) -> String {
        let out = self.loan.facts.iter().find_map(|fact| match fact {
            LoanFact::Disbursed { end_to_end, .. } => Some(end_to_end.to_string()),
            LoanFact::Received { .. } | LoanFact::Charged { .. } | LoanFact::SurplusPaid { .. } => None,
        });
        out.unwrap_or_else(|| self.loan.id().uuid().to_string())
    }
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let seen = find(&portal, &seated, &text).await?;
    if !acts(&seated.seat, &seen.state) {
        return Err(Failure::NotFound);
    }
    if !reversible(&seen.state) {
        return Err(Failure::NotNow);
    }
    let viewer = seated.viewer();
    let reversal = Reversal::read(&portal, viewer, &seen).await?;
    let reversal = reversal.ok_or(Failure::NotFound)?;
    let names = Names::of(portal.store(), viewer, [reversal.loan.approval.borrower]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let kind = "repayment.reverse/1";
    let line = &seen.state.line;
    let mut about = facts(&frame, line);
    about.extend(reversal.facts(&frame, &names));
    let besides = Besides {
        amount: Some(line.amount),
        also: reversal.of_closed(&frame),
        ..Besides::default()
    };
    let act = PlainAct {
        kind,
        member: "entry",
        title: frame.say(&word_to(kind)),
        back: (format!("/bank-entries/{text}"), name(&frame, line)),
        facts: about,
        reason: Some(frame.say("reason")),
        effect: frame.say("repayment-reverse-effect"),
        next: frame.say("repayment-reverse-next"),
        names: names.json(),
        subject: (seen.subject, seen.version),
    };
    plain_act::page_with(frame, act, besides)
}
