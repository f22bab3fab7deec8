//! Assessing: each check beside what the record says to it, and the search of the registry. What was seen is pinned.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Subject;
use tallystick_commands::financing::FoundRight;

use super::behind::Behind;
use super::checks::{self, ToMake};
use super::debtor::Debtor;
use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::places::BANK;
use crate::seat::Seated;

/// How many empty rows there are for rights: whoever has more assesses again, and finds as many more.
const ROWS: usize = 4;
/// How many rights a search lists at most.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "reviews/assess.html")]
struct AssessPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    checks: Vec<ToMake>,
    /// What the last search found, then empty rows.
    found: Vec<FoundView>,
    behind: Vec<Behind>,
    debtor: Debtor,
    shown: String,
}

#[derive(Default)]
struct FoundView {
    place: usize,
    number: String,
    secured: String,
    registered_at: String,
    amount: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(BANK)?;
    let reviewed = Reviewed::read(&portal, &seated, &text).await?;
    if !reviewed.may_assess(&seated.seat) {
        return Err(Failure::NotNow);
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let behind = Behind::all(&portal, &seated, &frame, &reviewed).await?;
    let debtor = Debtor::read(&portal, &seated, &frame, &reviewed).await?;
    let mut seen: Vec<(&Subject, u64)> = behind.iter().flat_map(Behind::facts).collect();
    seen.push((&reviewed.review.subject, reviewed.review.version));
    seen.push((&reviewed.whole.request.subject, reviewed.whole.request.version));
    written(&AssessPage {
        shown: shown(&seen),
        checks: checks::to_make(&frame, &reviewed, &behind, &debtor),
        found: found(&reviewed),
        behind,
        debtor,
        reviewed,
        frame,
    })
}

fn found(reviewed: &Reviewed) -> Vec<FoundView> {
    let last = reviewed.review.state.assessment.as_ref();
    let found = last.map_or(&[][..], |last| &last.search.found);
    let rows = (found.len() + ROWS).min(MOST);
    let row = |place: usize| {
        found.get(place).map_or_else(
            || FoundView {
                place,
                ..FoundView::default()
            },
            |right: &FoundRight| FoundView {
                place,
                number: right.number.to_string(),
                secured: right.secured.to_string(),
                registered_at: figures::moment(right.registered_at).replace(' ', "T"),
                amount: right
                    .amount
                    .map_or_else(String::new, tallystick_base::Money::value_text),
            },
        )
    };
    (0..rows).map(row).collect()
}

impl AssessPage<'_> {
    /// How many rows for rights stand open: those that are filled, and one. The others unfold.
    fn open_rows(&self) -> usize {
        let filled = self.found.iter().filter(|row| !row.number.is_empty());
        filled.count() + 1
    }

    fn search_number(&self) -> String {
        let last = self.reviewed.review.state.assessment.as_ref();
        last.map_or_else(String::new, |last| last.search.number.to_string())
    }

    fn searched_on(&self) -> String {
        let last = self.reviewed.review.state.assessment.as_ref();
        last.map_or_else(String::new, |last| last.search.searched_on.to_string())
    }

    fn currency(&self) -> String {
        self.reviewed.submission().amount.currency().to_string()
    }
}
