//! What a bank does to collect: costs, recourse, a surplus passed on, and a loan given up.

use tallystick_base::{Money, PartyId};
use tallystick_commands::banking::Fact as LoanFact;
use tallystick_commands::banking::loan::account::account;
use tallystick_commands::certificates::Recourse;

use super::{Ground, LoanAct, unread};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::typed_act::{self, Field, Figures, Typed, TypedAct};
use crate::pages::{Page, terms};
use crate::seat::Seated;

pub(super) fn charge(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::Charge;
    let today = ground.today.to_string();
    let currency = ground.loan().approval.terms.principal.currency();
    let fields = vec![
        Field::fixed("loan", &ground.seen.subject),
        Field::text("what", frame.say("charge-what"), "", 200).hinted(frame.say("charge-what-hint")),
        Field::amount("amount", frame.say("amount"), None, currency),
        Field::day("on", frame.say("charge-on"), &today, ("", &today)),
    ];
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: format!("{} {{amount}}", act.title(&frame)),
        back: ground.back(&frame, names),
        facts: ground.facts_owed(&frame, names)?,
        note: None,
        fields,
        figures: Some((ground.figures_at(act), Figures::default())),
        effect: frame.say("loan-charge-effect"),
        next: frame.say("loan-charge-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

/// What is owed before and after, by the function that bookings follow: costs of an earlier day take what came in since.
pub(super) fn charge_figures(frame: &Frame<'_>, ground: &Ground, typed: &Typed) -> Result<Figures, Failure> {
    let currency = ground.loan().approval.terms.principal.currency();
    let Some(amount) = typed.amount("amount", currency) else {
        return Ok(unread(frame));
    };
    let on = match typed.day("on") {
        Some(on) if on <= ground.today => on,
        Some(_) | None => return Ok(Figures::wrong(frame.say("day-not-ahead"))),
    };
    let mut loan = ground.loan().clone();
    let what = typed.text("what").and_then(|text| text.trim().parse().ok());
    // The name of the costs moves no cent; there may be none yet.
    let Some(what) = what.or_else(|| "-".parse().ok()) else {
        return Ok(unread(frame));
    };
    loan.facts.push(LoanFact::Charged { what, amount, on });
    let after = account(&loan, ground.today).map_err(|_| Failure::Fault)?;
    let owed = after.owed().map_err(|_| Failure::Fault)?;
    Ok(Figures {
        problem: None,
        rows: vec![
            (frame.say("due-costs"), frame.money(&after.open.costs)),
            (frame.say("due-principal"), frame.money(&after.open.principal)),
            (frame.say("loan-owed-before"), frame.money(&ground.owed()?)),
            (frame.say("loan-owed-after"), frame.money(&owed)),
        ],
    })
}

pub(super) fn recourse(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::Recourse;
    let kind = ground.loan().approval.terms.recourse;
    let mut facts = ground.facts_owed(&frame, names)?;
    facts.push((frame.say("cost-recourse"), terms::recourse(&frame, kind)));
    let mut fields = vec![Field::fixed("loan", &ground.seen.subject)];
    match kind {
        Recourse::OnBreach => {
            let breach = Field::text("breach", frame.say("recourse-breach"), "", 200);
            fields.push(breach.hinted(frame.say("recourse-breach-hint")));
        }
        Recourse::Full => fields.push(Field::optional("breach", frame.say("recourse-breach-optional"))),
        Recourse::None => return Err(Failure::NotNow),
    }
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: act.title(&frame),
        back: ground.back(&frame, names),
        facts,
        note: None,
        fields,
        figures: None,
        effect: frame.say("loan-recourse-effect"),
        next: frame.say("loan-recourse-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

pub(super) fn write_off(portal: &Portal, seated: Seated, ground: Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = PlainAct {
        kind: LoanAct::WriteOff.kind(),
        member: "loan",
        title: LoanAct::WriteOff.title(&frame),
        back: ground.back(&frame, names),
        facts: ground.facts_owed(&frame, names)?,
        reason: Some(frame.say("reason")),
        effect: frame.say("loan-write-off-effect"),
        next: frame.say("loan-write-off-next"),
        names: ground.names(&frame, names),
        subject: (ground.seen.subject, ground.seen.version),
    };
    plain_act::page(frame, act)
}

/// To whom the bank owes what of a surplus. What is the bank's own it owes nobody.
pub(super) fn surplus_owed(ground: &Ground) -> Vec<(PartyId, Money)> {
    let bank = ground.loan().approval.bank;
    let others = ground.account.surplus.iter().filter(|share| share.to != bank);
    let owed = others.filter_map(|share| Some((share.to, share.owed().ok()?)));
    owed.filter(|(_, owed)| owed.is_positive()).collect()
}

pub(super) fn surplus(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::Surplus;
    let shares = surplus_owed(ground);
    let Some((first, owed)) = shares.first().copied() else {
        return Err(Failure::NotNow);
    };
    let mut facts = ground.facts(&frame, names);
    for (to, owed) in &shares {
        let name = frame.say_with("surplus-owed-to", &[("name", &names.name(to))]);
        facts.push((name, frame.money(owed)));
    }
    let to = if shares.len() == 1 {
        Field::fixed("to", &first.subject())
    } else {
        let parties = shares
            .iter()
            .map(|(to, _)| (to.subject().to_string(), names.name(to)));
        Field::choice("to", frame.say("surplus-to"), parties.collect())
    };
    let today = ground.today.to_string();
    let fields = vec![
        Field::fixed("loan", &ground.seen.subject),
        to,
        Field::amount("amount", frame.say("amount"), Some(owed), owed.currency()),
        Field::day("on", frame.say("surplus-on"), &today, ("", &today)),
        Field::text("reference", frame.say("surplus-reference"), "", 200),
    ];
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: format!("{} {{amount}}", act.title(&frame)),
        back: ground.back(&frame, names),
        facts,
        note: None,
        fields,
        figures: Some((ground.figures_at(act), passed_on(&frame, owed, owed))),
        effect: frame.say("surplus-pay-effect"),
        next: frame.say("surplus-pay-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

pub(super) fn surplus_figures(frame: &Frame<'_>, ground: &Ground, typed: &Typed) -> Figures {
    let shares = surplus_owed(ground);
    let chosen = typed.text("to").unwrap_or_default();
    let share = shares.iter().find(|(to, _)| to.subject().as_str() == chosen);
    let Some((_, owed)) = share else {
        return unread(frame);
    };
    match typed.amount("amount", owed.currency()) {
        Some(amount) => passed_on(frame, *owed, amount),
        None => unread(frame),
    }
}

fn passed_on(frame: &Frame<'_>, owed: Money, amount: Money) -> Figures {
    let Ok(left) = owed.checked_sub(amount) else {
        return unread(frame);
    };
    if left.is_negative() {
        let owed = frame.money(&owed);
        return Figures::wrong(frame.say_with("surplus-above", &[("owed", &owed)]));
    }
    Figures {
        problem: None,
        rows: vec![
            (frame.say("surplus-owed"), frame.money(&owed)),
            (frame.say("surplus-left"), frame.money(&left)),
        ],
    }
}
