//! A request as one bank sees it: its review, its bid, and what it may do now.

use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{Capacity, Millis, PartyId, Subject};
use tallystick_commands::State;
use tallystick_commands::financing::request::Submission;
use tallystick_commands::financing::{
    Auction, AuctionStage, Bid, BidStage, Offer, RequestStage, Review, ReviewStage,
};
use tallystick_store::Seen;

use super::turn::Turn;
use super::typed::Typed;
use crate::Portal;
use crate::failure::Failure;
use crate::pages::asked::id;
use crate::pages::requests::Whole;
use crate::seat::{Seat, Seated};

/// Whose review an auditor looks at; the first bank's where it does not say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    bank: Option<String>,
}

impl Query {
    /// Takes it out of what a form sends besides.
    pub(super) fn taken_from(typed: &mut Typed) -> Self {
        Self {
            bank: typed.remove("bank"),
        }
    }
}

/// A request as one bank sees it.
pub(super) struct Reviewed {
    pub(super) whole: Whole,
    pub(super) review: Seen<Review>,
    pub(super) bid: Option<Seen<Bid>>,
    pub(super) today: NaiveDate,
}

impl Reviewed {
    /// The review of the viewer's bank; nobody whom the request does not concern can tell it from none.
    pub(super) async fn read(portal: &Portal, seated: &Seated, text: &str) -> Result<Self, Failure> {
        let bank = seated.viewer().party;
        Self::of(portal, seated, text, Some(bank)).await
    }

    /// The same for auditors, who see the review of any bank.
    pub(super) async fn look(
        portal: &Portal,
        seated: &Seated,
        text: &str,
        query: &Query,
    ) -> Result<Self, Failure> {
        if seated.seat.acts_as(Capacity::Bank) {
            return Self::read(portal, seated, text).await;
        }
        let bank = query
            .bank
            .as_deref()
            .map(|bank| id(PartyId::KIND, bank))
            .transpose()?;
        Self::of(portal, seated, text, bank).await
    }

    async fn of(
        portal: &Portal,
        seated: &Seated,
        text: &str,
        bank: Option<PartyId>,
    ) -> Result<Self, Failure> {
        let store = portal.store();
        let whole = Whole::read(portal, seated, text).await?;
        let review = whole
            .reviews
            .iter()
            .find(|seen| bank.is_none_or(|bank| seen.state.bank == bank))
            .cloned()
            .ok_or(Failure::NotFound)?;
        let bid = store
            .subject(seated.viewer(), &Bid::subject_of(review.state.id))
            .await?;
        let bid = bid.and_then(|seen| match seen.state {
            State::Bid(bid) => Some(Seen {
                subject: seen.subject,
                version: seen.version,
                seq: seen.seq,
                state: bid,
            }),
            _ => None,
        });
        Ok(Self {
            whole,
            review,
            bid,
            today: store.today().await?,
        })
    }

    /// The request as if this bank alone were asked: its offer stands alone in the table of offers.
    pub(super) fn alone(&self) -> Whole {
        Whole {
            reviews: vec![self.review.clone()],
            ..self.whole.clone()
        }
    }

    pub(super) fn submission(&self) -> &Submission {
        &self.whole.state().submission
    }

    /// Where its pages stand.
    pub(super) fn address(&self) -> String {
        format!("/reviews/{}", self.whole.id())
    }

    /// The stage of the review, in lower case; a request whose time has run out has ended it.
    pub(super) fn stage(&self) -> String {
        if self.review.state.stage.is_live() && self.whole.state().has_expired(self.whole.now) {
            "ended".to_owned()
        } else {
            self.review.state.stage.name().to_lowercase()
        }
    }

    pub(super) fn offer(&self) -> Option<&Offer> {
        match &self.review.state.stage {
            ReviewStage::Offered(offer) | ReviewStage::Taken(offer) => Some(offer),
            ReviewStage::Open {}
            | ReviewStage::NotTaken {}
            | ReviewStage::Declined { .. }
            | ReviewStage::Ended {} => None,
        }
    }

