//! What falls due for the operator: keys that it announced for parties that lost theirs.

use tallystick_base::Capacity;

use super::What;
use super::ahead::{Ahead, Found, Gathered};
use crate::failure::Failure;
use crate::pages::parties::announced;

pub(super) async fn gather(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    if !ahead.is(Capacity::Operator) || !ahead.seated.seat.signs() {
        return Ok(());
    }
    let links = ahead.store().invitations(ahead.viewer()).await?;
    let announced = announced(ahead.portal, ahead.seated, &links).await?;
    let now = ahead.store().now();
    let found = announced.into_iter().filter_map(|one| {
        // It may be added on any day from the end on: none of them is late.
        let (what, day) = if one.is_over(now) {
            (What::Restore, ahead.today)
        } else {
            (What::Veto, ahead.soon(one.until)?)
        };
        Some(Found {
            what,
            number: String::new(),
            address: format!("/parties/{}/recover", one.party.uuid()),
            other: Some(one.party),
            amount: None,
            day,
        })
    });
    into.take(What::Restore, None, found);
    Ok(())
}
