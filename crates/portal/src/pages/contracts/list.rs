//! The contracts that the party is a side of.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, PartyId};
use tallystick_store::{ContractFilter, ListedContract};

use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::places::TRADE;
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    number: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "contracts/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    /// Whether the viewer stands outside of the trade, so that no side is the other one and both are named.
    outside: bool,
    /// Whether the member may register one.
    registers: bool,
}

/// A contract as a row.
struct RowView {
    contract: ListedContract,
    /// The other side, as whoever looks sees it; from outside of the trade, the supplier.
    other: String,
    buyer: String,
    /// Whether the viewer's party is to answer.
    waits: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(TRADE)?;
    let store = portal.store();
    let filter = ContractFilter {
        stage: query.stage.clone(),
        number: query.number.as_deref().map(|number| number.trim().to_owned()),
        page: paging(query.after.as_deref()),
        ..ContractFilter::default()
    };
    let found = store.contracts(seated.viewer(), &filter).await?;
    let shown = found.items.iter();
    let shown = shown.flat_map(|contract| [other(&seated, contract), contract.buyer]);
    let names = Names::of(store, seated.viewer(), shown).await?;
    let pager = Pager::of("/contracts", &query, query.after.as_deref(), found.next.as_ref());
    let rows = found.items.into_iter().map(|contract| RowView {
        other: names.name(&other(&seated, &contract)),
        buyer: names.name(&contract.buyer),
        waits: waits(&seated, &contract),
        contract,
    });
    written(&ListPage {
        rows: rows.collect(),
        pager,
        stages: crate::stages::of("contract").collect(),
        outside: seated.seat.acts_as(Capacity::Auditor),
        registers: registers(&seated),
        frame: Frame::new(&portal, seated.visit),
        query,
    })
}

/// A supplier looks for the buyer, everybody else for the supplier.
fn other(seated: &Seated, contract: &ListedContract) -> PartyId {
    if contract.supplier == seated.viewer().party {
        contract.buyer
    } else {
        contract.supplier
    }
}

/// Whether a contract waits for the answer of the party in the capacity in which it acts.
pub(in crate::pages) fn waits(seated: &Seated, contract: &ListedContract) -> bool {
    let acting = seated.seat.acting.to_string();
    let own = match acting.as_str() {
        "supplier" => contract.supplier,
        "buyer" => contract.buyer,
        _ => return false,
    };
    contract.stage == "registered" && own == seated.viewer().party && contract.registered_by != acting
}

/// Whether the member may register contracts: suppliers and buyers do.
pub(super) fn registers(seated: &Seated) -> bool {
    tallystick_commands::contracts::Side::of(seated.seat.acting).is_some() && seated.seat.trades()
}
