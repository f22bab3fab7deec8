//! What a demo has, and nothing else: seats that one click takes, and files such as a bank's own system sends.

mod bank_files;
mod seats;

use axum::Router;
use axum::routing::get;

pub(in crate::pages) use self::bank_files::{BankFile, files_for};
use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/enter", get(seats::page))
        .route("/enter/{seat}", get(seats::key))
        .route("/enter/bank-files/{loan}/{file}", get(bank_files::file))
}
