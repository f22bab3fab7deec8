//! What follows from what a guarantor types: for how much it would be bound, what its fee comes to, and what is left of its limits.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::{Money, Ratio};
use tallystick_commands::financing::FinancingRequest;
use tallystick_commands::financing::guarantor_use::GuaranteeUse;

use super::{GUARANTOR, LimitView, Limits, find_asked};
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::{Asked, Page, typed_amount, written};
use crate::seat::Seated;

/// What the form says; other inputs of it say nothing here.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    share: Option<String>,
    #[serde(rename = "at_most.value")]
    at_most: Option<String>,
    #[serde(rename = "fee.value")]
    fee: Option<String>,
}

/// What follows from it.
pub(super) struct Figures {
    /// For how much the party would be bound on all that is asked for; none where something cannot be read.
    pub(super) bound: Option<Money>,
    /// What the share comes to, before the cap.
    pub(super) of_share: Option<Money>,
    pub(super) fee: Option<Money>,
    /// The fee as a share of what is guaranteed.
    pub(super) fee_share: Option<String>,
    pub(super) limits: Option<[LimitView; 3]>,
    pub(super) problem: Option<String>,
}

#[derive(Template)]
#[template(path = "guarantees/figures.html")]
struct FiguresPage<'p> {
    frame: Frame<'p>,
    figures: Figures,
}

pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(GUARANTOR)?;
    let seen = find_asked(&portal, &seated, &text).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let figures = Figures::of(&portal, &seated, &frame, &seen.state, &query).await?;
    written(&FiguresPage { frame, figures })
}

impl Query {
    /// What the form proposes at first: half of what is asked for.
    pub(super) fn proposed(request: &FinancingRequest) -> Self {
        let half = Ratio::parse("0.50").map(|half| half.of(request.submission.amount));
        let half = half.ok().and_then(Result::ok);
        Self {
            share: Some("50".to_owned()),
            at_most: half.map(Money::value_text),
            fee: None,
        }
    }

    /// The share that is proposed, in per cent.
    pub(super) fn share_text(&self) -> &str {
        self.share.as_deref().unwrap_or_default()
    }

    /// The cap that is proposed.
    pub(super) fn at_most_text(&self) -> &str {
        self.at_most.as_deref().unwrap_or_default()
    }
}

impl Figures {
    pub(super) async fn of(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        request: &FinancingRequest,
        query: &Query,
    ) -> Result<Self, Failure> {
        let amount = request.submission.amount;
        let currency = amount.currency();
        let typed = |text: &Option<String>| {
            text.as_deref()
                .and_then(|text| typed_amount::read(text, currency))
        };
        let share = query.share.as_deref().and_then(percent);
        let (at_most, fee) = (typed(&query.at_most), typed(&query.fee));
        let problem = problem(frame, share, at_most, query.fee.is_some() && fee.is_none());
        let of_share = share.and_then(|share| share.of(amount).ok());
        let bound = of_share
            .zip(at_most)
            .and_then(|(share, most)| share.lesser(most).ok());
        let bound = bound.filter(|bound| bound.is_positive() && problem.is_none());
        let limits = match bound {
            Some(bound) => limits(portal, seated, frame, request, bound).await?,
            None => None,
        };
        Ok(Self {
            fee_share: fee.zip(bound).and_then(|(fee, bound)| fee_share(fee, bound)),
            bound,
            of_share,
            fee,
            limits,
            problem,
        })
    }
}

fn problem(
    frame: &Frame<'_>,
    share: Option<Ratio>,
    at_most: Option<Money>,
    unread_fee: bool,
) -> Option<String> {
    if share.is_none() {
        Some(frame.say("offer-problem-share"))
    } else if at_most.is_none_or(|most| !most.is_positive()) {
        Some(frame.say("offer-problem-most"))
    } else {
        unread_fee.then(|| frame.say("offer-problem-fee"))
    }
}

/// The limits with the guarantee, issued in full.
async fn limits(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    request: &FinancingRequest,
    amount: Money,
) -> Result<Option<[LimitView; 3]>, Failure> {
    let ground = portal
        .store()
        .guarantee_ground(seated.viewer(), request.id())
        .await?
        .ok_or(Failure::NotFound)?;
    let more = GuaranteeUse {
        borrower: request.submission.borrower,
        group: ground.group,
        small: ground.small,
        amount,
    };
    Limits::read(portal, seated).await?.with(frame, &more)
}

/// A share in per cent, as people type it: above 0 and at most 100.
fn percent(text: &str) -> Option<Ratio> {
    // Two decimals of a per cent are those of an amount.
    let minor = typed_amount::read(
        text.trim_end_matches(['%', '％', ' ']),
        tallystick_base::Currency::CNY,
    )?
    .minor();
    let share = (1..=10_000)
        .contains(&minor)
        .then(|| format!("{}.{:04}", minor / 10_000, minor % 10_000))?;
    Ratio::parse(&share).ok()
}

/// A fee as a share of what it is for, in per cent with two decimals.
fn fee_share(fee: Money, bound: Money) -> Option<String> {
    bound
        .is_positive()
        .then(|| figures::percent(fee.minor(), bound.minor()))
}

#[cfg(test)]
mod tests {
    use tallystick_base::Currency;

    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        let read = |text| percent(text).map(Ratio::percent_text);
        assert_eq!(read("50").as_deref(), Some("50.00%"));
        assert_eq!(read("33.33 %").as_deref(), Some("33.33%"));
        assert_eq!(read("100").as_deref(), Some("100.00%"));
        for text in ["0", "100.01", "-5", "half", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_fee_is_told_as_a_share_of_what_it_is_for() {
        let yuan = |minor| Money::from_minor(minor, Currency::CNY);
        assert_eq!(
            fee_share(yuan(24_000), yuan(24_000_000)).as_deref(),
            Some("0.10%")
        );
        assert_eq!(fee_share(yuan(1), yuan(0)), None);
    }
}
