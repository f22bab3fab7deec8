//! What follows from what a supplier types: the due date by the contract, and the account to pay to.

use askama::Template;
use axum::extract::{RawQuery, State};
use chrono::NaiveDate;
use tallystick_base::{ContractId, Money};
use tallystick_commands::contracts::{Contract, Events};
use tallystick_commands::parties::BankAccount;

use super::{due, part};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::contracts::allowance;
use crate::pages::{Page, written};
use crate::places::SUPPLIER;
use crate::seat::Seated;

/// What the form carries besides what is typed.
pub(super) struct TermsView {
    /// The day on which the claim is due.
    pub(super) due_on: Option<NaiveDate>,
    /// As the contract gives it.
    pub(super) by_contract: Option<NaiveDate>,
    pub(super) payee: Option<BankAccount>,
    /// What the contract has left.
    pub(super) left: Option<Money>,
    /// What the invoices add up to.
    pub(super) invoiced: Money,
}

#[derive(Template)]
#[template(path = "receivables/terms.html")]
struct TermsFragment<'p> {
    frame: Frame<'p>,
    terms: TermsView,
}

pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    RawQuery(query): RawQuery,
) -> Page {
    let seated = seated.only(SUPPLIER)?;
    let pairs = part::pairs(query.as_deref().unwrap_or_default())?;
    let contract = value(&pairs, "contract").and_then(|text| text.parse::<ContractId>().ok());
    let contract = contract.ok_or(Failure::NotFound)?;
    let contract = portal.store().contract(seated.viewer(), contract).await?;
    let contract = contract.ok_or(Failure::NotFound)?.state;
    let terms = of(&portal, &seated, &contract, &pairs).await?;
    written(&TermsFragment {
        frame: Frame::new(&portal, seated.visit),
        terms,
    })
}

/// What follows from what stands in the form.
pub(super) async fn of(
    portal: &Portal,
    seated: &Seated,
    contract: &Contract,
    pairs: &[(String, String)],
) -> Result<TermsView, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let day = |name: &str| value(pairs, name).and_then(|text| text.parse::<NaiveDate>().ok());
    let invoices = invoices(pairs);
    let dates = invoices
        .iter()
        .filter_map(|place| day(&format!("evidence.{place}.date")));
    let rules = store.rules().await?.ok_or(Failure::Fault)?;
    let by_contract = day("delivered_on").and_then(|delivered_on| {
        let events = Events {
            delivered_on,
            accepted_on: day("accepted_on"),
            settled_on: day("settled_on"),
            invoiced_on: dates.max(),
        };
        due::by_contract(contract, &events, &rules)
    });
    let profile = store.profile(viewer, viewer.party).await?;
    let accounts = profile.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let chosen = value(pairs, "_account").and_then(|text| text.parse::<usize>().ok());
    let totals = invoices
        .iter()
        .filter_map(|place| value(pairs, &format!("evidence.{place}.total.value")));
    let currency = contract.terms.amount.currency();
    let totals = totals.filter_map(|text| Money::parse(&text.replace(',', ""), currency).ok());
    Ok(TermsView {
        due_on: day("_other_due").or(by_contract),
        by_contract,
        payee: accounts.into_iter().nth(chosen.unwrap_or(0)),
        left: allowance(portal, seated, contract.id)
            .await?
            .map(|allowance| allowance.left),
        invoiced: Money::sum(currency, totals).map_err(|_| Failure::Address("total".to_owned()))?,
    })
}

/// The places of the papers that are invoices.
fn invoices(pairs: &[(String, String)]) -> Vec<&str> {
    let kinds = pairs.iter().filter(|(_, value)| value == "invoice");
    kinds
        .filter_map(|(name, _)| name.strip_prefix("evidence.")?.strip_suffix(".kind"))
        .collect()
}

fn value<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let found = pairs.iter().find(|(of, value)| of == name && !value.is_empty());
    found.map(|(_, value)| value.as_str())
}