    pub(super) fn auction(&self) -> Option<&Auction> {
        self.whole.auction.as_ref()
    }

    /// The review, and where bids are sealed, the bank's own and the auction of all: what its timeline tells of.
    pub(super) fn subjects(&self) -> Vec<Subject> {
        let bid = self.bid.as_ref().map(|bid| bid.subject.clone());
        let auction = self.auction().map(|auction| Auction::subject_of(auction.request));
        let review = self.review.subject.clone();
        std::iter::once(review).chain(bid).chain(auction).collect()
    }

    /// What the bank is to do about its sealed bid; none where bids are open, or it has offered.
    fn turn(&self) -> Option<Turn> {
        let review = &self.review.state;
        let bids = review.sealed && matches!(review.stage, ReviewStage::Open {});
        let auction = self.auction().filter(|_| bids)?;
        let bid = self.bid.as_ref().map(|bid| &bid.state.stage);
        Turn::of(auction.bids_until, auction.reveal_until, bid, self.whole.now)
    }

    /// The last moment for what the bank is to do; none where it has missed it.
    pub(super) fn clock(&self) -> Option<Millis> {
        self.turn().map_or(Some(self.submission().until), Turn::until)
    }

    /// Whether the seat acts for the bank of this review.
    pub(super) fn acts(&self, seat: &Seat) -> bool {
        seat.trades() && seat.acts_as(Capacity::Bank) && seat.viewer.party == self.review.state.bank
    }

    /// Whether the request is with the banks, and its time goes on.
    fn is_submitted(&self) -> bool {
        matches!(self.whole.state().stage, RequestStage::Submitted {}) && self.whole.is_open()
    }

    /// Whether the bank may still lend on it, and no loan is approved yet.
    fn is_undecided(&self) -> bool {
        let early = matches!(
            self.whole.state().stage,
            RequestStage::Submitted {} | RequestStage::Accepted { .. }
        );
        early && self.whole.is_open() && self.review.state.stage.is_live()
    }

    pub(super) fn may_assess(&self, seat: &Seat) -> bool {
        self.acts(seat) && self.is_undecided()
    }

    pub(super) fn may_decline(&self, seat: &Seat) -> bool {
        self.acts(seat) && self.is_undecided()
    }

    pub(super) fn may_offer(&self, seat: &Seat) -> bool {
        let undecided = matches!(
            self.review.state.stage,
            ReviewStage::Open {} | ReviewStage::Offered(_)
        );
        self.acts(seat) && self.is_submitted() && undecided && !self.review.state.sealed
    }

    pub(super) fn may_withdraw_offer(&self, seat: &Seat) -> bool {
        let offered = matches!(self.review.state.stage, ReviewStage::Offered(_));
        self.acts(seat) && offered && !self.review.state.sealed
    }

    pub(super) fn may_approve(&self, seat: &Seat) -> bool {
        let taken = matches!(self.review.state.stage, ReviewStage::Taken(_));
        let accepted = matches!(self.whole.state().stage, RequestStage::Accepted { .. });
        self.acts(seat) && taken && accepted && self.whole.is_open()
    }

    /// The auction in which the bank has still something to do.
    fn open_auction(&self) -> Option<&Auction> {
        let is_open = self.is_submitted() && matches!(self.review.state.stage, ReviewStage::Open {});
        self.auction()
            .filter(|auction| is_open && matches!(auction.stage, AuctionStage::Open {}))
    }

    pub(super) fn may_commit(&self, seat: &Seat) -> bool {
        let in_time = |auction: &Auction| self.whole.now <= auction.bids_until;
        self.acts(seat) && self.bid.is_none() && self.open_auction().is_some_and(in_time)
    }

    pub(super) fn may_reveal(&self, seat: &Seat) -> bool {
        let now = self.whole.now;
        let in_time = |auction: &Auction| auction.bids_until < now && now <= auction.reveal_until;
        let committed = self
            .bid
            .as_ref()
            .is_some_and(|bid| bid.state.stage == BidStage::Committed {});
        self.acts(seat) && committed && self.open_auction().is_some_and(in_time)
    }
}
