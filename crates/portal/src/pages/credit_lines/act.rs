//! Suspending a line, resuming it, and closing one that nothing uses.

use axum::extract::{Path, State};

use super::whom::Whom;
use super::{Act, Standing};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::Page;
use crate::pages::plain_act::{self, Besides, PlainAct};
use crate::places::BANK;
use crate::seat::Seated;

/// What one of these acts says.
struct Words {
    kind: &'static str,
    title: String,
    reason: Option<String>,
    effect: String,
    next: String,
}

pub(super) async fn suspend(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    page(&portal, seated, &text, Act::Suspend, |frame| Words {
        kind: "credit-line.suspend/1",
        title: frame.say("line-suspend"),
        reason: Some(frame.say("line-suspend-reason")),
        effect: frame.say("line-suspend-effect"),
        next: frame.say("line-suspend-next"),
    })
    .await
}

pub(super) async fn resume(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    page(&portal, seated, &text, Act::Resume, |frame| Words {
        kind: "credit-line.resume/1",
        title: frame.say("line-resume"),
        reason: None,
        effect: frame.say("line-resume-effect"),
        next: frame.say("line-resume-next"),
    })
    .await
}

pub(super) async fn close(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    page(&portal, seated, &text, Act::Close, |frame| Words {
        kind: "credit-line.close/1",
        title: frame.say("line-close"),
        reason: None,
        effect: frame.say("line-close-effect"),
        next: frame.say("line-close-next"),
    })
    .await
}

async fn page(
    portal: &Portal,
    seated: Seated,
    text: &str,
    act: Act,
    say: impl Fn(&Frame<'_>) -> Words,
) -> Page {
    let seated = seated.only(BANK)?;
    let standing = Standing::to_act(portal, &seated, text, act).await?;
    let line = &standing.line.state;
    let whom = Whom::from(&line.scope);
    let names = Names::of(portal.store(), seated.viewer(), whom.parties()).await?;
    let left = standing.left()?;
    let frame = Frame::new(portal, seated.visit);
    let words = say(&frame);
    let name = whom.name(&frame, &names);
    let facts = vec![
        (frame.say("line-on"), format!("{name} · {}", whom.word(&frame))),
        (frame.say("line-limit"), frame.money(&line.terms.limit)),
        (frame.say("line-drawn"), frame.money(&standing.used.drawn)),
        (frame.say("line-reserved"), frame.money(&standing.used.reserved)),
        (frame.say("line-left"), frame.money(&left)),
    ];
    let act = PlainAct {
        kind: words.kind,
        member: "line",
        title: words.title,
        back: (format!("/credit-lines/{}", standing.place()), name),
        facts,
        reason: words.reason,
        effect: words.effect,
        next: words.next,
        names: names.json(),
        subject: (standing.line.subject, standing.line.version),
    };
    // Nobody else sees a line, and so nobody else reads why it rests.
    let besides = Besides {
        readers: Some(frame.say("line-reason-hint")),
        ..Besides::default()
    };
    plain_act::page_with(frame, act, besides)
}
