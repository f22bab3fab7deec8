//! The invoice that a supplier's own system would write for a contract, in a demo: nobody else has such a system at hand. The file is
//! for the page of claims, which reads it as any other.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate};
use tallystick_base::{ContractId, Currency, Millis, Money, PartyId};
use tallystick_commands::contracts::{Contract, Side};

use crate::failure::Failure;
use crate::pages::asked::id;
use crate::pages::certificates::attached::attached;
use crate::pages::contracts::allowance;
use crate::places::SUPPLIER;
use crate::seat::{Seated, Visit};
use crate::{DemoInvoice, DemoSide, Portal};

/// Where a new invoice for a contract is had that has so much left; nowhere but in a demo.
pub(in crate::pages) fn invoice_for(
    portal: &Portal,
    contract: &Contract,
    left: Option<Money>,
) -> Option<String> {
    portal.settings().demo.seller()?;
    billed(contract, left)?;
    Some(format!("/enter/invoices/{}", contract.id.uuid()))
}

/// A tenth of the contract sum, or what is left of it.
fn billed(contract: &Contract, left: Option<Money>) -> Option<Money> {
    let sum = contract.terms.amount;
    let tenth = Money::from_minor(sum.minor() / 10, sum.currency());
    let billed = tenth.lesser(left?).ok()?;
    (sum.currency() == Currency::CNY && billed.is_positive()).then_some(billed)
}

pub(super) async fn file(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
) -> Result<Response, Failure> {
    let write = portal.settings().demo.seller().ok_or(Failure::NotFound)?;
    let seat = visit.seat.clone().ok_or(Failure::SignedOut)?;
    let seated = Seated { visit, seat }.only(SUPPLIER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = store
        .contract(viewer, id::<ContractId>(ContractId::KIND, &text)?)
        .await?;
    let contract = seen.ok_or(Failure::NotFound)?.state;
    let side = contract.side_of(viewer.party, seated.seat.acting);
    if side != Some(Side::Supplier) || !contract.is_accepted() {
        return Err(Failure::NotFound);
    }
    let left = allowance(&portal, &seated, contract.id)
        .await?
        .map(|allowance| allowance.left);
    let amount = billed(&contract, left).ok_or(Failure::NotFound)?;
    let known = store
        .known_parties(viewer, &[contract.supplier, contract.buyer].into())
        .await?;
    let side = |party: PartyId| {
        let found = known.iter().find(|found| found.id == party)?;
        Some(DemoSide {
            name: found.name.clone(),
            code: found.code.clone(),
        })
    };
    let seller = side(contract.supplier).ok_or(Failure::NotFound)?;
    let buyer = side(contract.buyer).ok_or(Failure::NotFound)?;
    let profile = store.profile(viewer, viewer.party).await?;
    let profile = profile.ok_or(Failure::NotFound)?.state.data;
    let account = profile.accounts.first().ok_or(Failure::NotFound)?;
    let day = store.today().await?;
    let number = number(&seller.code, day, store.now());
    let name = format!("invoice-{number}.xml");
    let written = write(&DemoInvoice {
        number,
        day,
        contract: contract.terms.number.to_string(),
        title: contract.terms.title.to_string(),
        amount,
        seller,
        address: profile.address.to_string(),
        account: account.account.to_string(),
        bank: account.bank.to_string(),
        buyer,
    });
    let written = written.ok_or(Failure::NotFound)?;
    Ok(attached(&name, "application/xml", written.into_bytes()))
}

/// Twenty digits as the tax bureau gives them: year and region, and the moment, so that every file is of another invoice.
fn number(code: &str, day: NaiveDate, now: Millis) -> String {
    let year = day.year().rem_euclid(100);
    let region = code.get(2..4).unwrap_or("11");
    format!("{year:02}{region}{:016}", now.as_millis())
}
