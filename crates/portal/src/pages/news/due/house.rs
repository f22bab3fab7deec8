//! What falls due in the party's own house: signatures of the very member, and the yearly disclosure of a buyer.

use chrono::{Datelike as _, NaiveDate};
use tallystick_base::Capacity;
use tallystick_commands::banking::disclosure::{discloses, publish_by};

use super::What;
use super::ahead::{Ahead, Found, Gathered};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::home::to_sign;

pub(super) async fn gather(ahead: &Ahead<'_>, frame: &Frame<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let proposals = to_sign(ahead.portal, ahead.seated, frame).await?;
    let found = proposals.into_iter().filter_map(|one| {
        Some(Found {
            what: What::Sign,
            number: one.act,
            address: format!("/waiting/{}", one.proposal.id),
            other: None,
            amount: None,
            day: ahead.soon(one.proposal.expires)?,
        })
    });
    into.take(What::Sign, None, found);
    if let Some(day) = disclosure(ahead).await? {
        into.found.push(Found {
            what: What::Disclose,
            number: (ahead.today.year() - 1).to_string(),
            address: "/statistics/disclosure".to_owned(),
            other: None,
            amount: None,
            day,
        });
    }
    Ok(())
}

/// The last day of the disclosure for the year before, where it comes soon: for buyers whom Order 802 governs.
async fn disclosure(ahead: &Ahead<'_>) -> Result<Option<NaiveDate>, Failure> {
    if !ahead.is(Capacity::Buyer) {
        return Ok(None);
    }
    let (store, viewer) = (ahead.store(), ahead.viewer());
    let party = store.party(viewer, viewer.party).await?;
    let size = store.profile(viewer, viewer.party).await?;
    let size = size.and_then(|seen| seen.state.data.size);
    let class = party.and_then(|seen| seen.state.buyer_class);
    let governed = class.is_some_and(|class| discloses(class, size));
    let by = publish_by(ahead.today.year() - 1, &ahead.rules).ok();
    Ok(by.filter(|day| governed && (ahead.today..=ahead.until).contains(day)))
}
