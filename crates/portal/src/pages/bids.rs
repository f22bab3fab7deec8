//! The sealed bids on a request: what each says once it is opened, and who won. `bids.html` draws them.

use tallystick_base::Money;
use tallystick_commands::financing::{Auction, AuctionBid, AuctionStage};

use crate::frame::Frame;
use crate::names::Names;

/// The auction of sealed bids.
pub(super) struct Bids {
    pub(super) until: String,
    pub(super) opened_until: String,
    /// In the order of their commitments.
    pub(super) rows: Vec<BidView>,
    pub(super) result: String,
    /// What stands for a bid that is not opened: that it is sealed, or that it stayed so.
    pub(super) unopened: String,
}

/// One bid.
pub(super) struct BidView {
    pub(super) bank: String,
    /// How much it lends, and what that costs in all.
    pub(super) opened: Option<(Money, Money)>,
    pub(super) won: bool,
}

impl Bids {
    /// The bids of an auction; none where there is none.
    pub(super) fn of(frame: &Frame<'_>, auction: Option<&Auction>, names: &Names) -> Option<Self> {
        let auction = auction?;
        let award = match auction.stage {
            AuctionStage::Closed { award } => award,
            AuctionStage::Open {} | AuctionStage::Ended {} => None,
        };
        let row = |bid: &AuctionBid| BidView {
            bank: names.name(&bid.bank),
            opened: bid.opened.map(|opened| (opened.amount, opened.cost)),
            won: award == Some(bid.review),
        };
        Some(Self {
            until: frame.moment(&auction.bids_until),
            opened_until: frame.moment(&auction.reveal_until),
            rows: auction.bids.iter().map(row).collect(),
            unopened: match auction.stage {
                AuctionStage::Open {} => frame.say("bid-sealed"),
                AuctionStage::Closed { .. } | AuctionStage::Ended {} => frame.say("bid-unopened"),
            },
            result: match auction.stage {
                AuctionStage::Open {} if auction.bids.iter().any(|bid| bid.opened.is_some()) => {
                    frame.say("bids-opening")
                }
                AuctionStage::Open {} => frame.say("auction-open"),
                AuctionStage::Closed { award: Some(_) } => frame.say("auction-awarded"),
                AuctionStage::Closed { award: None } => frame.say("auction-no-award"),
                AuctionStage::Ended {} => frame.say("auction-ended"),
            },
        })
    }
}
