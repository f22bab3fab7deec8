//! The bank takes no further requests under a product.

use axum::extract::{Path, State};

use super::to_change;
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::{Page, terms};
use crate::seat::Seated;

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let (seated, seen) = to_change(&portal, seated, &text).await?;
    let frame = Frame::new(&portal, seated.visit);
    let product = &seen.state.terms;
    let name = product.name.to_string();
    let act = PlainAct {
        kind: "product.withdraw/1",
        member: "product",
        title: frame.say("product-withdraw"),
        back: (format!("/products/{}", seen.subject.id()), name.clone()),
        facts: vec![
            (frame.say("product"), name),
            (frame.say("offer-rate"), terms::rate_basis(&frame, &product.rate)),
            (frame.say("product-revision"), seen.state.revision.to_string()),
        ],
        reason: None,
        effect: frame.say("product-withdraw-effect"),
        next: frame.say("product-withdraw-next"),
        names: Names::default().json(),
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}
