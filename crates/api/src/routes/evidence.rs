//! Evidence files: uploads, and downloads for whoever may see what cites them.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Subject};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::not_found;
use crate::Api;
use crate::caller::{Acting, Signed};
use crate::files::{Kept, Reading, Slip, cited_by};
use crate::problem::{ApiRefusal, Failure};
use crate::request::{Asked, Place, media_type, take_body};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 2] {
    [routes!(upload_file), routes!(get_file)]
}

/// A kept file.
#[derive(Debug, Serialize, ToSchema)]
struct KeptFile {
    /// SHA-256 of its bytes: what a body cites.
    digest: Digest,
    /// Its length in bytes.
    size: u64,
    /// The media type under which it was sent.
    media_type: String,
    /// What it was read as; none where it is no XML.
    reading: Option<Reading>,
}

/// On whose behalf a file is read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct FileQuery {
    /// A subject that you may see and whose state cites the file. Without it, only files of your own party are found.
    #[param(value_type = Option<String>, example = "receivable/019c4020-8900-78c3-aaa6-de34468f41f9")]
    subject: Option<Subject>,
}

/// Keep an evidence file
///
/// It is kept under its digest, and read where it is an e-invoice (数电票 XML, UBL 2.1). To send it again changes nothing. At most
/// 20 MiB.
#[utoipa::path(
    post,
    path = "/v1/files",
    tag = "files",
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
                 description = "The exact bytes, under their own media type"),
    responses((status = 201, description = "It is kept", body = KeptFile))
)]
async fn upload_file(
    State(api): State<Api>,
    Acting(signed): Acting,
    request: Request,
) -> Result<(StatusCode, Json<KeptFile>), Failure> {
    let media_type = media_type(request.headers())
        .filter(|text| is_media_type(text))
        .ok_or(ApiRefusal::Header {
            name: "Content-Type",
            detail: "name the media type of the file, such as application/xml",
        })?;
    let limits = api.limits();
    let bytes = take_body(request.into_body(), limits.file_bytes, limits.body_time).await?;
    if bytes.is_empty() {
        return Err(ApiRefusal::EmptyFile.into());
    }
    let slip = Slip {
        media_type,
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    };
    let digest = api.shelf().keep(&bytes, signed.viewer.party, &slip).await?;
    let reading = Reading::of(&bytes).await?;
    let format = reading.as_ref().map_or("none", Reading::format);
    metrics::counter!("tallystick_files_total", "format" => format).increment(1);
    let kept = KeptFile {
        digest,
        size: slip.size,
        media_type: slip.media_type,
        reading,
    };
    Ok((StatusCode::CREATED, Json(kept)))
}

/// Read an evidence file
///
/// Files of your own party, or files that a subject cites which you may see.
#[utoipa::path(
    get,
    path = "/v1/files/{digest}",
    tag = "files",
    params(("digest" = Digest, Path, description = "SHA-256 of its bytes"), FileQuery),
    responses((status = 200, description = "The exact bytes, under the media type of their upload", body = Vec<u8>,
               content_type = "*/*"))
)]
async fn get_file(
    State(api): State<Api>,
    signed: Signed,
    Place(digest): Place<String>,
    Asked(asked): Asked<FileQuery>,
) -> Result<Response, Failure> {
    let digest = Digest::parse(&digest).map_err(|error| ApiRefusal::Path {
        detail: error.to_string(),
    })?;
    let kept = match &asked.subject {
        None => api.shelf().of(&digest, signed.viewer.party).await?,
        Some(subject) => cited(&api, &signed, subject, &digest).await?,
    };
    let kept = kept.ok_or_else(|| not_found(format_args!("file {digest}")))?;
    Ok(download(&digest, kept))
}

/// The file, where the viewer sees the subject and its state cites the file.
async fn cited(
    api: &Api,
    signed: &Signed,
    subject: &Subject,
    digest: &Digest,
) -> Result<Option<Kept>, Failure> {
    let Some(seen) = api.store().subject(&signed.viewer, subject).await? else {
        return Ok(None);
    };
    match cited_by(&seen.state, digest) {
        Some(parties) => api.shelf().of_any(digest, &parties).await,
        None => Ok(None),
    }
}

/// As an attachment, so that no browser shows what somebody uploaded as a page of ours.
fn download(digest: &Digest, kept: Kept) -> Response {
    let mut response = kept.bytes.into_response();
    let fields: [(HeaderName, String); 4] = [
        (header::CONTENT_TYPE, kept.slip.media_type),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{digest}\""),
        ),
        (
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable".to_owned(),
        ),
        (header::ETAG, format!("\"{digest}\"")),
    ];
    for (name, value) in fields {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Whether a text is a type and a subtype in the characters of RFC 6838, section 4.2.
fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str| {
        (1..=127).contains(&name.len())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    text.split_once('/')
        .is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_two_names_with_a_slash() {
        for text in ["application/xml", "image/svg+xml", "application/vnd.ms-excel"] {
            assert!(is_media_type(text), "{text}");
        }
        for text in [
            "",
            "xml",
            "/xml",
            "text/",
            "text/a b",
            "text/ä",
            "a/b/c",
            "text/x\r\nset-cookie: a",
        ] {
            assert!(!is_media_type(text), "{text}");
        }
    }
}
