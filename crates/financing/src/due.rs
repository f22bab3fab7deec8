//! What falls due: the statements that the service's key signs.
//!
//! A sweep may run at any time and as often as it likes.

use tallystick_base::{Millis, Salt};

use crate::command::{CloseAuction, ExpireRequest, LapseGuarantee};
use crate::{AuctionStage, Case, Command, Rejection};

/// The statements to sign now, as commands; `salt` gives a new salt for each body. In order: auctions that are over,
/// requests whose time ran out, guarantors' offers that have passed.
pub fn due(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Command>, Rejection> {
    let mut commands = auctions(case, now, salt);
    commands.extend(requests(case, now, salt));
    commands.extend(guarantees(case, now, salt));
    Ok(commands)
}

/// Auctions that are over and not recorded. They come first: the end of a request ends an open auction, and then nobody
/// records which bids were not opened.
fn auctions(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Vec<Command> {
    let over = case
        .auctions
        .values()
        .filter(|auction| auction.stage == AuctionStage::Open {} && auction.is_over(now));
    over.map(|auction| {
        let (salt, request) = (salt(), auction.request);
        CloseAuction { salt, request }.into()
    })
    .collect()
}

/// Requests whose last moment passed before a loan was approved.
fn requests(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Vec<Command> {
    let expired = case.requests.values().filter(|request| request.has_expired(now));
    expired
        .map(|request| {
            let (salt, request) = (salt(), request.id());
            ExpireRequest { salt, request }.into()
        })
        .collect()
}

/// Guarantors' offers whose last moment has passed.
fn guarantees(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Vec<Command> {
    let passed = case
        .guarantees
        .values()
        .filter(|guarantee| guarantee.has_expired(now));
    passed
        .map(|offered| {
            let (salt, guarantee) = (salt(), offered.id());
            LapseGuarantee { salt, guarantee }.into()
        })
        .collect()
}
