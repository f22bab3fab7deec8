//! What comes next on a request, for the bank that reviews it.

use tallystick_commands::financing::{AuctionStage, BidStage, RequestStage, ReviewStage};

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
            ReviewStage::Open {} if self.review.state.sealed && is_bank => self.next_of_bid(frame),
            ReviewStage::Open {} if self.review.state.sealed => self.seen_of_bid(frame),
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

    fn next_of_bid(&self, frame: &Frame<'_>) -> String {
        let Some(auction) = self.auction() else {
            return frame.say("review-next-ended");
        };
        let (bids, reveal) = (
            frame.moment(&auction.bids_until),
            frame.moment(&auction.reveal_until),
        );
        let values = [("bids", bids.as_str()), ("reveal", reveal.as_str())];
        match (&self.bid, self.whole.now <= auction.bids_until) {
            (None, true) => frame.say_with("review-next-bid", &values),
            (Some(_), true) => frame.say_with("review-next-committed", &values),
            (Some(bid), false) if bid.state.stage == (BidStage::Committed {}) => {
                frame.say_with("review-next-reveal", &values)
            }
            (Some(_) | None, false) => match auction.stage {
                AuctionStage::Open {} => frame.say("review-next-no-bid"),
                AuctionStage::Closed { .. } | AuctionStage::Ended {} => frame.say("review-next-no-award"),
            },
        }
    }

    /// The same of a bid, to whoever looks on.
    fn seen_of_bid(&self, frame: &Frame<'_>) -> String {
        let Some(auction) = self.auction() else {
            return frame.say("review-next-ended");
        };
        let (bids, reveal) = (
            frame.moment(&auction.bids_until),
            frame.moment(&auction.reveal_until),
        );
        let values = [("bids", bids.as_str()), ("reveal", reveal.as_str())];
        match (&self.bid, self.whole.now <= auction.bids_until) {
            (None, true) => frame.say_with("review-seen-bid", &values),
            (Some(_), true) => frame.say_with("review-seen-committed", &values),
            (Some(bid), false) if bid.state.stage == (BidStage::Committed {}) => {
                frame.say_with("review-seen-reveal", &values)
            }
            (Some(_) | None, false) => match auction.stage {
                AuctionStage::Open {} => frame.say("review-next-no-bid"),
                AuctionStage::Closed { .. } | AuctionStage::Ended {} => frame.say("review-seen-no-award"),
            },
        }
    }
}
