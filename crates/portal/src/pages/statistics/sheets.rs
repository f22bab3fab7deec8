//! The tables of the statistics: by buyer, by bank, by programme, and what changed hands.

use tallystick_base::{Currency, Money};
use tallystick_store::Turnover;

use super::{Part, Time};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::largest::{Bar, Largest};
use crate::pages::sheet::{Cell, Sheet, figures, words};
use crate::seat::Seated;

/// The tables, in the order of the page; these are the names of their files too.
pub(super) const NAMES: [&str; 4] = ["buyers", "banks", "programmes", "turnover"];

/// One of them; none of another name.
pub(super) async fn part(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    name: &str,
    time: Time,
) -> Result<Option<Part>, Failure> {
    Ok(match name {
        "buyers" => Some(buyers(portal, seated, frame).await?),
        "banks" => Some(banks(portal, seated, frame).await?),
        "programmes" => Some(programmes(portal, seated, frame).await?),
        "turnover" => Some(turnover(portal, seated, frame, time).await?),
        _ => None,
    })
}

async fn buyers(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Part, Failure> {
    let found = portal.store().buyer_statistics(seated.viewer()).await?;
    let names = Names::of(portal.store(), seated.viewer(), found.iter().map(|one| one.buyer)).await?;
    let drawn = found.iter().filter_map(|one| {
        let days = one.median_days_to_answer?;
        Some(bar(names.name(&one.buyer), days.into(), days.to_string()))
    });
    let chart: Vec<Bar> = drawn.collect();
    let rows = found.iter().map(|one| {
        vec![
            party(&names, one.buyer, "/record?buyer="),
            Cell::Count(one.claims),
            Cell::Count(one.answered),
            Cell::Count(one.lapsed),
            Cell::Days(one.median_days_to_answer),
            Cell::Days(one.most_days_to_answer),
            Cell::Count(one.overdue_certificates),
            Cell::Money(one.overdue.clone()),
        ]
    });
    let heads = vec![
        words(frame.say("statistics-buyer")),
        figures(frame.say("record-claims")),
        figures(frame.say("record-answered")),
        figures(frame.say("record-lapsed")),
        figures(frame.say("statistics-median")),
        figures(frame.say("statistics-most")),
        figures(frame.say("record-overdue")),
        figures(frame.say("statistics-overdue")),
    ];
    Ok(Part {
        name: "buyers",
        title: frame.say("statistics-buyers"),
        text: frame.say("statistics-buyers-text"),
        empty: frame.say("statistics-buyers-none"),
        sheet: Sheet {
            heads,
            rows: rows.collect(),
        },
        chart: Largest::of(chart),
        caption: frame.say("statistics-buyers-chart"),
    })
}

async fn banks(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Part, Failure> {
    let found = portal.store().bank_statistics(seated.viewer()).await?;
    let names = Names::of(portal.store(), seated.viewer(), found.iter().map(|one| one.bank)).await?;
    let chart = found
        .iter()
        .filter_map(|one| sum(&names.name(&one.bank), &one.open));
    let chart = chart.collect();
    let rows = found.iter().map(|one| {
        vec![
            party(&names, one.bank, "/portfolio?bank="),
            Cell::Count(one.asked),
            Cell::Count(one.declined),
            Cell::Count(one.taken),
            Cell::Count(one.loans),
            Cell::Money(one.lent.clone()),
            Cell::Money(one.open.clone()),
            Cell::Money(one.overdue.clone()),
        ]
    });
    let heads = vec![
        words(frame.say("bank")),
        figures(frame.say("statistics-asked")),
        figures(frame.say("statistics-declined")),
        figures(frame.say("statistics-taken")),
        figures(frame.say("statistics-loans")),
        figures(frame.say("statistics-lent")),
        figures(frame.say("statistics-open")),
        figures(frame.say("statistics-overdue")),
    ];
    Ok(Part {
        name: "banks",
        title: frame.say("statistics-banks"),
        text: frame.say("statistics-banks-text"),
        empty: frame.say("statistics-banks-none"),
        sheet: Sheet {
            heads,
            rows: rows.collect(),
        },
        chart: Largest::of(chart),
        caption: frame.say("statistics-banks-chart"),
    })
}

async fn programmes(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Part, Failure> {
    let found = portal.store().programme_statistics(seated.viewer()).await?;
    let chart = found.iter().filter_map(|one| sum(&one.programme, &one.lent));
    let chart = chart.collect();
    let rows = found.iter().map(|one| {
        vec![
            Cell::Text(one.programme.clone()),
            Cell::Count(one.loans),
            Cell::Count(one.borrowers),
            Cell::Money(one.lent.clone()),
            Cell::Money(one.open.clone()),
        ]
    });
    let heads = vec![
        words(frame.say("statistics-programme")),
        figures(frame.say("statistics-loans")),
        figures(frame.say("statistics-borrowers")),
        figures(frame.say("statistics-lent")),
        figures(frame.say("statistics-open")),
    ];
    Ok(Part {
        name: "programmes",
        title: frame.say("statistics-programmes"),
        text: frame.say("statistics-programmes-text"),
        empty: frame.say("statistics-programmes-none"),
        sheet: Sheet {
            heads,
            rows: rows.collect(),
        },
        chart: Largest::of(chart),
        caption: frame.say("statistics-programmes-chart"),
    })
}

async fn turnover(portal: &Portal, seated: &Seated, frame: &Frame<'_>, time: Time) -> Result<Part, Failure> {
    let found = changed_hands(portal, seated, time).await?;
    let names = Names::of(
        portal.store(),
        seated.viewer(),
        found.iter().map(|one| one.debtor),
    )
    .await?;
    let chart = found
        .iter()
        .filter_map(|one| sum(&names.name(&one.debtor), &[one.amount]));
    let chart = chart.collect();
    let rows = found.iter().map(|one| {
        vec![
            party(&names, one.debtor, "/parties/"),
            Cell::Count(one.transfers),
            Cell::Money(vec![one.amount]),
        ]
    });
    let heads = vec![
        words(frame.say("debtor")),
        figures(frame.say("statistics-transfers")),
        figures(frame.say("amount")),
    ];
    Ok(Part {
        name: "turnover",
        title: frame.say("statistics-turnover"),
        text: frame.say("statistics-turnover-text"),
        empty: frame.say("statistics-turnover-none"),
        sheet: Sheet {
            heads,
            rows: rows.collect(),
        },
        chart: Largest::of(chart),
        caption: frame.say("statistics-turnover-chart"),
    })
}

/// What changed hands from the first to the last day, both counted in full.
async fn changed_hands(portal: &Portal, seated: &Seated, time: Time) -> Result<Vec<Turnover>, Failure> {
    let from = crate::figures::beginning(time.from);
    // A day ends a moment before the next one begins.
    let until = time.until.succ_opt().and_then(crate::figures::beginning);
    let until = until.and_then(|next| tallystick_base::Millis::new(next.as_millis().saturating_sub(1)).ok());
    let (Some(from), Some(until)) = (from, until) else {
        return Ok(Vec::new());
    };
    Ok(portal.store().turnover(seated.viewer(), from, until).await?)
}

/// A party by its name, which leads to the page whose address begins so.
fn party(names: &Names, id: tallystick_base::PartyId, page: &str) -> Cell {
    Cell::Link(names.name(&id), format!("{page}{}", id.uuid()))
}

fn bar(label: String, value: i64, text: String) -> Bar {
    Bar { label, value, text }
}

/// What of these sums is in yuan, as a bar.
fn sum(label: &str, sums: &[Money]) -> Option<Bar> {
    let yuan = sums
        .iter()
        .find(|sum| sum.currency() == Currency::CNY && sum.is_positive())?;
    Some(bar(
        label.to_owned(),
        yuan.minor(),
        crate::figures::figures(*yuan),
    ))
}
