//! What waits, and what waited lately.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_store::{Paging, Proposal, ProposalFilter, ProposalStage};

use super::shown::{self, ProposalView};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// How many that ended are shown.
const LATELY: u64 = 20;

#[derive(Template)]
#[template(path = "waiting/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    mine: Vec<ProposalView>,
    others: Vec<ProposalView>,
    ended: Vec<ProposalView>,
    pager: Pager,
    signs: bool,
}

#[derive(Deserialize, Serialize)]
pub(super) struct Query {
    after: Option<String>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let signs = seated.seat.signs();
    let (frame, viewer) = shown::framed(&portal, seated);
    let store = portal.store();
    let open = ProposalFilter {
        open: Some(true),
        paging: paging(query.after.as_deref()),
    };
    let open = store.proposals(&viewer, open).await?;
    let pager = Pager::of("/waiting", &query, query.after.as_deref(), open.next.as_ref());
    let closed = ProposalFilter {
        open: Some(false),
        paging: Paging {
            after: None,
            limit: LATELY,
        },
    };
    let (waiting, mut ended): (Vec<Proposal>, Vec<Proposal>) = open
        .items
        .into_iter()
        .partition(|proposal| proposal.stage == ProposalStage::Waiting);
    if query.after.is_none() {
        ended.extend(store.proposals(&viewer, closed).await?.items);
        ended.sort_by_key(|proposal| std::cmp::Reverse(proposal.created));
    }
    let (waiting, _) = shown::views(&portal, &frame, &viewer, &waiting).await?;
    let (ended, _) = shown::views(&portal, &frame, &viewer, &ended).await?;
    let (mine, others) = waiting.into_iter().partition(|proposal| proposal.mine);
    written(&ListPage {
        frame,
        mine,
        others,
        ended,
        pager,
        signs,
    })
}
