//! The auction of a request: every bid, what it costs in all, and the award as anybody can recompute it.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_commands::financing::{AuctionStage, award};

use super::WHO;
use super::reviewed::{Query, Reviewed};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::bids::Bids;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "reviews/award.html")]
struct BidsPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    bids: Bids,
    steps: Vec<String>,
    /// What this page came to, and whether the record says the same.
    verdict: Option<(String, bool)>,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(WHO)?;
    let reviewed = Reviewed::look(&portal, &seated, &text, &query).await?;
    let frame = Frame::new(&portal, seated.visit);
    let bids = Bids::of(&frame, reviewed.auction(), &reviewed.whole.names).ok_or(Failure::NotFound)?;
    written(&BidsPage {
        steps: steps(&frame, &reviewed),
        verdict: verdict(&frame, &reviewed),
        bids,
        reviewed,
        frame,
    })
}

/// The bids for the whole amount, in the order of the award.
fn steps(frame: &Frame<'_>, reviewed: &Reviewed) -> Vec<String> {
    let Some(auction) = reviewed.auction() else {
        return Vec::new();
    };
    let mut whole: Vec<_> = auction
        .bids
        .iter()
        .zip(1_u64..)
        .filter_map(|(bid, place)| {
            let opened = bid.opened.filter(|opened| opened.amount == auction.amount)?;
            Some((opened.cost, place, bid.bank))
        })
        .collect();
    whole.sort_by_key(|(cost, place, _)| (cost.minor(), *place));
    let step = |(cost, place, bank): &(tallystick_base::Money, u64, tallystick_base::PartyId)| {
        let (bank, cost, place) = (
            reviewed.whole.names.name(bank),
            frame.money(cost),
            place.to_string(),
        );
        let values = [("bank", bank.as_str()), ("cost", &cost), ("place", &place)];
        frame.say_with("seal-award-step", &values)
    };
    whole.iter().map(step).collect()
}

/// What anybody can recompute, beside what is recorded; none while the auction goes on.
fn verdict(frame: &Frame<'_>, reviewed: &Reviewed) -> Option<(String, bool)> {
    let auction = reviewed.auction()?;
    let AuctionStage::Closed { award: recorded } = auction.stage else {
        return None;
    };
    let found = award(&auction.bids, auction.amount);
    let winner = found.and_then(|review| auction.bid(review));
    let name = winner.map(|bid| reviewed.whole.names.name(&bid.bank));
    let same = found == recorded;
    let says = match (name, same) {
        (Some(name), true) => frame.say_with("seal-award-same", &[("bank", &name)]),
        (Some(name), false) => frame.say_with("seal-award-other", &[("bank", &name)]),
        (None, true) => frame.say("seal-award-none"),
        (None, false) => frame.say("seal-award-none-other"),
    };
    Some((says, same))
}
