//! Closing a pool to further loans.

use axum::extract::{Path, State};
use tallystick_commands::banking::PoolStage;

use super::{MANAGER, acts, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(MANAGER)?;
    let seen = find(&portal, &seated, &text).await?;
    if !acts(&seated, &seen.state) {
        return Err(Failure::NotYourRole);
    }
    if !matches!(seen.state.stage, PoolStage::Open {}) {
        return Err(Failure::NotNow);
    }
    let names = Names::of(portal.store(), seated.viewer(), [seen.state.manager]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let name = seen.state.name.to_string();
    let facts = vec![
        (frame.say("pool-name"), name.clone()),
        (frame.say("pool-loans"), seen.state.loans.len().to_string()),
    ];
    let json = names.json_with([(seen.subject.to_string(), name.clone())]);
    let act = PlainAct {
        kind: "pool.close/1",
        member: "pool",
        title: frame.say("pool-close"),
        back: (format!("/pools/{}", seen.subject.id()), name),
        facts,
        reason: None,
        effect: frame.say("pool-close-effect"),
        next: frame.say("pool-close-next"),
        names: json,
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}
