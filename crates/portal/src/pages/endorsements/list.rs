//! The promises of banks that concern the viewer.

use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, Money};
use tallystick_commands::certificates::{Certificate, CertificateStage};
use tallystick_store::{EndorsementFilter, ListedEndorsement};

use super::{WHO, may_honour, signs};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging, sheets};
use crate::pages::timeline::word_to;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// The stages that a promise is shown in.
const BOUND: &str = "bound";
const HONOURED: &str = "honoured";
const ENDED: &str = "ended";

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "endorsements/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    sheets: [String; 2],
    /// Whether they are of several banks: to a bank its own name says nothing.
    of_others: bool,
    honour: String,
    /// Whether the viewer may sign such a promise.
    endorses: bool,
}

/// A promise as a row.
struct RowView {
    endorsement: ListedEndorsement,
    number: String,
    bank: String,
    debtor: String,
    due_on: Option<NaiveDate>,
    /// Where the promise stands, and what of it: nothing once the certificate has ended, which the service counts a little later.
    stage: String,
    bound: Money,
    /// Whether the debtor did not pay in time, and the bank has not either.
    overdue: bool,
    /// Whether the viewer may sign now that the promise was kept.
    honours: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = EndorsementFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..EndorsementFilter::default()
    };
    let found = store.endorsements(viewer, &filter).await?;
    let today = store.today().await?;
    let parties = found.items.iter().flat_map(|one| [one.bank, one.debtor]);
    let names = Names::of(store, viewer, parties).await?;
    let mut rows = Vec::new();
    for endorsement in found.items {
        let certificate = store
            .certificate(viewer, endorsement.id)
            .await?
            .map(|seen| seen.state);
        let honours = certificate
            .as_ref()
            .is_some_and(|one| may_honour(&seated.seat, one, &one.stage_at(store.now()), today));
        let place = endorsement.id.uuid().to_string();
        let number = certificate.as_ref().map(|one| one.issue.number.to_string());
        let stage = standing(&endorsement, certificate.as_ref());
        let due_on = certificate.map(|one| one.issue.due_on);
        rows.push(RowView {
            overdue: stage == BOUND && due_on.is_some_and(|day| day < today),
            bound: if stage == ENDED {
                Money::zero(endorsement.bound.currency())
            } else {
                endorsement.bound
            },
            stage: stage.to_owned(),
            number: number.unwrap_or(place),
            bank: names.name(&endorsement.bank),
            debtor: names.name(&endorsement.debtor),
            due_on,
            honours,
            endorsement,
        });
    }
    let endorses = signs(&seated.seat);
    let of_others = !seated.seat.acts_as(Capacity::Bank);
    let frame = Frame::new(&portal, seated.visit);
    written(&ListPage {
        endorses,
        of_others,
        rows,
        pager: Pager::of(
            "/endorsements",
            &query,
            query.after.as_deref(),
            found.next.as_ref(),
        ),
        // What was kept is asked for as bound, as which it is counted.
        stages: crate::stages::of("endorsement")
            .filter(|stage| *stage != HONOURED)
            .collect(),
        sheets: sheets("/v1/endorsements", &query),
        honour: frame.say(&word_to("endorsement.honour/1")),
        frame,
        query,
    })
}

/// Where a promise stands: one that was kept is counted as bound until the certificate itself has ended, and binds nobody to pay.
fn standing(endorsement: &ListedEndorsement, certificate: Option<&Certificate>) -> &'static str {
    if endorsement.stage != BOUND || certificate.is_some_and(|one| is_over(&one.stage)) {
        return ENDED;
    }
    // On a certificate that was not split it is kept at once, for what the debtor had left unpaid; on the parts of another, on
    // each by itself.
    let at_once = certificate.is_some_and(|one| one.stage != (CertificateStage::Split {}));
    let kept = at_once || endorsement.honoured == endorsement.bound;
    if endorsement.honoured.is_positive() && kept {
        HONOURED
    } else {
        BOUND
    }
}

/// Whether nothing is owed any more under a promise on a certificate of this stage; what was split carries it on in its parts.
const fn is_over(stage: &CertificateStage) -> bool {
    matches!(
        stage,
        CertificateStage::Discharged {} | CertificateStage::Cancelled {}
    )
}
