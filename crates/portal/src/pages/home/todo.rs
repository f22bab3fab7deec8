//! What waits for a member: one line for each thing, with where to go.

use chrono::NaiveDate;
use tallystick_store::{MAX_PAGE, Paging, Proposal, ProposalFilter, ProposalStage};

use crate::Portal;
use crate::desk;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::mentions;
use crate::pages::timeline::{as_beginning, word_of};
use crate::people::People;
use crate::seat::Seated;

/// Something to do.
pub(in crate::pages) struct TodoView {
    pub(in crate::pages) what: String,
    /// Where it is done.
    pub(in crate::pages) link: String,
    /// What the button says.
    pub(in crate::pages) act: String,
    /// A figure beside it; empty where there is none.
    pub(in crate::pages) figure: String,
    /// The days that are left for it, where `what` does not say them.
    pub(in crate::pages) left: Option<DaysLeft>,
    /// Whether somebody is late, or will be soon.
    pub(in crate::pages) risk: Risk,
}

/// Whether somebody is late with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::pages) enum Risk {
    /// There is time.
    None,
    /// It is the last moment.
    Soon,
    /// The time has passed.
    Late,
}

impl Risk {
    pub(super) const fn soon(soon: bool) -> Self {
        if soon { Self::Soon } else { Self::None }
    }

    /// By the days that are left, where it is the last moment from so many on.
    pub(super) const fn within(left: i64, soon: i64) -> Self {
        if left < 0 {
            Self::Late
        } else {
            Self::soon(left <= soon)
        }
    }

    /// Templates ask for these.
    pub(in crate::pages) fn is_soon(self) -> bool {
        self == Self::Soon
    }

    pub(in crate::pages) fn is_late(self) -> bool {
        self == Self::Late
    }
}

/// A statement that waits for the viewer's signature.
pub(in crate::pages) struct ToSign {
    pub(in crate::pages) proposal: Proposal,
    /// What it does, in a sentence with names.
    pub(in crate::pages) act: String,
}

/// Statements that wait for another signature of the party, and that the viewer has not signed.
pub(in crate::pages) async fn to_sign(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<ToSign>, Failure> {
    if !seated.seat.signs() {
        return Ok(Vec::new());
    }
    let filter = ProposalFilter {
        open: Some(true),
        paging: whole(),
    };
    let member = seated.viewer().member;
    let found = portal.store().proposals(seated.viewer(), filter).await?;
    let mine = found.items.into_iter().filter(|proposal| {
        let signed = proposal
            .signatures
            .iter()
            .any(|signature| signature.member == member);
        proposal.stage == ProposalStage::Waiting && !signed
    });
    let mine: Vec<Proposal> = mine.collect();
    let bodies = mine.iter().map(|proposal| proposal.body.as_str());
    let people = People::in_texts(portal.store(), seated.viewer(), bodies).await?;
    let told = |proposal: Proposal| ToSign {
        act: act(portal, frame, &people, &proposal),
        proposal,
    };
    Ok(mine.into_iter().map(told).collect())
}

/// The same, as lines of a workbench.
pub(super) async fn proposals(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let found = to_sign(portal, seated, frame).await?;
    let today = portal.store().today().await?;
    Ok(found.into_iter().map(|one| todo(frame, today, one)).collect())
}

/// As many of a list as one query gives.
pub(super) fn whole() -> Paging {
    Paging {
        after: None,
        limit: MAX_PAGE,
    }
}

fn act(portal: &Portal, frame: &Frame<'_>, people: &People, proposal: &Proposal) -> String {
    let body = serde_json::from_str(&proposal.body).ok();
    let sentence = body.and_then(|body| {
        let summaries = portal.summaries();
        summaries.sentence(&proposal.kind, &body, frame.language()).ok()
    });
    sentence.map_or_else(
        || as_beginning(&frame.say(&word_of(&proposal.kind))),
        |sentence| mentions::told(&sentence, people, portal.words().of(frame.language())),
    )
}

fn todo(frame: &Frame<'_>, today: NaiveDate, ToSign { proposal, act }: ToSign) -> TodoView {
    let until = figures::moment(proposal.expires);
    let left = desk::left(&proposal, today);
    TodoView {
        what: act,
        link: format!("/waiting/{}", proposal.id),
        act: frame.say("todo-sign-too"),
        figure: frame.say_with("todo-until", &[("until", &until)]),
        left,
        risk: Risk::soon(left.is_some_and(|left| left.days <= 1)),
    }
}
