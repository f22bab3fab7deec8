//! One request with all that stands around it, and whose turn it is.

use tallystick_base::{Capacity, FinancingRequestId, Millis, PartyId, ReviewId};
use tallystick_commands::financing::request::Direction;
use tallystick_commands::financing::{
    Auction, AuctionStage, FinancingRequest, Offer, RequestStage, Review, ReviewStage,
};
use tallystick_store::{GuaranteeFilter, ListedGuarantee, MAX_PAGE, Paging, Seen};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::seat::{Seat, Seated};

/// A request with its reviews, its auction and its guarantees, as far as the viewer may see them.
#[derive(Clone)]
pub(in crate::pages) struct Whole {
    pub(in crate::pages) request: Seen<FinancingRequest>,
    pub(in crate::pages) reviews: Vec<Seen<Review>>,
    pub(in crate::pages) auction: Option<Auction>,
    pub(in crate::pages) guarantees: Vec<ListedGuarantee>,
    pub(in crate::pages) names: Names,
    pub(in crate::pages) now: Millis,
}

impl Whole {
    /// The request at an address; nobody whom it does not concern can tell it from none.
    pub(in crate::pages) async fn read(
        portal: &Portal,
        seated: &Seated,
        text: &str,
    ) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let request: FinancingRequestId = id(FinancingRequestId::KIND, text)?;
        let seen = store.request(viewer, request).await?.ok_or(Failure::NotFound)?;
        let mut reviews = Vec::new();
        for invitation in &seen.state.submission.invitations {
            reviews.extend(store.review(viewer, invitation.review).await?);
        }
        let auction = store.auction(viewer, request).await?.map(|seen| seen.state);
        let filter = GuaranteeFilter {
            request: Some(request),
            page: Paging {
                after: None,
                limit: MAX_PAGE,
            },
            ..GuaranteeFilter::default()
        };
        let guarantees = store.guarantees(viewer, &filter).await?.items;
        let names = Names::of(store, viewer, parties(&seen.state, &guarantees)).await?;
        Ok(Self {
            request: seen,
            reviews,
            auction,
            guarantees,
            names,
            now: store.now(),
        })
    }

    pub(in crate::pages) const fn state(&self) -> &FinancingRequest {
        &self.request.state
    }

    /// The id in addresses.
    pub(in crate::pages) fn id(&self) -> String {
        self.state().id().uuid().to_string()
    }

    /// The stage as it reads now.
    pub(in crate::pages) fn stage(&self) -> String {
        if self.state().has_expired(self.now) {
            "expired".to_owned()
        } else {
            self.state().stage.name().to_lowercase()
        }
    }

    /// Whether the time for it goes on.
    pub(in crate::pages) fn is_open(&self) -> bool {
        self.state().stage.is_live() && !self.state().has_expired(self.now)
    }

    /// Whether the seat may act for the borrower.
    pub(in crate::pages) fn borrows(&self, seat: &Seat) -> bool {
        let submission = &self.state().submission;
        let capacity = match submission.direction {
            Direction::Upstream {} => Capacity::Supplier,
            Direction::Downstream { .. } => Capacity::Buyer,
        };
        submission.borrower == seat.viewer.party && seat.acts_as(capacity) && seat.signs()
    }

    pub(in crate::pages) fn may_withdraw(&self, seat: &Seat) -> bool {
        let early = matches!(
            self.state().stage,
            RequestStage::Submitted {} | RequestStage::Accepted { .. }
        );
        early && self.is_open() && self.borrows(seat)
    }

    /// Whether the seat may join: downstream, for the holder, once.
    pub(in crate::pages) fn may_join(&self, seat: &Seat) -> bool {
        let is_holder = self.state().submission.holder == seat.viewer.party;
        self.awaits_holder() && is_holder && seat.acts_as(Capacity::Supplier) && seat.signs()
    }

    fn awaits_holder(&self) -> bool {
        let submitted = matches!(self.state().stage, RequestStage::Submitted {});
        submitted && self.is_open() && !self.state().holds_certificates()
    }

    /// The review whose offer may be accepted now, and the offer.
    pub(in crate::pages) fn acceptable(
        &self,
        seat: &Seat,
        review: ReviewId,
    ) -> Option<(&Seen<Review>, &Offer)> {
        let submitted = matches!(self.state().stage, RequestStage::Submitted {});
        let holds = self.state().holds_certificates();
        if !submitted || !holds || !self.is_open() || !self.borrows(seat) || !self.wins(review) {
            return None;
        }
        let seen = self.reviews.iter().find(|seen| seen.state.id == review)?;
        match &seen.state.stage {
            ReviewStage::Offered(offer) if self.stands(offer) => Some((seen, offer)),
            _ => None,
        }
    }

    /// Whether the time of an offer, and that of the guarantee on which it relies, goes on.
    fn stands(&self, offer: &Offer) -> bool {
        let guaranteed = offer.terms.guarantee.is_none_or(|named| {
            let offered = self.guarantees.iter().find(|one| one.id == named);
            offered.is_some_and(|one| one.stage == "offered" && one.until >= self.now)
        });
        offer.valid_until >= self.now && guaranteed
    }

    /// Whether the auction, where there is one, leaves this review to be accepted: it won, or none did, or the one that won
    /// has declined since.
    fn wins(&self, review: ReviewId) -> bool {
        match self.auction.as_ref().map(|auction| &auction.stage) {
            None | Some(AuctionStage::Closed { award: None }) => true,
            Some(AuctionStage::Closed { award: Some(award) }) => {
                *award == review || self.has_declined(*award)
            }
            Some(AuctionStage::Open {} | AuctionStage::Ended {}) => false,
        }
    }

    fn has_declined(&self, review: ReviewId) -> bool {
        let of = self.reviews.iter().find(|seen| seen.state.id == review);
        of.is_some_and(|seen| matches!(seen.state.stage, ReviewStage::Declined { .. }))
    }

    /// Offers that can be accepted still.
    fn has_offers(&self) -> bool {
        let is_offered = |seen: &Seen<Review>| match &seen.state.stage {
            ReviewStage::Offered(offer) => self.stands(offer) && self.wins(seen.state.id),
            _ => false,
        };
        self.reviews.iter().any(is_offered)
    }

    /// Whose turn it is, in a sentence.
    pub(in crate::pages) fn next(&self, frame: &Frame<'_>) -> String {
        let submission = &self.state().submission;
        let until = frame.moment(&submission.until);
        if self.state().has_expired(self.now) {
            return frame.say("request-next-expired");
        }
        match &self.state().stage {
            RequestStage::Submitted {} if self.awaits_holder() => {
                let holder = self.names.name(&submission.holder);
                let values = [("holder", holder.as_str()), ("until", until.as_str())];
                frame.say_with("request-next-join", &values)
            }
            RequestStage::Submitted {} => self.next_of_offers(frame, &until),
            RequestStage::Accepted { bank, .. } => {
                let bank = self.names.name(bank);
                let values = [("bank", bank.as_str()), ("until", until.as_str())];
                frame.say_with("request-next-accepted", &values)
            }
            RequestStage::Approved { bank, .. } => {
                let bank = self.names.name(bank);
                frame.say_with("request-next-approved", &[("bank", &bank)])
            }
            RequestStage::Funded { .. } => frame.say("request-next-funded"),
            RequestStage::Closed {} => frame.say("request-next-closed"),
            RequestStage::Declined {} => frame.say("request-next-declined"),
            RequestStage::Withdrawn {} => frame.say("request-next-withdrawn"),
            RequestStage::Expired {} => frame.say("request-next-expired"),
        }
    }

    fn next_of_offers(&self, frame: &Frame<'_>, until: &str) -> String {
        if let Some(auction) = &self.auction
            && matches!(auction.stage, AuctionStage::Open {})
        {
            return if self.now <= auction.bids_until {
                let at = frame.moment(&auction.bids_until);
                frame.say_with("request-next-bids", &[("until", &at)])
            } else {
                let at = frame.moment(&auction.reveal_until);
                frame.say_with("request-next-reveal", &[("until", &at)])
            };
        }
        if self.has_offers() {
            frame.say_with("request-next-choose", &[("until", until)])
        } else {
            frame.say_with("request-next-banks", &[("until", until)])
        }
    }
}

/// Everybody whom the page names.
fn parties(request: &FinancingRequest, guarantees: &[ListedGuarantee]) -> Vec<PartyId> {
    let submission = &request.submission;
    let mut parties = vec![submission.borrower, submission.holder, submission.debtor];
    parties.extend(submission.invitations.iter().map(|invitation| invitation.bank));
    parties.extend(submission.guarantors.iter().copied());
    parties.extend(guarantees.iter().map(|guarantee| guarantee.guarantor));
    parties
}
