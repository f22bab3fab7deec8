//! What lists and single things have in common: pages, and answers that need not be sent twice.

use std::fmt::Display;

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tallystick_store::{Cursor, MAX_PAGE, Order, Page, Paging, Seen};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{ApiRefusal, Failure};

/// How many items a page has where nobody says so.
const USUAL: u64 = 50;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Listing<T: ToSchema> {
    /// The items, in order.
    items: Vec<T>,
    /// What to put into `after` for the next page; none where this is the last one.
    next: Option<String>,
}

impl<T: ToSchema> Listing<T> {
    pub(crate) fn of(items: impl IntoIterator<Item = T>, next: Option<Cursor>) -> Self {
        Self::ending_at(items, next.map(|cursor| cursor.to_string()))
    }

    /// The items, and where the next page begins.
    pub(super) fn into_parts(self) -> (Vec<T>, Option<String>) {
        (self.items, self.next)
    }

    pub(crate) fn ending_at(items: impl IntoIterator<Item = T>, next: Option<String>) -> Self {
        Self {
            items: items.into_iter().collect(),
            next,
        }
    }
}

/// Which page, where nothing else is asked.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// Where the page begins: `next` of the page before.
    pub(crate) after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub(crate) limit: Option<u64>,
}

impl<R, T: ToSchema + From<R>> From<Page<R>> for Listing<T> {
    fn from(page: Page<R>) -> Self {
        Self::of(page.items.into_iter().map(T::from), page.next)
    }
}

/// A file as an attachment, so that no browser shows it as a page of ours.
pub(super) fn attached(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        fields.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// In which order a list comes.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListOrder {
    /// The newest first.
    Newest,
    /// What is due first comes first.
    Due,
}

impl From<ListOrder> for Order {
    fn from(order: ListOrder) -> Self {
        match order {
            ListOrder::Newest => Self::Newest,
            ListOrder::Due => Self::Due,
        }
    }
}

/// Which page: `limit` is between 1 and 200, 50 where it is left out.
pub(crate) fn paging(after: Option<String>, limit: Option<u64>) -> Result<Paging, Failure> {
    let limit = page_size(limit)?;
    Ok(Paging {
        after: after.map(Cursor::from),
        limit,
    })
}

/// The size of a page.
pub(crate) fn page_size(limit: Option<u64>) -> Result<u64, Failure> {
    match limit.unwrap_or(USUAL) {
        limit @ 1..=MAX_PAGE => Ok(limit),
        limit => Err(ApiRefusal::Query {
            detail: format!("limit is {limit}; a page has between 1 and {MAX_PAGE} items"),
        }
        .into()),
    }
}

/// An answer with its entity tag (RFC 9110, section 8.8.3), or 304 for a caller who has it already. The tag is the entry that
/// moved the thing last, with whatever else its view depends on.
pub(crate) fn tagged(headers: &HeaderMap, tag: &str, view: &impl Serialize) -> Response {
    let tag = format!("\"{tag}\"");
    let mut response = if has(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(view).into_response()
    };
    let fields = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, value);
    }
    fields.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    response
}

/// A state as it stands, tagged with the entry that moved it last.
pub(crate) fn seen<T: Serialize>(headers: &HeaderMap, seen: &Seen<T>) -> Response {
    tagged(headers, &seen.seq.to_string(), seen)
}

/// Whether `If-None-Match` names this tag, by the weak comparison that RFC 9110, section 13.1.2 asks for.
fn has(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == tag || one == "*")
}

/// The refusal for what does not exist, or is not the caller's to see: the two are not told apart.
pub(crate) fn not_found(what: impl Display) -> Failure {
    ApiRefusal::NotFound {
        what: what.to_string(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(tags: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(tags))])
    }

    #[test]
    fn who_has_the_tagged_answer_is_not_sent_it_again() {
        for tags in [r#""7""#, r#"W/"7""#, r#""3", "7""#, "*"] {
            let response = tagged(&asking(tags), "7", &"view");
            assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{tags}");
            assert_eq!(response.headers()[header::ETAG], r#""7""#);
        }
        for tags in [r#""8""#, "7", ""] {
            assert_eq!(
                tagged(&asking(tags), "7", &"view").status(),
                StatusCode::OK,
                "{tags}"
            );
        }
    }

    #[test]
    fn a_page_has_from_1_to_200_items() {
        assert_eq!(page_size(None).unwrap(), 50);
        assert_eq!(page_size(Some(200)).unwrap(), 200);
        for limit in [0, 201, u64::MAX] {
            assert_eq!(
                page_size(Some(limit)).unwrap_err().problem().code,
                "malformed-query"
            );
        }
    }
}
