//! What a guarantor that is asked is told of whom it would guarantee.

use tallystick_base::{FinancingRequestId, GuaranteeId, Money, PartyId};
use tallystick_commands::State;
use tallystick_commands::financing::{FinancingRequest, RequestStage, ReviewStage};
use tallystick_commands::parties::Profile;

use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// What the limits of a guarantor count a borrower by, and the offer that relies on its guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuaranteeGround {
    /// The head of the borrower's group, where it belongs to one.
    pub group: Option<PartyId>,
    /// Whether the borrower is a micro or small firm.
    pub small: bool,
    /// The accepted offer, where it relies on a guarantee of the viewer's party.
    pub relying: Option<Relying>,
}

/// An accepted offer that relies on a guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relying {
    /// The guarantee.
    pub guarantee: GuaranteeId,
    /// The bank.
    pub bank: PartyId,
    /// How much it lends.
    pub amount: Money,
}

impl Store {
    /// What a guarantor has to know of a request that asks it, beyond the request itself; `None` where none asks the viewer's party.
    /// Of an accepted offer it is told no more than what issuing its guarantee would tell, and only where that is relied on.
    pub async fn guarantee_ground(
        &self,
        viewer: &Viewer,
        request: FinancingRequestId,
    ) -> Result<Option<GuaranteeGround>, StoreError> {
        let seen = self.request(viewer, request).await?.map(|seen| seen.state);
        let Some(request) = seen.filter(|request| request.submission.guarantors.contains(&viewer.party))
        else {
            return Ok(None);
        };
        let profile = self.state(&Profile::subject(request.submission.borrower)).await?;
        let (group, small) = match profile {
            Some(State::Profile(profile)) => (profile.data.group, profile.data.is_micro_or_small()),
            Some(_) | None => (None, false),
        };
        Ok(Some(GuaranteeGround {
            group,
            small,
            relying: self.relying(viewer, &request).await?,
        }))
    }

    async fn relying(
        &self,
        viewer: &Viewer,
        request: &FinancingRequest,
    ) -> Result<Option<Relying>, StoreError> {
        let RequestStage::Accepted { review, bank, .. } = request.stage else {
            return Ok(None);
        };
        let Some(State::Review(review)) = self.state(&review.subject()).await? else {
            return Ok(None);
        };
        let ReviewStage::Taken(offer) = &review.stage else {
            return Ok(None);
        };
        let Some(guarantee) = offer.terms.guarantee else {
            return Ok(None);
        };
        let named = self.guarantee(viewer, guarantee).await?;
        let own = named.is_some_and(|named| named.state.terms.guarantor == viewer.party);
        Ok(own.then_some(Relying {
            guarantee,
            bank,
            amount: offer.terms.amount,
        }))
    }
}
