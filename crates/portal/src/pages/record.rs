//! A buyer's record: how soon it answers, what it answers, and what it owes after its day. A buyer reads its own, an auditor any.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity::{self, Auditor, Buyer};
use tallystick_base::PartyId;
use tallystick_commands::certificates::PaymentRecord;
use tallystick_store::{AnsweredMonth, BuyerRecord, CertificateFilter, ListedCertificate, Order};

use super::asked::id;
use super::pager::{Pager, paging};
use super::{Asked, written};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::ANSWER;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// A buyer for itself, and auditors for any.
const WHO: &[Capacity] = &[Buyer, Auditor];

/// How long the bar of the law's period to answer is. What stands left of the bars and above them has room for the larger type of a phone.
const LONGEST: u32 = 344;
/// Above the bars, for the word on the law's period.
const HEAD: usize = 24;
/// From one bar to the next.
const STEP: usize = 24;
/// How many months the chart shows.
const MONTHS: usize = 12;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/record", get(page))
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage<'p> {
    frame: Frame<'p>,
    /// The buyer whose record an auditor reads: its name, and its id.
    of: Option<(String, String)>,
    record: BuyerRecord,
    payments: PaymentRecord,
    /// One page of them, those that are late for longest before the others.
    overdue: Vec<OverdueView>,
    pager: Pager,
    bars: Vec<BarView>,
}

/// A certificate that is overdue.
struct OverdueView {
    certificate: ListedCertificate,
    holder: String,
    /// How many days it is late.
    days: i64,
}

/// A month of the chart.
struct BarView {
    month: AnsweredMonth,
    /// Where it stands from above, and how long it is.
    y: usize,
    width: u32,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    /// Whose record an auditor asks for.
    buyer: Option<String>,
    after: Option<String>,
}

async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let (buyer, of) = match query.buyer.as_deref() {
        // A buyer asks for itself, whatever it asks for.
        _ if seated.seat.acts_as(Buyer) => (viewer.party, None),
        Some(text) => {
            let buyer: PartyId = id(PartyId::KIND, text)?;
            let name = super::asked::acting(&portal, &seated, buyer, Buyer).await?;
            (buyer, Some((name, text.to_owned())))
        }
        // Where one chooses a buyer.
        None => return Ok(Redirect::to("/statistics#buyers").into_response()),
    };
    let record = store.buyer_record(viewer, buyer).await?;
    let record = record.ok_or(Failure::NotFound)?;
    let payments = store.payment_record(viewer, buyer).await?;
    let filter = CertificateFilter {
        debtor: Some(buyer),
        overdue: Some(true),
        unpaid: true,
        order: Order::Due,
        page: paging(query.after.as_deref()),
        ..CertificateFilter::default()
    };
    let unpaid = store.certificates(viewer, &filter).await?;
    let pager = Pager::of("/record", &query, query.after.as_deref(), unpaid.next.as_ref());
    let unpaid = unpaid.items;
    let names = Names::of(store, viewer, unpaid.iter().map(|certificate| certificate.holder)).await?;
    let today = store.today().await?;
    let overdue = unpaid.into_iter().map(|certificate| OverdueView {
        holder: names.name(&certificate.holder),
        days: late(certificate.due_on, today),
        certificate,
    });
    let page = written(&RecordPage {
        of,
        bars: bars(&record.months),
        overdue: overdue.collect(),
        pager,
        payments: payments.map(|seen| seen.state).unwrap_or_default(),
        frame: Frame::new(&portal, seated.visit),
        record,
    })?;
    Ok(page.into_response())
}

fn late(due_on: NaiveDate, today: NaiveDate) -> i64 {
    today.signed_duration_since(due_on).num_days()
}

/// The last months, each a bar of its median against the law's period.
fn bars(months: &[AnsweredMonth]) -> Vec<BarView> {
    let skipped = months.len().saturating_sub(MONTHS);
    let shown = months.iter().skip(skipped).enumerate();
    let bar = |(place, month): (usize, &AnsweredMonth)| BarView {
        y: HEAD + place * STEP,
        width: month.median_days.min(ANSWER) * LONGEST / ANSWER,
        month: month.clone(),
    };
    shown.map(bar).collect()
}

impl RecordPage<'_> {
    fn height(&self) -> usize {
        HEAD + self.bars.len() * STEP + 4
    }

    fn median(&self) -> String {
        let days = self
            .record
            .median_days
            .map(|days| self.frame.say_n("n-days", days));
        days.unwrap_or_else(|| "—".to_owned())
    }

    fn most(&self) -> String {
        let days = self.record.most_days.map(|days| self.frame.say_n("n-days", days));
        days.unwrap_or_else(|| "—".to_owned())
    }
}
