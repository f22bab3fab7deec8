//! The pages, one file for each family of addresses.

mod asked;
mod certificates;
mod check;
mod compare;
mod contracts;
mod demo;
mod home;
mod house;
mod invitation;
mod keys_told;
mod language;
mod ledger;
mod loans;
mod news;
mod notices;
mod pager;
mod payments;
mod plain_act;
mod products;
mod public;
mod receivables;
mod record;
mod requests;
mod sign_in;
mod terms;
mod timeline;
mod typed_amount;
mod waiting;

use askama::Template;
use axum::Router;
use axum::response::Html;

pub(crate) use asked::Asked;
pub(crate) use pager::escaped;

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
}

/// Writes a page out.
pub(crate) fn written(page: &impl Template) -> Page {
    Ok(Html(page.render()?))
}
