//! A bank's queue: what it is asked for, what it made of it, and until when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tallystick_base::{Capacity, FinancingRequestId, Millis};
use tallystick_store::{
    BidClock, ListedRequest, ListedReview, MAX_PAGE, Page as Listed, Paging, RequestFilter, ReviewFilter,
};

use super::turn::Turn;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// A review with its request, as a row.
pub(in crate::pages) struct RowView {
    /// Where the page of the request stands.
    pub(in crate::pages) address: String,
    pub(in crate::pages) request: ListedRequest,
    pub(in crate::pages) review: ListedReview,
    pub(in crate::pages) bank: String,
    pub(in crate::pages) borrower: String,
    pub(in crate::pages) debtor: String,
    /// Where the review stands: one whose request ran out of time has ended.
    pub(in crate::pages) stage: String,
    /// What the bank is to do.
    pub(in crate::pages) step: String,
    /// What it is to do about its sealed bid.
    pub(in crate::pages) turn: Option<Turn>,
    /// The last moment for that; none where nothing is to be done.
    until: Option<Millis>,
    pub(in crate::pages) left: Option<DaysLeft>,
}

/// The stages in which a review waits for the bank, each with that of its request.
const WAITS: [(&str, &str); 2] = [("open", "submitted"), ("taken", "accepted")];

/// What waits for the bank: the first whose time ends in front, and at the end what it missed.
pub(in crate::pages) struct Waiting {
    pub(in crate::pages) rows: Vec<RowView>,
    /// The stages of which more waits: of each the newest are here, as many as one query gives.
    pub(in crate::pages) more: Vec<&'static str>,
}

impl Waiting {
    /// What is under review, and what was accepted and is to be approved.
    pub(in crate::pages) async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
    ) -> Result<Self, Failure> {
        Self::narrowed(portal, seated, frame, &ReviewFilter::default()).await
    }

    /// The same, narrowed.
    pub(super) async fn narrowed(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        narrow: &ReviewFilter,
    ) -> Result<Self, Failure> {
        let (mut rows, mut more) = (Vec::new(), Vec::new());
        for (stage, of_request) in WAITS {
            let filter = ReviewFilter {
                stage: Some(stage.to_owned()),
                bank: Some(seated.viewer().party),
                request_stage: Some(of_request.to_owned()),
                request_ends_from: Some(portal.store().now()),
                page: Paging {
                    after: None,
                    limit: MAX_PAGE,
                },
                ..narrow.clone()
            };
            let found = portal.store().reviews(seated.viewer(), &filter).await?;
            more.extend(found.next.is_some().then_some(stage));
            rows.extend(read(portal, seated, frame, found).await?);
        }
        rows.sort_by_key(|row| (row.until.is_none(), row.until));
        Ok(Self { rows, more })
    }

    /// So many of them at most, as a page can hold.
    pub(super) fn cut(mut self, most: usize) -> Self {
        let cut = self.rows.split_off(most.min(self.rows.len()));
        let stages = WAITS.into_iter().map(|(stage, _)| stage);
        let more =
            stages.filter(|stage| self.more.contains(stage) || cut.iter().any(|row| row.stage == *stage));
        Self {
            more: more.collect(),
            rows: self.rows,
        }
    }
}

/// The rows of reviews: their requests in one query, and the names in another.
pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    found: Listed<ListedReview>,
) -> Result<Vec<RowView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = RequestFilter {
        among: Some(found.items.iter().map(|review| review.request).collect()),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..RequestFilter::default()
    };
    let requests = store.requests(viewer, &filter).await?.items;
    let parties = requests.iter().flat_map(|one| [one.borrower, one.debtor]);
    let banks = found.items.iter().map(|review| review.bank);
    let names = Names::of(store, viewer, parties.chain(banks)).await?;
    let requests: BTreeMap<FinancingRequestId, ListedRequest> =
        requests.into_iter().map(|one| (one.id, one)).collect();
    let bids = found.items.iter().filter(|review| is_bidding(review));
    let bids: Vec<_> = bids.map(|review| (review.id, review.request)).collect();
    let clocks = store.bid_clocks(viewer, &bids).await?;
    let (today, now) = (store.today().await?, store.now());
    let own = seated.seat.acts_as(Capacity::Bank);
    let rows = found.items.into_iter().filter_map(|review| {
        let request = requests.get(&review.request)?.clone();
        let address = address(&review, own);
        let clock = clocks.get(&review.id);
        let turn = clock.and_then(|clock| turn_of(clock, now));
        Some(row(frame, &names, (request, review), address, turn, (today, now)))
    });
    Ok(rows.collect())
}

/// Where the page of a review stands: a bank has one for each request, an auditor says which.
fn address(review: &ListedReview, own: bool) -> String {
    let page = format!("/reviews/{}", review.request.uuid());
    if own {
        page
    } else {
        format!("{page}?bank={}", review.bank.uuid())
    }
}

fn row(
    frame: &Frame<'_>,
    names: &Names,
    (request, review): (ListedRequest, ListedReview),
    address: String,
    turn: Option<Turn>,
    (today, now): (NaiveDate, Millis),
) -> RowView {
    let early = ["submitted", "accepted"].contains(&request.stage.as_str());
    let live = ["open", "offered", "taken"].contains(&review.stage.as_str());
    let over = early && live && request.until < now;
    let turn = turn.filter(|_| early && live && !over);
    let until = match turn {
        Some(turn) => turn.until(),
        None => Some(request.until).filter(|_| early && live && !over),
    };
    RowView {
        address,
        bank: names.name(&review.bank),
        borrower: names.name(&request.borrower),
        debtor: names.name(&request.debtor),
        stage: if over {
            "ended".to_owned()
        } else {
            review.stage.clone()
        },
        step: match turn {
            Some(turn) => turn.says(frame),
            None if until.is_some() => step(frame, &review),
            None => String::new(),
        },
        left: until
            .and_then(figures::day_of)
            .map(|day| DaysLeft::until_answer(day, today)),
        until,
        turn,
        request,
        review,
    }
}

/// Whether the bank bids, sealed, and has opened no bid.
fn is_bidding(review: &ListedReview) -> bool {
    review.sealed && review.stage == "open"
}

fn turn_of(clock: &BidClock, now: Millis) -> Option<Turn> {
    Turn::of(clock.bids_until, clock.reveal_until, clock.bid.as_ref(), now)
}

/// What the bank is to do next.
fn step(frame: &Frame<'_>, review: &ListedReview) -> String {
    match review.stage.as_str() {
        "open" if review.assessed_on.is_none() => frame.say("review-step-assess"),
        "open" => frame.say("review-step-offer"),
        "offered" => frame.say("review-step-offered"),
        "taken" => frame.say("review-step-approve"),
        _ => String::new(),
    }
}
