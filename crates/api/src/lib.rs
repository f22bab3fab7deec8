//! JSON over HTTP, and the document that describes it.
//!
//! Handlers are short: they read a request, call the store once, and show what it answers. Nothing is decided here but who is
//! asking and whether a request is well formed; what a party may see is decided by the store, whose every query takes the
//! viewer first, and what may happen by the domain crates.
//!
//! | to | use |
//! |---|---|
//! | serve it | [`router`] over an [`Api`] |
//! | read what it offers | [`document`], or `/openapi.json` |
//! | bound what one caller may ask for | [`Limits`] in [`ApiSettings`] |
//!
//! # Who is asking
//!
//! Every address under `/v1` but one needs `Authorization: Bearer` with an access token: a JWT of at most five minutes that
//! the caller signs with its enrolled P-256 key. There is no shared secret, no session and no cookie. The public asks whether a
//! certificate is genuine at `/v1/verify/{number}`, and reads checkpoints, tiles and proofs under `/log`.
//!
//! # What the server that runs it must do
//!
//! It puts `axum::extract::ConnectInfo<SocketAddr>` into the extensions of each request, so that callers without a token are
//! counted by address; it arms the header read timeout; and on stopping it drops the router's feeds by calling
//! [`Api::stop`], lets requests finish, and closes the store last.
//!
//! # Measures
//!
//! Through the `metrics` facade: `tallystick_http_requests_total` (method, route, status), `tallystick_http_request_seconds`
//! (method, route), `tallystick_http_requests_running`, `tallystick_http_limited_total` (whom),
//! `tallystick_http_panics_total`, `tallystick_statements_total` (door, answer), `tallystick_files_total` (format),
//! `tallystick_bank_messages_total` (kind) and `tallystick_feeds_open`. Routes are the patterns of the document, never what a caller asked for.

mod api;
mod bank;
mod caller;
mod document;
mod files;
mod layers;
mod limits;
mod problem;
mod request;
mod router;
mod routes;
mod views;

pub use api::{Api, ApiSettings};
pub use bank::OrderRefusal;
pub use document::document;
pub use limits::{Limits, Pace};
pub use problem::{ApiRefusal, Problem};
pub use router::router;
