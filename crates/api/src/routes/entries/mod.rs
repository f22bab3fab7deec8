//! The ledger as the caller may see it: single entries, a subject's timeline, and the feed.

mod feed;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tallystick_store::Paging;
use utoipa::IntoParams;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::{ApiRefusal, Failure};
use crate::request::{Form, Place, Sought, subject};
use crate::views::{EntryItem, TimelineItem};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 3] {
    [routes!(list_entries), routes!(get_entry), routes!(list_timeline)]
}

/// From which entry on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct EntriesQuery {
    /// The number of the last entry that you have; without it, from the first.
    after: Option<u64>,
    /// How many at most. A feed has no end.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// Which page of a timeline.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TimelineQuery {
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// What a caller wants the entries as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Page,
    Feed,
}

/// Follow the ledger
///
/// A page of entries after a position; with `Accept: text/event-stream` a feed without end, which goes on after the position in
/// `Last-Event-ID`. The ledger is the feed: who follows it keeps a position and misses nothing. Each event has the entry's
/// number as its `id`, `entry` as its `event`, and an `Entry` as its `data`.
#[utoipa::path(
    get,
    path = "/v1/entries",
    tag = "entries",
    params(EntriesQuery, ("Last-Event-ID" = Option<u64>, Header, description = "For a feed: the last entry that you have")),
    responses(
        (status = 200, description = "The entries, in order; `next` is the last one's number", content(
            (Listing<EntryItem> = "application/json"),
            (String = "text/event-stream"),
        )),
    )
)]
async fn list_entries(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Sought { asked, form }: Sought<EntriesQuery>,
) -> Result<Response, Failure> {
    let wanted = match form {
        Form::Page => wanted(&headers)?,
        Form::File { .. } => Wanted::Page,
    };
    match wanted {
        Wanted::Feed => {
            let after = last_event(&headers)?.or(asked.after);
            Ok(feed::feed(api, signed.kid, after)?.into_response())
        }
        Wanted::Page => {
            let paging = paging(asked.after.map(|after| after.to_string()), asked.limit)?;
            let mut list = ListAnswer::begin(form, paging)?;
            while let Some(paging) = list.next(&api, &signed)? {
                list.take_listing(page(&api, &signed, &paging).await?)?;
            }
            Ok(list.finish())
        }
    }
}

/// A page of entries, whose cursor is the number of the entry before it.
async fn page(api: &Api, signed: &Signed, paging: &Paging) -> Result<Listing<EntryItem>, Failure> {
    let after = paging
        .after
        .as_ref()
        .and_then(|after| after.as_str().parse().ok());
    let entries = api.store().entries(&signed.viewer, after, paging.limit).await?;
    let is_full = u64::try_from(entries.len()).is_ok_and(|found| found == paging.limit);
    let last = entries
        .last()
        .filter(|_| is_full)
        .map(|entry| entry.seq.to_string());
    Ok(Listing::ending_at(entries.into_iter().map(EntryItem::from), last))
}

/// Read an entry
#[utoipa::path(
    get,
    path = "/v1/entries/{seq}",
    tag = "entries",
    params(("seq" = u64, Path, description = "Its number, from 0")),
    responses((status = 200, description = "The entry, with the body and the parts that you may see", body = EntryItem))
)]
async fn get_entry(
    State(api): State<Api>,
    signed: Signed,
    Place(seq): Place<u64>,
) -> Result<Json<EntryItem>, Failure> {
    let entry = api.store().entry(&signed.viewer, seq).await?;
    let entry = entry.ok_or_else(|| not_found(format_args!("entry {seq}")))?;
    Ok(Json(entry.into()))
}

/// Read what happened to a subject
///
/// From its first version up to the last that concerns you.
#[utoipa::path(
    get,
    path = "/v1/subjects/{kind}/{id}/timeline",
    tag = "entries",
    params(
        ("kind" = String, Path, description = "The kind of the subject", example = "certificate"),
        ("id" = String, Path, description = "Its id without its kind"),
        TimelineQuery
    ),
    responses((status = 200, description = "The entries that moved it, the first one first", body = Listing<TimelineItem>))
)]
async fn list_timeline(
    State(api): State<Api>,
    signed: Signed,
    Place((kind, id)): Place<(String, String)>,
    Sought { asked, form }: Sought<TimelineQuery>,
) -> Result<Response, Failure> {
    let subject = subject(&kind, &id)?;
    let mut list = ListAnswer::<TimelineItem>::begin(form, paging(asked.after, asked.limit)?)?;
    while let Some(paging) = list.next(&api, &signed)? {
        let page = api.store().timeline(&signed.viewer, &subject, &paging).await?;
        if paging.after.is_none() && page.items.is_empty() {
            return Err(not_found(subject));
        }
        list.take(page)?;
    }
    Ok(list.finish())
}

/// Which of the two media types the caller accepts; JSON where it takes both. Weights are not looked at: a browser's
/// `EventSource` accepts events only, and everybody else means JSON.
fn wanted(headers: &HeaderMap) -> Result<Wanted, ApiRefusal> {
    let mut asked = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|range| {
            range
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase()
        })
        .peekable();
    if asked.peek().is_none() {
        return Ok(Wanted::Page);
    }
    let mut feed = false;
    for range in asked {
        match range.as_str() {
            "application/json" | "application/*" | "*/*" => return Ok(Wanted::Page),
            "text/event-stream" | "text/*" => feed = true,
            _ => {}
        }
    }
    if feed {
        Ok(Wanted::Feed)
    } else {
        Err(ApiRefusal::NotAcceptable {
            offered: "application/json, text/event-stream, text/csv and workbooks (.xlsx)",
        })
    }
}

fn last_event(headers: &HeaderMap) -> Result<Option<u64>, ApiRefusal> {
    let Some(value) = headers.get("last-event-id") else {
        return Ok(None);
    };
    let number = value.to_str().ok().and_then(|text| text.parse().ok());
    number.map(Some).ok_or(ApiRefusal::Header {
        name: "Last-Event-ID",
        detail: "it is the number of an entry",
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accepting(value: &'static str) -> Result<Wanted, ApiRefusal> {
        wanted(&HeaderMap::from_iter([(
            header::ACCEPT,
            HeaderValue::from_static(value),
        )]))
    }

    #[test]
    fn a_feed_is_for_who_asks_for_it() {
        assert_eq!(wanted(&HeaderMap::new()), Ok(Wanted::Page));
        assert_eq!(accepting("*/*"), Ok(Wanted::Page));
        assert_eq!(accepting("text/event-stream"), Ok(Wanted::Feed));
        assert_eq!(accepting("Text/Event-Stream;q=0.9"), Ok(Wanted::Feed));
        assert_eq!(accepting("text/event-stream, application/json"), Ok(Wanted::Page));
        assert_eq!(accepting("image/png").unwrap_err().code(), "not-acceptable");
    }
}
