//! The routes, one file for each address or family of addresses.

#![expect(
    unused_qualifications,
    reason = "the macro of the document names the types of queries by a path of its own"
)]

mod amendments;
mod bank_entries;
mod bank_messages;
mod bundle;
mod cancellations;
mod certificates;
mod contracts;
mod credit_lines;
mod endorsements;
mod entries;
mod evidence;
mod filings;
mod guarantees;
mod items;
mod list_answer;
mod loans;
mod log;
mod notices;
mod parties;
mod payment_orders;
mod payments;
mod pools;
mod products;
mod proposals;
mod receivables;
mod requests;
mod reviews;
mod sales;
mod service;
mod statements;
mod sums;
mod verify;

use utoipa_axum::router::UtoipaMethodRouter;

use crate::Api;

pub(crate) use service::page;
pub(crate) use statements::{BatchLine, SignedStatement};

/// Every route with what the document says of it. One flat list: nesting would drop operations from the document.
pub(crate) fn all() -> Vec<UtoipaMethodRouter<Api>> {
    let mut all = Vec::new();
    all.extend(statements::routes());
    all.extend(proposals::routes());
    all.extend(parties::routes());
    all.extend(contracts::routes());
    all.extend(amendments::routes());
    all.extend(receivables::routes());
    all.extend(certificates::routes());
    all.extend(bundle::routes());
    all.extend(payments::routes());
    all.extend(cancellations::routes());
    all.extend(products::routes());
    all.extend(requests::routes());
    all.extend(reviews::routes());
    all.extend(guarantees::routes());
    all.extend(credit_lines::routes());
    all.extend(loans::routes());
    all.extend(bank_entries::routes());
    all.extend(filings::routes());
    all.extend(notices::routes());
    all.extend(pools::routes());
    all.extend(sales::routes());
    all.extend(endorsements::routes());
    all.extend(sums::routes());
    all.extend(bank_messages::routes());
    all.extend(payment_orders::routes());
    all.extend(entries::routes());
    all.extend(evidence::routes());
    all.extend(verify::routes());
    all.extend(log::routes());
    all.extend(service::routes());
    all
}

/// The pattern of the router for a path of the document. A tile's place has slashes in it, which a document cannot say.
pub(crate) fn pattern(path: &str) -> String {
    path.replace("{tile}", "{*tile}")
}
