//! What waits for a guarantor, and what it waits for: requests that ask it, offers that are relied on, and calls.

use std::collections::BTreeMap;

use tallystick_base::{FinancingRequestId, Money};
use tallystick_store::{
    GuaranteeFilter, ListedGuarantee, ListedRequest, MAX_PAGE, Paging, Relying, RequestFilter, Viewer,
};

use crate::Portal;
use crate::failure::Failure;

/// What concerns a guarantor now.
pub(in crate::pages) struct Queue {
    /// Requests that ask it, and for which it has not offered.
    pub(in crate::pages) asked: Vec<ListedRequest>,
    /// Guarantees that an accepted offer relies on: to be issued.
    pub(in crate::pages) to_issue: Vec<(ListedGuarantee, Relying)>,
    /// Guarantees that a bank has called.
    pub(in crate::pages) called: Vec<ListedGuarantee>,
    /// Offers that wait for the borrower, or for an offer of a bank.
    pub(in crate::pages) offered: Vec<ListedGuarantee>,
    /// Claims that passed to it, with what of each is still to come.
    pub(in crate::pages) claims: Vec<(ListedGuarantee, Money)>,
}

impl Queue {
    /// That of the viewer's party.
    pub(in crate::pages) async fn read(portal: &Portal, viewer: &Viewer) -> Result<Self, Failure> {
        let store = portal.store();
        let now = store.now();
        let mut offered = of_stage(portal, viewer, "offered").await?;
        offered.retain(|one| one.until >= now);
        let offered_for = |request: &FinancingRequestId| offered.iter().any(|one| one.request == *request);
        let mut asked = requests(portal, viewer, "submitted").await?;
        asked.retain(|request| request.until >= now && !offered_for(&request.id));
        let accepted = requests(portal, viewer, "accepted").await?;
        let mut relying: BTreeMap<_, Relying> = BTreeMap::new();
        for request in accepted.iter().filter(|request| offered_for(&request.id)) {
            let ground = store.guarantee_ground(viewer, request.id).await?;
            if let Some(found) = ground.and_then(|ground| ground.relying) {
                relying.insert(found.guarantee, found);
            }
        }
        let mut to_issue = Vec::new();
        offered.retain(|one| match relying.get(&one.id) {
            Some(found) => {
                to_issue.push((one.clone(), *found));
                false
            }
            None => true,
        });
        Ok(Self {
            asked,
            to_issue,
            called: of_stage(portal, viewer, "called").await?,
            offered,
            claims: claims(portal, viewer).await?,
        })
    }
}

async fn requests(portal: &Portal, viewer: &Viewer, stage: &str) -> Result<Vec<ListedRequest>, Failure> {
    let filter = RequestFilter {
        stage: Some(stage.to_owned()),
        page: all(),
        ..RequestFilter::default()
    };
    Ok(portal.store().requests(viewer, &filter).await?.items)
}

async fn of_stage(portal: &Portal, viewer: &Viewer, stage: &str) -> Result<Vec<ListedGuarantee>, Failure> {
    let filter = GuaranteeFilter {
        stage: Some(stage.to_owned()),
        guarantor: Some(viewer.party),
        page: all(),
        ..GuaranteeFilter::default()
    };
    Ok(portal.store().guarantees(viewer, &filter).await?.items)
}

/// Claims of which something is still to come.
async fn claims(portal: &Portal, viewer: &Viewer) -> Result<Vec<(ListedGuarantee, Money)>, Failure> {
    let mut claims = Vec::new();
    for paid in of_stage(portal, viewer, "paid").await? {
        let seen = portal.store().guarantee(viewer, paid.id).await?;
        let open = seen.map(|seen| seen.state.subrogated()).transpose();
        let open = open.map_err(|_| Failure::Fault)?;
        claims.extend(open.filter(|open| open.is_positive()).map(|open| (paid, open)));
    }
    Ok(claims)
}

fn all() -> Paging {
    Paging {
        after: None,
        limit: MAX_PAGE,
    }
}
