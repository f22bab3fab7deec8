//! Issuing a guarantee that an accepted offer relies on: from then on the guarantor is bound.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::financing::guarantor_use::GuaranteeUse;
use tallystick_commands::financing::{Guarantee, GuaranteeStage};
use tallystick_store::{Relying, Seen};

use super::{GUARANTOR, LimitView, Limits, acts, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "guarantees/issue.html")]
struct IssuePage<'p> {
    frame: Frame<'p>,
    seen: Seen<Guarantee>,
    names: Names,
    relying: Relying,
    bound: Money,
    /// The last day on which it can be called.
    callable_until: Option<NaiveDate>,
    limits: Option<[LimitView; 3]>,
    shown: String,
}

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
    let ground = store
        .guarantee_ground(viewer, terms.request)
        .await?
        .ok_or(Failure::NotFound)?;
    let offered = matches!(seen.state.stage, GuaranteeStage::Offered {});
    let relying = ground
        .relying
        .filter(|relying| relying.guarantee == seen.state.id());
    let Some(relying) = relying.filter(|_| offered && !seen.state.has_expired(store.now())) else {
        return Err(Failure::NotNow);
    };
    let request = store
        .request(viewer, terms.request)
        .await?
        .ok_or(Failure::NotFound)?;
    let bound = seen
        .state
        .amount_for(relying.amount)
        .map_err(|_| Failure::Fault)?;
    let more = GuaranteeUse {
        borrower: terms.borrower,
        group: ground.group,
        small: ground.small,
        amount: bound,
    };
    let names = Names::of(store, viewer, [terms.borrower, terms.guarantor, relying.bank]).await?;
    let limits = Limits::read(&portal, &seated).await?;
    let frame = Frame::new(&portal, seated.visit);
    written(&IssuePage {
        limits: limits.with(&frame, &more)?,
        callable_until: terms.period.end_after(request.state.submission.matures_on).ok(),
        shown: shown(&[(&seen.subject, seen.version), (&request.subject, request.version)]),
        relying,
        bound,
        names,
        seen,
        frame,
    })
}

impl IssuePage<'_> {
    fn terms(&self) -> &tallystick_commands::financing::guarantee::GuaranteeTerms {
        &self.seen.state.terms
    }

    /// Names for the scripts, that of the guarantee among them.
    fn names_json(&self) -> String {
        let borrower = self.names.name(&self.terms().borrower);
        let called = self.frame.say_with("guarantee-for", &[("borrower", &borrower)]);
        self.names.json_with([(self.seen.subject.to_string(), called)])
    }

    fn bank(&self) -> String {
        self.names.name(&self.relying.bank)
    }

    /// Whether a limit would be passed, and so it cannot be issued.
    fn is_passed(&self) -> bool {
        self.limits.iter().flatten().any(|limit| limit.passed)
    }
}
