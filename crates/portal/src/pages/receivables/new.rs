//! Claiming: the invoices are dropped in, and most of the form is filled in from them.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, ContractId};
use tallystick_commands::contracts::{Contract, Side};
use tallystick_commands::parties::BankAccount;
use tallystick_store::{ContractFilter, KnownParty, ListedContract, Seen};

use super::terms::{self, TermsView};
use super::words;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::demo::invoice_for;
use crate::pages::pager::{Pager, paging};
use crate::pages::plain_act::shown;
use crate::pages::{Asked, Page, written};
use crate::places::SUPPLIER;
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    contract: Option<String>,
    /// While a contract is chosen: its number.
    number: Option<String>,
    after: Option<String>,
}

/// The first step: under which contract.
#[derive(Template)]
#[template(path = "receivables/new_contract.html")]
struct ContractPage<'p> {
    frame: Frame<'p>,
    query: Query,
    contracts: Vec<ListedContract>,
    pager: Pager,
    names: Names,
}

/// The second step: the papers, and what is claimed on them.
#[derive(Template)]
#[template(path = "receivables/new.html")]
struct NewPage<'p> {
    frame: Frame<'p>,
    contract: Seen<Contract>,
    names: Names,
    accounts: Vec<BankAccount>,
    centres: Vec<KnownParty>,
    papers: Vec<(&'static str, String)>,
    terms: TermsView,
    /// Where a new invoice is had; nowhere but in a demo.
    invoice: Option<String>,
    shown: String,
    today: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(SUPPLIER)?;
    let Some(text) = query.contract.as_deref() else {
        return choice(&portal, seated, query).await;
    };
    let (store, viewer) = (portal.store(), seated.viewer());
    let contract: ContractId = id(ContractId::KIND, text)?;
    let contract = store.contract(viewer, contract).await?.ok_or(Failure::NotFound)?;
    let side = contract.state.side_of(viewer.party, seated.seat.acting);
    if side != Some(Side::Supplier) || !contract.state.is_accepted() {
        return Err(Failure::NotFound);
    }
    let names = Names::of(store, viewer, [contract.state.supplier, contract.state.buyer]).await?;
    let profile = store.profile(viewer, viewer.party).await?;
    let centres = store
        .parties_acting_as(viewer, Capacity::ConfirmationCentre)
        .await?;
    let terms = terms::of(&portal, &seated, &contract.state, &[]).await?;
    let today = store.today().await?.to_string();
    let frame = Frame::new(&portal, seated.visit);
    written(&NewPage {
        accounts: profile.map(|seen| seen.state.data.accounts).unwrap_or_default(),
        papers: words::papers(&frame),
        invoice: invoice_for(&portal, &contract.state, terms.left),
        shown: shown(&[(&contract.subject, contract.version)]),
        frame,
        contract,
        names,
        centres,
        terms,
        today,
    })
}

async fn choice(portal: &Portal, seated: Seated, query: Query) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = ContractFilter {
        stage: Some("accepted".to_owned()),
        supplier: Some(viewer.party),
        number: query.number.as_deref().map(|number| number.trim().to_owned()),
        page: paging(query.after.as_deref()),
        ..ContractFilter::default()
    };
    let found = store.contracts(viewer, &filter).await?;
    let names = Names::of(store, viewer, found.items.iter().map(|contract| contract.buyer)).await?;
    written(&ContractPage {
        frame: Frame::new(portal, seated.visit),
        pager: Pager::of(
            "/receivables/new",
            &query,
            query.after.as_deref(),
            found.next.as_ref(),
        ),
        contracts: found.items,
        query,
        names,
    })
}

impl NewPage<'_> {
    fn contract(&self) -> &Contract {
        &self.contract.state
    }

    /// Names for the scripts, the number of the contract among them.
    fn names_json(&self) -> String {
        let number = self.contract().terms.number.to_string();
        self.names
            .json_with([(self.contract.subject.to_string(), number)])
    }
}
