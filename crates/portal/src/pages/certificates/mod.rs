//! Certificates: the list, one with its timeline and the rights on it, what its parties may do with it, and its evidence.

mod accept;
mod act;
mod answers;
pub(super) mod attached;
mod bundle;
mod cancel;
mod children;
mod confirmed;
mod detail;
mod document;
mod export;
mod freeze;
mod late;
mod lineage;
mod list;
mod may;
mod next;
mod offer;
mod rights;
mod split;

use axum::Router;
use axum::routing::get;

pub(in crate::pages) use rights::{Right, parties, read as rights_on};

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/certificates", get(list::page))
        .route("/certificates.csv", get(export::csv))
        .route("/certificates.xlsx", get(export::xlsx))
        .route("/certificates/{id}", get(detail::page))
        .route("/certificates/{id}/bundle", get(bundle::download))
        .route("/certificates/{id}/document.pdf", get(document::download))
        .route("/certificates/{id}/complaint", get(late::page))
        .route("/certificates/{id}/complaint.json", get(late::json))
        .route("/certificates/{id}/offer", get(offer::page))
        .route("/certificates/{id}/accept", get(accept::page))
        .route("/certificates/{id}/decline", get(answers::decline))
        .route("/certificates/{id}/withdraw-offer", get(answers::withdraw_offer))
        .route("/certificates/{id}/split", get(split::page))
        .route("/certificates/{id}/split/sum", get(split::sum))
        .route("/certificates/{id}/cancel", get(cancel::propose))
        .route("/cancellations/{id}", get(cancel::page))
        .route("/cancellations/{id}/accept", get(cancel::accept))
        .route("/cancellations/{id}/decline", get(cancel::decline))
        .route("/cancellations/{id}/withdraw", get(cancel::withdraw))
        .route("/freeze", get(freeze::page))
}
