//! Sealed bids: made and kept in the browser, committed to by a digest, and opened after the deadline.
//!
//! The terms of a bid do not come here before it is opened. So the page carries the bounds that the browser checks them against,
//! and reckons what they come to by itself.

use askama::Template;
use axum::extract::{Path, State};
use serde::Serialize;
use tallystick_base::{DayCount, Millis};
use tallystick_commands::financing::{Auction, Bid, BidStage, Fee, FeeBasis, InterestMode};
use tallystick_store::Seen;

use super::offer::{Inputs, terms_of};
use super::reviewed::Reviewed;
use super::typed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, terms, written};
use crate::places::BANK;
use crate::seat::Seated;

/// What the browser checks a bid against, and reckons with.
#[derive(Serialize)]
struct Bounds {
    currency: String,
    /// What is asked for.
    amount: String,
    /// The rate at most, as a fraction.
    rate: Option<String>,
    /// How many days interest runs, and how many make a year.
    days: Option<u32>,
    basis: u32,
    /// Whether interest is taken off what is paid out.
    discount: bool,
    /// What the programme pays of the interest, as a fraction.
    subsidy: Option<String>,
    /// The fees of the product, in the order of the inputs.
    fees: Vec<FeeBound>,
    /// What each guarantor takes, by guarantee.
    guarantees: std::collections::BTreeMap<String, String>,
    /// A bid stands after this moment, and until that one.
    after: u64,
    until: u64,
}

#[derive(Serialize)]
struct FeeBound {
    name: String,
    /// An amount at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<String>,
    /// A share of the principal at most, rounded down.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
}

#[derive(Template)]
#[template(path = "reviews/bid.html")]
struct BidPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    auction: Auction,
    /// What the form begins with; none once the bank is bound.
    inputs: Option<Inputs>,
    bounds: String,
    shown: String,
    names: String,
}

#[derive(Template)]
#[template(path = "reviews/reveal.html")]
struct RevealPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    auction: Auction,
    bid: Seen<Bid>,
    shown: String,
    names: String,
}

/// Making a bid, or looking at the one that binds the bank.
pub(super) async fn commit(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    let commits = reviewed.may_commit(&seated.seat);
    let is_bound = reviewed.bid.is_some() && reviewed.acts(&seated.seat);
    let auction = reviewed.auction().filter(|_| commits || is_bound);
    let auction = auction.ok_or(Failure::NotNow)?.clone();
    let frame = Frame::new(&portal, seated.visit.clone());
    let inputs = if commits {
        Some(terms_of(&portal, &seated, &frame, &reviewed).await?.0)
    } else {
        None
    };
    let bounds = bounds(&portal, &seated, &reviewed, &auction).await?;
    written(&BidPage {
        shown: shown(&[
            (&reviewed.review.subject, reviewed.review.version),
            (&reviewed.whole.request.subject, reviewed.whole.request.version),
        ]),
        // Inside of a script element, `<` could end it.
        bounds: serde_json::to_string(&bounds)
            .unwrap_or_default()
            .replace('<', "\\u003c"),
        names: reviewed.whole.names.json(),
        inputs,
        auction,
        reviewed,
        frame,
    })
}

/// Opening the bid.
pub(super) async fn reveal(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    if !reviewed.may_reveal(&seated.seat) {
        return Err(Failure::NotNow);
    }
    let (Some(auction), Some(bid)) = (reviewed.auction(), &reviewed.bid) else {
        return Err(Failure::NotNow);
    };
    let (auction, bid) = (auction.clone(), bid.clone());
    written(&RevealPage {
        shown: shown(&[
            (&bid.subject, bid.version),
            (&reviewed.review.subject, reviewed.review.version),
            (&reviewed.whole.request.subject, reviewed.whole.request.version),
        ]),
        names: reviewed.whole.names.json(),
        frame: Frame::new(&portal, seated.visit),
        auction,
        bid,
        reviewed,
    })
}

async fn bounds(
    portal: &Portal,
    seated: &Seated,
    reviewed: &Reviewed,
    auction: &Auction,
) -> Result<Bounds, Failure> {
    let rules = terms::rules(portal, seated).await?;
    let (asked, product) = (reviewed.submission(), &reviewed.review.state.terms);
    let count: DayCount = product.day_count;
    let subsidy = product.programme.as_ref().and_then(|programme| programme.subsidy);
    let guarantees = typed::guarantees(reviewed);
    Ok(Bounds {
        currency: asked.amount.currency().to_string(),
        amount: asked.amount.value_text(),
        rate: typed::highest_rate(reviewed, &rules).map(|rate| rate.to_string()),
        days: count.days(asked.draw_on, asked.matures_on),
        basis: count.basis(),
        discount: product.interest == InterestMode::Discount,
        subsidy: subsidy.map(|rate| rate.to_string()),
        fees: product.fees.iter().map(fee_bound).collect(),
        guarantees: guarantees
            .map(|one| (one.id.to_string(), one.fee.value_text()))
            .collect(),
        after: auction.reveal_until.as_millis(),
        until: asked.until.as_millis(),
    })
}

fn fee_bound(fee: &Fee) -> FeeBound {
    let (fixed, share) = match &fee.basis {
        FeeBasis::Fixed { amount } => (Some(amount.value_text()), None),
        FeeBasis::Share { of_principal } => (None, Some(of_principal.to_string())),
    };
    FeeBound {
        name: fee.name.to_string(),
        fixed,
        share,
    }
}

impl BidPage<'_> {
    /// From when on the bid can be opened.
    fn opens(&self) -> &Millis {
        &self.auction.bids_until
    }

    fn bid_stage(&self) -> Option<String> {
        let bid = self.reviewed.bid.as_ref()?;
        Some(match bid.state.stage {
            BidStage::Committed {} => self.frame.say("seal-stage-committed"),
            BidStage::Revealed {} => self.frame.say("seal-stage-revealed"),
            BidStage::Unrevealed {} => self.frame.say("seal-stage-unrevealed"),
        })
    }
}
