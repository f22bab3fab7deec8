//! One certificate: what it says, the rights on it, what comes next, and how it came about.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{CertificateId, ReceivableId};
use tallystick_commands::certificates::{Certificate, CertificateStage};
use tallystick_store::{CancellationFilter, ListedCancellation, ListedPayment, PaymentFilter, Seen, Store};

use super::late::{self, LateView};
use super::lineage::{self, LineageView};
use super::list::WHO;
use super::may::{May, WhyNot};
use super::next::{Next, Standing};
use super::rights::{self, Right};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::receivables::Invoices;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "certificates/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    /// The id without its kind, for addresses.
    place: String,
    certificate: Certificate,
    /// The name of the stage at this moment: an offer that has expired reads as free.
    stage: String,
    /// The contract's number and title, where the viewer sees it.
    contract: Option<String>,
    /// The claim that was confirmed, by its invoice, where the viewer sees it.
    receivable: Option<String>,
    names: Names,
    left: DaysLeft,
    /// Whether the days that are left still matter.
    counts: bool,
    next: Next,
    may: May,
    why_not: Option<String>,
    rights: Vec<Right>,
    /// What the debtor owes for paying late, where something was late and the viewer is to know.
    late: Option<LateView>,
    lineage: LineageView,
    payments: Vec<ListedPayment>,
    cancellations: Vec<ListedCancellation>,
    timeline: Vec<Moment>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let seen = seen(store, &seated, &text).await?;
    let stage = seen.state.stage_at(store.now());
    let payments = payments(store, &seated, seen.state.id()).await?;
    let cancellations = cancellations(store, &seated, seen.state.id()).await?;
    let lineage = lineage::read(&portal, &seated, &seen.state, stage == CertificateStage::Split {}).await?;
    let mut mentioned = rights::parties(&seen.state, &stage);
    mentioned.extend(cancellations.iter().map(|one| one.proposed_by));
    mentioned.extend(lineage.children.iter().map(|child| child.holder));
    let names = Names::of(store, seated.viewer(), mentioned).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let contract = store.contract(seated.viewer(), seen.state.issue.contract).await?;
    let today = store.today().await?;
    let late = late::read(store, &seated, &seen.state, today).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let receivable = receivable(store, &seated, &frame, seen.state.issue.receivable).await?;
    let may = May::of(&seated.seat, &seen.state, &stage, today);
    let standing = Standing {
        certificate: &seen.state,
        stage: &stage,
        cancellations: &cancellations,
        payments: &payments,
        today,
        viewer: seated.viewer().party,
    };
    written(&DetailPage {
        place: text,
        next: Next::of(&frame, &names, &standing),
        rights: rights::read(store, &seated, &frame, &names, &seen.state, &stage).await?,
        contract: contract.map(|seen| {
            let terms = &seen.state.terms;
            format!("{} {}", terms.number, terms.title)
        }),
        receivable,
        late: late.map(|file| LateView::of(&frame, &file)),
        left: DaysLeft::until_due(seen.state.issue.due_on, today),
        counts: stage.is_live() && seen.state.outstanding.is_positive(),
        why_not: may.why_not.map(|why| why_not(&frame, why)),
        stage: stage.name().to_lowercase(),
        certificate: seen.state,
        frame,
        may,
        names,
        lineage,
        payments,
        cancellations,
        timeline,
    })
}

/// The certificate of an address, if it concerns the viewer.
pub(super) async fn seen(store: &Store, seated: &Seated, text: &str) -> Result<Seen<Certificate>, Failure> {
    let certificate: CertificateId = id(CertificateId::KIND, text)?;
    let seen = store.certificate(seated.viewer(), certificate).await?;
    seen.ok_or(Failure::NotFound)
}

async fn receivable(
    store: &Store,
    seated: &Seated,
    frame: &Frame<'_>,
    id: ReceivableId,
) -> Result<Option<String>, Failure> {
    let viewer = seated.viewer();
    if store.receivable(viewer, id).await?.is_none() {
        return Ok(None);
    }
    let invoice = Invoices::of(store, viewer, [id]).await?.name(frame, &id);
    Ok(Some(frame.say_with(
        "certificate-receivable-named",
        &[("invoice", &invoice)],
    )))
}

async fn payments(
    store: &Store,
    seated: &Seated,
    certificate: CertificateId,
) -> Result<Vec<ListedPayment>, Failure> {
    let filter = PaymentFilter {
        certificate: Some(certificate),
        ..PaymentFilter::default()
    };
    Ok(store.payments(seated.viewer(), &filter).await?.items)
}

async fn cancellations(
    store: &Store,
    seated: &Seated,
    certificate: CertificateId,
) -> Result<Vec<ListedCancellation>, Failure> {
    let filter = CancellationFilter {
        certificate: Some(certificate),
        ..CancellationFilter::default()
    };
    Ok(store.cancellations(seated.viewer(), &filter).await?.items)
}

fn why_not(frame: &Frame<'_>, why: WhyNot) -> String {
    match why {
        WhyNot::Frozen => frame.say("certificate-why-not-frozen"),
        WhyNot::NotTransferable => frame.say("certificate-why-not-transferable"),
        WhyNot::PastDue => frame.say("certificate-why-not-past-due"),
        WhyNot::NotFree => frame.say("certificate-why-not-free"),
    }
}
