//! What a demo has, and nothing else: seats that one click takes, and files such as the own systems of banks and suppliers write.

mod bank_files;
mod invoices;
mod seats;

use axum::Router;
use axum::routing::get;

pub(in crate::pages) use self::bank_files::{BankFile, files_for};
pub(in crate::pages) use self::invoices::invoice_for;
use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/enter", get(seats::page))
        .route("/enter/{seat}", get(seats::key))
        .route("/enter/bank-files/{loan}/{file}", get(bank_files::file))
        .route("/enter/invoices/{contract}", get(invoices::file))
}
