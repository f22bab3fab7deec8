//! One product: its terms, and what they mean in money.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::{Currency, PartyId, RulePack};
use tallystick_commands::financing::{Eligible, Product, ProductStage, ProductTerms};
use tallystick_store::Seen;

use super::basis::Basis;
use super::example::{Example, Reckoning};
use super::{changes, find};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Asked, Page, terms, written};
use crate::places::MEMBERS;
use crate::seat::Seated;

/// On what the example is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    outstanding: Option<String>,
    days: Option<String>,
}

#[derive(Template)]
#[template(path = "products/example.html")]
struct ExamplePage {
    example: Example,
}

#[derive(Template)]
#[template(path = "products/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Product>,
    names: Names,
    changes: bool,
    /// Whether the party may ask for money under it.
    asks: bool,
    next: String,
    facts: Vec<(String, String)>,
    /// What the amount of the example is called, with its currency.
    outstanding: String,
    basis: Basis,
    example: Example,
    timeline: Vec<Moment>,
}

impl Query {
    fn basis(self) -> Basis {
        Basis {
            outstanding: self.outstanding.unwrap_or_default(),
            days: self.days.unwrap_or_default(),
        }
    }
}

pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(MEMBERS)?;
    let seen = find(&portal, &seated, &text).await?;
    let rules = terms::rules(&portal, &seated).await?;
    let today = portal.store().today().await?;
    let frame = Frame::new(&portal, seated.visit);
    let reckoning = Reckoning {
        frame: &frame,
        rules: &rules,
        today,
    };
    written(&ExamplePage {
        example: reckoning.example(&seen.state.terms, &query.basis()),
    })
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(MEMBERS)?;
    let store = portal.store();
    let seen = find(&portal, &seated, &text).await?;
    let rules = terms::rules(&portal, &seated).await?;
    let today = store.today().await?;
    let names = Names::of(store, seated.viewer(), parties(&seen.state)).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let changes = changes(&seated, &seen.state);
    let is_open = seen.state.stage == ProductStage::Open {};
    let asks = is_open && seated.seat.acts_as(tallystick_base::Capacity::Supplier) && seated.seat.signs();
    let basis = query.basis();
    let frame = Frame::new(&portal, seated.visit);
    let reckoning = Reckoning {
        frame: &frame,
        rules: &rules,
        today,
    };
    written(&DetailPage {
        example: reckoning.example(&seen.state.terms, &basis),
        facts: facts(&frame, &names, &rules, today, &seen.state.terms),
        next: match &seen.state.stage {
            ProductStage::Open {} => frame.say("product-next-open"),
            ProductStage::Withdrawn { on } => {
                frame.say_with("product-next-withdrawn", &[("day", &on.to_string())])
            }
        },
        outstanding: outstanding(&frame, seen.state.terms.currency),
        basis,
        changes,
        asks,
        timeline,
        seen,
        names,
        frame,
    })
}

/// What the amount of an example is called, with its currency.
pub(super) fn outstanding(frame: &Frame<'_>, currency: Currency) -> String {
    if currency == Currency::CNY {
        frame.say("outstanding-cny")
    } else {
        format!("{}{}{currency}", frame.say("outstanding"), frame.say("comma"))
    }
}

/// The bank, and whom the product is for.
fn parties(product: &Product) -> Vec<PartyId> {
    let mut parties = vec![product.bank];
    for list in [&product.terms.debtors, &product.terms.suppliers] {
        if let Eligible::Listed { parties: listed } = list {
            parties.extend(listed);
        }
    }
    parties
}

fn facts(
    frame: &Frame<'_>,
    names: &Names,
    rules: &RulePack,
    today: chrono::NaiveDate,
    product: &ProductTerms,
) -> Vec<(String, String)> {
    let usual = |text: String| format!("{text} {}", frame.say("product-by-rules"));
    let advance = product
        .advance_rate
        .map(tallystick_base::Ratio::percent_text)
        .or_else(|| {
            let advance = rules.advance_on(today).ok()?;
            Some(usual(advance.value.default_rate.percent_text()))
        });
    let factor = product
        .penalty_factor
        .map(|factor| factor.to_string())
        .or_else(|| {
            let penalty = rules.penalty_on(today).ok()?;
            Some(usual(penalty.value.default_factor.to_string()))
        });
    let order = product.order.as_deref();
    let order = order.map_or_else(
        || usual(terms::order(frame, &super::filled::KINDS)),
        |order| terms::order(frame, order),
    );
    let least = product.tenor.least_days.to_string();
    let tenor = format!("{least}–{}", frame.say_n("days-n", product.tenor.most_days));
    let lpr = rules.lpr_one_year_on(today).ok().map(|reading| reading.rate);
    let rate =
        terms::rate_at_most(&product.rate, lpr).map_or_else(String::new, tallystick_base::Rate::percent_text);
    let comma = frame.say("comma");
    let mut facts = vec![
        (
            frame.say("cost-rate"),
            format!("{rate}{comma}{}", terms::rate_basis(frame, &product.rate)),
        ),
        (frame.say("product-advance"), advance.unwrap_or_default()),
        (frame.say("product-tenor"), tenor),
        (frame.say("cost-fees"), terms::fees(frame, product)),
        (
            frame.say("product-interest"),
            format!(
                "{}{comma}{}",
                terms::interest_mode(frame, product.interest),
                terms::day_count(frame, product.day_count)
            ),
        ),
        (
            frame.say("offer-security"),
            terms::security(frame, product.security),
        ),
        (
            frame.say("cost-recourse"),
            terms::recourse(frame, product.recourse),
        ),
        (frame.say("cost-grace"), frame.say_n("days-n", product.grace_days)),
        (frame.say("product-factor"), factor.unwrap_or_default()),
        (frame.say("repayment-order"), order),
        (frame.say("surplus"), terms::surplus(frame, product.surplus)),
    ];
    facts.extend(for_whom(frame, names, product));
    facts
}

/// Whom the product is for, and the programme that it belongs to.
fn for_whom(frame: &Frame<'_>, names: &Names, product: &ProductTerms) -> Vec<(String, String)> {
    let mut facts = vec![
        (
            frame.say("product-debtors"),
            eligible(frame, names, &product.debtors),
        ),
        (
            frame.say("product-suppliers"),
            eligible(frame, names, &product.suppliers),
        ),
    ];
    if let Some(programme) = &product.programme {
        let subsidy = programme.subsidy.map(|rate| {
            let rate = rate.percent_text();
            let says = frame.say_with("product-subsidy", &[("rate", &rate)]);
            format!("{}{says}", frame.say("comma"))
        });
        let says = format!("{}{}", programme.tag, subsidy.unwrap_or_default());
        facts.push((frame.say("line-programme"), says));
    }
    facts
}

fn eligible(frame: &Frame<'_>, names: &Names, eligible: &Eligible) -> String {
    match eligible {
        Eligible::Anyone {} => frame.say("product-anyone"),
        Eligible::Listed { parties } => {
            let listed: Vec<String> = parties.iter().map(|party| names.name(party)).collect();
            listed.join(&frame.say("list-comma"))
        }
    }
}
