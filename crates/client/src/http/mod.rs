//! Calls over HTTP: repeated where that is safe, bounded in every direction, and read into values or problems.

mod address;
mod call;

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

pub(crate) use self::call::Call;
use crate::{ClientError, Problem};

/// How often a call is made at most.
const ATTEMPTS: u32 = 4;
/// The wait before the first repetition; each further one is three times as long.
const FIRST_WAIT: Duration = Duration::from_millis(150);
/// The longest wait that a service may ask for; beyond it the caller hears the problem at once.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long a connection may take to stand.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the service may be silent within an answer. Feeds send a sign of life more often.
const SILENCE: Duration = Duration::from_secs(75);
/// The longest answer that is kept in memory.
const LONGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Connections to one service.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    client: reqwest::Client,
    base: reqwest::Url,
}

impl Http {
    /// Connections to the service at this address; plain HTTP to this machine only.
    pub(crate) fn new(address: &str) -> Result<Self, ClientError> {
        let base = address::parse(address)?;
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            return Err(ClientError::Connection(
                "the program has installed no TLS provider".to_owned(),
            ));
        }
        let client = reqwest::Client::builder()
            .user_agent(concat!("tallystick/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| ClientError::Connection(error.to_string()))?;
        Ok(Self { client, base })
    }

    /// Makes a call and returns an answer of success. `token` is asked anew for each attempt.
    pub(crate) async fn send(
        &self,
        call: &Call,
        token: impl Fn() -> Result<Option<String>, ClientError>,
    ) -> Result<Response, ClientError> {
        let mut wait = FIRST_WAIT;
        for _ in 1..ATTEMPTS {
            let again = match self.once(call, token()?).await {
                Ok(response) => match pause(&response, call, wait) {
                    Some(pause) => pause,
                    None => return read_success(call, response).await,
                },
                // Where no connection stood, nothing can have happened at the other end.
                Err(error) if call.is_repeatable() || error.is_connect() => wait,
                Err(error) => return Err(transport(call, error)),
            };
            tokio::time::sleep(again).await;
            wait = wait.saturating_mul(3);
        }
        let response = self.once(call, token()?).await;
        read_success(call, response.map_err(|error| transport(call, error))?).await
    }

    async fn once(&self, call: &Call, token: Option<String>) -> reqwest::Result<Response> {
        let mut url = self.base.clone();
        // The base ends in a slash, and paths are made of checked names, so that joining is appending.
        url.set_path(&format!("{}{}", self.base.path(), call.path()));
        if !call.query().is_empty() {
            url.query_pairs_mut().extend_pairs(call.query());
        }
        let mut request = self
            .client
            .request(call.method().clone(), url)
            .header(ACCEPT, call.accepted());
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some((media_type, body)) = call.body() {
            request = request.header(CONTENT_TYPE, media_type).body(body.clone());
        }
        request.send().await
    }
}

/// How long to wait before trying again; none where the answer stands.
fn pause(response: &Response, call: &Call, usual: Duration) -> Option<Duration> {
    let asked = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .map(Duration::from_secs);
    let wait = asked.unwrap_or(usual);
    let again = match response.status() {
        StatusCode::TOO_MANY_REQUESTS => true,
        // With a time to come back it says that nothing was done; without one, something before the service may have said it.
        StatusCode::SERVICE_UNAVAILABLE => asked.is_some() || call.is_repeatable(),
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => call.is_repeatable(),
        _ => false,
    };
    (again && wait <= LONGEST_WAIT).then_some(wait)
}

fn transport(call: &Call, fault: reqwest::Error) -> ClientError {
    ClientError::Transport {
        path: call.path().to_owned(),
        fault: fault.without_url(),
    }
}

async fn read_success(call: &Call, response: Response) -> Result<Response, ClientError> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let bytes = read_bytes(call, response).await?;
    match serde_json::from_slice::<Problem>(&bytes) {
        Ok(problem) => Err(problem.into()),
        Err(_) => Err(ClientError::Answer {
            path: call.path().to_owned(),
            detail: format!(
                "status {status} without a problem document; something before the service answered"
            ),
        }),
    }
}

/// Reads an answer to its end.
pub(crate) async fn read_bytes(call: &Call, mut response: Response) -> Result<Bytes, ClientError> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| transport(call, error))? {
        if bytes.len().saturating_add(chunk.len()) > LONGEST_ANSWER {
            return Err(malformed(
                call,
                format!("it is longer than {LONGEST_ANSWER} bytes"),
            ));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Reads an answer as text.
pub(crate) async fn read_text(call: &Call, response: Response) -> Result<String, ClientError> {
    let bytes = read_bytes(call, response).await?;
    String::from_utf8(bytes.into()).map_err(|_| malformed(call, "it is not UTF-8"))
}

/// Reads an answer as JSON.
pub(crate) async fn read_json<T: DeserializeOwned>(
    call: &Call,
    response: Response,
) -> Result<T, ClientError> {
    let bytes = read_bytes(call, response).await?;
    serde_json::from_slice(&bytes).map_err(|error| malformed(call, error.to_string()))
}

pub(crate) fn malformed(call: &Call, detail: impl Into<String>) -> ClientError {
    ClientError::Answer {
        path: call.path().to_owned(),
        detail: detail.into(),
    }
}
