//! The one place that turns whatever went wrong into `application/problem+json` (RFC 9457).
//!
//! | what | from | status |
//! |---|---|---|
//! | the request is malformed, unauthenticated, too much | [`ApiRefusal`], the ledger's refusals | 4xx |
//! | the rules say no | rejections of the domain crates, through `commands` | 403, 404, 409, 422 |
//! | a proposal does not take this | the store's refusals of proposals | 403, 404, 409 |
//! | a fault | the store | 500, 503, without any detail |

mod failure;
mod refusal;
mod status;
#[cfg(test)]
mod table;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

pub(crate) use failure::Failure;
pub use refusal::ApiRefusal;

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request was not answered as asked (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "urn:tallystick:problem:stale-reliance",
    "title": "Stale reliance",
    "status": 409,
    "detail": "the statement relies on contract/019bb514-d500-7521-abad-b6a094342c86 at version 2; it is at 3",
    "code": "stale-reliance"
}))]
pub struct Problem {
    /// `urn:tallystick:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in words.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// The rule, the numbers, and what to do next.
    pub detail: String,
    /// The stable code, for programs.
    pub code: String,
    /// The line of the body at which reading it ended, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub line: Option<usize>,
    /// The column of that line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub column: Option<usize>,
    /// The limit that was exceeded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit: Option<usize>,
    /// In how many seconds to try again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem with this status, code and sentence.
    pub(crate) fn new(status: StatusCode, code: &str, detail: String) -> Self {
        Self {
            kind: format!("urn:tallystick:problem:{code}"),
            title: title(code),
            status: status.as_u16(),
            detail,
            code: code.to_owned(),
            line: None,
            column: None,
            limit: None,
            retry_after: None,
        }
    }

    /// The status as HTTP has it.
    pub(crate) fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<&ApiRefusal> for Problem {
    fn from(refusal: &ApiRefusal) -> Self {
        let mut problem = Self::new(refusal.status(), refusal.code(), refusal.to_string());
        match refusal {
            ApiRefusal::Json { line, column, .. } if *line > 0 => {
                problem.line = Some(*line);
                problem.column = Some(*column);
            }
            ApiRefusal::TooLarge { limit }
            | ApiRefusal::TooManyLines { limit }
            | ApiRefusal::LongList { limit } => {
                problem.limit = Some(*limit);
            }
            ApiRefusal::TooMany { retry_after, .. } => problem.retry_after = Some(*retry_after),
            ApiRefusal::TooBusy | ApiRefusal::Files => problem.retry_after = Some(1),
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status_code();
        let mut response = (status, axum::Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The code as a title: `stale-reliance` is `Stale reliance`.
fn title(code: &str) -> String {
    let words = code.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_code_in_words() {
        assert_eq!(title("stale-reliance"), "Stale reliance");
        assert_eq!(title(""), "");
    }

    #[test]
    fn who_is_unknown_is_told_how_to_say_who_it_is() {
        let response = Problem::from(&ApiRefusal::NoToken).into_response();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
    }

    #[test]
    fn who_is_too_fast_is_told_when_to_come_back() {
        let refusal = ApiRefusal::TooMany {
            whom: "one key",
            retry_after: 3,
        };
        let response = Problem::from(&refusal).into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "3");
    }
}
