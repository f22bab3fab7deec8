//! Declining, with reasons that the borrower reads.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_commands::financing::{DeclineReason, RequestStage};

use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, terms, written};
use crate::places::BANK;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "reviews/decline.html")]
struct DeclinePage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    /// The values of the command, in words.
    reasons: Vec<(&'static str, String)>,
    effect: String,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    if !reviewed.may_decline(&seated.seat) {
        return Err(Failure::NotNow);
    }
    let frame = Frame::new(&portal, seated.visit);
    let reason = |reason: DeclineReason| (value(reason), terms::decline_reason(&frame, reason));
    let request = &reviewed.whole.request;
    let is_last = request
        .state
        .asked
        .iter()
        .all(|asked| *asked == reviewed.review.state.id);
    written(&DeclinePage {
        reasons: DeclineReason::ALL.map(reason).into(),
        // Once its offer is accepted the other banks are out, and the request ends with it.
        effect: if matches!(request.state.stage, RequestStage::Accepted { .. }) {
            frame.say("review-decline-effect-taken")
        } else if is_last {
            frame.say("review-decline-effect-last")
        } else {
            frame.say("review-decline-effect")
        },
        shown: shown(&[
            (&reviewed.review.subject, reviewed.review.version),
            (&request.subject, request.version),
        ]),
        reviewed,
        frame,
    })
}

/// The value of a reason in the command.
const fn value(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Debtor => "debtor",
        DeclineReason::Borrower => "borrower",
        DeclineReason::Limit => "limit",
        DeclineReason::Evidence => "evidence",
        DeclineReason::OtherRights => "other-rights",
        DeclineReason::Product => "product",
        DeclineReason::Pricing => "pricing",
        DeclineReason::Other => "other",
    }
}

impl DeclinePage<'_> {
    fn told(&self) -> String {
        let borrower = self
            .reviewed
            .whole
            .names
            .name(&self.reviewed.submission().borrower);
        self.frame.say_with("review-told", &[("borrower", &borrower)])
    }
}
