//! Buying a loan into a pool.

use askama::Template;
use axum::extract::{Path, State};

use super::checks::CheckView;
use super::detail::Whole;
use super::{MANAGER, find_open};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "sales/accept.html")]
struct AcceptPage<'p> {
    frame: Frame<'p>,
    whole: Whole,
    checks: Vec<CheckView>,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(MANAGER)?;
    let seen = find_open(&portal, &seated, &text).await?;
    let whole = Whole::read(&portal, &seated, seen).await?;
    let pool = portal.store().pool(seated.viewer(), whole.record().pool).await?;
    let mut subjects = vec![(&whole.seen.subject, whole.seen.version)];
    subjects.extend(pool.as_ref().map(|pool| (&pool.subject, pool.version)));
    let shown = shown(&subjects);
    let frame = Frame::new(&portal, seated.visit);
    written(&AcceptPage {
        checks: whole.checks(&frame)?,
        shown,
        whole,
        frame,
    })
}

impl AcceptPage<'_> {
    fn id(&self) -> &str {
        self.whole.seen.subject.id()
    }

    fn bank(&self) -> String {
        self.whole.names.name(&self.whole.record().bank)
    }

    fn price(&self) -> String {
        self.frame.money(&self.whole.record().price)
    }

    /// Whether any rule is broken, and so it cannot be bought.
    fn is_refused(&self) -> bool {
        self.checks.iter().any(|check| !check.kept)
    }
}
