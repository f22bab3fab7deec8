//! Offering: what it costs the borrower and what is paid out, as one types the terms.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Money;
use tallystick_commands::financing::ReviewStage;

use super::lines::{self, LineView};
use super::reviewed::Reviewed;
use super::typed::{self, Typed};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::compare::Compared;
use crate::pages::plain_act::shown;
use crate::pages::requests::offers_table;
use crate::pages::{Asked, Page, terms, written};
use crate::places::BANK;
use crate::seat::Seated;

/// What stands below the inputs: what is wrong with them, or what they come to.
pub(super) struct Reckoned {
    pub(super) problems: Vec<String>,
    pub(super) table: Option<Compared>,
    pub(super) lines: Vec<LineView>,
}

/// The inputs of the terms: of an open offer and of a sealed bid alike. `reviews/terms.html` draws them.
pub(super) struct Inputs {
    pub(super) currency: String,
    pub(super) amount: String,
    pub(super) most: Money,
    pub(super) rate: String,
    /// At most, today.
    pub(super) highest: String,
    pub(super) basis: String,
    pub(super) fees: Vec<FeeInput>,
    pub(super) guarantees: Vec<GuaranteeInput>,
    pub(super) conditions: String,
    pub(super) until: String,
    pub(super) latest: String,
}

/// A fee of the product.
pub(super) struct FeeInput {
    pub(super) place: usize,
    pub(super) name: String,
    /// What the product says.
    pub(super) says: String,
    pub(super) taken: bool,
    pub(super) value: String,
}

pub(super) struct GuaranteeInput {
    pub(super) subject: String,
    pub(super) says: String,
    pub(super) chosen: bool,
}

#[derive(Template)]
#[template(path = "reviews/offer.html")]
struct OfferPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    inputs: Inputs,
    reckoned: Reckoned,
    shown: String,
    names: String,
}

#[derive(Template)]
#[template(path = "reviews/reckoned.html")]
struct Fragment<'p> {
    frame: Frame<'p>,
    reckoned: Reckoned,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    if !reviewed.may_offer(&seated.seat) {
        return Err(Failure::NotNow);
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let (inputs, reckoned) = terms_of(&portal, &seated, &frame, &reviewed).await?;
    let request = &reviewed.whole.request;
    written(&OfferPage {
        shown: shown(&[
            (&reviewed.review.subject, reviewed.review.version),
            (&request.subject, request.version),
        ]),
        names: reviewed.whole.names.json(),
        inputs,
        reckoned,
        reviewed,
        frame,
    })
}

/// What follows from what one types.
pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(typed): Asked<BTreeMap<String, String>>,
) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let reckoned = reckoned(&portal, &seated, &frame, &reviewed, &typed).await?;
    written(&Fragment { frame, reckoned })
}

/// The inputs as they stand before anything is typed, and what they come to.
pub(super) async fn terms_of(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    reviewed: &Reviewed,
) -> Result<(Inputs, Reckoned), Failure> {
    let rules = terms::rules(portal, seated).await?;
    let typed = typed::usual(reviewed, &rules);
    let highest = typed::highest_rate(reviewed, &rules);
    let value = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let fees = reviewed.review.state.terms.fees.iter().enumerate();
    let conditions = reviewed.offer().map(|offer| offer.terms.conditions.iter());
    let conditions: Vec<String> = conditions
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    let inputs = Inputs {
        currency: reviewed.submission().amount.currency().to_string(),
        amount: value("terms.amount.value"),
        most: reviewed.submission().amount,
        rate: value("terms.rate"),
        highest: highest.map_or_else(String::new, tallystick_base::Rate::percent_text),
        basis: terms::rate_basis(frame, &reviewed.review.state.terms.rate),
        fees: fees
            .map(|(place, fee)| FeeInput {
                place,
                name: fee.name.to_string(),
                says: terms::fee(frame, fee),
                taken: typed.contains_key(&typed::fee_input(place)),
                value: value(&typed::fee_input(place)),
            })
            .collect(),
        guarantees: guarantees(frame, reviewed, &typed),
        conditions: conditions.join("\n"),
        until: value("valid_until"),
        latest: frame.moment(&reviewed.submission().until),
    };
    let reckoned = reckoned(portal, seated, frame, reviewed, &typed).await?;
    Ok((inputs, reckoned))
}

fn guarantees(frame: &Frame<'_>, reviewed: &Reviewed, typed: &Typed) -> Vec<GuaranteeInput> {
    let chosen = typed.get("terms.guarantee");
    let input = |one: &tallystick_store::ListedGuarantee| {
        let (name, share) = (
            reviewed.whole.names.name(&one.guarantor),
            one.share.percent_text(),
        );
        let (most, fee) = (frame.money(&one.at_most), frame.money(&one.fee));
        let values = [
            ("name", name.as_str()),
            ("share", &share),
            ("most", &most),
            ("fee", &fee),
        ];
        let subject = one.id.to_string();
        GuaranteeInput {
            says: frame.say_with("review-guarantee-says", &values),
            chosen: chosen == Some(&subject),
            subject,
        }
    };
    typed::guarantees(reviewed).map(input).collect()
}

async fn reckoned(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    typed: &Typed,
) -> Result<Reckoned, Failure> {
    let rules = terms::rules(portal, seated).await?;
    let offer = match typed::reckon(frame, reviewed, &rules, typed) {
        Ok(offer) => offer,
        Err(problems) => {
            return Ok(Reckoned {
                problems,
                table: None,
                lines: Vec::new(),
            });
        }
    };
    let (amount, guarantee) = (offer.terms.amount, offer.terms.guarantee);
    let lines = lines::of(portal, seated, frame, reviewed, amount, guarantee).await?;
    // The table of offers draws what would be offered, as the borrower will see it.
    let mut whole = reviewed.alone();
    for review in &mut whole.reviews {
        review.state.stage = ReviewStage::Offered(Box::new(offer.clone()));
    }
    Ok(Reckoned {
        problems: Vec::new(),
        table: offers_table(frame, &whole, None),
        lines,
    })
}

impl OfferPage<'_> {
    fn is_again(&self) -> bool {
        self.reviewed.offer().is_some()
    }
}
