//! Auctions, for the sweep.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::financing::{Auction, AuctionStage};

use crate::rows::{moment, number, stage};

/// One auction.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "auctions")]
pub(crate) struct Model {
    /// `auction/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The request, `financing-request/…`.
    pub(crate) request: String,
    /// How many bids there are.
    pub(crate) bids: i64,
    /// How many of them are opened.
    pub(crate) opened: i64,
    /// The last moment for a commitment.
    pub(crate) bids_until: i64,
    /// The last moment for opening a bid.
    pub(crate) reveal_until: i64,
    /// The moment after which it is over, while that is not recorded; the sweep looks at it.
    pub(crate) over_after: Option<i64>,
    /// The review whose bid won, `review/…`.
    pub(crate) award: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, auction: &Auction) -> Self {
        let unopened = auction.unopened().count();
        let (over_after, award) = match auction.stage {
            // Once the deadline has passed and every bid is opened, nothing is waited for.
            AuctionStage::Open {} if unopened == 0 => (Some(auction.bids_until), None),
            AuctionStage::Open {} => (Some(auction.reveal_until), None),
            AuctionStage::Closed { award } => (None, award),
            AuctionStage::Ended {} => (None, None),
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(auction.stage.name()),
            request: auction.request.subject().to_string(),
            bids: number(auction.bids.len()),
            opened: number(auction.bids.len() - unopened),
            bids_until: moment(auction.bids_until),
            reveal_until: moment(auction.reveal_until),
            over_after: over_after.map(moment),
            award: award.map(|review| review.subject().to_string()),
        }
    }
}
