//! The rights on a certificate, as whoever may see it may see them.

use tallystick_base::{Capacity, FinancingRequestId, LoanId, Money, PartyId};
use tallystick_commands::certificates::{Certificate, CertificateStage, Recourse};
use tallystick_store::Store;

use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// One right, or one mark.
pub(in crate::pages) struct Right {
    /// What it is.
    pub(in crate::pages) what: String,
    /// Who has it.
    pub(in crate::pages) who: String,
    /// What it says.
    pub(in crate::pages) lines: Vec<String>,
    /// Where more of it stands: address and words.
    pub(in crate::pages) link: Option<(String, String)>,
    /// Whether it stops the holder.
    pub(in crate::pages) blocks: bool,
}

impl Right {
    fn new(what: String, who: String) -> Self {
        Self {
            what,
            who,
            lines: Vec::new(),
            link: None,
            blocks: false,
        }
    }

    fn line(mut self, line: String) -> Self {
        self.lines.push(line);
        self
    }

    fn link(mut self, address: String, words: String) -> Self {
        self.link = Some((address, words));
        self
    }

    fn blocking(mut self) -> Self {
        self.blocks = true;
        self
    }
}

/// Everybody whom a certificate and the rights on it name.
pub(in crate::pages) fn parties(certificate: &Certificate, stage: &CertificateStage) -> Vec<PartyId> {
    let issue = &certificate.issue;
    let mut parties = vec![issue.debtor, issue.supplier, certificate.holder];
    parties.extend(certificate.endorsement.as_ref().map(|promise| promise.bank));
    match stage {
        CertificateStage::Offered { to, .. } => parties.push(*to),
        CertificateStage::Pledged { bank, .. } | CertificateStage::Assigned { bank, .. } => {
            parties.push(*bank);
        }
        CertificateStage::Free {}
        | CertificateStage::Reserved { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => {}
    }
    parties
}

/// Every right, the holder's first.
pub(in crate::pages) async fn read(
    store: &Store,
    seated: &Seated,
    frame: &Frame<'_>,
    names: &Names,
    certificate: &Certificate,
    stage: &CertificateStage,
) -> Result<Vec<Right>, Failure> {
    let mut rights = vec![holder(frame, names, certificate, stage)];
    rights.extend(of_stage(store, seated, frame, names, stage).await?);
    if let Some(endorsement) = &certificate.endorsement {
        let promised = store
            .endorsement(seated.viewer(), endorsement.certificate)
            .await?;
        let mut right = Right::new(frame.say("right-endorsement"), names.name(&endorsement.bank))
            .line(frame.say_with("right-endorsement-on", &[("day", &endorsement.on.to_string())]));
        if let Some(promised) = promised {
            right = right.line(promise(frame, stage, promised.state.bound));
        }
        rights.push(right);
    }
    if let Some(freeze) = &certificate.frozen {
        rights.push(
            Right::new(frame.say("right-freeze"), freeze.order.to_string())
                .line(frame.say_with("right-freeze-on", &[("day", &freeze.on.to_string())]))
                .line(frame.say_with(
                    "right-freeze-digest",
                    &[("digest", &short(&freeze.digest.to_string()))],
                ))
                .blocking(),
        );
    }
    if let Some(former) = &certificate.former_payee {
        let account = frame.account(&former.payee);
        let until = former.until.to_string();
        rights.push(
            Right::new(frame.say("right-former-payee"), account)
                .line(frame.say_with("right-former-payee-until", &[("day", &until)])),
        );
    }
    Ok(rights)
}

fn holder(frame: &Frame<'_>, names: &Names, certificate: &Certificate, stage: &CertificateStage) -> Right {
    let right = Right::new(frame.say("holder"), names.name(&certificate.holder));
    match certificate.controller() {
        Some(party) if party == certificate.holder => right.line(held(frame, certificate, stage)),
        Some(party) => right.line(frame.say_with("right-controlled-by", &[("name", &names.name(&party))])),
        None => right.line(frame.say("right-ended")),
    }
}

/// What the holder may do where nobody else acts on the certificate, or what keeps it from that.
fn held(frame: &Frame<'_>, certificate: &Certificate, stage: &CertificateStage) -> String {
    if certificate.frozen.is_some() {
        return frame.say("right-held-frozen");
    }
    match stage {
        CertificateStage::Offered { .. } => frame.say("right-held-offered"),
        CertificateStage::Reserved { .. } => frame.say("right-held-reserved"),
        CertificateStage::Pledged { .. } => frame.say("right-held-pledged"),
        CertificateStage::Free {}
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => frame.say("right-controls"),
    }
}

/// The promise of a bank: what of it stands, unless nothing is owed any more on the certificate. The service counts that end a
/// little later.
fn promise(frame: &Frame<'_>, stage: &CertificateStage, bound: Money) -> String {
    match stage {
        CertificateStage::Discharged {} | CertificateStage::Cancelled {} => {
            frame.say("right-endorsement-ended")
        }
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Reserved { .. }
        | CertificateStage::Pledged { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {} => {
            frame.say_with("right-endorsement-bound", &[("amount", &frame.money(&bound))])
        }
    }
}

/// The right that the stage is.
async fn of_stage(
    store: &Store,
    seated: &Seated,
    frame: &Frame<'_>,
    names: &Names,
    stage: &CertificateStage,
) -> Result<Option<Right>, Failure> {
    Ok(match stage {
        CertificateStage::Free {}
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => None,
        CertificateStage::Offered { to, until, recourse } => Some(
            Right::new(frame.say("right-offer"), names.name(to))
                .line(frame.say_with("right-offer-until", &[("moment", &figures::moment(*until))]))
                .line(recourse_words(frame, *recourse))
                .blocking(),
        ),
        CertificateStage::Reserved { request } => Some(reservation(store, seated, frame, *request).await?),
        CertificateStage::Pledged { bank, filing } => Some(
            Right::new(frame.say("right-pledge"), names.name(bank))
                .line(frame.say_with("right-pledge-filing", &[("number", filing.as_str())]))
                .line(frame.say("right-pledge-law"))
                .blocking(),
        ),
        CertificateStage::Assigned { bank, loan } => {
            Some(assignment(store, seated, frame, names.name(bank), *loan).await?)
        }
    })
}

async fn reservation(
    store: &Store,
    seated: &Seated,
    frame: &Frame<'_>,
    request: FinancingRequestId,
) -> Result<Right, Failure> {
    let right = Right::new(
        frame.say("right-reservation"),
        frame.say("right-reservation-request"),
    )
    .blocking();
    let Some(seen) = store.request(seated.viewer(), request).await? else {
        return Ok(right);
    };
    let submission = &seen.state.submission;
    let (amount, until) = (frame.money(&submission.amount), figures::moment(submission.until));
    let says = frame.say_with(
        "right-reservation-amount",
        &[("amount", &amount), ("until", &until)],
    );
    let right = right.line(says);
    // Borrowers have the page of the request, and banks that of their review; guarantors have neither.
    let address = match seated.seat.acting {
        Capacity::Bank => format!("/reviews/{}", request.uuid()),
        Capacity::Supplier | Capacity::Buyer | Capacity::Auditor => format!("/requests/{}", request.uuid()),
        Capacity::Guarantor
        | Capacity::AssetManager
        | Capacity::ConfirmationCentre
        | Capacity::Operator
        | Capacity::Service => return Ok(right),
    };
    Ok(right.link(address, frame.say("right-reservation-link")))
}

async fn assignment(
    store: &Store,
    seated: &Seated,
    frame: &Frame<'_>,
    bank: String,
    loan: LoanId,
) -> Result<Right, Failure> {
    let right = Right::new(frame.say("right-assignment"), bank).blocking();
    let Some(seen) = store.loan(seated.viewer(), loan).await? else {
        return Ok(right.line(frame.say("right-assignment-some-loan")));
    };
    let terms = &seen.state.approval.terms;
    let (amount, matures) = (frame.money(&terms.principal), terms.matures_on.to_string());
    let says = frame.say_with("right-assignment-loan", &[("amount", &amount), ("day", &matures)]);
    Ok(right.line(says).link(
        format!("/loans/{}", loan.uuid()),
        frame.say("right-assignment-link"),
    ))
}

/// Who bears it when the debtor does not pay.
pub(in crate::pages) fn recourse_words(frame: &Frame<'_>, recourse: Recourse) -> String {
    match recourse {
        Recourse::None => frame.say("certificate-recourse-none"),
        Recourse::Full => frame.say("certificate-recourse-full"),
        Recourse::OnBreach => frame.say("certificate-recourse-on-breach"),
    }
}

fn short(digest: &str) -> String {
    digest.chars().take(16).collect()
}
