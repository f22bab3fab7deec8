//! One request as a bank looks at it: all that stands behind it, what the bank made of it so far, and what it may do now.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Capacity;
use tallystick_commands::financing::request::{Direction, Submission};
use tallystick_commands::financing::{RequestStage, ReviewStage};

use super::WHO;
use super::behind::Behind;
use super::checks::{self, Made};
use super::debtor::Debtor;
use super::lines::{self, LineView};
use super::priority::{self, Ordered};
use super::reviewed::{Query, Reviewed};
use crate::Portal;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::pages::bids::Bids;
use crate::pages::compare::Compared;
use crate::pages::requests::guarantees::{self, GuaranteeView};
use crate::pages::requests::offers_table;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Asked, Page, terms, written};
use crate::seat::{Seat, Seated};

#[derive(Template)]
#[template(path = "reviews/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    seat: Seat,
    stage: String,
    next: String,
    left: Option<DaysLeft>,
    offers: Option<Compared>,
    bids: Option<Bids>,
    behind: Vec<Behind>,
    checks: Vec<Made>,
    assessed_by: Option<Assessed>,
    /// Who would come first; none where no loan can come of it any more.
    order: Option<Ordered>,
    lines: Vec<LineView>,
    guarantees: Vec<GuaranteeView>,
    debtor: Debtor,
    loan: Option<String>,
    timeline: Vec<Moment>,
}

/// Who made the last assessment.
struct Assessed {
    who: String,
    /// The entry.
    seq: u64,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(WHO)?;
    let reviewed = Reviewed::look(&portal, &seated, &text, &query).await?;
    let seat = seated.seat.clone();
    let frame = Frame::new(&portal, seated.visit.clone());
    let behind = Behind::all(&portal, &seated, &frame, &reviewed).await?;
    let lines = lines::applying(&portal, &seated, &frame, &reviewed).await?;
    let debtor = Debtor::read(&portal, &seated, &frame, &reviewed).await?;
    let rules = terms::rules(&portal, &seated).await?;
    let timeline = timeline::together(&portal, &seated, &reviewed.subjects()).await?;
    let live = reviewed.review.state.stage.is_live() && reviewed.whole.is_open();
    let loan = loan(&reviewed);
    let undecided = live && loan.is_none();
    let until = reviewed.clock().and_then(figures::day_of).filter(|_| undecided);
    let assessment = reviewed.review.state.assessment.as_ref();
    written(&DetailPage {
        stage: reviewed.stage(),
        next: reviewed.next(&frame, seat.acts_as(Capacity::Bank)),
        left: until.map(|day| DaysLeft::until_answer(day, reviewed.today)),
        offers: reviewed
            .offer()
            .and_then(|_| offers_table(&frame, &reviewed.alone(), None)),
        bids: Bids::of(&frame, reviewed.auction(), &reviewed.whole.names),
        checks: assessment
            .map(|last| checks::made(&frame, last))
            .unwrap_or_default(),
        assessed_by: assessed_by(&frame, &timeline),
        order: undecided.then(|| priority::order(&frame, &reviewed, &rules, &behind)),
        guarantees: guarantees::of(&frame, &reviewed.whole),
        behind,
        lines,
        debtor,
        loan,
        timeline,
        seat,
        reviewed,
        frame,
    })
}

/// Who signed the last assessment, and in which entry.
fn assessed_by(frame: &Frame<'_>, timeline: &[Moment]) -> Option<Assessed> {
    let last = timeline
        .iter()
        .rev()
        .find(|moment| moment.kind == "review.assess/1")?;
    let signers = last.signers.iter();
    let names: Vec<String> = signers
        .map(|signer| signer.name.clone().unwrap_or_else(|| signer.key.clone()))
        .collect();
    Some(Assessed {
        who: names.join(&frame.say("list-comma")),
        seq: last.seq,
    })
}

/// The loan that came of it, while it goes on.
fn loan(reviewed: &Reviewed) -> Option<String> {
    match reviewed.whole.state().stage {
        RequestStage::Approved { bank, loan } | RequestStage::Funded { bank, loan }
            if bank == reviewed.review.state.bank =>
        {
            Some(loan.uuid().to_string())
        }
        RequestStage::Submitted {}
        | RequestStage::Accepted { .. }
        | RequestStage::Approved { .. }
        | RequestStage::Funded { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => None,
    }
}

impl DetailPage<'_> {
    fn submission(&self) -> &Submission {
        self.reviewed.submission()
    }

    fn is_downstream(&self) -> bool {
        matches!(self.submission().direction, Direction::Downstream { .. })
    }

    fn is_bank(&self) -> bool {
        self.seat.acts_as(Capacity::Bank)
    }

    fn address(&self) -> String {
        self.reviewed.address()
    }

    fn acts_at_all(&self) -> bool {
        let (reviewed, seat) = (&self.reviewed, &self.seat);
        self.loan.is_some()
            || reviewed.may_assess(seat)
            || reviewed.may_decline(seat)
            || reviewed.may_withdraw_offer(seat)
            || reviewed.may_reveal(seat)
    }

    /// Whether a loan may still come of it, for which lines would be used.
    fn uses_lines(&self) -> bool {
        let live = self.reviewed.review.state.stage.is_live() && self.reviewed.whole.is_open();
        live && self.loan.is_none()
    }

    fn is_unassessed(&self) -> bool {
        self.reviewed.review.state.assessment.is_none()
    }

    /// Whether an assessment is the next thing to do: a bid, whose time ends sooner, comes before it.
    fn assesses_first(&self) -> bool {
        let bids = self.reviewed.may_commit(&self.seat) || self.reviewed.may_reveal(&self.seat);
        self.is_unassessed() && !bids
    }

    fn declined(&self) -> Option<String> {
        let ReviewStage::Declined { reasons, note, .. } = &self.reviewed.review.state.stage else {
            return None;
        };
        let reasons = reasons.iter().map(|one| terms::decline_reason(&self.frame, *one));
        let words: Vec<String> = reasons.chain(note.iter().map(ToString::to_string)).collect();
        Some(words.join(&self.frame.say("list-comma")))
    }

    fn product_rate(&self) -> String {
        terms::rate_basis(&self.frame, &self.reviewed.review.state.terms.rate)
    }

    fn security(&self) -> String {
        terms::security(&self.frame, self.reviewed.review.state.terms.security)
    }

    fn recourse(&self) -> String {
        terms::recourse(&self.frame, self.reviewed.review.state.terms.recourse)
    }

    fn fees(&self) -> String {
        terms::fees(&self.frame, &self.reviewed.review.state.terms)
    }
}
