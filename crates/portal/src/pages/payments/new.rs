//! Reporting a payment on a certificate.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::CertificateId;
use tallystick_commands::certificates::Certificate;
use tallystick_store::Seen;

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::plain_act::shown;
use crate::pages::{Asked, Page, written};
use crate::places::BUYER;
use crate::seat::Seated;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    certificate: Option<String>,
}

#[derive(Template)]
#[template(path = "payments/new.html")]
struct NewPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Certificate>,
    names: Names,
    shown: String,
    today: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(BUYER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let text = query.certificate.ok_or(Failure::NotFound)?;
    let certificate: CertificateId = id(CertificateId::KIND, &text)?;
    let seen = store
        .certificate(viewer, certificate)
        .await?
        .ok_or(Failure::NotFound)?;
    if seen.state.issue.debtor != viewer.party || !seen.state.is_live() {
        return Err(Failure::NotFound);
    }
    let names = Names::of(store, viewer, [seen.state.issue.debtor, seen.state.holder]).await?;
    let today = store.today().await?.to_string();
    written(&NewPage {
        shown: shown(&[(&seen.subject, seen.version)]),
        frame: Frame::new(&portal, seated.visit),
        seen,
        names,
        today,
    })
}

impl NewPage<'_> {
    fn certificate(&self) -> &Certificate {
        &self.seen.state
    }

    /// Names for the scripts, the number of the certificate among them.
    fn names_json(&self) -> String {
        let number = self.certificate().issue.number.to_string();
        self.names.json_with([(self.seen.subject.to_string(), number)])
    }
}
