//! A loan offered to a pool, and the offer taken back.

use axum::extract::{Path, State};
use tallystick_base::{Money, SaleId};
use tallystick_commands::banking::SaleStage;
use tallystick_store::PoolFilter;

use super::{Ground, LoanAct, days_after, for_input, unread};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::asked::id;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Field, Figures, Typed, TypedAct};
use crate::places::BANK;
use crate::seat::Seated;

/// For how many days an offer stands, unless one types another moment.
const STANDS: u64 = 7;
/// The form of a pool's id.
const POOL: &str = "pool/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

pub(super) async fn propose(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let act = LoanAct::Sell;
    let open = PoolFilter {
        stage: Some("open".to_owned()),
        ..PoolFilter::default()
    };
    let pools = portal.store().pools(seated.viewer(), &open).await?.items;
    let known = pools
        .into_iter()
        .map(|pool| (pool.id.subject().to_string(), pool.name));
    let known = known.collect();
    let frame = Frame::new(portal, seated.visit);
    let value = value(ground)?;
    let mut facts = ground.facts_owed(&frame, names)?;
    facts.push((frame.say("loan-pool-value"), frame.money(&value)));
    let fields = vec![
        Field::new_id("sale", "sale"),
        Field::fixed("loan", &ground.seen.subject),
        Field::suggested("pool", frame.say("loan-sale-pool"), known, POOL)
            .hinted(frame.say("loan-sale-pool-hint")),
        Field::amount(
            "price",
            frame.say("loan-sale-price"),
            Some(value),
            value.currency(),
        ),
        Field::moment(
            "until",
            frame.say("loan-sale-until"),
            &for_input(days_after(ground.now, STANDS)),
        )
        .hinted(frame.say("loan-sale-until-hint")),
    ];
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: format!("{} {{price}}", act.title(&frame)),
        back: ground.back(&frame, names),
        facts,
        note: None,
        fields,
        figures: Some((ground.figures_at(act), priced(&frame, value, value))),
        effect: frame.say("loan-sale-propose-effect"),
        next: frame.say("loan-sale-propose-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
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
    plain_act::page(frame, act)
}
