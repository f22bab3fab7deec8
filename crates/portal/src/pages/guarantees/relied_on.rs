//! The loan that relies on a guarantee, as far as those see it whom the guarantee concerns.

use chrono::NaiveDate;
use tallystick_base::{Money, PartyId};
use tallystick_commands::banking::loan::account::account;
use tallystick_commands::financing::Guarantee;

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// The loan that relies on it.
pub(super) struct LoanView {
    pub(super) id: String,
    pub(super) bank: PartyId,
    pub(super) principal: Money,
    pub(super) matures_on: NaiveDate,
    pub(super) stage: String,
    pub(super) owed: Option<Money>,
    pub(super) overdue_since: Option<NaiveDate>,
    pub(super) callable_until: Option<NaiveDate>,
}

impl LoanView {
    /// That of a guarantee; none before a loan relies on it.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        guarantee: &Guarantee,
    ) -> Result<Option<Self>, Failure> {
        let Some(loan) = guarantee.loan else {
            return Ok(None);
        };
        let store = portal.store();
        let Some(seen) = store.loan(seated.viewer(), loan).await? else {
            return Ok(None);
        };
        let today = store.today().await?;
        let account = account(&seen.state, today).map_err(|_| Failure::Fault)?;
        let terms = &seen.state.approval.terms;
        Ok(Some(Self {
            id: seen.subject.id().to_owned(),
            bank: seen.state.approval.bank,
            principal: terms.principal,
            matures_on: terms.matures_on,
            stage: seen.state.stage.name().to_lowercase(),
            owed: account.owed().ok(),
            overdue_since: seen.state.overdue.map(|mark| mark.since),
            callable_until: guarantee.terms.period.end_after(terms.matures_on).ok(),
        }))
    }
}
