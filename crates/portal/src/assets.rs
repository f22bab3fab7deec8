//! Style, scripts and their data, from within the program.
//!
//! They stand under a folder that is named by the hash over all of them, so that browsers keep them for good, a new version is
//! fetched at once, and one script always finds the others of its own version beside it.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
struct Assets;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data"]
struct Data;

/// The sentences of acts are the very file that the service makes them from.
const SUMMARIES: &str = include_str!("../../commands/data/summaries.json");

/// The first digits of the hash over all assets.
pub(crate) static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for name in Assets::iter().chain(Data::iter()) {
        if let Some(bytes) = bytes(&name) {
            hash.update(name.as_bytes());
            hash.update(bytes);
        }
    }
    hash.update(SUMMARIES);
    hex::encode(hash.finalize()).chars().take(16).collect()
});

/// Serves an asset. The version is in the address for the browser's sake: there is only one.
pub(crate) async fn serve(Path((_, name)): Path<(String, String)>) -> Response {
    match bytes(&name) {
        Some(bytes) => (
            [
                (header::CONTENT_TYPE, media_type(&name)),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn bytes(name: &str) -> Option<Cow<'static, [u8]>> {
    if name == "summaries.json" {
        return Some(Cow::Borrowed(SUMMARIES.as_bytes()));
    }
    Assets::get(name)
        .or_else(|| Data::get(name))
        .map(|file| file.data)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
