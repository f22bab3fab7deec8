//! What waits between a supplier and one other party: each found as ours to answer, or as theirs.

use tallystick_base::PartyId;
use tallystick_store::{AmendmentFilter, CancellationFilter, CertificateFilter, ContractFilter};

use super::supplier_waits::Found;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::seat::Seated;

/// What the viewer's party answers, and what the other answers.
type Sides = (Vec<Found>, Vec<Found>);

/// Certificates that are offered to the party, and those that it offered.
pub(super) async fn offered(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Sides, Failure> {
    let filter = CertificateFilter {
        stage: Some("offered".to_owned()),
        ..CertificateFilter::default()
    };
    let (store, viewer) = (portal.store(), seated.viewer());
    let (mut to_us, mut by_us) = (Vec::new(), Vec::new());
    for one in store.certificates(viewer, &filter).await?.items {
        if one.offered_until.is_some_and(|until| until < store.now()) {
            continue;
        }
        let found = |what: String, who: Option<PartyId>| Found {
            address: format!("/certificates/{}", one.id.uuid()),
            what,
            who,
            amount: Some(frame.money(&one.outstanding)),
            until: one.offered_until.and_then(figures::day_of),
        };
        if one.offered_to == Some(viewer.party) {
            to_us.push(found(frame.say("supplier-waits-certificate"), Some(one.holder)));
        } else if one.holder == viewer.party {
            by_us.push(found(frame.say("supplier-theirs-certificate"), one.offered_to));
        }
    }
    Ok((to_us, by_us))
}

/// Proposals to cancel that the party answers, and those that it made.
pub(super) async fn cancellations(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Sides, Failure> {
    let filter = CancellationFilter {
        stage: Some("proposed".to_owned()),
        ..CancellationFilter::default()
    };
    let (mut to_us, mut by_us) = (Vec::new(), Vec::new());
    for one in portal
        .store()
        .cancellations(seated.viewer(), &filter)
        .await?
        .items
    {
        let is_ours = one.proposed_to == seated.viewer().party;
        let found = Found {
            address: format!("/cancellations/{}", one.id.uuid()),
            what: if is_ours {
                frame.say("supplier-waits-cancellation")
            } else {
                frame.say("supplier-theirs-cancellation")
            },
            who: Some(if is_ours { one.proposed_by } else { one.proposed_to }),
            amount: None,
            until: None,
        };
        if is_ours {
            to_us.push(found);
        } else {
            by_us.push(found);
        }
    }
    Ok((to_us, by_us))
}

/// Contracts that the buyer registered, and those that the party registered.
pub(super) async fn contracts(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Sides, Failure> {
    let filter = ContractFilter {
        stage: Some("registered".to_owned()),
        supplier: Some(seated.viewer().party),
        ..ContractFilter::default()
    };
    let (mut to_us, mut by_us) = (Vec::new(), Vec::new());
    for one in portal.store().contracts(seated.viewer(), &filter).await?.items {
        let is_ours = one.registered_by == "buyer";
        let found = Found {
            address: format!("/contracts/{}", one.id.uuid()),
            what: if is_ours {
                frame.say_with("supplier-waits-contract", &[("number", &one.number)])
            } else {
                frame.say_with("supplier-theirs-contract", &[("number", &one.number)])
            },
            who: Some(one.buyer),
            amount: Some(frame.money(&one.amount)),
            until: None,
        };
        if is_ours {
            to_us.push(found);
        } else {
            by_us.push(found);
        }
    }
    Ok((to_us, by_us))
}

/// Amendments that the buyer proposed, and those that the party proposed.
pub(super) async fn amendments(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Sides, Failure> {
    let filter = AmendmentFilter {
        stage: Some("proposed".to_owned()),
        ..AmendmentFilter::default()
    };
    let (store, viewer) = (portal.store(), seated.viewer());
    let (mut to_us, mut by_us) = (Vec::new(), Vec::new());
    let proposed = store.amendments(viewer, &filter).await?.items;
    for one in proposed.into_iter().filter(|one| one.supplier == viewer.party) {
        let is_ours = one.proposed_by == "buyer";
        let on = one.signed_on.to_string();
        let found = Found {
            address: format!("/amendments/{}", one.id.uuid()),
            what: if is_ours {
                frame.say_with("supplier-waits-amendment", &[("on", &on)])
            } else {
                frame.say_with("supplier-theirs-amendment", &[("on", &on)])
            },
            who: Some(one.buyer),
            amount: None,
            until: None,
        };
        if is_ours {
            to_us.push(found);
        } else {
            by_us.push(found);
        }
    }
    Ok((to_us, by_us))
}
