//! One reported payment.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::PaymentId;
use tallystick_commands::certificates::{Certificate, Payment, PaymentStage};
use tallystick_store::Seen;

use super::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "payments/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Payment>,
    certificate: Option<Certificate>,
    names: Names,
    timeline: Vec<Moment>,
    answers: bool,
}

/// A payment and the certificate that it is on, where both concern the viewer.
pub(super) async fn find(
    portal: &Portal,
    seated: &Seated,
    text: &str,
) -> Result<(Seen<Payment>, Option<Certificate>), Failure> {
    let payment: PaymentId = id(PaymentId::KIND, text)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = store.payment(viewer, payment).await?.ok_or(Failure::NotFound)?;
    let certificate = store.certificate(viewer, seen.state.certificate).await?;
    Ok((seen, certificate.map(|seen| seen.state)))
}

/// Whether the word that it came is the viewer's: the bank's that the certificate is pledged or assigned to, otherwise the holder's.
pub(super) fn answers(seated: &Seated, payment: &Payment, certificate: Option<&Certificate>) -> bool {
    let collects = certificate.is_some_and(|certificate| certificate.collector() == seated.viewer().party);
    seated.seat.trades() && collects && matches!(payment.stage, PaymentStage::Reported {})
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let (seen, certificate) = find(&portal, &seated, &text).await?;
    let mut parties = vec![seen.state.debtor];
    parties.extend(certificate.as_ref().map(Certificate::collector));
    match &seen.state.stage {
        PaymentStage::Acknowledged { by, .. } | PaymentStage::Rejected { by, .. } => parties.push(*by),
        PaymentStage::Reported {} => {}
    }
    let names = Names::of(portal.store(), seated.viewer(), parties).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    written(&DetailPage {
        answers: answers(&seated, &seen.state, certificate.as_ref()),
        frame: Frame::new(&portal, seated.visit),
        seen,
        certificate,
        names,
        timeline,
    })
}

impl DetailPage<'_> {
    fn payment(&self) -> &Payment {
        &self.seen.state
    }

    fn stage_name(&self) -> String {
        self.payment().stage.name().to_lowercase()
    }

    fn next_step(&self) -> String {
        let collector = self
            .certificate
            .as_ref()
            .map(|certificate| self.names.name(&certificate.collector()));
        match &self.payment().stage {
            PaymentStage::Reported {} if self.answers => self.frame.say("payment-next-yours"),
            PaymentStage::Reported {} => {
                let name = collector.unwrap_or_default();
                self.frame.say_with("payment-next-other", &[("name", &name)])
            }
            PaymentStage::Acknowledged { by, on } => {
                let (by, on) = (self.names.name(by), on.to_string());
                self.frame
                    .say_with("payment-next-acknowledged", &[("name", &by), ("on", &on)])
            }
            PaymentStage::Rejected { by, reason } => {
                let by = self.names.name(by);
                let values = [("name", by.as_str()), ("reason", reason.as_str())];
                self.frame.say_with("payment-next-rejected", &values)
            }
        }
    }
}
