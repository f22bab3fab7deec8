//! Bodies: their length, the time they take, their media type, and JSON without second spellings.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use serde::de::DeserializeOwned;

use crate::Api;
use crate::problem::{ApiRefusal, Failure};

const JSON: &str = "application/json";

/// A JSON body of at most the length of a statement. Its type refuses unknown members, and so doubled ones too.
#[derive(Debug)]
pub(crate) struct Strict<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Api> for Strict<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, api: &Api) -> Result<Self, Failure> {
        expect_media_type(request.headers(), JSON)?;
        let limits = api.limits();
        let body = take_body(request.into_body(), limits.statement_bytes, limits.body_time).await?;
        read_json(&body).map(Self)
    }
}

/// Reads one JSON document.
pub(crate) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        ApiRefusal::Json {
            detail: error.to_string(),
            line: error.line(),
            column: error.column(),
        }
        .into()
    })
}

/// Refuses another media type than this one; parameters are not looked at, for JSON knows none.
pub(crate) fn expect_media_type(headers: &HeaderMap, expected: &'static str) -> Result<(), Failure> {
    let found = media_type(headers).unwrap_or_default();
    if found.eq_ignore_ascii_case(expected) {
        Ok(())
    } else {
        Err(ApiRefusal::MediaType { expected, found }.into())
    }
}

/// The media type that the headers name, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = text.split_once(';').map_or(text, |(essence, _)| essence);
    Some(essence.trim().to_owned())
}

/// Takes a body of at most `limit` bytes, all of which arrive within `time`.
pub(crate) async fn take_body(body: Body, limit: usize, time: Duration) -> Result<Bytes, Failure> {
    let announced = http_body_size(&body);
    if announced.is_some_and(|size| size > limit) {
        return Err(ApiRefusal::TooLarge { limit }.into());
    }
    let taken = tokio::time::timeout(time, gather(body, limit)).await;
    taken.unwrap_or_else(|_| {
        Err(ApiRefusal::TooSlow {
            seconds: time.as_secs(),
        }
        .into())
    })
}

/// The length that the sender announced, where it did.
fn http_body_size(body: &Body) -> Option<usize> {
    use axum::body::HttpBody as _;
    usize::try_from(body.size_hint().lower()).ok()
}

async fn gather(body: Body, limit: usize) -> Result<Bytes, Failure> {
    let mut chunks = body.into_data_stream();
    let mut gathered = BytesMut::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| ApiRefusal::BrokenOff)?;
        if gathered.len().saturating_add(chunk.len()) > limit {
            return Err(ApiRefusal::TooLarge { limit }.into());
        }
        gathered.extend_from_slice(&chunk);
    }
    Ok(gathered.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_taken_up_to_its_limit_and_not_beyond() {
        let time = Duration::from_secs(5);
        let taken = take_body(Body::from("1234"), 4, time).await.unwrap();
        assert_eq!(taken, "1234");
        let code = take_body(Body::from("12345"), 4, time)
            .await
            .unwrap_err()
            .problem()
            .code;
        assert_eq!(code, "too-large");
    }

    #[tokio::test]
    async fn a_body_whose_length_nobody_announced_is_cut_off_at_the_limit() {
        let chunks = futures::stream::iter([Ok::<_, std::io::Error>("12"), Ok("34"), Ok("5")]);
        let refused = take_body(Body::from_stream(chunks), 4, Duration::from_secs(5)).await;
        assert_eq!(refused.unwrap_err().problem().code, "too-large");
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_trickles_is_dropped() {
        let never = futures::stream::pending::<Result<&'static str, std::io::Error>>();
        let refused = take_body(Body::from_stream(never), 4, Duration::from_secs(5)).await;
        assert_eq!(refused.unwrap_err().problem().code, "too-slow");
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_refused() {
        let chunks = futures::stream::iter([Ok("12"), Err(std::io::Error::other("gone"))]);
        let refused = take_body(Body::from_stream(chunks), 4, Duration::from_secs(5)).await;
        assert_eq!(refused.unwrap_err().problem().code, "broken-off");
    }

    #[test]
    fn malformed_json_is_told_with_its_place() {
        let problem = read_json::<Vec<u8>>(b"[1,\n2,x]").unwrap_err().problem();
        assert_eq!((problem.line, problem.column), (Some(2), Some(3)));
    }
}
