//! A request that asks the party for a guarantee: what is asked for, on what, and by whom.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::financing::{FinancingRequest, RequestStage};
use tallystick_store::{GuaranteeFilter, ListedGuarantee, Seen};

use super::{GUARANTOR, find_asked};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "guarantees/asked.html")]
struct AskedPage<'p> {
    frame: Frame<'p>,
    seen: Seen<FinancingRequest>,
    names: Names,
    stage: String,
    left: Option<DaysLeft>,
    next: String,
    certificates: Vec<CertificateView>,
    /// What the party has offered for it.
    own: Vec<ListedGuarantee>,
    may_offer: bool,
    timeline: Vec<Moment>,
}

/// A certificate behind the request.
struct CertificateView {
    /// Its id in addresses and its number; none once it is held for the request no more.
    page: Option<(String, String)>,
    outstanding: Money,
    due_on: NaiveDate,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(GUARANTOR)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find_asked(&portal, &seated, &text).await?;
    let submission = &seen.state.submission;
    let invited = submission.invitations.iter().map(|invitation| invitation.bank);
    let parties = invited.chain([submission.borrower, submission.debtor, submission.holder]);
    let names = Names::of(store, viewer, parties).await?;
    let filter = GuaranteeFilter {
        request: Some(submission.request),
        guarantor: Some(viewer.party),
        ..GuaranteeFilter::default()
    };
    let own = store.guarantees(viewer, &filter).await?.items;
    let certificates = certificates(&portal, &seated, &seen.state).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let today = store.today().await?;
    let expired = seen.state.has_expired(store.now());
    let open = !expired && matches!(seen.state.stage, RequestStage::Submitted {});
    let until = figures::day_of(submission.until).filter(|_| open);
    let may_offer = open && seated.seat.trades();
    let frame = Frame::new(&portal, seated.visit);
    written(&AskedPage {
        next: next(&frame, &names, &seen.state, expired, &own),
        left: until.map(|day| DaysLeft::until_answer(day, today)),
        stage: if expired {
            "expired".to_owned()
        } else {
            seen.state.stage.name().to_lowercase()
        },
        seen,
        names,
        certificates,
        own,
        may_offer,
        timeline,
        frame,
    })
}

/// The certificates behind a request, with their numbers as far as the party sees them.
async fn certificates(
    portal: &Portal,
    seated: &Seated,
    request: &FinancingRequest,
) -> Result<Vec<CertificateView>, Failure> {
    let mut certificates = Vec::new();
    for backing in &request.submission.backing {
        let seen = portal
            .store()
            .certificate(seated.viewer(), backing.certificate)
            .await?;
        certificates.push(CertificateView {
            page: seen.map(|seen| (seen.subject.id().to_owned(), seen.state.issue.number.to_string())),
            outstanding: backing.outstanding,
            due_on: backing.due_on,
        });
    }
    Ok(certificates)
}

/// Whose turn it is.
fn next(
    frame: &Frame<'_>,
    names: &Names,
    request: &FinancingRequest,
    expired: bool,
    own: &[ListedGuarantee],
) -> String {
    if expired {
        return frame.say("asked-next-ended");
    }
    match &request.stage {
        RequestStage::Submitted {} => {
            let until = frame.moment(&request.submission.until);
            if own.iter().any(|one| one.stage == "offered") {
                frame.say_with("asked-next-offered", &[("until", &until)])
            } else {
                frame.say_with("asked-next-open", &[("until", &until)])
            }
        }
        RequestStage::Accepted { bank, .. } => {
            let bank = names.name(bank);
            frame.say_with("asked-next-accepted", &[("bank", &bank)])
        }
        RequestStage::Approved { bank, .. } | RequestStage::Funded { bank, .. } => {
            let bank = names.name(bank);
            frame.say_with("asked-next-lent", &[("bank", &bank)])
        }
        RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => frame.say("asked-next-ended"),
    }
}

impl AskedPage<'_> {
    fn submission(&self) -> &tallystick_commands::financing::request::Submission {
        &self.seen.state.submission
    }

    fn id(&self) -> &str {
        self.seen.subject.id()
    }
}
