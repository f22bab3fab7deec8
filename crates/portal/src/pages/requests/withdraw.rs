//! Taking a request back.

use askama::Template;
use axum::extract::{Path, State};

use super::WHO;
use super::detail::{CertificateView, certificates};
use super::stand::Whole;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "requests/withdraw.html")]
struct WithdrawPage<'p> {
    frame: Frame<'p>,
    whole: Whole,
    certificates: Vec<CertificateView>,
    capacity: String,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let whole = Whole::read(&portal, &seated, &text).await?;
    if !whole.may_withdraw(&seated.seat) {
        return Err(Failure::NotFound);
    }
    let shown = serde_json::json!({ whole.request.subject.as_str(): whole.request.version });
    let certificates = certificates(&portal, &seated, &whole).await?;
    let capacity = seated.seat.acting.to_string();
    written(&WithdrawPage {
        frame: Frame::new(&portal, seated.visit),
        shown: shown.to_string(),
        whole,
        certificates,
        capacity,
    })
}
