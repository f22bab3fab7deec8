//! One certificate: what it says, the rights on it, and how it came about.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{CertificateId, PartyId};
use tallystick_commands::certificates::{Certificate, CertificateStage};
use tallystick_store::Seen;

use super::list::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

/// Bars of days that are left are as long as a month.
const MONTH: i64 = 30;

#[derive(Template)]
#[template(path = "certificates/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Certificate>,
    /// Where it stands at this moment: an offer that has expired reads as free.
    stage: CertificateStage,
    names: Names,
    left: DaysLeft,
    timeline: Vec<Moment>,
    /// Whether the viewer's party may act on it now.
    controls: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let certificate: CertificateId = id(CertificateId::KIND, &text)?;
    let seen = store
        .certificate(seated.viewer(), certificate)
        .await?
        .ok_or(Failure::NotFound)?;
    let names = Names::of(store, seated.viewer(), parties(&seen.state)).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let stage = seen.state.stage_at(store.now());
    written(&DetailPage {
        left: DaysLeft::until(seen.state.issue.due_on, store.today().await?, MONTH),
        controls: seen.state.controller() == Some(seated.viewer().party),
        frame: Frame::new(&portal, seated.visit),
        seen,
        stage,
        names,
        timeline,
    })
}

/// Everybody whom the page names.
fn parties(certificate: &Certificate) -> Vec<PartyId> {
    let issue = &certificate.issue;
    let mut parties = vec![issue.debtor, issue.supplier, certificate.holder];
    parties.extend(certificate.controller());
    parties.extend(
        certificate
            .endorsement
            .as_ref()
            .map(|endorsement| endorsement.bank),
    );
    match &certificate.stage {
        CertificateStage::Offered { to, .. } => parties.push(*to),
        CertificateStage::Pledged { bank, .. } | CertificateStage::Assigned { bank, .. } => {
            parties.push(*bank)
        }
        CertificateStage::Free {}
        | CertificateStage::Reserved { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => {}
    }
    parties
}

impl DetailPage<'_> {
    fn certificate(&self) -> &Certificate {
        &self.seen.state
    }

    fn stage_name(&self) -> String {
        self.stage.name().to_lowercase()
    }
}
