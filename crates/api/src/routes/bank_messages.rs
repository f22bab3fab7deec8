//! Messages from banks: statements, notifications, reports on payments.

use axum::Json;
use axum::extract::{Request, State};
use bytes::Bytes;
use tallystick_base::Capacity;
use tallystick_documents::{BankMessage, read_bank_message};
use tallystick_store::{Paging, ProposalFilter, RecordedLine};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use crate::Api;
use crate::bank::{SoughtLines, Waiting, match_message};
use crate::caller::{Acting, Signed};
use crate::problem::{ApiRefusal, Failure};
use crate::request::{media_type, take_body};
use crate::views::BankMessageView;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 1] {
    [routes!(read_message)]
}

/// Read a message from a bank
///
/// A statement (camt.053) or notification (camt.054) of the bank's own account, from version 2 on, or a report on payments (pain.002)
/// from version 3 on. Each line is matched with the bank's loans, by end-to-end id and reference, and with what is recorded already.
/// Nothing is written: what is new has a command, which members of the bank prepare and sign. The same file, loaded again, in
/// pieces or after another one, books nothing twice. At most 10 MiB.
#[utoipa::path(
    post,
    path = "/v1/bank-messages",
    operation_id = "read_bank_message",
    tag = "banking",
    request_body(content = String, content_type = "application/xml", description = "The exact bytes of the file"),
    responses((status = 200, description = "What it says, and what becomes of it", body = BankMessageView))
)]
async fn read_message(
    State(api): State<Api>,
    Acting(signed): Acting,
    request: Request,
) -> Result<Json<BankMessageView>, Failure> {
    let found = media_type(request.headers()).unwrap_or_default();
    if !["application/xml", "text/xml"]
        .iter()
        .any(|expected| found.eq_ignore_ascii_case(expected))
    {
        let expected = "application/xml or text/xml";
        return Err(ApiRefusal::MediaType { expected, found }.into());
    }
    // Whoever is no bank is turned away before its file is read.
    if !signed.viewer.capacities.contains(&Capacity::Bank) {
        return Err(ApiRefusal::NotABank.into());
    }
    let limits = api.limits();
    let bytes = take_body(request.into_body(), limits.file_bytes, limits.body_time).await?;
    let message = read(bytes).await?;
    // What waits is read before what is recorded: what is sealed in between is in both, and not in neither.
    let waiting = waiting(&api, &signed).await?;
    let sought = SoughtLines::of(&message);
    let wanted = |line: &RecordedLine| sought.takes(line);
    let book = api.store().bank_book(&signed.viewer, wanted).await?;
    let book = book.ok_or(ApiRefusal::NotABank)?;
    let now = api.store().now();
    let matching = move || {
        let lines = match_message(&message, &book, &waiting, now);
        (message, lines)
    };
    let matched = tokio::task::spawn_blocking(matching).await;
    let (message, lines) = matched.map_err(|_| ApiRefusal::Crashed)?;
    let view = BankMessageView::of(message, lines);
    metrics::counter!("tallystick_bank_messages_total", "kind" => view.kind()).increment(1);
    Ok(Json(view))
}

/// Reads a message away from the tasks that answer requests.
async fn read(bytes: Bytes) -> Result<BankMessage, Failure> {
    if bytes.is_empty() {
        return Err(ApiRefusal::EmptyFile.into());
    }
    let read = tokio::task::spawn_blocking(move || read_bank_message(&bytes)).await;
    let read = read.map_err(|_| ApiRefusal::Crashed)?;
    Ok(read.map_err(ApiRefusal::Document)?)
}

/// The commands of the party that wait for signatures.
async fn waiting(api: &Api, signed: &Signed) -> Result<Waiting, Failure> {
    let mut waiting = Waiting::default();
    let mut next = Some(Paging::default());
    while let Some(paging) = next {
        let limit = tallystick_store::MAX_PAGE;
        let paging = Paging { limit, ..paging };
        let filter = ProposalFilter {
            open: Some(true),
            paging,
        };
        let page = api.store().proposals(&signed.viewer, filter).await?;
        for proposal in &page.items {
            if matches!(proposal.stage, tallystick_store::ProposalStage::Waiting) {
                waiting.add(&proposal.id.to_string(), &proposal.kind, &proposal.body);
            }
        }
        next = page.next.map(|after| Paging {
            after: Some(after),
            limit,
        });
    }
    Ok(waiting)
}
