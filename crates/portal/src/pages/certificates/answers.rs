//! Acts that need no words but which certificate: declining an offer, and taking one back.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Capacity::{self, Supplier};
use tallystick_commands::certificates::Certificate;
use tallystick_store::Seen;

use super::act::{Act, shown};
use super::detail::seen;
use super::may::May;
use super::rights::parties;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Page, written};
use crate::seat::Seated;

/// Who passes certificates on.
pub(super) const SELLERS: &[Capacity] = &[Supplier];

#[derive(Template)]
#[template(path = "certificates/answer.html")]
pub(super) struct AnswerPage<'p> {
    pub(super) frame: Frame<'p>,
    pub(super) act: Act,
    /// The name of the page.
    pub(super) title: String,
    /// Where the page belongs: address and words.
    pub(super) back: (String, String),
    /// What the act is about, in names and values.
    pub(super) facts: Vec<(String, String)>,
    /// The one member of the body, and its value.
    pub(super) body: (&'static str, String),
}

pub(super) async fn decline(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let ground = Ground::read(&portal, &seated, &text, |may| may.answer_offer).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let act = Act {
        kind: "certificate.decline/1",
        button: frame.say("transfer-decline-button"),
        effect: frame.say("transfer-decline-effect"),
        next: frame.say("transfer-decline-next"),
        ..ground.act(&text)
    };
    let title = frame.say("transfer-decline-title");
    ground.page(frame, act, title)
}

pub(super) async fn withdraw_offer(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
) -> Page {
    let ground = Ground::read(&portal, &seated, &text, |may| may.withdraw_offer).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let act = Act {
        kind: "certificate.withdraw-offer/1",
        button: frame.say("transfer-withdraw-button"),
        effect: frame.say("transfer-withdraw-effect"),
        next: frame.say("transfer-withdraw-next"),
        ..ground.act(&text)
    };
    let title = frame.say("transfer-withdraw-title");
    ground.page(frame, act, title)
}

/// A certificate on which the viewer may do what the page is for.
pub(super) struct Ground {
    pub(super) seen: Seen<Certificate>,
    pub(super) names: Names,
}

impl Ground {
    /// Reads the certificate; there is no page where the act is not open to the viewer.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        text: &str,
        is_open: impl Fn(&May) -> bool,
    ) -> Result<Self, Failure> {
        let store = portal.store();
        let seen = seen(store, seated, text).await?;
        let stage = seen.state.stage_at(store.now());
        let may = May::of(&seated.seat, &seen.state, &stage, store.today().await?);
        if !is_open(&may) {
            return Err(if may.is_side {
                Failure::NotNow
            } else {
                Failure::NotFor(SELLERS)
            });
        }
        let names = Names::of(store, seated.viewer(), parties(&seen.state, &stage)).await?;
        Ok(Self { seen, names })
    }

    /// What an act of a supplier on it has in common with all others.
    pub(super) fn act(&self, text: &str) -> Act {
        Act {
            kind: "",
            capacity: Supplier,
            done: format!("/certificates/{text}"),
            shown: shown(&[(&self.seen.subject, self.seen.version)]),
            button: String::new(),
            effect: String::new(),
            next: String::new(),
            names: self.names.json_with([self.named()]),
        }
    }

    /// The certificate by its number, for the names of an act.
    pub(super) fn named(&self) -> (String, String) {
        (
            self.seen.subject.to_string(),
            self.seen.state.issue.number.to_string(),
        )
    }

    /// What it is, for the head of a page that acts on it.
    pub(super) fn facts(&self, frame: &Frame<'_>) -> Vec<(String, String)> {
        let certificate = &self.seen.state;
        vec![
            (
                frame.say("certificate-number"),
                certificate.issue.number.to_string(),
            ),
            (frame.say("debtor"), self.names.name(&certificate.issue.debtor)),
            (frame.say("outstanding"), frame.money(&certificate.outstanding)),
            (frame.say("due-on"), frame.deadline(&certificate.issue.due_on)),
        ]
    }

    fn page(self, frame: Frame<'_>, act: Act, title: String) -> Page {
        let mut facts = self.facts(&frame);
        facts.push((frame.say("holder"), self.names.name(&self.seen.state.holder)));
        written(&AnswerPage {
            back: (act.done.clone(), self.seen.state.issue.number.to_string()),
            body: ("certificate", self.seen.subject.to_string()),
            title,
            facts,
            frame,
            act,
        })
    }
}
