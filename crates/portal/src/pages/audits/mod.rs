//! Audits: everything again from the bytes that were signed, started from a page and watched there.

mod found;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Redirect;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Operator};

use self::found::{EndedView, ended};
use super::{Page, written};
use crate::audits::{Run, Stands};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;
use crate::{Portal, figures};

/// Who answers for the ledger, and who trusts nobody. A run takes the service some work, so it is not for everyone.
const WHO: &[Capacity] = &[Auditor, Operator];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/audits", get(page).post(begin))
        .route("/audits/progress", get(progress))
}

#[derive(Template)]
#[template(path = "audits/list.html")]
struct AuditsPage<'p> {
    frame: Frame<'p>,
    newest: Option<RunView>,
    /// Those before it.
    earlier: Vec<RunView>,
}

/// What is fetched again while a run is under way.
#[derive(Template)]
#[template(path = "audits/progress.html")]
struct ProgressPart<'p> {
    frame: Frame<'p>,
    newest: Option<RunView>,
}

/// A run, in words.
pub(in crate::pages) struct RunView {
    pub(in crate::pages) began: String,
    pub(in crate::pages) member: String,
    pub(in crate::pages) party: String,
    /// How many entries the ledger had.
    pub(in crate::pages) size: u64,
    /// Where it is, while it is under way.
    pub(in crate::pages) way: Option<Way>,
    /// What came of it.
    pub(in crate::pages) ended: Option<EndedView>,
}

/// Where a run is.
pub(in crate::pages) struct Way {
    pub(in crate::pages) says: String,
    pub(in crate::pages) done: u64,
    pub(in crate::pages) all: u64,
}

async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(WHO)?;
    let frame = Frame::new(&portal, seated.visit);
    let mut runs: Vec<RunView> = portal
        .audits()
        .runs()
        .into_iter()
        .map(|run| view(&frame, run))
        .collect();
    let earlier = runs.split_off(runs.len().min(1));
    written(&AuditsPage {
        newest: runs.pop(),
        earlier,
        frame,
    })
}

async fn progress(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(WHO)?;
    let frame = Frame::new(&portal, seated.visit);
    written(&ProgressPart {
        newest: newest(&portal, &frame),
        frame,
    })
}

/// Begins a run, and leads to it; where one is under way, to that.
async fn begin(State(portal): State<Portal>, seated: Seated) -> Result<Redirect, Failure> {
    let seated = seated.only(WHO)?;
    let asked_by = (seated.seat.member_name, seated.seat.party_name);
    portal
        .audits()
        .begin(portal.store(), &portal.settings().audit, asked_by);
    Ok(Redirect::to("/audits"))
}

/// The newest run.
pub(super) fn newest(portal: &Portal, frame: &Frame<'_>) -> Option<RunView> {
    let newest = portal.audits().runs().into_iter().next();
    newest.map(|run| view(frame, run))
}

fn view(frame: &Frame<'_>, run: Run) -> RunView {
    let (way, ended) = match run.stands {
        Stands::Entries { done, all } => (Some(entries(frame, done, all)), None),
        Stands::Table(table) => (Some(comparing(frame, table)), None),
        Stands::Found { at, report } => (None, Some(ended(frame, at, Some(&report)))),
        Stands::Broken { at } => (None, Some(ended(frame, at, None))),
    };
    RunView {
        began: figures::moment(run.began),
        member: run.asked_by.0,
        party: run.asked_by.1,
        size: run.size,
        way,
        ended,
    }
}

fn entries(frame: &Frame<'_>, done: u64, all: u64) -> Way {
    let (so_far, in_all) = (done.to_string(), all.to_string());
    Way {
        says: frame.say_with("audit-deciding", &[("done", &so_far), ("all", &in_all)]),
        done,
        all,
    }
}

fn comparing(frame: &Frame<'_>, table: &str) -> Way {
    Way {
        says: frame.say_with("audit-comparing", &[("table", table)]),
        done: 1,
        all: 1,
    }
}

impl AuditsPage<'_> {
    fn is_under_way(&self) -> bool {
        self.newest.as_ref().is_some_and(|run| run.way.is_some())
    }
}
