//! One line: its terms, what is used of it and by what, and every movement.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Money, Subject};
use tallystick_commands::banking::LineStage;

use super::meter::Meter;
use super::movements::{MovementView, Takers, UseView};
use super::whom::Whom;
use super::{Act, Standing, WHO, in_yuan};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{self, Pager, paging};
use crate::pages::timeline::{self, Moment};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "credit_lines/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    standing: Standing,
    /// Whether the member may act on it at all.
    acts: bool,
    whom: String,
    kind: String,
    carries: String,
    bank: String,
    meter: Meter,
    left: Money,
    spent: Money,
    ends: Option<DaysLeft>,
    next: String,
    uses: Vec<UseView>,
    movements: Vec<MovementView>,
    pager: Pager,
    /// All movements as a file.
    xlsx: String,
    timeline: Vec<Moment>,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let standing = Standing::find(&portal, &seated, &text).await?;
    let line = &standing.line.state;
    let found = store
        .line_movements(viewer, line.id, &paging(query.after.as_deref()))
        .await?
        .ok_or(Failure::NotFound)?;
    let moved = found.items.iter().filter_map(|movement| movement.by.clone());
    let subjects: BTreeSet<Subject> = moved.chain(standing.used.uses.keys().cloned()).collect();
    let takers = Takers::read(&portal, &seated, &subjects).await?;
    let whom = Whom::from(&line.scope);
    let names = Names::of(store, viewer, whom.parties().chain([line.bank])).await?;
    let timeline = timeline::read(&portal, &seated, &standing.line.subject).await?;
    let today = store.today().await?;
    let acts = standing.is_of(&seated) && seated.seat.trades();
    let (left, spent) = (standing.left()?, standing.spent()?);
    let address = format!("/credit-lines/{}", standing.place());
    let frame = Frame::new(&portal, seated.visit);
    let is_closed = line.stage == LineStage::Closed {};
    written(&DetailPage {
        acts,
        carries: whom.kind.map_or_else(String::new, |kind| kind.carries(&frame)),
        kind: whom.word(&frame),
        whom: whom.name(&frame, &names),
        bank: names.name(&line.bank),
        meter: Meter::of(
            line.terms.limit,
            spent,
            standing.used.drawn,
            standing.used.reserved,
        ),
        ends: (!is_closed).then(|| DaysLeft::until_due(line.terms.valid_to, today)),
        next: next(&frame, &standing, left, today),
        uses: takers.uses(&frame, &standing.used),
        movements: takers.movements(&frame, found.items),
        pager: Pager::of(&address, &query, query.after.as_deref(), found.next.as_ref()),
        xlsx: pager::as_file(&format!("/v1{address}/movements"), &Query::default(), "xlsx"),
        left,
        spent,
        timeline,
        standing,
        frame,
    })
}

/// What may be used of it now, and what stands in the way.
fn next(frame: &Frame<'_>, standing: &Standing, left: Money, today: NaiveDate) -> String {
    let terms = &standing.line.state.terms;
    let (from, to) = (terms.valid_from.to_string(), terms.valid_to.to_string());
    match &standing.line.state.stage {
        LineStage::Closed {} => frame.say("line-next-closed"),
        LineStage::Suspended { reason } => {
            frame.say_with("line-next-suspended", &[("reason", reason.as_str())])
        }
        LineStage::Open {} if today > terms.valid_to => frame.say_with("line-next-over", &[("day", &to)]),
        LineStage::Open {} if today < terms.valid_from => {
            frame.say_with("line-next-not-yet", &[("day", &from)])
        }
        LineStage::Open {} if left.is_negative() => frame.say("line-next-under"),
        LineStage::Open {} if left.is_zero() => frame.say("line-next-full"),
        LineStage::Open {} => {
            let left = frame.money(&left);
            frame.say_with("line-next-free", &[("left", &left), ("day", &to)])
        }
    }
}

impl DetailPage<'_> {
    fn terms(&self) -> &tallystick_commands::banking::LineTerms {
        &self.standing.line.state.terms
    }

    fn currency(&self) -> String {
        self.terms().limit.currency().to_string()
    }

    fn stage(&self) -> String {
        self.standing.line.state.stage.name().to_lowercase()
    }

    fn address(&self) -> String {
        format!("/credit-lines/{}", self.standing.place())
    }

    fn amends(&self) -> bool {
        self.acts && self.standing.takes(Act::Amend)
    }

    fn suspends(&self) -> bool {
        self.acts && self.standing.takes(Act::Suspend)
    }

    fn resumes(&self) -> bool {
        self.acts && self.standing.takes(Act::Resume)
    }

    fn closes(&self) -> bool {
        self.acts && self.standing.takes(Act::Close)
    }

    #[expect(clippy::unused_self, reason = "the template calls it on the page")]
    fn yuan(&self, amount: &Money) -> String {
        in_yuan(amount)
    }
}
