//! Whom the list of claims can be narrowed to.

use tallystick_base::PartyId;
use tallystick_store::{ContractFilter, MAX_PAGE, Paging, ReceivableFilter};

use crate::Portal;
use crate::failure::Failure;
use crate::pages::choices::{self, Choice};
use crate::seat::Seated;

/// The other sides of the party's trade, by name.
pub(super) struct Sides {
    pub(super) suppliers: Vec<Choice>,
    pub(super) buyers: Vec<Choice>,
}

impl Sides {
    /// Those of the newest contracts, which are far fewer than the claims under them, and whom the address names.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        asked: &ReceivableFilter,
    ) -> Result<Self, Failure> {
        let viewer = seated.viewer();
        let newest = ContractFilter {
            page: Paging {
                after: None,
                limit: MAX_PAGE,
            },
            ..ContractFilter::default()
        };
        let contracts = portal.store().contracts(viewer, &newest).await?.items;
        let is_other = |party: &PartyId| *party != viewer.party;
        let suppliers = contracts.iter().map(|one| one.supplier).chain(asked.supplier);
        let buyers = contracts.iter().map(|one| one.buyer).chain(asked.buyer);
        Ok(Self {
            suppliers: choices::of(portal, seated, suppliers.filter(is_other).collect()).await?,
            buyers: choices::of(portal, seated, buyers.filter(is_other).collect()).await?,
        })
    }
}
