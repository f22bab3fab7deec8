//! Registering a contract: first the other side is found by its code, then the terms.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::Capacity;
use tallystick_store::KnownParty;

use super::words;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Asked, Page, written};
use crate::places::DEALERS;
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    code: Option<String>,
}

/// The first step: whom the contract is with.
#[derive(Template)]
#[template(path = "contracts/new_other.html")]
struct OtherPage<'p> {
    frame: Frame<'p>,
    code: String,
    /// Why the code led to nobody.
    problem: Option<String>,
    buys: bool,
}

/// The second step: the terms.
#[derive(Template)]
#[template(path = "contracts/new.html")]
struct NewPage<'p> {
    frame: Frame<'p>,
    other: KnownParty,
    /// The subjects of the two sides.
    supplier: String,
    buyer: String,
    capacity: Capacity,
    procurements: Vec<(&'static str, String)>,
    clock_starts: Vec<(&'static str, String)>,
    sizes: Vec<(&'static str, String)>,
    /// The supplier's size in its profile.
    size: String,
    names: String,
    today: String,
}

// tidy: long function: one page with many choices, each named once.
#[expect(
    clippy::too_many_lines,
    reason = "one page with many choices, each named once"
)]
pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(DEALERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let acting = seated.seat.acting;
    let wanted = if acting == Capacity::Buyer {
        Capacity::Supplier
    } else {
        Capacity::Buyer
    };
    let code = query
        .code
        .map(|code| code.trim().to_uppercase())
        .unwrap_or_default();
    let found = if code.is_empty() {
        None
    } else {
        store.party_of_code(viewer, &code).await?
    };
    let own = viewer.party;
    let own_size = store
        .profile(viewer, own)
        .await?
        .and_then(|seen| seen.state.data.size);
    let names = seated.seat.party_name.clone();
    let today = store.today().await?.to_string();
    let frame = Frame::new(&portal, seated.visit);
    let problem = match &found {
        _ if code.is_empty() => None,
        None => Some(frame.say("contract-new-nobody")),
        Some(party) if party.id == own => Some(frame.say("contract-new-own")),
        Some(party) if !party.capacities.contains(&wanted) => {
            let capacity = frame.capacity(&wanted);
            Some(frame.say_with(
                "contract-new-capacity",
                &[("name", &party.name), ("capacity", &capacity)],
            ))
        }
        Some(_) => None,
    };
    let Some(other) = found.filter(|_| problem.is_none()) else {
        return written(&OtherPage {
            buys: acting == Capacity::Buyer,
            frame,
            code,
            problem,
        });
    };
    let (supplier, buyer) = match wanted {
        Capacity::Buyer => (own, other.id),
        _ => (other.id, own),
    };
    let own_size = own_size.map(|size| serde_json::to_value(size).unwrap_or_default());
    let own_size = own_size.and_then(|size| size.as_str().map(str::to_owned));
    let size = if wanted == Capacity::Buyer {
        own_size
    } else {
        other.size.clone()
    };
    written(&NewPage {
        names: named(&[
            (own.subject().to_string(), names),
            (other.id.subject().to_string(), other.name.clone()),
        ])?,
        supplier: supplier.subject().to_string(),
        buyer: buyer.subject().to_string(),
        capacity: acting,
        procurements: words::procurements(&frame),
        clock_starts: words::clock_starts(&frame),
        sizes: words::sizes(&frame),
        size: size.unwrap_or_else(|| "large".to_owned()),
        today,
        other,
        frame,
    })
}

/// Names by subject as JSON that stands in a script element.
fn named(names: &[(String, String)]) -> Result<String, Failure> {
    let names: std::collections::BTreeMap<_, _> = names.iter().cloned().collect();
    let json = serde_json::to_string(&names).map_err(|_| Failure::Fault)?;
    Ok(json.replace('<', "\\u003c"))
}
