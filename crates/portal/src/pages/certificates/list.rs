//! The certificates that concern the party.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity::{
    self, AssetManager, Auditor, Bank, Buyer, ConfirmationCentre, Guarantor, Supplier,
};
use tallystick_store::{CertificateFilter, ListedCertificate, Order};

use crate::Portal;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// Who deals in certificates.
pub(super) const WHO: &[Capacity] = &[
    Supplier,
    Buyer,
    Bank,
    Guarantor,
    AssetManager,
    ConfirmationCentre,
    Auditor,
];

/// Bars of days that are left are as long as a month.
const MONTH: i64 = 30;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    order: Option<String>,
    overdue: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "certificates/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
}

/// A certificate as a row.
struct RowView {
    certificate: ListedCertificate,
    /// The other side, as whoever looks sees it.
    other: String,
    left: DaysLeft,
    /// Whether the days that are left still matter.
    counts: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let filter = CertificateFilter {
        stage: query.stage.clone(),
        overdue: query.overdue.as_deref().map(|text| text == "true"),
        order: match query.order.as_deref() {
            Some("due") => Order::Due,
            Some(_) | None => Order::Newest,
        },
        page: paging(query.after.as_deref()),
        ..CertificateFilter::default()
    };
    let found = store.certificates(seated.viewer(), &filter).await?;
    let shown = found.items.iter().map(|certificate| other(&seated, certificate));
    let names = Names::of(store, seated.viewer(), shown).await?;
    let today = store.today().await?;
    let pager = Pager::of(
        "/certificates",
        &query,
        query.after.as_deref(),
        found.next.as_ref(),
    );
    let rows = found.items.into_iter().map(|certificate| RowView {
        other: names.name(&other(&seated, &certificate)),
        left: DaysLeft::until(certificate.due_on, today, MONTH),
        counts: certificate.outstanding.is_positive() && certificate.stage != "split",
        certificate,
    });
    written(&ListPage {
        rows: rows.collect(),
        pager,
        stages: crate::stages::of("certificate").collect(),
        frame: Frame::new(&portal, seated.visit),
        query,
    })
}

/// A debtor looks for the holder, everybody else for the debtor.
fn other(seated: &Seated, certificate: &ListedCertificate) -> tallystick_base::PartyId {
    if certificate.debtor == seated.viewer().party {
        certificate.holder
    } else {
        certificate.debtor
    }
}
