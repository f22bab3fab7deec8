//! The terms of an offer as they are typed, and what they come to.

use std::collections::BTreeMap;

use tallystick_base::{Millis, Money, Rate, RulePack};
use tallystick_commands::financing::{Fee, FeeLine, Offer, OfferTerms, cost};
use tallystick_store::ListedGuarantee;

use super::percent;
use super::reviewed::Reviewed;
use crate::frame::Frame;
use crate::pages::requests::moment;
use crate::pages::{terms, typed_amount};

/// The inputs of a form, by name.
pub(super) type Typed = BTreeMap<String, String>;

/// The rate at most, today.
pub(super) fn highest_rate(reviewed: &Reviewed, rules: &RulePack) -> Option<Rate> {
    let lpr = rules
        .lpr_one_year_on(reviewed.today)
        .ok()
        .map(|reading| reading.rate);
    terms::rate_at_most(&reviewed.review.state.terms.rate, lpr)
}

/// The guarantees that an offer may rely on.
pub(super) fn guarantees(reviewed: &Reviewed) -> impl Iterator<Item = &ListedGuarantee> {
    let now = reviewed.whole.now;
    let offered = reviewed.whole.guarantees.iter();
    offered.filter(move |one| one.stage == "offered" && one.until >= now)
}

/// What stands in the inputs before anything is typed: the present offer, or what is asked for at the product's highest.
pub(super) fn usual(reviewed: &Reviewed, rules: &RulePack) -> Typed {
    let present = reviewed.offer();
    let amount = present.map_or(reviewed.submission().amount, |offer| offer.terms.amount);
    let rate = present.map(|offer| offer.terms.rate);
    let rate = rate.or_else(|| highest_rate(reviewed, rules));
    let until = present.map_or(reviewed.submission().until, |offer| offer.valid_until);
    let mut typed = Typed::from([
        ("terms.amount.value".to_owned(), amount.value_text()),
        (
            "terms.rate".to_owned(),
            rate.map_or_else(String::new, percent::text),
        ),
        ("valid_until".to_owned(), local(until)),
    ]);
    if let Some(guarantee) = present.and_then(|offer| offer.terms.guarantee) {
        typed.insert("terms.guarantee".to_owned(), guarantee.to_string());
    }
    for (place, fee) in reviewed.review.state.terms.fees.iter().enumerate() {
        let line = |offer: &Offer| {
            offer
                .terms
                .fees
                .iter()
                .find(|line| line.name == fee.name)
                .cloned()
        };
        let value = match present {
            Some(offer) => line(offer).map(|line| line.amount),
            None => fee.basis.of(amount).ok().filter(|most| most.is_positive()),
        };
        typed.extend(value.map(|value| (fee_input(place), value.value_text())));
    }
    typed
}

/// The input of a fee's amount.
pub(super) fn fee_input(place: usize) -> String {
    format!("terms.fees.{place}.amount.value")
}

/// A moment as an input takes it.
fn local(at: Millis) -> String {
    crate::figures::moment(at).replace(' ', "T")
}

/// The offer that the inputs make, or what stands against it.
pub(super) fn reckon(
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    rules: &RulePack,
    typed: &Typed,
) -> Result<Offer, Vec<String>> {
    let mut problems = Vec::new();
    let amount = kept(amount(frame, reviewed, typed), &mut problems);
    let rate = kept(rate_of(frame, reviewed, rules, typed), &mut problems);
    let until = kept(valid_until(frame, reviewed, rules, typed), &mut problems);
    let Some(amount) = amount else {
        return Err(problems);
    };
    let fees = fees(frame, reviewed, typed, amount, &mut problems);
    let (Some(rate), Some(valid_until), true) = (rate, until, problems.is_empty()) else {
        return Err(problems);
    };
    let chosen = typed.get("terms.guarantee");
    let guarantee = guarantees(reviewed).find(|one| Some(&one.id.to_string()) == chosen);
    let terms = OfferTerms {
        amount,
        rate,
        fees,
        guarantee: guarantee.map(|one| one.id),
        conditions: Vec::new(),
    };
    let fee = guarantee.map_or(Money::zero(amount.currency()), |one| one.fee);
    let asked = reviewed.submission();
    let cost = cost(
        &terms,
        &reviewed.review.state.terms,
        asked.draw_on,
        asked.matures_on,
        fee,
    );
    match cost {
        Ok(cost) if cost.paid_out.is_positive() => Ok(Offer {
            terms,
            cost,
            valid_until,
            on: reviewed.today,
        }),
        Ok(_) | Err(_) => Err(vec![frame.say("review-problem-nothing")]),
    }
}

