//! What comes next on a certificate, and whose turn it is.

use chrono::NaiveDate;
use tallystick_base::PartyId;
use tallystick_commands::certificates::{Certificate, CertificateStage};
use tallystick_store::{ListedCancellation, ListedPayment};

use crate::figures;
use crate::frame::Frame;
use crate::names::Names;

/// The next step.
pub(super) struct Next {
    /// What it is, in a sentence.
    pub(super) step: String,
    /// Whose turn it is; none where nothing is to be done.
    pub(super) whose: Option<String>,
    /// Whether it is the viewer's.
    pub(super) is_yours: bool,
}

/// What is looked at to tell.
pub(super) struct Standing<'s> {
    pub(super) certificate: &'s Certificate,
    pub(super) stage: &'s CertificateStage,
    /// Proposals to cancel that are not answered.
    pub(super) cancellations: &'s [ListedCancellation],
    pub(super) payments: &'s [ListedPayment],
    pub(super) today: NaiveDate,
    pub(super) viewer: PartyId,
}

impl Next {
    pub(super) fn of(frame: &Frame<'_>, names: &Names, standing: &Standing<'_>) -> Self {
        let (step, who) = step(frame, standing);
        Self {
            step,
            is_yours: who == Some(standing.viewer),
            whose: who.map(|party| names.name(&party)),
        }
    }
}

/// What is answered first goes first: a reported payment, a proposal, an offer; then what only waits for its day.
fn step(frame: &Frame<'_>, standing: &Standing<'_>) -> (String, Option<PartyId>) {
    let Standing {
        certificate, stage, ..
    } = *standing;
    let debtor = certificate.issue.debtor;
    if !stage.is_live() {
        return (ended(frame, stage), None);
    }
    if let Some(payment) = standing
        .payments
        .iter()
        .find(|payment| payment.stage == "reported")
    {
        let amount = frame.money(&payment.amount);
        let words = frame.say_with("certificate-next-acknowledge", &[("amount", &amount)]);
        return (words, Some(certificate.collector()));
    }
    if let Some(proposed) = standing.cancellations.iter().find(|one| one.stage == "proposed") {
        return (
            frame.say("certificate-next-answer-cancellation"),
            Some(proposed.proposed_to),
        );
    }
    if certificate.frozen.is_some() {
        return (frame.say("certificate-next-frozen"), None);
    }
    let due_on = frame.deadline(&certificate.issue.due_on);
    match stage {
        CertificateStage::Offered { to, until, .. } => {
            let until = figures::moment(*until);
            (
                frame.say_with("certificate-next-answer-offer", &[("until", &until)]),
                Some(*to),
            )
        }
        _ if certificate.is_past_due(standing.today) => (
            frame.say_with("certificate-next-overdue", &[("day", &due_on)]),
            Some(debtor),
        ),
        CertificateStage::Reserved { .. } => (frame.say("certificate-next-reserved"), None),
        CertificateStage::Pledged { .. } | CertificateStage::Assigned { .. } => {
            let words = if standing.viewer == debtor {
                frame.say_with("certificate-next-pay-bank-yours", &[("day", &due_on)])
            } else {
                frame.say_with("certificate-next-pay-bank", &[("day", &due_on)])
            };
            (words, Some(debtor))
        }
        CertificateStage::Free {}
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => {
            let words = if standing.viewer == debtor {
                frame.say_with("certificate-next-pay-yours", &[("day", &due_on)])
            } else {
                frame.say_with("certificate-next-pay", &[("day", &due_on)])
            };
            (words, Some(debtor))
        }
    }
}

fn ended(frame: &Frame<'_>, stage: &CertificateStage) -> String {
    match stage {
        CertificateStage::Split {} => frame.say("certificate-next-split"),
        CertificateStage::Discharged {} => frame.say("certificate-next-discharged"),
        CertificateStage::Cancelled {}
        | CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. } => frame.say("certificate-next-cancelled"),
    }
}
