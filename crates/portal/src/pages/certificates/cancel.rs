//! Taking a certificate back: debtor and holder together. One proposes, the other answers.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{CancellationId, Capacity};
use tallystick_commands::certificates::{Cancellation, CancellationStage, Certificate};
use tallystick_store::Seen;

use super::act::{Act, shown};
use super::answers::{AnswerPage, Ground};
use super::may::signs;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

/// Between whom a certificate is taken back, and who looks on.
const WHO: &[Capacity] = &[
    Capacity::Supplier,
    Capacity::Buyer,
    Capacity::Bank,
    Capacity::Auditor,
];
/// Who proposes and answers here.
const SIDES: &[Capacity] = &[Capacity::Supplier, Capacity::Buyer];

#[derive(Template)]
#[template(path = "certificates/cancel.html")]
struct ProposePage<'p> {
    frame: Frame<'p>,
    act: Act,
    back: (String, String),
    facts: Vec<(String, String)>,
    certificate: String,
}

pub(super) async fn propose(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(SIDES)?;
    let ground = Ground::read(&portal, &seated, &text, |may| may.propose_cancellation).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let act = Act {
        kind: "cancellation.propose/1",
        capacity: seated.seat.acting,
        button: frame.say("cancellation-button"),
        effect: frame.say("cancellation-effect"),
        next: frame.say("cancellation-next"),
        ..ground.act(&text)
    };
    let mut facts = ground.facts(&frame);
    facts.push((frame.say("holder"), ground.names.name(&ground.seen.state.holder)));
    written(&ProposePage {
        back: (act.done.clone(), ground.seen.state.issue.number.to_string()),
        certificate: ground.seen.subject.to_string(),
        facts,
        frame,
        act,
    })
}

/// A proposal that concerns the viewer, with its certificate where that still does.
struct Proposal {
    seen: Seen<Cancellation>,
    certificate: Option<Seen<Certificate>>,
    names: Names,
}

impl Proposal {
    async fn read(portal: &Portal, seated: &Seated, text: &str) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let cancellation: CancellationId = id(CancellationId::KIND, text)?;
        let seen = store.cancellation(viewer, cancellation).await?;
        let seen = seen.ok_or(Failure::NotFound)?;
        Ok(Self {
            certificate: store.certificate(viewer, seen.state.certificate).await?,
            names: Names::of(store, viewer, [seen.state.by, seen.state.to, seen.state.debtor]).await?,
            seen,
        })
    }

    /// Whether the viewer's party is this side of it now, acts in the capacity of that side, and may sign.
    fn is_side(&self, seated: &Seated, side: tallystick_base::PartyId) -> bool {
        let capacity = if side == self.seen.state.debtor {
            Capacity::Buyer
        } else {
            Capacity::Supplier
        };
        let open = self.seen.state.stage == CancellationStage::Proposed {};
        let seat = &seated.seat;
        open && side == seat.viewer.party && seat.acts_as(capacity) && signs(seat)
    }

    /// Whether agreeing to it would be refused: the certificate is not free, frozen, or in other hands.
    fn is_blocked(&self, now: tallystick_base::Millis) -> bool {
        use tallystick_commands::certificates::CertificateStage;
        let stands = |seen: &Seen<Certificate>| {
            let certificate = &seen.state;
            let between = [self.seen.state.by, self.seen.state.to].contains(&certificate.holder);
            between && certificate.frozen.is_none() && certificate.stage_at(now) == CertificateStage::Free {}
        };
        !self.certificate.as_ref().is_some_and(stands)
    }

    fn facts(&self, frame: &Frame<'_>) -> Vec<(String, String)> {
        let state = &self.seen.state;
        let mut facts = vec![
            (frame.say("cancellation-proposed-by"), self.names.name(&state.by)),
            (frame.say("cancellation-proposed-to"), self.names.name(&state.to)),
            (frame.say("cancellation-reason"), state.reason.to_string()),
        ];
        if let Some(seen) = &self.certificate {
            facts.push((
                frame.say("certificate-number"),
                seen.state.issue.number.to_string(),
            ));
            facts.push((frame.say("amount"), frame.money(&seen.state.issue.amount)));
            facts.push((frame.say("outstanding"), frame.money(&seen.state.outstanding)));
            facts.push((frame.say("due-on"), frame.deadline(&seen.state.issue.due_on)));
        }
        facts
    }

    /// Names by subject: people know a proposal by the number of the certificate, where that still concerns the viewer.
    fn names_json(&self, frame: &Frame<'_>) -> String {
        let named = self.certificate.as_ref().map(|seen| {
            let number = seen.state.issue.number.to_string();
            let called = frame.say_with("cancellation-named", &[("number", &number)]);
            (self.seen.subject.to_string(), called)
        });
        self.names.json_with(named)
    }

    fn shown(&self) -> String {
        let certificate = self.certificate.as_ref();
        let mut subjects = vec![(&self.seen.subject, self.seen.version)];
        subjects.extend(certificate.map(|seen| (&seen.subject, seen.version)));
        shown(&subjects)
    }
}