/// What was found; what stands against it is added to the problems.
fn kept<T>(found: Result<T, String>, problems: &mut Vec<String>) -> Option<T> {
    found.map_err(|problem| problems.push(problem)).ok()
}

fn amount(frame: &Frame<'_>, reviewed: &Reviewed, typed: &Typed) -> Result<Money, String> {
    let asked = reviewed.submission().amount;
    let text = typed.get("terms.amount.value").map_or("", String::as_str);
    let amount = typed_amount::read(text, asked.currency()).filter(|amount| amount.is_positive());
    match amount {
        Some(amount) if amount.minor() <= asked.minor() => Ok(amount),
        Some(_) | None => {
            let most = frame.money(&asked);
            Err(frame.say_with("review-problem-amount", &[("most", &most)]))
        }
    }
}

fn rate_of(frame: &Frame<'_>, reviewed: &Reviewed, rules: &RulePack, typed: &Typed) -> Result<Rate, String> {
    let most = highest_rate(reviewed, rules).ok_or_else(|| frame.say("review-problem-no-rate"))?;
    let found = typed.get("terms.rate").and_then(|text| percent::read(text));
    found.filter(|rate| *rate <= most).ok_or_else(|| {
        let most = most.percent_text();
        frame.say_with("review-problem-rate", &[("most", &most)])
    })
}

fn valid_until(
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    rules: &RulePack,
    typed: &Typed,
) -> Result<Millis, String> {
    let text = typed.get("valid_until").map_or("", String::as_str);
    let latest = reviewed.submission().until;
    // A bid binds until every other bid is opened.
    let earliest = reviewed
        .auction()
        .map_or(reviewed.whole.now, |auction| auction.reveal_until);
    let found = moment(text, rules.utc_offset_minutes);
    found.filter(|at| earliest < *at && *at <= latest).ok_or_else(|| {
        let (from, to) = (frame.moment(&earliest), frame.moment(&latest));
        frame.say_with("review-problem-until", &[("from", &from), ("to", &to)])
    })
}

/// The fees that are taken; what is wrong with any is added to the problems.
fn fees(
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    typed: &Typed,
    amount: Money,
    problems: &mut Vec<String>,
) -> Vec<FeeLine> {
    let mut lines = Vec::new();
    for (place, fee) in reviewed.review.state.terms.fees.iter().enumerate() {
        let Some(text) = typed.get(&fee_input(place)) else {
            continue;
        };
        match fee_line(fee, text, amount) {
            Ok(line) => lines.push(line),
            Err(most) => {
                let most = most.map_or_else(String::new, |most| frame.money(&most));
                let values = [("name", fee.name.as_str()), ("most", most.as_str())];
                problems.push(frame.say_with("review-problem-fee", &values));
            }
        }
    }
    lines
}

/// The line of a fee, or how much it is at most.
fn fee_line(fee: &Fee, text: &str, amount: Money) -> Result<FeeLine, Option<Money>> {
    let most = fee.basis.of(amount).map_err(|_| None)?;
    let taken = typed_amount::read(text, amount.currency())
        .filter(|taken| taken.is_positive() && taken.minor() <= most.minor());
    taken.map_or(Err(Some(most)), |amount| {
        Ok(FeeLine {
            name: fee.name.clone(),
            amount,
        })
    })
}
