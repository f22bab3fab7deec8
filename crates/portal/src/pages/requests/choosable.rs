//! Which offers of banks whoever borrows can choose now.

use std::collections::BTreeSet;

use tallystick_base::{FinancingRequestId, ReviewId};
use tallystick_commands::financing::{AuctionStage, ReviewStage};
use tallystick_store::{ListedReview, MAX_PAGE, Paging, RequestFilter, Viewer};

use crate::Portal;
use crate::failure::Failure;

/// Those of some offers on requests of the viewer's party that it can accept: the request is with the banks still, and where bids
/// are sealed, the result is recorded and leaves the offer to be chosen.
pub(in crate::pages) async fn choosable(
    portal: &Portal,
    viewer: &Viewer,
    mut offers: Vec<ListedReview>,
) -> Result<Vec<ListedReview>, Failure> {
    let store = portal.store();
    let submitted = RequestFilter {
        stage: Some("submitted".to_owned()),
        borrower: Some(viewer.party),
        ends_from: Some(store.now()),
        among: Some(offers.iter().map(|offer| offer.request).collect()),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..RequestFilter::default()
    };
    let open = store.requests(viewer, &submitted).await?.items;
    let open: BTreeSet<FinancingRequestId> = open.into_iter().map(|request| request.id).collect();
    offers.retain(|offer| open.contains(&offer.request));
    let sealed = offers.iter().filter(|offer| offer.sealed);
    let sealed: Vec<_> = sealed.map(|offer| (offer.id, offer.request)).collect();
    let clocks = store.bid_clocks(viewer, &sealed).await?;
    let mut left = Vec::new();
    for offer in offers {
        let is_left = match clocks.get(&offer.id) {
            Some(clock) => leaves(portal, viewer, &clock.auction, offer.id).await?,
            None => !offer.sealed,
        };
        if is_left {
            left.push(offer);
        }
    }
    Ok(left)
}

/// Whether an auction that stands so leaves a review to be accepted: it won, or none did, or the one that won has declined since.
async fn leaves(
    portal: &Portal,
    viewer: &Viewer,
    auction: &AuctionStage,
    review: ReviewId,
) -> Result<bool, Failure> {
    let award = match auction {
        AuctionStage::Open {} | AuctionStage::Ended {} => return Ok(false),
        AuctionStage::Closed { award } => *award,
    };
    let Some(other) = award.filter(|award| *award != review) else {
        return Ok(true);
    };
    let won = portal.store().review(viewer, other).await?;
    Ok(won.is_some_and(|won| matches!(won.state.stage, ReviewStage::Declined { .. })))
}
