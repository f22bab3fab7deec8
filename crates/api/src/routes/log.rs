//! The ledger for outsiders, at the addresses of C2SP tlog-tiles and beside them.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tallystick_base::{Subject, Thumbprint};
use tallystick_commands::parties::Jwk;
use tallystick_ledger::{KeyRecord, Tile};
use utoipa::ToSchema;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::not_found;
use crate::Api;
use crate::caller::{LogReader, Visitor};
use crate::problem::{ApiRefusal, Failure};
use crate::request::Place;

/// A checkpoint is a moment's truth.
const BRIEFLY: &str = "public, max-age=1";
/// A tile's address names its content for good.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// The same for those that only members read.
const FOR_GOOD_PRIVATE: &str = "private, max-age=31536000, immutable";

const TEXT: &str = "text/plain; charset=utf-8";
const BYTES: &str = "application/octet-stream";

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 7] {
    [
        routes!(get_checkpoint),
        routes!(get_vkeys),
        routes!(get_log_keys),
        routes!(get_proof),
        routes!(get_tile),
        routes!(get_entry_tile),
        routes!(get_opening),
    ]
}

/// A key, whose it is, and between which entries it may sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = KeyRecord)]
pub(super) struct LogKey {
    /// Its RFC 7638 thumbprint.
    kid: Thumbprint,
    /// The party that owns it.
    party: Subject,
    /// The key.
    jwk: Jwk,
    /// The entry that added it.
    added: u64,
    /// The entry that revoked it.
    revoked: Option<u64>,
}

/// The signed checkpoint
#[utoipa::path(
    get,
    path = "/log/checkpoint",
    tag = "log",
    responses((status = 200, description = "A C2SP tlog-checkpoint with two signatures", body = String,
               content_type = "text/plain; charset=utf-8"))
)]
async fn get_checkpoint(State(api): State<Api>, _: Visitor) -> Result<Response, Failure> {
    Ok(answer(TEXT, BRIEFLY, api.store().checkpoint().await?))
}

/// The verifier keys
#[utoipa::path(
    get,
    path = "/log/vkeys",
    tag = "log",
    responses((status = 200, description = "C2SP vkeys, one a line: Ed25519, then P-256", body = String,
               content_type = "text/plain; charset=utf-8"))
)]
async fn get_vkeys(State(api): State<Api>, _: Visitor) -> Response {
    let [first, second] = api.store().vkeys();
    answer(TEXT, BRIEFLY, format!("{first}\n{second}\n"))
}

/// Every signing key
///
/// All but `jwk` can be rebuilt from the leaves, and `jwk` hashes to `kid`.
#[utoipa::path(
    get,
    path = "/log/keys",
    tag = "log",
    responses((status = 200, description = "In the order in which entries added them", body = Vec<LogKey>))
)]
async fn get_log_keys(State(api): State<Api>, _: Visitor) -> Result<Json<Vec<KeyRecord>>, Failure> {
    Ok(Json(api.store().keys().await?))
}

/// The proof that an entry stands in the ledger
#[utoipa::path(
    get,
    path = "/log/proof/{seq}",
    tag = "log",
    params(("seq" = u64, Path, description = "The number of the entry")),
    responses((status = 200, description = "A C2SP tlog-proof under the present checkpoint", body = String,
               content_type = "text/plain; charset=utf-8"))
)]
async fn get_proof(State(api): State<Api>, _: Visitor, Place(seq): Place<u64>) -> Result<Response, Failure> {
    let proof = api.store().proof(seq).await?;
    let proof = proof.ok_or_else(|| not_found(format_args!("entry {seq}")))?;
    Ok(answer(TEXT, BRIEFLY, proof.to_string()))
}

/// A tile of hashes
#[utoipa::path(
    get,
    path = "/log/tile/{tile}",
    tag = "log",
    params(("tile" = String, Path, description = "Level and index as in C2SP tlog-tiles, such as `0/x001/234` or `1/000.p/5`",
            example = "0/000.p/1")),
    responses((status = 200, description = "32 bytes for each hash", body = Vec<u8>,
               content_type = "application/octet-stream"))
)]
async fn get_tile(
    State(api): State<Api>,
    _: Visitor,
    Place(place): Place<String>,
) -> Result<Response, Failure> {
    let tile = tile(&place)?;
    let found = api.store().tile(tile).await?;
    let bytes = found.ok_or_else(|| not_found(format_args!("tile {tile}")))?;
    Ok(answer(BYTES, FOR_GOOD, bytes))
}

/// A tile of entries
#[utoipa::path(
    get,
    path = "/log/tile/entries/{tile}",
    tag = "log",
    params(("tile" = String, Path, description = "The index as in C2SP tlog-tiles, such as `x001/234` or `000.p/5`",
            example = "000.p/1")),
    responses((status = 200, description = "Each leaf behind its length in two bytes, big-endian", body = Vec<u8>,
               content_type = "application/octet-stream"))
)]
async fn get_entry_tile(
    State(api): State<Api>,
    _: LogReader,
    Place(place): Place<String>,
) -> Result<Response, Failure> {
    let Tile { index, width, .. } = tile(&format!("0/{place}"))?;
    let found = api.store().entry_tile(index, width).await?;
    let bytes = found.ok_or_else(|| not_found(format_args!("entry tile {place}")))?;
    let cache = if api.public_entries() {
        FOR_GOOD
    } else {
        FOR_GOOD_PRIVATE
    };
    Ok(answer(BYTES, cache, bytes))
}

/// The body of entry 0
///
/// It names the operator, its first members and the log keys.
#[utoipa::path(
    get,
    path = "/log/opening",
    tag = "log",
    responses((status = 200, description = "The exact bytes", body = Object, content_type = "application/json"))
)]
async fn get_opening(State(api): State<Api>, _: LogReader) -> Result<Response, Failure> {
    let body = api.store().opening().await?;
    Ok(answer("application/json", FOR_GOOD_PRIVATE, body))
}

fn tile(place: &str) -> Result<Tile, Failure> {
    Tile::parse(place).map_err(|error| {
        ApiRefusal::Path {
            detail: error.to_string(),
        }
        .into()
    })
}

fn answer(media_type: &'static str, cache: &'static str, content: impl IntoResponse) -> Response {
    let fields: [(HeaderName, &str); 2] =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache)];
    (fields, content).into_response()
}
