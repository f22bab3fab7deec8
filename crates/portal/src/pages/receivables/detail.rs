//! One receivable: what is claimed beside what the papers say, the answer, and how it came about.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Capacity;
use tallystick_commands::certificates::receivable::Confirmation;
use tallystick_commands::certificates::{Defence, EvidenceKind, Reason, Receivable, ReceivableStage};

use super::{Evidence, answers, find, proposals, words};
use crate::Portal;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::places::{TRADE, TRADE_IN_SIGHT};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "receivables/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    evidence: Evidence,
    left: Option<DaysLeft>,
    timeline: Vec<Moment>,
    answers: bool,
    /// What the party began about it, and waits for further signatures: its address.
    waits: Option<String>,
    withdraws: bool,
    forwards: bool,
    /// Where the list of receivables stands, where it is for the viewer.
    list: Option<&'static str>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(TRADE_IN_SIGHT)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let claim = &seen.state.claim;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let today = store.today().await?;
    let runs = seen.state.clock_stopped_on.is_none();
    let left = claim
        .answer_by
        .filter(|_| runs)
        .map(|by| DaysLeft::until_answer(by, today));
    let (signs, acting, party) = (seated.seat.trades(), seated.seat.acting, viewer.party);
    let is_claimed = matches!(seen.state.stage, ReceivableStage::Claimed {});
    let answers = answers(&seated, &seen.state);
    let withdraws = signs && acting == Capacity::Supplier && claim.supplier == party && seen.state.is_open();
    let at_centre = acting == Capacity::ConfirmationCentre && claim.centre == Some(party);
    let forwards = signs && at_centre && is_claimed && seen.state.forwarded.is_none();
    let waits = proposals::about_receivables(&portal, &seated).await?;
    let waits = waits.get(&claim.receivable).map(|id| format!("/waiting/{id}"));
    let list = TRADE.contains(&acting).then_some("/receivables");
    let frame = Frame::new(&portal, seated.visit.clone());
    written(&DetailPage {
        evidence: Evidence::read(&portal, &seated, &frame, seen).await?,
        frame,
        left,
        timeline,
        answers,
        waits,
        withdraws,
        forwards,
        list,
    })
}

impl DetailPage<'_> {
    fn receivable(&self) -> &Receivable {
        &self.evidence.seen.state
    }

    fn stage_name(&self) -> String {
        self.receivable().stage.name().to_lowercase()
    }

    fn address(&self) -> String {
        format!("/receivables/{}", self.evidence.seen.subject.id())
    }

    /// The number by which people know it.
    fn number(&self) -> String {
        let mut papers = self.evidence.papers.iter().map(|paper| &paper.document);
        let invoice = papers.find(|document| document.kind == EvidenceKind::Invoice);
        invoice
            .map(|document| document.number.to_string())
            .unwrap_or_default()
    }

    fn confirmation(&self) -> Option<&Confirmation> {
        match &self.receivable().stage {
            ReceivableStage::Confirmed(confirmation) => Some(confirmation),
            ReceivableStage::Claimed {}
            | ReceivableStage::Disputed { .. }
            | ReceivableStage::Rejected { .. }
            | ReceivableStage::Withdrawn {} => None,
        }
    }

    fn reasons(&self) -> Vec<String> {
        match &self.receivable().stage {
            ReceivableStage::Disputed { reasons } | ReceivableStage::Rejected { reasons } => {
                reasons.iter().map(|reason| self.reason(reason)).collect()
            }
            ReceivableStage::Claimed {} | ReceivableStage::Confirmed(_) | ReceivableStage::Withdrawn {} => {
                Vec::new()
            }
        }
    }

    fn reason(&self, reason: &Reason) -> String {
        words::reason(&self.frame, reason)
    }

    fn waived(&self, defences: &[Defence]) -> String {
        let names: Vec<_> = defences
            .iter()
            .map(|of| words::defence(&self.frame, *of).1)
            .collect();
        if names.is_empty() {
            self.frame.say("waived-none")
        } else {
            names.join(&self.frame.say("list-comma"))
        }
    }

    /// What is to happen next, and whose part it is.
    fn next_step(&self) -> String {
        let claim = &self.receivable().claim;
        let by = claim
            .answer_by
            .map(|day| self.frame.deadline(&day))
            .unwrap_or_default();
        let buyer = self.evidence.names.name(&claim.buyer);
        let values = [("buyer", buyer.as_str()), ("by", &by)];
        match (&self.receivable().stage, self.left) {
            (ReceivableStage::Claimed {}, Some(left)) if left.days < 0 => {
                self.frame.say_with("receivable-next-lapsed", &values)
            }
            (ReceivableStage::Claimed {}, Some(_)) if self.forwards => {
                self.frame.say_with("receivable-next-centre", &values)
            }
            (ReceivableStage::Claimed {}, Some(_)) if self.answers && self.is_unseen() => {
                self.frame.say_with("receivable-next-unseen", &values)
            }
            (ReceivableStage::Claimed {}, Some(_)) if self.answers => {
                self.frame.say_with("receivable-next-yours", &values)
            }
            (ReceivableStage::Claimed {}, Some(_)) => self.frame.say_with("receivable-next-buyer", &values),
            (ReceivableStage::Claimed {}, None) if self.forwards => {
                self.frame.say_with("receivable-next-centre-no-clock", &values)
            }
            (ReceivableStage::Claimed {}, None) if self.answers && self.is_unseen() => {
                self.frame.say("receivable-next-unseen-no-clock")
            }
            (ReceivableStage::Claimed {}, None) => self.frame.say_with("receivable-next-no-clock", &values),
            (ReceivableStage::Disputed { .. }, _) => self.frame.say_with("receivable-next-disputed", &values),
            (ReceivableStage::Confirmed(_), _) => self.frame.say("receivable-next-confirmed"),
            (ReceivableStage::Rejected { .. }, _) => self.frame.say("receivable-next-rejected"),
            (ReceivableStage::Withdrawn {}, _) => self.frame.say("receivable-next-withdrawn"),
        }
    }

    /// Whether a confirmation centre was asked to look at the papers and has not passed them on.
    fn is_unseen(&self) -> bool {
        let receivable = self.receivable();
        receivable.claim.centre.is_some() && receivable.forwarded.is_none()
    }
}
