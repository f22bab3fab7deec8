//! One amendment: what it would change, and answering it.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::AmendmentId;
use tallystick_commands::contracts::{Amendment, AmendmentStage, Contract, Side};
use tallystick_store::Seen;

use super::words;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::plain_act::{self, PlainAct};
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::places::{DEALERS, TRADE_IN_SIGHT};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "contracts/amendment.html")]
struct AmendmentPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Amendment>,
    contract: Contract,
    changes: Vec<Change>,
    side: Option<Side>,
    signs: bool,
    timeline: Vec<Moment>,
}

/// One term: as it is, and as it would be.
struct Change {
    name: String,
    before: String,
    after: String,
}

async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<(Seen<Amendment>, Contract), Failure> {
    let amendment: AmendmentId = id(AmendmentId::KIND, text)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = store
        .amendment(viewer, amendment)
        .await?
        .ok_or(Failure::NotFound)?;
    let contract = store.contract(viewer, seen.state.contract).await?;
    Ok((seen, contract.ok_or(Failure::NotFound)?.state))
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(TRADE_IN_SIGHT)?;
    let (seen, contract) = find(&portal, &seated, &text).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let side = seen.state.side_of(seated.viewer().party, seated.seat.acting);
    let signs = seated.seat.trades();
    let frame = Frame::new(&portal, seated.visit);
    written(&AmendmentPage {
        changes: changes(&frame, &seen.state, &contract),
        frame,
        seen,
        contract,
        side,
        signs,
        timeline,
    })
}

pub(super) async fn act(
    State(portal): State<Portal>,
    seated: Seated,
    Path((text, act)): Path<(String, String)>,
) -> Page {
    let seated = seated.only(DEALERS)?;
    let (seen, contract) = find(&portal, &seated, &text).await?;
    let viewer = seated.viewer();
    let side = seen
        .state
        .side_of(viewer.party, seated.seat.acting)
        .ok_or(Failure::NotFound)?;
    let own = side == seen.state.proposed_by;
    if !matches!(seen.state.stage, AmendmentStage::Proposed {}) || own != (act == "withdraw") {
        return Err(Failure::NotFound);
    }
    let names = Names::of(portal.store(), viewer, [contract.supplier, contract.buyer]).await?;
    let frame = Frame::new(&portal, seated.visit);
    let (kind, title, effect, reason) = match act.as_str() {
        "accept" => (
            "amendment.accept/1",
            frame.say("amendment-accept"),
            frame.say("amendment-accept-effect"),
            None,
        ),
        "reject" => (
            "amendment.reject/1",
            frame.say("amendment-reject"),
            frame.say("amendment-reject-effect"),
            Some(frame.say("reason")),
        ),
        "withdraw" => (
            "amendment.withdraw/1",
            frame.say("amendment-withdraw"),
            frame.say("amendment-withdraw-effect"),
            None,
        ),
        _ => return Err(Failure::NotFound),
    };
    let facts = changes(&frame, &seen.state, &contract)
        .into_iter()
        .map(|change| (change.name, format!("{} → {}", change.before, change.after)));
    // It has no number of its own: people know it by that of the contract.
    let called = frame.say_with("amendment-named", &[("number", contract.terms.number.as_str())]);
    let act = PlainAct {
        kind,
        member: "amendment",
        title,
        back: (
            format!("/contracts/{}", contract.id.subject().id()),
            frame.say_with("contract-back", &[("number", contract.terms.number.as_str())]),
        ),
        facts: facts.collect(),
        reason,
        effect,
        next: frame.say("amendment-answer-next"),
        names: names.json_with([(seen.subject.to_string(), called)]),
        subject: (seen.subject, seen.version),
    };
    plain_act::page(frame, act)
}

/// The terms that it sets anew.
// tidy: long function: one line for each term that can change.
#[expect(clippy::too_many_lines, reason = "one line for each term that can change")]
fn changes(frame: &Frame<'_>, amendment: &Amendment, contract: &Contract) -> Vec<Change> {
    let (terms, new) = (&contract.terms, &amendment.changes);
    let mut changes = Vec::new();
    let mut add = |name: String, before: String, after: Option<String>| {
        if let Some(after) = after {
            changes.push(Change { name, before, after });
        }
    };
    let vouchers = |agreed: bool| {
        if agreed {
            frame.say("contract-vouchers-yes")
        } else {
            frame.say("contract-vouchers-no")
        }
    };
    let none = || frame.say("none-agreed");
    add(
        frame.say("contract-title"),
        terms.title.to_string(),
        new.title.as_ref().map(ToString::to_string),
    );
    add(
        frame.say("contract-sum"),
        frame.money(&terms.amount),
        new.amount.map(|amount| frame.money(&amount)),
    );
    let payment = new.payment.as_ref().map(|period| words::payment(frame, period));
    add(
        frame.say("contract-payment"),
        words::payment(frame, &terms.payment),
        payment,
    );
    let days = |days: u32| frame.say_n("n-days", days);
    add(
        frame.say("contract-inspection"),
        days(terms.inspection_days),
        new.inspection_days.map(days),
    );
    add(
        frame.say("contract-vouchers"),
        vouchers(terms.vouchers_agreed),
        new.vouchers_agreed.map(vouchers),
    );
    let tolerance = new.tolerance.map(tallystick_base::Ratio::percent_text);
    add(
        frame.say("contract-tolerance"),
        terms.tolerance.percent_text(),
        tolerance,
    );
    let rate = terms
        .late_rate
        .map_or_else(none, tallystick_base::Rate::percent_text);
    add(
        frame.say("contract-late-rate"),
        rate,
        new.late_rate.map(tallystick_base::Rate::percent_text),
    );
    let answer = terms.confirmation_days.map_or_else(none, days);
    add(
        frame.say("contract-answer"),
        answer,
        new.confirmation_days.map(days),
    );
    let documents: Vec<_> = new
        .documents
        .iter()
        .map(|document| document.name.to_string())
        .collect();
    let files = (!documents.is_empty()).then(|| documents.join(&frame.say("list-comma")));
    add(
        frame.say("contract-documents"),
        terms.documents.len().to_string(),
        files.map(|files| format!("+ {files}")),
    );
    changes
}

impl AmendmentPage<'_> {
    fn stage_name(&self) -> String {
        self.seen.state.stage.name().to_lowercase()
    }

    fn is_open(&self) -> bool {
        self.signs && matches!(self.seen.state.stage, AmendmentStage::Proposed {})
    }

    fn answers(&self) -> bool {
        self.is_open() && self.side == Some(self.seen.state.proposed_by.other())
    }

    fn withdraws(&self) -> bool {
        self.is_open() && self.side == Some(self.seen.state.proposed_by)
    }

    fn proposer(&self) -> String {
        words::side(&self.frame, self.seen.state.proposed_by)
    }

    /// Whether other terms took effect since it was written.
    fn is_stale(&self) -> bool {
        matches!(self.seen.state.stage, AmendmentStage::Proposed {})
            && self.seen.state.basis != self.contract.revision
    }

    fn reason(&self) -> Option<&str> {
        match &self.seen.state.stage {
            AmendmentStage::Rejected { reason } => Some(reason.as_str()),
            AmendmentStage::Proposed {} | AmendmentStage::Accepted {} | AmendmentStage::Withdrawn {} => None,
        }
    }
}
