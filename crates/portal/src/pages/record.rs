//! A buyer's own record: how soon it answers, what it answers, and what it owes after its day.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use chrono::NaiveDate;
use tallystick_commands::certificates::PaymentRecord;
use tallystick_store::{AnsweredMonth, BuyerRecord, CertificateFilter, ListedCertificate, Paging};

use super::{Page, written};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::places::BUYER;
use crate::seat::Seated;

/// The days that Order 802 article 16 gives, to which the bars of the chart are drawn.
const LAW: u32 = 30;
/// How many months the chart shows.
const MONTHS: usize = 12;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/record", get(page))
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage<'p> {
    frame: Frame<'p>,
    record: BuyerRecord,
    payments: PaymentRecord,
    overdue: Vec<OverdueView>,
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

async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(BUYER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let record = store.buyer_record(viewer).await?;
    let payments = store.payment_record(viewer, viewer.party).await?;
    let filter = CertificateFilter {
        debtor: Some(viewer.party),
        overdue: Some(true),
        page: Paging {
            limit: 200,
            after: None,
        },
        ..CertificateFilter::default()
    };
    let marked = store.certificates(viewer, &filter).await?.items;
    let unpaid = marked
        .into_iter()
        .filter(|certificate| certificate.outstanding.is_positive());
    let unpaid: Vec<_> = unpaid.collect();
    let names = Names::of(store, viewer, unpaid.iter().map(|certificate| certificate.holder)).await?;
    let today = store.today().await?;
    let overdue = unpaid.into_iter().map(|certificate| OverdueView {
        holder: names.name(&certificate.holder),
        days: late(certificate.due_on, today),
        certificate,
    });
    written(&RecordPage {
        bars: bars(&record.months),
        overdue: overdue.collect(),
        payments: payments.map(|seen| seen.state).unwrap_or_default(),
        frame: Frame::new(&portal, seated.visit),
        record,
    })
}

fn late(due_on: NaiveDate, today: NaiveDate) -> i64 {
    today.signed_duration_since(due_on).num_days()
}

/// The last months, each a bar of its median against the law's period.
fn bars(months: &[AnsweredMonth]) -> Vec<BarView> {
    let skipped = months.len().saturating_sub(MONTHS);
    let shown = months.iter().skip(skipped).enumerate();
    let bar = |(place, month): (usize, &AnsweredMonth)| BarView {
        y: place * 24,
        width: month.median_days.min(LAW) * 360 / LAW,
        month: month.clone(),
    };
    shown.map(bar).collect()
}

impl RecordPage<'_> {
    fn height(&self) -> usize {
        self.bars.len() * 24 + 4
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
