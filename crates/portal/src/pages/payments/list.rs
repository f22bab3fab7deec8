//! What is to be paid, by day, and the payments that were reported.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use askama::Template;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, CertificateId};
use tallystick_store::{ListedPayment, PayableCertificate, PayableSum, PaymentFilter, Viewer};

use super::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    show: Option<String>,
    stage: Option<String>,
    after: Option<String>,
}

/// What a buyer has to pay.
#[derive(Template)]
#[template(path = "payments/due.html")]
struct DuePage<'p> {
    frame: Frame<'p>,
    days: Vec<DayView>,
    pager: Pager,
    sums: Vec<SumView>,
    names: Names,
    reports: bool,
}

/// What falls due on one day.
struct DayView {
    day: NaiveDate,
    left: DaysLeft,
    /// All that is due on it, whether or not this page shows it.
    total: Vec<PayableSum>,
    rows: Vec<PayableCertificate>,
}

/// What falls due in a time.
struct SumView {
    name: String,
    sums: Vec<PayableSum>,
    /// Whether the time is past.
    over: bool,
}

/// Reported payments.
#[derive(Template)]
#[template(path = "payments/reported.html")]
struct ReportedPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<ReportedView>,
    pager: Pager,
    stages: Vec<&'static str>,
    buys: bool,
}

struct ReportedView {
    payment: ListedPayment,
    debtor: String,
    certificate: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let pays = seated.seat.acts_as(Capacity::Buyer);
    if pays && query.show.as_deref() != Some("reported") {
        return due(&portal, seated, query).await;
    }
    reported(&portal, seated, query).await
}

async fn due(portal: &Portal, seated: Seated, query: Query) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let found = store
        .certificates_to_pay(viewer, None, &paging(query.after.as_deref()))
        .await?;
    let names = Names::of(
        store,
        viewer,
        found.items.iter().map(|row| row.certificate.holder),
    )
    .await?;
    let pager = Pager::of("/payments", &query, query.after.as_deref(), found.next.as_ref());
    let days = days(portal, viewer, found.items, today).await?;
    let times = times(today);
    let mut sums = Vec::new();
    for (from, until) in times {
        sums.push(store.sums_to_pay(viewer, from, until).await?);
    }
    let reports = seated.seat.trades();
    let frame = Frame::new(portal, seated.visit);
    let heads = [
        frame.say("pay-overdue"),
        frame.say("pay-week"),
        frame.say("pay-month"),
        frame.say("pay-later"),
    ];
    let sums = heads.into_iter().zip(sums).enumerate();
    written(&DuePage {
        sums: sums
            .map(|(place, (name, sums))| SumView {
                name,
                sums,
                over: place == 0,
            })
            .collect(),
        days,
        pager,
        names,
        reports,
        frame,
    })
}

/// Overdue, within a week, within a month, later.
fn times(today: NaiveDate) -> [(Option<NaiveDate>, Option<NaiveDate>); 4] {
    let after = |days| today.checked_add_days(Days::new(days));
    [
        (None, today.pred_opt()),
        (Some(today), after(7)),
        (after(8), after(30)),
        (after(31), None),
    ]
}

async fn days(
    portal: &Portal,
    viewer: &Viewer,
    rows: Vec<PayableCertificate>,
    today: NaiveDate,
) -> Result<Vec<DayView>, Failure> {
    let due = |row: Option<&PayableCertificate>| row.map(|row| row.certificate.due_on);
    let totals = match (due(rows.first()), due(rows.last())) {
        (Some(from), Some(until)) => portal.store().days_to_pay(viewer, from, until).await?,
        _ => Vec::new(),
    };
    let mut days: Vec<DayView> = Vec::new();
    for row in rows {
        let day = row.certificate.due_on;
        if days.last().is_none_or(|last| last.day != day) {
            let total = totals.iter().filter(|total| total.day == day);
            days.push(DayView {
                day,
                left: DaysLeft::until_due(day, today),
                total: total.map(|total| total.sum.clone()).collect(),
                rows: Vec::new(),
            });
        }
        if let Some(last) = days.last_mut() {
            last.rows.push(row);
        }
    }
    Ok(days)
}

async fn reported(portal: &Portal, seated: Seated, query: Query) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = PaymentFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..PaymentFilter::default()
    };
    let found = store.payments(viewer, &filter).await?;
    let names = Names::of(store, viewer, found.items.iter().map(|row| row.debtor)).await?;
    let mut numbers: BTreeMap<CertificateId, String> = BTreeMap::new();
    for row in &found.items {
        if let Entry::Vacant(place) = numbers.entry(row.certificate) {
            let seen = store.certificate(viewer, row.certificate).await?;
            let number = seen.map(|seen| seen.state.issue.number.to_string());
            place.insert(number.unwrap_or_default());
        }
    }
    let pager = Pager::of("/payments", &query, query.after.as_deref(), found.next.as_ref());
    let rows = found.items.into_iter().map(|payment| ReportedView {
        debtor: names.name(&payment.debtor),
        certificate: numbers.get(&payment.certificate).cloned().unwrap_or_default(),
        payment,
    });
    written(&ReportedPage {
        rows: rows.collect(),
        pager,
        stages: crate::stages::of("payment").collect(),
        buys: seated.seat.acts_as(Capacity::Buyer),
        frame: Frame::new(portal, seated.visit),
        query,
    })
}
