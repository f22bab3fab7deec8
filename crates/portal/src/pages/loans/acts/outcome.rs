//! The outcome of a payment: the money is out, or it failed.

use chrono::NaiveDate;
use tallystick_base::{Currency, Money};
use tallystick_commands::banking::LoanStage;
use tallystick_commands::parties::ShortText;

use super::{Ground, LoanAct, days_after, for_input, unread};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::typed_act::{self, Fact, Field, Figures, Typed, TypedAct};
use crate::seat::Seated;

/// How many days there are to instruct anew after a payment failed, unless one types another moment.
const AGAIN: u64 = 10;

/// What was instructed.
struct Instructed<'g> {
    end_to_end: &'g ShortText,
    amount: Money,
    value_on: NaiveDate,
}

fn instructed(ground: &Ground) -> Result<Instructed<'_>, Failure> {
    match &ground.loan().stage {
        LoanStage::Instructed {
            end_to_end,
            amount,
            value_on,
        } => Ok(Instructed {
            end_to_end,
            amount: *amount,
            value_on: *value_on,
        }),
        LoanStage::Approved { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => Err(Failure::NotNow),
    }
}

impl Instructed<'_> {
    fn facts(&self, frame: &Frame<'_>) -> [Fact; 3] {
        [
            (frame.say("end-to-end"), self.end_to_end.to_string()),
            (frame.say("amount-instructed"), frame.money(&self.amount)),
            (frame.say("value-day"), self.value_on.to_string()),
        ]
    }
}

pub(super) fn settle(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::Settle;
    let told = instructed(ground)?;
    let mut facts = ground.facts(&frame, names);
    facts.extend(told.facts(&frame));
    let today = ground.today.to_string();
    let fields = vec![
        Field::fixed("loan", &ground.seen.subject),
        Field::fixed("end_to_end", told.end_to_end),
        Field::amount(
            "amount",
            frame.say("paid-out"),
            Some(told.amount),
            told.amount.currency(),
        ),
        Field::day(
            "value_on",
            frame.say("value-day"),
            &told.value_on.min(ground.today),
            ("", &today),
        )
        .hinted(frame.say("value-day-interest-hint")),
    ];
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: format!("{} {{amount}}", act.title(&frame)),
        back: ground.back(&frame, names),
        facts,
        note: Some(frame.say("settle-by-file")),
        fields,
        figures: Some((ground.figures_at(act), compared(&frame, told.amount, told.amount))),
        effect: frame.say("disbursement-settle-effect"),
        next: frame.say("disbursement-settle-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

pub(super) fn settle_figures(frame: &Frame<'_>, ground: &Ground, typed: &Typed) -> Figures {
    let Ok(told) = instructed(ground) else {
        return unread(frame);
    };
    let currency: Currency = told.amount.currency();
    match typed.amount("amount", currency) {
        Some(paid) => compared(frame, told.amount, paid),
        None => unread(frame),
    }
}

/// What went out beside what was to.
fn compared(frame: &Frame<'_>, told: Money, paid: Money) -> Figures {
    let Ok(difference) = paid.checked_sub(told) else {
        return unread(frame);
    };
    Figures {
        problem: (!difference.is_zero()).then(|| frame.say("settle-other-amount")),
        rows: vec![
            (frame.say("amount-instructed"), frame.money(&told)),
            (frame.say("paid-out"), frame.money(&paid)),
            (frame.say("amount-difference"), frame.money(&difference)),
        ],
    }
}

pub(super) fn fail(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::Fail;
    let told = instructed(ground)?;
    let mut facts = ground.facts(&frame, names);
    facts.extend(told.facts(&frame));
    let again = for_input(days_after(ground.now, AGAIN));
    let fields = vec![
        Field::fixed("loan", &ground.seen.subject),
        Field::fixed("end_to_end", told.end_to_end),
        Field::text("reason", frame.say("fail-reason"), "", 200).hinted(frame.say("fail-reason-hint")),
        Field::moment("until", frame.say("fail-until"), &again).hinted(frame.say("fail-until-hint")),
    ];
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: act.title(&frame),
        back: ground.back(&frame, names),
        facts,
        note: None,
        fields,
        figures: None,
        effect: frame.say("disbursement-fail-effect"),
        next: frame.say("disbursement-fail-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}
