//! Taking the offer of a guarantee back.

use axum::extract::{Path, State};
use tallystick_commands::financing::GuaranteeStage;

use super::{GUARANTOR, acts, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, PlainAct};
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(GUARANTOR)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let terms = &seen.state.terms;
    if terms.guarantor != viewer.party {
        return Err(Failure::NotFound);
    }
    if !acts(&seated, &seen.state) {
        return Err(Failure::NotYourRole);
    }
    let offered = matches!(seen.state.stage, GuaranteeStage::Offered {});
    let ground = store.guarantee_ground(viewer, terms.request).await?;
    let relied_on = ground.is_some_and(|ground| {
        ground
            .relying
            .is_some_and(|relying| relying.guarantee == seen.state.id())
    });
    if !offered || relied_on || seen.state.has_expired(store.now()) {
        return Err(Failure::NotNow);
    }
    let names = Names::of(store, viewer, [terms.borrower, terms.guarantor]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let borrower = names.name(&terms.borrower);
    let facts = vec![
        (frame.say("borrower"), borrower.clone()),
        (frame.say("guarantee-share"), terms.share.percent_text()),
        (frame.say("guarantee-at-most"), frame.money(&terms.at_most)),
        (frame.say("cost-guarantee-fee"), frame.money(&terms.fee)),
        (frame.say("guarantee-offered-until"), frame.moment(&terms.until)),
    ];
    let called = frame.say_with("guarantee-for", &[("borrower", &borrower)]);
    let act = PlainAct {
        kind: "guarantee.withdraw/1",
        member: "guarantee",
        title: frame.say("guarantee-withdraw"),
        back: (format!("/guarantees/{}", seen.subject.id()), borrower),
        facts,
        reason: None,
        effect: frame.say("guarantee-withdraw-effect"),
        next: frame.say("guarantee-withdraw-next"),
        names: names.json_with([(seen.subject.to_string(), called.clone())]),
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}
