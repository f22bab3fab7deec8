//! Publishing a product, and setting other terms: one form, with its terms in money as one types.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{Currency, PartyId};
use tallystick_commands::financing::ProductTerms;

use super::basis::Basis;
use super::choices::Choices;
use super::example::{Example, Reckoning};
use super::filled::Filled;
use super::to_change;
use super::typed::Typed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::shown;
use crate::pages::{Page, terms, written};
use crate::places::BANK;
use crate::seat::Seated;

/// What follows from what is typed.
#[derive(Template)]
#[template(path = "products/example_typed.html")]
struct TypedPage {
    example: Example,
    /// Whether the product is for any debtor: no input says so by itself.
    anyone_owes: bool,
    anyone_borrows: bool,
}

#[derive(Template)]
#[template(path = "products/form.html")]
struct FormPage<'p> {
    frame: Frame<'p>,
    act: Act,
    currency: Currency,
    filled: Filled,
    choices: Choices,
    basis: Basis,
    example: Example,
    anyone_owes: bool,
    anyone_borrows: bool,
    names: Names,
    /// What the rules say where the product says nothing.
    usual: Usual,
}

/// Which of the two acts it is.
struct Act {
    kind: &'static str,
    title: String,
    button: String,
    effect: String,
    next: String,
    /// The product that is revised; a new one gets its id in the browser.
    product: Option<String>,
    shown: String,
    back: (String, String),
}

struct Usual {
    advance: String,
    factor: String,
    least_factor: String,
    most_factor: String,
    lpr: String,
}

pub(super) async fn new(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(BANK)?;
    if !seated.seat.trades() {
        return Err(Failure::NotYourRole);
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let act = Act {
        kind: "product.publish/1",
        title: frame.say("product-publish"),
        button: frame.say("product-publish-button"),
        effect: frame.say("product-publish-effect"),
        next: frame.say("product-publish-next"),
        product: None,
        shown: String::new(),
        back: ("/products".to_owned(), frame.say("products-title")),
    };
    page(&portal, &seated, frame, act, None).await
}

pub(super) async fn revise(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let (seated, seen) = to_change(&portal, seated, &text).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let act = Act {
        kind: "product.revise/1",
        title: frame.say("product-revise"),
        button: frame.say("product-revise-button"),
        effect: frame.say("product-revise-effect"),
        next: frame.say("product-revise-next"),
        product: Some(seen.subject.to_string()),
        shown: shown(&[(&seen.subject, seen.version)]),
        back: (
            format!("/products/{}", seen.subject.id()),
            seen.state.terms.name.to_string(),
        ),
    };
    page(&portal, &seated, frame, act, Some(seen.state.terms)).await
}

/// The part of the page that follows what one types.
pub(super) async fn fragment(State(portal): State<Portal>, seated: Seated, typed: Typed) -> Page {
    let seated = seated.only(BANK)?;
    let rules = terms::rules(&portal, &seated).await?;
    let today = portal.store().today().await?;
    let frame = Frame::new(&portal, seated.visit);
    let read = typed.read(&frame, typed.currency());
    let reckoning = Reckoning {
        frame: &frame,
        rules: &rules,
        today,
    };
    let mut example = match &read.terms {
        Some(terms) => reckoning.example(terms, &typed.basis()),
        None => Example::default(),
    };
    let mut problems = read.problems;
    problems.append(&mut example.problems);
    example.problems = problems;
    written(&TypedPage {
        example,
        anyone_owes: typed.is_for_anyone("debtors"),
        anyone_borrows: typed.is_for_anyone("suppliers"),
    })
}

async fn page(
    portal: &Portal,
    seated: &Seated,
    frame: Frame<'_>,
    act: Act,
    present: Option<ProductTerms>,
) -> Page {
    let rules = terms::rules(portal, seated).await?;
    let today = portal.store().today().await?;
    let basis = Basis::default();
    let filled = present.as_ref().map_or_else(Filled::usual, Filled::of);
    let listed: BTreeSet<PartyId> = filled.debtors.union(&filled.suppliers).copied().collect();
    let names = Names::of(portal.store(), seated.viewer(), listed).await?;
    let choices = Choices::read(portal, seated, &frame, &names, &filled).await?;
    let reckoning = Reckoning {
        frame: &frame,
        rules: &rules,
        today,
    };
    let example = present
        .as_ref()
        .map_or_else(Example::default, |terms| reckoning.example(terms, &basis));
    let penalty = rules.penalty_on(today).map_err(|_| Failure::Fault)?.value.clone();
    let advance = rules.advance_on(today).map_err(|_| Failure::Fault)?.value.clone();
    let lpr = rules.lpr_one_year_on(today).ok();
    let usual = Usual {
        advance: advance.default_rate.percent_text(),
        factor: penalty.default_factor.to_string(),
        least_factor: penalty.at_least.to_string(),
        most_factor: penalty.at_most.to_string(),
        lpr: lpr.map_or_else(String::new, |reading| reading.rate.percent_text()),
    };
    written(&FormPage {
        currency: present.map_or(Currency::CNY, |terms| terms.currency),
        anyone_owes: filled.debtors.is_empty(),
        anyone_borrows: filled.suppliers.is_empty(),
        example,
        act,
        filled,
        choices,
        basis,
        names,
        usual,
        frame,
    })
}

impl FormPage<'_> {
    fn outstanding(&self) -> String {
        super::detail::outstanding(&self.frame, self.currency)
    }

    /// Where an input of a fee is told apart from the others.
    fn fees(&self) -> impl Iterator<Item = (usize, &super::filled::FilledFee)> {
        self.filled.fees.iter().enumerate()
    }

    fn order(&self) -> impl Iterator<Item = (usize, &String)> {
        self.filled.order.iter().enumerate()
    }

    /// The names of all who may be ticked: what is signed says for whom the product is.
    fn known(&self) -> String {
        let choices = self.choices.debtors.iter().chain(&self.choices.suppliers);
        self.names
            .json_with(choices.map(|party| (party.subject.clone(), party.name.clone())))
    }
}
