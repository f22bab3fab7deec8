//! What waits for who asks for money: offers of banks, and requests of a debtor that it is to join.

use tallystick_store::{ListedReview, RequestFilter, ReviewFilter};

use super::todo::whole;
use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// Offers of banks on the party's requests that can still be accepted.
pub(super) async fn offers(portal: &Portal, seated: &Seated) -> Result<Vec<ListedReview>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let offered = ReviewFilter {
        stage: Some("offered".to_owned()),
        borrower: Some(viewer.party),
        ends_from: Some(store.now()),
        page: whole(),
        ..ReviewFilter::default()
    };
    let mut offers = store.reviews(viewer, &offered).await?.items;
    let submitted = RequestFilter {
        stage: Some("submitted".to_owned()),
        borrower: Some(viewer.party),
        ends_from: Some(store.now()),
        among: Some(offers.iter().map(|review| review.request).collect()),
        page: whole(),
        ..RequestFilter::default()
    };
    let open = store.requests(viewer, &submitted).await?.items;
    offers.retain(|review| open.iter().any(|request| request.id == review.request));
    Ok(offers)
}
