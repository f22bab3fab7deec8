//! The certificates that concern the party.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity::{
    self, AssetManager, Auditor, Bank, Buyer, ConfirmationCentre, Guarantor, Supplier,
};
use tallystick_store::{CertificateFilter, ListedCertificate, Order};

use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::narrowed;
use crate::pages::pager::{self, Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::places::TRADE;
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

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    order: Option<String>,
    overdue: Option<String>,
    due_from: Option<String>,
    due_until: Option<String>,
    after: Option<String>,
}

impl Query {
    /// What is looked for, from the first page on.
    pub(super) fn filter(&self) -> Result<CertificateFilter, Failure> {
        Ok(CertificateFilter {
            stage: self.stage.clone(),
            overdue: self.overdue.as_deref().map(|text| text == "true"),
            due_from: narrowed(self.due_from.as_deref())?,
            due_until: narrowed(self.due_until.as_deref())?,
            order: self.order(),
            ..CertificateFilter::default()
        })
    }

    /// What is due within some days is listed by those days: whoever asks for them wants to know which come first.
    fn order(&self) -> Order {
        if self.order.as_deref() == Some("due") || self.due_from.is_some() || self.due_until.is_some() {
            Order::Due
        } else {
            Order::Newest
        }
    }

    /// Whether anything narrows the list.
    fn narrows(&self) -> bool {
        let Self {
            stage,
            order: _,
            overdue,
            due_from,
            due_until,
            after: _,
        } = self;
        [stage, overdue, due_from, due_until]
            .iter()
            .any(|one| one.is_some())
    }
}

#[derive(Template)]
#[template(path = "certificates/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    /// Whether the viewer stands outside of the trade, so that no side is the other one and both are named.
    outside: bool,
    /// Whether the list is narrowed by anything.
    narrowed: bool,
    /// Whether the viewer has claims, of which certificates come.
    claims: bool,
    /// The whole list as files.
    csv: String,
    xlsx: String,
    stages: Vec<&'static str>,
}

/// A certificate as a row.
struct RowView {
    certificate: ListedCertificate,
    /// The other side, as whoever looks sees it; from outside of the trade, the debtor.
    other: String,
    holder: String,
    left: DaysLeft,
    /// Whether the days that are left still matter.
    counts: bool,
    /// Whether the viewer's party delivered for it and somebody else holds it now, to whom what is outstanding is owed.
    passed_on: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let filter = CertificateFilter {
        page: paging(query.after.as_deref()),
        ..query.filter()?
    };
    let found = store.certificates(seated.viewer(), &filter).await?;
    let shown = found.items.iter();
    let shown = shown.flat_map(|certificate| [other(&seated, certificate), certificate.holder]);
    let names = Names::of(store, seated.viewer(), shown).await?;
    let today = store.today().await?;
    let pager = Pager::of(
        "/certificates",
        &query,
        query.after.as_deref(),
        found.next.as_ref(),
    );
    let [csv, xlsx] = ["/certificates.csv", "/certificates.xlsx"].map(|path| pager::whole_list(path, &query));
    let rows = found.items.into_iter().map(|certificate| {
        let passed_on = passed_on(&seated, &certificate);
        RowView {
            other: names.name(&other(&seated, &certificate)),
            holder: names.name(&certificate.holder),
            left: DaysLeft::until_due(certificate.due_on, today),
            counts: certificate.outstanding.is_positive() && certificate.stage != "split" && !passed_on,
            passed_on,
            certificate,
        }
    });
    written(&ListPage {
        rows: rows.collect(),
        outside: seated.seat.acts_as(Auditor),
        pager,
        narrowed: query.narrows(),
        claims: TRADE.contains(&seated.seat.acting),
        csv,
        xlsx,
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

/// Whether a supplier delivered for a certificate that another party holds while something is outstanding on it.
fn passed_on(seated: &Seated, certificate: &ListedCertificate) -> bool {
    let party = seated.viewer().party;
    seated.seat.acts_as(Supplier)
        && certificate.supplier == party
        && certificate.holder != party
        && certificate.outstanding.is_positive()
}