#[derive(Template)]
#[template(path = "certificates/cancellation.html")]
struct CancellationPage<'p> {
    frame: Frame<'p>,
    place: String,
    certificate: String,
    /// The number of the certificate, where that still concerns the viewer.
    number: Option<String>,
    stage: String,
    facts: Vec<(String, String)>,
    answers: bool,
    blocked: bool,
    withdraws: bool,
    timeline: Vec<Moment>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let proposal = Proposal::read(&portal, &seated, &text).await?;
    let timeline = timeline::read(&portal, &seated, &proposal.seen.subject).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let state = &proposal.seen.state;
    written(&CancellationPage {
        place: text,
        certificate: format!("/certificates/{}", state.certificate.uuid()),
        number: proposal
            .certificate
            .as_ref()
            .map(|seen| seen.state.issue.number.to_string()),
        stage: state.stage.name().to_lowercase(),
        facts: proposal.facts(&frame),
        answers: proposal.is_side(&seated, state.to),
        withdraws: proposal.is_side(&seated, state.by),
        blocked: proposal.is_blocked(portal.store().now()),
        frame,
        timeline,
    })
}

pub(super) async fn accept(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let words = |frame: &Frame<'_>| Words {
        kind: "cancellation.accept/1",
        title: frame.say("cancellation-accept-title"),
        button: frame.say("cancellation-accept-button"),
        effect: frame.say("cancellation-accept-effect"),
        next: frame.say("cancellation-accept-next"),
    };
    answer(&portal, seated, &text, |proposal| proposal.to, words).await
}

pub(super) async fn decline(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let words = |frame: &Frame<'_>| Words {
        kind: "cancellation.decline/1",
        title: frame.say("cancellation-decline-title"),
        button: frame.say("cancellation-decline-button"),
        effect: frame.say("cancellation-decline-effect"),
        next: frame.say("cancellation-decline-next"),
    };
    answer(&portal, seated, &text, |proposal| proposal.to, words).await
}

pub(super) async fn withdraw(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let words = |frame: &Frame<'_>| Words {
        kind: "cancellation.withdraw/1",
        title: frame.say("cancellation-withdraw-title"),
        button: frame.say("cancellation-withdraw-button"),
        effect: frame.say("cancellation-withdraw-effect"),
        next: frame.say("cancellation-withdraw-next"),
    };
    answer(&portal, seated, &text, |proposal| proposal.by, words).await
}

/// What one answer says.
struct Words {
    kind: &'static str,
    title: String,
    button: String,
    effect: String,
    next: String,
}

async fn answer(
    portal: &Portal,
    seated: Seated,
    text: &str,
    side: impl Fn(&Cancellation) -> tallystick_base::PartyId,
    words: impl Fn(&Frame<'_>) -> Words,
) -> Page {
    let seated = seated.only(SIDES)?;
    let proposal = Proposal::read(portal, &seated, text).await?;
    if !proposal.is_side(&seated, side(&proposal.seen.state)) {
        return Err(Failure::NotFor(SIDES));
    }
    let frame = Frame::new(portal, seated.visit.clone());
    let words = words(&frame);
    let done = format!("/cancellations/{text}");
    written(&AnswerPage {
        act: Act {
            kind: words.kind,
            capacity: seated.seat.acting,
            shown: proposal.shown(),
            button: words.button,
            effect: words.effect,
            next: words.next,
            names: proposal.names_json(&frame),
            done: done.clone(),
        },
        back: (done, frame.say("cancellation")),
        facts: proposal.facts(&frame),
        body: ("cancellation", proposal.seen.subject.to_string()),
        title: words.title,
        frame,
    })
}
