//! What a bank is to do about its sealed bid, and which of the auction's clocks runs for it.

use tallystick_base::Millis;
use tallystick_commands::financing::BidStage;

use crate::frame::Frame;

/// What a bank is to do about its sealed bid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Turn {
    /// To bid, until this moment.
    Bid(Millis),
    /// Its bid is sealed: it is opened after the first moment, and until the second.
    Sealed(Millis, Millis),
    /// To open its bid, until this moment.
    Open(Millis),
    /// Nothing: it did not bid, or did not open its bid, in time.
    Missed,
}

impl Turn {
    /// None once the bid is opened: it is an offer like any other.
    pub(in crate::pages) fn of(
        bids_until: Millis,
        reveal_until: Millis,
        bid: Option<&BidStage>,
        now: Millis,
    ) -> Option<Self> {
        match bid {
            None if now <= bids_until => Some(Self::Bid(bids_until)),
            Some(BidStage::Committed {}) if now <= bids_until => Some(Self::Sealed(bids_until, reveal_until)),
            Some(BidStage::Committed {}) if now <= reveal_until => Some(Self::Open(reveal_until)),
            Some(BidStage::Revealed {}) => None,
            None | Some(BidStage::Committed {} | BidStage::Unrevealed {}) => Some(Self::Missed),
        }
    }

    /// The last moment for what is to be done.
    pub(in crate::pages) const fn until(self) -> Option<Millis> {
        match self {
            Self::Bid(until) | Self::Sealed(_, until) | Self::Open(until) => Some(until),
            Self::Missed => None,
        }
    }

    pub(super) fn says(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Bid(until) => frame.say_with("review-step-bid", &[("until", &frame.moment(&until))]),
            Self::Sealed(from, until) => {
                let (from, until) = (frame.moment(&from), frame.moment(&until));
                frame.say_with("review-step-sealed", &[("from", &from), ("until", &until)])
            }
            Self::Open(until) => frame.say_with("review-step-reveal", &[("until", &frame.moment(&until))]),
            Self::Missed => frame.say("review-step-missed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_bids_then_opens_its_bid_and_has_missed_it_after_that() {
        let at = |millis: u64| Millis::new(1_770_598_800_000 + millis).unwrap();
        let (sealed, unopened) = (BidStage::Committed {}, BidStage::Unrevealed {});
        let turns = [
            (None, 10, Some(Turn::Bid(at(10)))),
            (None, 11, Some(Turn::Missed)),
            (Some(&sealed), 10, Some(Turn::Sealed(at(10), at(20)))),
            (Some(&sealed), 11, Some(Turn::Open(at(20)))),
            (Some(&sealed), 20, Some(Turn::Open(at(20)))),
            (Some(&sealed), 21, Some(Turn::Missed)),
            (Some(&unopened), 21, Some(Turn::Missed)),
            (Some(&BidStage::Revealed {}), 15, None),
        ];
        for (bid, now, turn) in turns {
            assert_eq!(Turn::of(at(10), at(20), bid, at(now)), turn, "{bid:?} at {now}");
        }
    }
}
