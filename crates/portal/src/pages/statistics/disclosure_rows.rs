//! The tables of the disclosure.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use tallystick_base::{ContractId, Money};
use tallystick_commands::banking::disclosure::Disclosure;

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::sheet::{Cell, Sheet, figures, words};
use crate::seat::Seated;

/// The sums of many buyers.
pub(super) fn sums(frame: &Frame<'_>, rows: Vec<Vec<Cell>>) -> Sheet {
    let heads = vec![
        words(frame.say("statistics-buyer")),
        figures(frame.say("disclosure-contracts")),
        figures(frame.say("disclosure-certificates")),
        figures(frame.say("disclosure-overdue")),
        figures(frame.say("disclosure-late")),
    ];
    Sheet { heads, rows }
}

/// The certificates of one buyer that were overdue at the end of the year, or paid late in it.
pub(super) async fn certificates(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    disclosure: Option<&Disclosure>,
) -> Result<Sheet, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let mut contracts: BTreeMap<ContractId, String> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in disclosure.iter().flat_map(|found| &found.rows) {
        if let Entry::Vacant(place) = contracts.entry(row.contract) {
            let seen = store.contract(viewer, row.contract).await?;
            place.insert(seen.map_or_else(String::new, |seen| seen.state.terms.number.to_string()));
        }
        let contract = contracts.get(&row.contract).cloned().unwrap_or_default();
        let seen = store.certificate(viewer, row.certificate).await?;
        let number = seen.map_or_else(String::new, |seen| seen.state.issue.number.to_string());
        rows.push(vec![
            Cell::Link(number, format!("/certificates/{}", row.certificate.uuid())),
            Cell::Link(contract, format!("/contracts/{}", row.contract.uuid())),
            Cell::Day(row.due_on),
            Cell::Money(something(row.overdue_at_year_end)),
            Cell::Money(something(row.paid_late_in_year)),
        ]);
    }
    let heads = vec![
        words(frame.say("certificate-number")),
        words(frame.say("contract-number")),
        words(frame.say("due-on")),
        figures(frame.say("disclosure-overdue")),
        figures(frame.say("disclosure-late")),
    ];
    Ok(Sheet { heads, rows })
}

fn something(amount: Money) -> Vec<Money> {
    if amount.is_zero() {
        Vec::new()
    } else {
        vec![amount]
    }
}
