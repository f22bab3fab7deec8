//! `POST /v1/statements/batch`: many statements in one request.

use std::collections::VecDeque;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tallystick_ledger::Receipt;
use tallystick_store::Submission;
use utoipa::ToSchema;

use super::{SignedStatement, Taken, count};
use crate::Api;
use crate::caller::Acting;
use crate::problem::{ApiRefusal, Failure, Problem};
use crate::request::{expect_media_type, read_json, take_body};
use crate::views::{ProposalView, ReceiptSchema};

const NDJSON: &str = "application/x-ndjson";

/// One line of the answer: what became of the statement on a line of the request.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct BatchLine {
    /// The line of the request, from 1.
    line: usize,
    /// The status that the statement alone would have been answered with.
    status: u16,
    /// Where it is an entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ReceiptSchema>)]
    receipt: Option<Box<Receipt>>,
    /// Where it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ProposalView>)]
    proposal: Option<Box<ProposalView>>,
    /// Where it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

/// Submit many statements, in order
///
/// One statement a line, as for `POST /v1/statements`; at most 1,000 lines and 8 MiB. Each line is taken or refused by itself, in
/// order, so a later line may build on an earlier one. Empty lines are skipped.
#[utoipa::path(
    post,
    path = "/v1/statements/batch",
    tag = "statements",
    request_body(content = String, content_type = "application/x-ndjson", description = "A `SignedStatement` on each line"),
    responses(
        (status = 200, description = "A `BatchLine` for each line that is not empty, in order", body = String,
         content_type = "application/x-ndjson"),
    )
)]
pub(super) async fn submit_batch(
    State(api): State<Api>,
    _: Acting,
    request: Request,
) -> Result<Response, Failure> {
    expect_media_type(request.headers(), NDJSON)?;
    let limits = api.limits();
    let body = take_body(request.into_body(), limits.batch_bytes, limits.body_time).await?;
    let lines: Vec<(usize, Result<Submission, Failure>)> = (1..)
        .zip(body.split(|byte| *byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(number, line)| (number, read(line)))
        .collect();
    let limit = limits.batch_lines;
    if lines.len() > limit {
        return Err(ApiRefusal::TooManyLines { limit }.into());
    }
    let text = answer(&api, lines).await?;
    Ok(([(header::CONTENT_TYPE, NDJSON)], text).into_response())
}

fn read(line: &[u8]) -> Result<Submission, Failure> {
    read_json::<SignedStatement>(line)?.try_into()
}

/// Submits what could be read, and puts the answers beside the lines again.
async fn answer(api: &Api, lines: Vec<(usize, Result<Submission, Failure>)>) -> Result<Vec<u8>, Failure> {
    let mut submissions = Vec::new();
    let mut places = Vec::with_capacity(lines.len());
    for (number, line) in lines {
        match line {
            Ok(submission) => {
                submissions.push(submission);
                places.push((number, None));
            }
            Err(failure) => places.push((number, Some(failure))),
        }
    }
    let mut answers = VecDeque::from(api.store().submit_all(submissions).await);
    let mut text = Vec::new();
    for (line, failure) in places {
        let taken = match failure {
            Some(failure) => Err(failure),
            // As many answers come back as were submitted; were one missing, its line would say that we failed.
            None => match answers.pop_front() {
                Some(Ok(answer)) => Ok(Taken::of(api, answer)),
                Some(Err(refused)) => Err(refused.into()),
                None => Err(ApiRefusal::Crashed.into()),
            },
        };
        count("batch", &taken);
        serde_json::to_writer(&mut text, &BatchLine::of(line, taken)).map_err(|_| ApiRefusal::Crashed)?;
        text.push(b'\n');
    }
    Ok(text)
}

impl BatchLine {
    fn of(line: usize, taken: Result<(u16, Taken), Failure>) -> Self {
        let empty = Self {
            line,
            ..Self::default()
        };
        match taken {
            Ok((status, Taken::Receipt(receipt))) => Self {
                status,
                receipt: Some(receipt),
                ..empty
            },
            Ok((status, Taken::Proposal(proposal))) => Self {
                status,
                proposal: Some(proposal),
                ..empty
            },
            Err(failure) => {
                let problem = failure.problem();
                Self {
                    status: problem.status,
                    problem: Some(problem),
                    ..empty
                }
            }
        }
    }
}
