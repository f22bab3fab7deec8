//! Suspending a party, and letting it act again.

use axum::extract::{Path, State};
use tallystick_base::PartyId;
use tallystick_commands::parties::PartyStage;

use super::OPERATOR;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::asked::id;
use crate::pages::plain_act::{self, PlainAct};
use crate::seat::Seated;

/// One of the two acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Suspend,
    Reinstate,
}

pub(super) async fn suspend(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    page(&portal, seated, &text, Way::Suspend).await
}

pub(super) async fn reinstate(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
) -> Page {
    page(&portal, seated, &text, Way::Reinstate).await
}

async fn page(portal: &Portal, seated: Seated, text: &str, way: Way) -> Page {
    let seated = seated.only(OPERATOR)?;
    let party: PartyId = id(PartyId::KIND, text)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = store.party(viewer, party).await?.ok_or(Failure::NotFound)?;
    let open = match &seen.state.stage {
        PartyStage::Active {} => way == Way::Suspend,
        PartyStage::Suspended { .. } => way == Way::Reinstate,
        PartyStage::Registered {} => false,
    };
    // The operator does not suspend itself.
    if !open || viewer.party == party {
        return Err(Failure::NotNow);
    }
    if !seated.seat.signs() {
        return Err(Failure::NotYourRole);
    }
    let names = Names::of(store, viewer, [party]).await?;
    let frame = Frame::new(portal, seated.visit);
    let (kind, title, effect) = match way {
        Way::Suspend => (
            "party.suspend/1",
            frame.say("party-suspend"),
            frame.say("party-suspend-effect"),
        ),
        Way::Reinstate => (
            "party.reinstate/1",
            frame.say("party-reinstate"),
            frame.say("party-reinstate-effect"),
        ),
    };
    let stage = seen.state.stage.name().to_lowercase();
    let act = PlainAct {
        kind,
        member: "party",
        subject: (seen.subject, seen.version),
        title,
        back: (format!("/parties/{text}"), names.name(&party)),
        facts: vec![
            (frame.say("house-name"), names.name(&party)),
            (frame.say("house-code"), seen.state.identity.code().to_owned()),
            (frame.say("stage"), frame.stage("party", &stage)),
        ],
        reason: Some(frame.say("party-reason")),
        effect,
        next: frame.say("party-act-next"),
        names: names.json(),
    };
    plain_act::page(frame, act)
}
