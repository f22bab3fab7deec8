//! What waits for who asks for money: offers of banks that it can choose.

use tallystick_store::{ListedReview, ReviewFilter};

use super::todo::whole;
use crate::Portal;
use crate::failure::Failure;
use crate::pages::requests::choosable;
use crate::seat::Seated;

/// Offers of banks on the party's requests that can be accepted now.
pub(super) async fn offers(portal: &Portal, seated: &Seated) -> Result<Vec<ListedReview>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let offered = ReviewFilter {
        stage: Some("offered".to_owned()),
        borrower: Some(viewer.party),
        ends_from: Some(store.now()),
        page: whole(),
        ..ReviewFilter::default()
    };
    choosable(portal, viewer, store.reviews(viewer, &offered).await?.items).await
}
