//! One filing: what it says, and until when it is to be taken out again.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::{Capacity, FilingId};
use tallystick_commands::banking::{Filing, FilingStage, Loan};
use tallystick_store::Seen;

use super::{FORTNIGHT, WHO, discharge_by};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::{self, Moment, word_to};
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "filings/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    found: Found,
    names: Names,
    /// The certificates: addresses, and the numbers of those that still concern the viewer.
    certificates: Vec<(String, Option<String>)>,
    left: Option<DaysLeft>,
    next: String,
    timeline: Vec<Moment>,
}

/// A filing with its loan.
pub(super) struct Found {
    pub(super) seen: Seen<Filing>,
    pub(super) loan: Loan,
    /// The day on which the debt ended, and the last day to take the filing out.
    pub(super) ended: Option<(NaiveDate, NaiveDate)>,
    /// Whether the viewer may record that it is out now.
    pub(super) discharges: bool,
}

/// The filing at an address.
pub(super) async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Found, Failure> {
    let filing: FilingId = id(FilingId::KIND, text)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = store.filing(viewer, filing).await?.ok_or(Failure::NotFound)?;
    let loan = store.loan(viewer, seen.state.record.loan).await?;
    let loan = loan.ok_or(Failure::NotFound)?.state;
    let rules = terms::rules(portal, seated).await?;
    let ended = discharge_by(&rules, &loan, store.now())?;
    let filed = seen.state.stage == (FilingStage::Filed {});
    let own = seen.state.record.bank == viewer.party;
    let signs = seated.seat.trades() && seated.seat.acts_as(Capacity::Bank);
    Ok(Found {
        discharges: filed && own && signs && ended.is_some(),
        seen,
        loan,
        ended,
    })
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let found = find(&portal, &seated, &text).await?;
    let approval = &found.loan.approval;
    let parties = [found.seen.state.record.bank, approval.borrower, approval.debtor];
    let names = Names::of(store, viewer, parties).await?;
    let mut certificates = Vec::new();
    for certificate in &found.seen.state.record.certificates {
        let place = certificate.uuid().to_string();
        let seen = store.certificate(viewer, *certificate).await?;
        let number = seen.map(|seen| seen.state.issue.number.to_string());
        certificates.push((place, number));
    }
    let today = store.today().await?;
    let timeline = timeline::read(&portal, &seated, &found.seen.subject).await?;
    let frame = Frame::new(&portal, seated.visit);
    let filed = found.seen.state.stage == (FilingStage::Filed {});
    let by = found.ended.map(|(_, by)| by).filter(|_| filed);
    written(&DetailPage {
        left: by.map(|by| DaysLeft::until(by, today, FORTNIGHT)),
        next: next(&frame, &found),
        found,
        names,
        certificates,
        timeline,
        frame,
    })
}

fn next(frame: &Frame<'_>, found: &Found) -> String {
    match (&found.seen.state.stage, found.ended) {
        (FilingStage::Discharged { on, by }, _) => {
            let (on_text, by_text) = (on.to_string(), by.to_string());
            let values = [("on", on_text.as_str()), ("by", by_text.as_str())];
            if on > by {
                frame.say_with("filing-next-late", &values)
            } else {
                frame.say_with("filing-next-discharged", &values)
            }
        }
        (FilingStage::Filed {}, Some((ended, by))) => {
            let (ended, by) = (ended.to_string(), frame.deadline(&by));
            frame.say_with("filing-next-discharge", &[("ended", &ended), ("by", &by)])
        }
        (FilingStage::Filed {}, None) => frame.say("filing-next-stands"),
    }
}

impl DetailPage<'_> {
    fn record(&self) -> &tallystick_commands::banking::filing::FilingRecord {
        &self.found.seen.state.record
    }

    fn stage(&self) -> String {
        self.found.seen.state.stage.name().to_lowercase()
    }

    fn security(&self) -> String {
        terms::security(&self.frame, self.record().security)
    }

    fn discharge(&self) -> String {
        self.frame.say(&word_to("filing.discharge/1"))
    }
}
