//! A loan offered to a pool, and the offer taken back.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use tallystick_base::{Money, PoolId, SaleId};
use tallystick_commands::banking::SaleStage;
use tallystick_store::KnownPool;

use super::{Ground, LoanAct, days_after, for_input, unread};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::asked::id;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Fact, Field, Figures, Typed, TypedAct};
use crate::places::BANK;
use crate::seat::Seated;

/// For how many days an offer stands, unless one types another moment.
const STANDS: u64 = 7;

pub(super) async fn propose(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let act = LoanAct::Sell;
    let (store, viewer) = (portal.store(), seated.viewer());
    let open = store.open_pools(viewer).await?;
    let managers = Names::of(store, viewer, open.values().map(|pool| pool.manager)).await?;
    let frame = Frame::new(portal, seated.visit);
    let value = value(ground)?;
    let mut facts = ground.facts_owed(&frame, names)?;
    facts.push((frame.say("loan-pool-value"), frame.money(&value)));
    let pools = pools(&frame, &managers, open);
    let none = pools.is_empty();
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: format!("{} {{price}}", act.title(&frame)),
        back: ground.back(&frame, names),
        facts,
        note: none.then(|| frame.say("loan-sale-no-pool")),
        fields: if none {
            Vec::new()
        } else {
            offered(&frame, ground, value, pools)
        },
        figures: Some((ground.figures_at(act), priced(&frame, value, value))),
        effect: frame.say("loan-sale-propose-effect"),
        next: frame.say("loan-sale-propose-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

/// The pools that buy: each with its manager, by its id.
fn pools(frame: &Frame<'_>, managers: &Names, open: BTreeMap<PoolId, KnownPool>) -> Vec<Fact> {
    let pools = open.into_iter().map(|(id, pool)| {
        let manager = managers.name(&pool.manager);
        let values = [("pool", pool.name.as_str()), ("manager", &manager)];
        (
            id.subject().to_string(),
            frame.say_with("loan-sale-pool-of", &values),
        )
    });
    pools.collect()
}

/// What an offer says.
fn offered(frame: &Frame<'_>, ground: &Ground, value: Money, pools: Vec<Fact>) -> Vec<Field> {
    let until = for_input(days_after(ground.now, STANDS));
    vec![
        Field::new_id("sale", "sale"),
        Field::fixed("loan", &ground.seen.subject),
        Field::choice("pool", frame.say("loan-sale-pool"), pools).hinted(frame.say("loan-sale-pool-hint")),
        Field::amount(
            "price",
            frame.say("loan-sale-price"),
            Some(value),
            value.currency(),
        ),
        Field::moment("until", frame.say("loan-sale-until"), &until)
            .hinted(frame.say("loan-sale-until-hint")),
    ]
}

pub(super) fn figures(frame: &Frame<'_>, ground: &Ground, typed: &Typed) -> Figures {
    let Ok(value) = value(ground) else {
        return unread(frame);
    };
    match typed.amount("price", value.currency()) {
        Some(price) => priced(frame, value, price),
        None => unread(frame),
    }
}

/// What a pool reckons a loan to be worth: open principal, and interest that is unpaid.
fn value(ground: &Ground) -> Result<Money, Failure> {
    let (account, open) = (&ground.account, &ground.account.open);
    let parts = [
        open.principal,
        open.interest,
        open.penalty,
        account.accrued_interest,
        account.accrued_penalty,
    ];
    Money::sum(open.principal.currency(), parts).map_err(|_| Failure::Fault)
}

fn priced(frame: &Frame<'_>, value: Money, price: Money) -> Figures {
    let Ok(difference) = price.checked_sub(value) else {
        return unread(frame);
    };
    Figures {
        problem: None,
        rows: vec![
            (frame.say("loan-pool-value"), frame.money(&value)),
            (frame.say("loan-sale-price"), frame.money(&price)),
            (frame.say("amount-difference"), frame.money(&difference)),
        ],
    }
}

/// The bank takes its offer back.
pub(in crate::pages::loans) async fn withdraw(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, sale)): Path<(String, String)>,
) -> Page {
    let seated = seated.only(BANK)?;
    let store = portal.store();
    let ground = Ground::read(&portal, &seated, &text).await?;
    let sale: SaleId = id(SaleId::KIND, &sale)?;
    let seen = store
        .sale(seated.viewer(), sale)
        .await?
        .ok_or(Failure::NotFound)?;
    let record = seen.state.record;
    if record.loan != ground.loan().id() || !ground.acts(&seated.seat) {
        return Err(Failure::NotFound);
    }
    let stands = seen.state.stage == (SaleStage::Proposed {}) && record.until >= ground.now;
    if !stands {
        return Err(Failure::NotNow);
    }
    let approval = &ground.loan().approval;
    let names = Names::of(store, seated.viewer(), [approval.borrower, approval.debtor]).await?;
    let pool = store.pool(seated.viewer(), record.pool).await?;
    let frame = Frame::new(&portal, seated.visit);
    let mut facts = ground.facts(&frame, &names);
    facts.extend(pool.map(|pool| (frame.say("loan-sale-pool"), pool.state.name.to_string())));
    facts.push((frame.say("loan-sale-price"), frame.money(&record.price)));
    facts.push((frame.say("loan-sale-until"), frame.moment(&record.until)));
    let kind = "sale.withdraw/1";
    let act = PlainAct {
        kind,
        member: "sale",
        title: frame.say(&word_to(kind)),
        back: ground.back(&frame, &names),
        facts,
        reason: None,
        effect: frame.say("loan-sale-withdraw-effect"),
        next: frame.say("loan-sale-withdraw-next"),
        names: ground.names(&frame, &names),
        subject: (seen.subject, seen.version),
    };
    plain_act::page_of(frame, act, record.price)
}
