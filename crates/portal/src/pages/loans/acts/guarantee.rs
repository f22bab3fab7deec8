//! A guarantee of a loan: called when the loan is overdue, or released.

use axum::extract::{Path, State};
use tallystick_base::{GuaranteeId, Money};
use tallystick_commands::financing::Guarantee;
use tallystick_store::Seen;

use super::backing::{Backing, GuaranteeAct};
use super::{Ground, unread};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Field, Figures, Typed, TypedAct};
use crate::pages::{Asked, Page};
use crate::places::BANK;
use crate::seat::Seated;

/// The guarantee at an address, beside the loan that relies on it.
async fn find(
    portal: &Portal,
    seated: &Seated,
    ground: &Ground,
    text: &str,
) -> Result<Seen<Guarantee>, Failure> {
    let guarantee: GuaranteeId = id(GuaranteeId::KIND, text)?;
    let seen = portal.store().guarantee(seated.viewer(), guarantee).await?;
    let seen = seen.ok_or(Failure::NotFound)?;
    if seen.state.loan != Some(ground.loan().id()) || !ground.acts(&seated.seat) {
        return Err(Failure::NotFound);
    }
    Ok(seen)
}

/// The page of an act on a guarantee.
pub(in crate::pages::loans) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, guarantee, place)): Path<(String, String, String)>,
) -> Page {
    let seated = seated.only(BANK)?;
    let ground = Ground::read(&portal, &seated, &text).await?;
    let seen = find(&portal, &seated, &ground, &guarantee).await?;
    let approval = &ground.loan().approval;
    let parties = [approval.borrower, seen.state.terms.guarantor];
    let names = Names::of(portal.store(), seated.viewer(), parties).await?;
    let frame = Frame::new(&portal, seated.visit);
    match place.as_str() {
        "call" => call(frame, &ground, &seen, &names),
        "release" => release(frame, &ground, seen, &names),
        _ => Err(Failure::NotFound),
    }
}

fn call(frame: Frame<'_>, ground: &Ground, seen: &Seen<Guarantee>, names: &Names) -> Page {
    let backing = Backing {
        ground,
        guarantee: &seen.state,
    };
    if !backing.is_open(GuaranteeAct::Call) {
        return Err(Failure::NotNow);
    }
    let (_, most) = backing.most().ok_or(Failure::Fault)?;
    let kind = GuaranteeAct::Call.kind();
    let fields = vec![
        Field::fixed("guarantee", &seen.subject),
        Field::amount(
            "amount",
            frame.say("loan-guarantee-called"),
            Some(most),
            most.currency(),
        ),
    ];
    let address = format!(
        "{}/guarantees/{}/call/figures",
        ground.address(),
        seen.subject.id()
    );
    let typed = TypedAct {
        kind,
        title: frame.say(&word_to(kind)),
        button: format!("{} {{amount}}", frame.say(&word_to(kind))),
        back: ground.back(&frame, names),
        facts: backing.facts(&frame, names),
        note: None,
        fields,
        figures: Some((address, called(&frame, &backing, most))),
        effect: frame.say("loan-guarantee-call-effect"),
        next: frame.say("loan-guarantee-call-next"),
        names: ground.names(&frame, names),
        shown: vec![(seen.subject.clone(), seen.version)],
    };
    typed_act::page(frame, typed)
}

fn release(frame: Frame<'_>, ground: &Ground, seen: Seen<Guarantee>, names: &Names) -> Page {
    let backing = Backing {
        ground,
        guarantee: &seen.state,
    };
    if !backing.is_open(GuaranteeAct::Release) {
        return Err(Failure::NotNow);
    }
    let kind = GuaranteeAct::Release.kind();
    let late = match ground.account.days_overdue {
        0 => frame.say("loan-not-overdue"),
        days => frame.say_n("days-n", days),
    };
    let mut facts = backing.facts(&frame, names);
    facts.push((frame.say("loan-owed-today"), frame.money(&ground.owed()?)));
    facts.push((frame.say("portfolio-days"), late));
    let act = PlainAct {
        kind,
        member: "guarantee",
        title: frame.say(&word_to(kind)),
        back: ground.back(&frame, names),
        facts,
        reason: None,
        effect: frame.say("loan-guarantee-release-effect"),
        next: frame.say("loan-guarantee-release-next"),
        names: ground.names(&frame, names),
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}

/// The figures of a call, as they follow from its amount.
pub(in crate::pages::loans) async fn figures(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, guarantee)): Path<(String, String)>,
    Asked(typed): Asked<Typed>,
) -> Page {
    let seated = seated.only(BANK)?;
    let ground = Ground::read(&portal, &seated, &text).await?;
    let seen = find(&portal, &seated, &ground, &guarantee).await?;
    let backing = Backing {
        ground: &ground,
        guarantee: &seen.state,
    };
    let frame = Frame::new(&portal, seated.visit);
    let currency = ground.loan().approval.terms.principal.currency();
    let figures = match typed.amount("amount", currency) {
        Some(amount) => called(&frame, &backing, amount),
        None => unread(&frame),
    };
    typed_act::fragment(figures)
}

fn called(frame: &Frame<'_>, backing: &Backing<'_>, amount: Money) -> Figures {
    let (Some((share, most)), Ok(owed)) = (backing.most(), backing.ground.owed()) else {
        return unread(frame);
    };
    let above = amount.compare(most).is_ok_and(std::cmp::Ordering::is_gt);
    let left = owed
        .checked_sub(amount)
        .map_or_else(|_| String::new(), |left| frame.money(&left));
    let text = frame.money(&most);
    Figures {
        problem: above.then(|| frame.say_with("loan-guarantee-call-above", &[("most", &text)])),
        rows: vec![
            (frame.say("loan-owed-today"), frame.money(&owed)),
            (frame.say("loan-guarantee-share-of-owed"), frame.money(&share)),
            (frame.say("loan-guarantee-at-most"), text),
            (frame.say("loan-guarantee-left-after"), left),
        ],
    }
}
