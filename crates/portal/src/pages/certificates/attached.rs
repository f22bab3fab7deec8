//! Files that a browser keeps.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};

/// A file under a name of ASCII letters, digits and hyphens.
pub(in crate::pages) fn attached(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let fields = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (fields, bytes).into_response()
}
