//! What comes next on a request, for the bank that reviews it.

use tallystick_commands::financing::{Auction, AuctionStage, BidStage, RequestStage, ReviewStage};

use super::reviewed::Reviewed;
use crate::frame::Frame;

impl Reviewed {
    /// What comes next, and whose turn it is: in words to the bank itself, or about it to whoever looks on.
    pub(super) fn next(&self, frame: &Frame<'_>, is_bank: bool) -> String {
        let until = frame.moment(&self.submission().until);
        let until = [("until", until.as_str())];
        if self.stage() == "ended" {
            return frame.say("review-next-ended");
        }
        match &self.review.state.stage {
            ReviewStage::Open {} if self.review.state.sealed => self.of_bid(frame, is_bank),
            ReviewStage::Open {} if self.review.state.assessment.is_none() => {
                if is_bank {
                    frame.say_with("review-next-open", &until)
                } else {
                    frame.say_with("review-seen-open", &until)
                }
            }
            ReviewStage::Open {} if is_bank => frame.say_with("review-next-assessed", &until),
            ReviewStage::Open {} => frame.say_with("review-seen-assessed", &until),
            ReviewStage::Offered(offer) => {
                let valid = frame.moment(&offer.valid_until);
                let valid = [("until", valid.as_str())];
                if is_bank {
                    frame.say_with("review-next-offered", &valid)
                } else {
                    frame.say_with("review-seen-offered", &valid)
                }
            }
            ReviewStage::Taken(_) => match self.whole.state().stage {
                RequestStage::Accepted { .. } if is_bank => frame.say_with("review-next-taken", &until),
                RequestStage::Accepted { .. } => frame.say_with("review-seen-taken", &until),
                RequestStage::Submitted {}
                | RequestStage::Approved { .. }
                | RequestStage::Funded { .. }
                | RequestStage::Closed {}
                | RequestStage::Declined {}
                | RequestStage::Withdrawn {}
                | RequestStage::Expired {} => frame.say("review-next-lent"),
            },
            ReviewStage::NotTaken {} => frame.say("review-next-not-taken"),
            ReviewStage::Declined { .. } if is_bank => frame.say("review-next-declined"),
            ReviewStage::Declined { .. } => frame.say("review-seen-declined"),
            ReviewStage::Ended {} => frame.say("review-next-ended"),
        }
    }

    /// The same where bids are sealed.
    fn of_bid(&self, frame: &Frame<'_>, is_bank: bool) -> String {
        let Some(auction) = self.auction() else {
            return frame.say("review-next-ended");
        };
        let (bids, reveal) = (
            frame.moment(&auction.bids_until),
            frame.moment(&auction.reveal_until),
        );
        let values = [("bids", bids.as_str()), ("reveal", reveal.as_str())];
        let (next, seen) = self.keys_of_bid(auction);
        frame.say_with(if is_bank { next } else { seen }, &values)
    }

    /// How the bid of the bank stands: the words for the bank itself, and those for whoever looks on.
    fn keys_of_bid(&self, auction: &Auction) -> (&'static str, &'static str) {
        match (&self.bid, self.whole.now <= auction.bids_until) {
            (None, true) => ("review-next-bid", "review-seen-bid"),
            (Some(_), true) => ("review-next-committed", "review-seen-committed"),
            (Some(bid), false) if bid.state.stage == (BidStage::Committed {}) => {
                ("review-next-reveal", "review-seen-reveal")
            }
            (Some(_) | None, false) => match auction.stage {
                AuctionStage::Open {} => ("review-next-no-bid", "review-next-no-bid"),
                AuctionStage::Closed { .. } | AuctionStage::Ended {} => {
                    ("review-next-no-award", "review-seen-no-award")
                }
            },
        }
    }
}
