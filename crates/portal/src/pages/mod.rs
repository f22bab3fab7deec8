//! The pages, one file for each family of addresses.

mod address;
mod asked;
mod audits;
mod bank_entries;
mod bids;
mod certificates;
mod check;
mod choices;
mod compare;
mod contracts;
mod credit_lines;
mod demo;
mod endorsements;
mod filings;
mod findings;
mod guarantees;
mod history;
mod home;
mod house;
mod invitation;
mod keys_told;
mod language;
mod largest;
mod ledger;
mod links;
mod loans;
mod news;
mod notices;
mod pager;
mod parties;
mod payments;
mod plain_act;
mod pools;
mod portfolio;
mod products;
mod public;
mod receivables;
mod record;
mod requests;
mod reviews;
mod rules;
mod sales;
mod search;
mod service;
mod sheet;
mod sign_in;
mod statistics;
mod terms;
mod timeline;
mod typed_act;
mod typed_amount;
mod waiting;

use askama::Template;
use axum::Router;
use axum::response::Html;

pub(crate) use asked::Asked;
pub(crate) use pager::escaped;
pub(crate) use receivables::TABLE_BYTES;
pub(crate) use sign_in::lasts;

use crate::Portal;
use crate::failure::Failure;

/// A page, written out.
pub(crate) type Page = Result<Html<String>, Failure>;

/// Every page.
pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .merge(public::routes())
        .merge(language::routes())
        .merge(sign_in::routes())
        .merge(demo::routes())
        .merge(home::routes())
        .merge(certificates::routes())
        .merge(check::routes())
        .merge(ledger::routes())
        .merge(contracts::routes())
        .merge(receivables::routes())
        .merge(payments::routes())
        .merge(record::routes())
        .merge(requests::routes())
        .merge(loans::routes())
        .merge(products::routes())
        .merge(notices::routes())
        .merge(house::routes())
        .merge(invitation::routes())
        .merge(keys_told::routes())
        .merge(waiting::routes())
        .merge(news::routes())
        .merge(reviews::routes())
        .merge(credit_lines::routes())
        .merge(portfolio::routes())
        .merge(bank_entries::routes())
        .merge(filings::routes())
        .merge(endorsements::routes())
        .merge(guarantees::routes())
        .merge(pools::routes())
        .merge(sales::routes())
        .merge(search::routes())
        .merge(audits::routes())
        .merge(statistics::routes())
        .merge(findings::routes())
        .merge(parties::routes())
        .merge(rules::routes())
        .merge(service::routes())
        .merge(history::routes())
        .merge(links::routes())
}

/// What takes tables, which are longer than forms.
pub(crate) fn tables() -> Router<Portal> {
    receivables::tables()
}

/// Writes a page out.
pub(crate) fn written(page: &impl Template) -> Page {
    Ok(Html(page.render()?))
}
