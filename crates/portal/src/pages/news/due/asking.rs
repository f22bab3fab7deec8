//! What falls due for who asks for money: offers of banks, its requests, and requests of a debtor that it is to join.

use tallystick_store::{RequestFilter, ReviewFilter};

use super::What;
use super::ahead::{Ahead, Found, Gathered, first_page};
use crate::failure::Failure;
use crate::pages::requests::{choosable, to_join};

pub(super) async fn gather(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    requests(ahead, into).await?;
    offers(ahead, into).await?;
    joining(ahead, into).await
}

/// The party's own requests that end, and that no bank has approved.
async fn requests(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let (ends_from, ends_until) = ahead.moments();
    for stage in ["submitted", "accepted"] {
        let filter = RequestFilter {
            stage: Some(stage.to_owned()),
            borrower: Some(ahead.party()),
            ends_from,
            ends_until,
            page: first_page(),
            ..RequestFilter::default()
        };
        let page = ahead.store().requests(ahead.viewer(), &filter).await?;
        let found = page.items.into_iter().filter_map(|one| {
            Some(Found {
                other: one.bank,
                ..Found::new(
                    What::Expire,
                    format!("/requests/{}", one.id.uuid()),
                    one.debtor,
                    one.amount,
                    ahead.soon(one.until)?,
                )
            })
        });
        into.take(What::Expire, page.next.as_ref(), found);
    }
    Ok(())
}

/// Offers of banks that the party can accept.
async fn offers(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let (ends_from, ends_until) = ahead.moments();
    let filter = ReviewFilter {
        stage: Some("offered".to_owned()),
        borrower: Some(ahead.party()),
        ends_from,
        ends_until,
        page: first_page(),
        ..ReviewFilter::default()
    };
    let page = ahead.store().reviews(ahead.viewer(), &filter).await?;
    let items = choosable(ahead.portal, ahead.viewer(), page.items).await?;
    let found = items.into_iter().filter_map(|review| {
        Some(Found {
            what: What::Accept,
            number: String::new(),
            address: format!("/requests/{}", review.request.uuid()),
            other: Some(review.bank),
            amount: review.offered,
            day: ahead.soon(review.valid_until?)?,
        })
    });
    into.take(What::Accept, page.next.as_ref(), found);
    Ok(())
}

/// Requests of a debtor that wait for the party to join.
async fn joining(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let waiting = to_join(ahead.portal, ahead.viewer()).await?;
    let found = waiting.into_iter().filter_map(|one| {
        Some(Found::new(
            What::Join,
            format!("/requests/{}", one.id.uuid()),
            one.borrower,
            one.amount,
            ahead.soon(one.until)?,
        ))
    });
    into.take(What::Join, None, found);
    Ok(())
}
