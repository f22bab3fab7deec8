//! What waits for a member: one line for each thing, with where to go.

use tallystick_store::{Paging, Proposal, ProposalFilter, ProposalStage};

use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::mentions;
use crate::pages::timeline::word_of;
use crate::people::People;
use crate::seat::Seated;

/// Something to do.
pub(super) struct TodoView {
    pub(super) what: String,
    /// Where it is done.
    pub(super) link: String,
    /// What the button says.
    pub(super) act: String,
    /// A figure beside it; empty where there is none.
    pub(super) figure: String,
    /// Whether somebody is late, or will be soon.
    pub(super) risk: bool,
}

/// Statements that wait for another signature of the party, and that the viewer has not signed.
pub(super) async fn proposals(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    if !seated.seat.signs() {
        return Ok(Vec::new());
    }
    let filter = ProposalFilter {
        open: Some(true),
        paging: Paging {
            after: None,
            limit: 20,
        },
    };
    let member = seated.viewer().member;
    let found = portal.store().proposals(seated.viewer(), filter).await?;
    let bodies = found.items.iter().map(|proposal| proposal.body.as_str());
    let people = People::in_texts(portal.store(), seated.viewer(), bodies).await?;
    let mine = found.items.into_iter().filter(|proposal| {
        let signed = proposal
            .signatures
            .iter()
            .any(|signature| signature.member == member);
        proposal.stage == ProposalStage::Waiting && !signed
    });
    Ok(mine
        .map(|proposal| todo(portal, frame, &people, &proposal))
        .collect())
}

fn todo(portal: &Portal, frame: &Frame<'_>, people: &People, proposal: &Proposal) -> TodoView {
    let body = serde_json::from_str(&proposal.body).ok();
    let sentence = body.and_then(|body| {
        let summaries = portal.summaries();
        summaries.sentence(&proposal.kind, &body, frame.language()).ok()
    });
    let until = figures::moment(proposal.expires);
    TodoView {
        what: sentence.map_or_else(
            || frame.say(&word_of(&proposal.kind)),
            |sentence| mentions::told(&sentence, people, portal.words().of(frame.language())),
        ),
        link: format!("/waiting/{}", proposal.id),
        act: frame.say("todo-sign-too"),
        figure: frame.say_with("todo-until", &[("until", &until)]),
        risk: false,
    }
}
