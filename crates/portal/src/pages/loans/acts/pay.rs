//! Money out: the approval taken back, and the instruction to pay.

use chrono::{Days, NaiveDate};
use tallystick_commands::banking::LoanStage;
use tallystick_commands::financing::InterestMode;
use tallystick_commands::parties::ShortText;

use super::{Ground, LoanAct, unread};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::typed_act::{self, Field, Figures, Typed, TypedAct};
use crate::pages::{Page, terms};
use crate::seat::Seated;

/// How many days ahead a payment may be instructed.
const AHEAD: u64 = 10;

pub(super) fn cancel(portal: &Portal, seated: Seated, ground: Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let mut facts = ground.facts(&frame, names);
    if let LoanStage::Approved { until } = ground.loan().stage {
        facts.push((frame.say("loan-leased-until"), frame.moment(&until)));
    }
    let principal = ground.loan().approval.terms.principal;
    let act = PlainAct {
        kind: LoanAct::Cancel.kind(),
        member: "loan",
        title: LoanAct::Cancel.title(&frame),
        back: ground.back(&frame, names),
        facts,
        reason: Some(frame.say("reason")),
        effect: frame.say("loan-cancel-effect"),
        next: frame.say("loan-cancel-next"),
        names: ground.names(&frame, names),
        subject: (ground.seen.subject, ground.seen.version),
    };
    plain_act::page_of(frame, act, principal)
}

pub(super) fn instruct(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::Instruct;
    let terms = &ground.loan().approval.terms;
    let mut facts = ground.facts(&frame, names);
    facts.push((frame.say("paid-to"), frame.account(&terms.pay_to)));
    facts.push((
        frame.say("offer-security"),
        terms::security(&frame, terms.security),
    ));
    let failed: Vec<&str> = ground.loan().failed.iter().map(ShortText::as_str).collect();
    let latest = latest_value_day(ground);
    let days = (ground.today.to_string(), latest.to_string());
    let fields = vec![
        Field::fixed("loan", &ground.seen.subject),
        Field::text("end_to_end", frame.say("end-to-end"), &proposed_id(ground), 35)
            .hinted(frame.say("end-to-end-hint")),
        Field::day(
            "value_on",
            frame.say("value-day"),
            &ground.today,
            (&days.0, &days.1),
        )
        .hinted(frame.say_with("value-day-hint", &[("latest", &days.1)])),
    ];
    let figures = paid_out(&frame, ground, ground.today);
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: act.title(&frame),
        back: ground.back(&frame, names),
        facts,
        note: (!failed.is_empty())
            .then(|| frame.say_with("end-to-end-failed", &[("ids", &failed.join(", "))])),
        fields,
        figures: Some((ground.figures_at(act), figures)),
        effect: frame.say("loan-instruct-effect"),
        next: frame.say("loan-instruct-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

pub(super) fn instruct_figures(frame: &Frame<'_>, ground: &Ground, typed: &Typed) -> Figures {
    match typed.day("value_on") {
        Some(day) => paid_out(frame, ground, day),
        None => Figures::wrong(frame.say("owed-day-unread")),
    }
}

/// What goes out on a value day, and what is taken off it.
fn paid_out(frame: &Frame<'_>, ground: &Ground, day: NaiveDate) -> Figures {
    let terms = &ground.loan().approval.terms;
    let latest = latest_value_day(ground);
    if day < ground.today || day > latest {
        let latest = latest.to_string();
        return Figures::wrong(frame.say_with("value-day-not", &[("latest", &latest)]));
    }
    let Ok(paid) = terms.paid_out(day) else {
        return unread(frame);
    };
    let mut rows = vec![(frame.say("loan-principal"), frame.money(&terms.principal))];
    let mut taken = terms.principal.checked_sub(paid).ok();
    for fee in &terms.fees {
        rows.push((fee.name.to_string(), format!("−{}", frame.money(&fee.amount))));
        taken = taken.and_then(|taken| taken.checked_sub(fee.amount).ok());
    }
    if let (InterestMode::Discount, Some(interest)) = (terms.interest, taken) {
        let days = terms.matures_on.signed_duration_since(day).num_days();
        let name = frame.say_n("interest-up-front-n", days);
        rows.push((name, format!("−{}", frame.money(&interest))));
    }
    rows.push((frame.say("paid-out"), frame.money(&paid)));
    Figures { problem: None, rows }
}

/// The last day for which money may be told to go out: within ten days, and before the loan is due.
fn latest_value_day(ground: &Ground) -> NaiveDate {
    let most = ground.today.checked_add_days(Days::new(AHEAD));
    let before_due = ground.loan().approval.terms.matures_on.pred_opt();
    most.unwrap_or(ground.today)
        .min(before_due.unwrap_or(ground.today))
}

/// An id that no other payment of the bank has: of the day, the loan and the attempt.
fn proposed_id(ground: &Ground) -> String {
    let day = ground.today.format("%Y%m%d");
    let id = ground.seen.subject.id().replace('-', "").to_uppercase();
    let end = id.get(id.len().saturating_sub(12)..).unwrap_or_default();
    let attempt = ground.loan().failed.len() + 1;
    format!("TS{day}-{end}-{attempt}")
}
