//! Payments that a debtor reported, and whose arrival the viewer's party is to acknowledge or reject.

use tallystick_store::{ListedPayment, PaymentFilter};

use crate::Portal;
use crate::failure::Failure;
use crate::pages::pager::paging;
use crate::seat::Seated;

/// The newest of them, as many as a page of the list holds at most.
pub(in crate::pages) async fn to_answer(
    portal: &Portal,
    seated: &Seated,
) -> Result<Vec<ListedPayment>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = PaymentFilter {
        stage: Some("reported".to_owned()),
        page: paging(None),
        ..PaymentFilter::default()
    };
    let mut waiting = Vec::new();
    for payment in store.payments(viewer, &filter).await?.items {
        let certificate = store.certificate(viewer, payment.certificate).await?;
        // A bank collects what is pledged or assigned to it, the holder everything else.
        if certificate.is_some_and(|seen| seen.state.collector() == viewer.party) {
            waiting.push(payment);
        }
    }
    Ok(waiting)
}
