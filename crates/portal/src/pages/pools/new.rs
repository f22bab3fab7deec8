//! Opening a pool: its name, and which loans it may buy. Debtors are named by their codes, and found before one signs.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::Capacity;
use tallystick_store::KnownParty;

use super::MANAGER;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// The most debtors that a pool names.
const MOST_DEBTORS: usize = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// One code a line.
    codes: Option<String>,
}

#[derive(Template)]
#[template(path = "pools/new.html")]
struct NewPage<'p> {
    frame: Frame<'p>,
    codes: String,
    debtors: Vec<KnownParty>,
    /// Codes that lead to no buyer, in a sentence each.
    problems: Vec<String>,
    names: Names,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(MANAGER)?;
    if !seated.seat.trades() {
        return Err(Failure::NotYourRole);
    }
    let (store, viewer) = (portal.store(), seated.viewer());
    let codes = query.codes.unwrap_or_default();
    let frame = Frame::new(&portal, seated.visit.clone());
    let (mut debtors, mut problems) = (Vec::<KnownParty>::new(), Vec::new());
    for code in codes.split_whitespace().take(MOST_DEBTORS) {
        let code = code.to_uppercase();
        match store.party_of_code(viewer, &code).await? {
            Some(party) if !buys(&party) => {
                let values = [("name", party.name.as_str()), ("code", &code)];
                problems.push(frame.say_with("pool-no-buyer", &values));
            }
            Some(party) if debtors.contains(&party) => {}
            Some(party) => debtors.push(party),
            None => problems.push(frame.say_with("pool-no-party", &[("code", &code)])),
        }
    }
    let parties = debtors.iter().map(|party| party.id).chain([viewer.party]);
    let names = Names::of(store, viewer, parties).await?;
    written(&NewPage {
        frame,
        codes,
        debtors,
        problems,
        names,
    })
}

/// Whether debts of a party can be bought: it buys from others, and owes them.
fn buys(party: &KnownParty) -> bool {
    party.capacities.contains(&Capacity::Buyer)
}
