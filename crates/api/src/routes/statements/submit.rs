//! `POST /v1/statements`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use super::{Appended, SignedStatement, Taken, Waiting, count};
use crate::Api;
use crate::caller::Acting;
use crate::problem::Failure;
use crate::request::Strict;

/// Submit a signed statement
///
/// It is checked, decided and sealed; the answer comes after it is durable. Sending the same statement again is answered with its
/// receipt, so a request whose answer was lost is simply sent again.
#[utoipa::path(
    post,
    path = "/v1/statements",
    tag = "statements",
    request_body = SignedStatement,
    responses(
        (status = 201, description = "It is an entry of the ledger, and cannot be taken back", body = Appended),
        (status = 200, description = "It was an entry already", body = Appended),
        (status = 202, description = "It waits for further signatures of its party", body = Waiting),
    )
)]
pub(super) async fn submit_statement(
    State(api): State<Api>,
    _: Acting,
    Strict(signed): Strict<SignedStatement>,
) -> Result<(StatusCode, Json<Taken>), Failure> {
    let taken = submit(&api, signed).await;
    count("single", &taken);
    let (status, taken) = taken?;
    Ok((
        StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
        Json(taken),
    ))
}

async fn submit(api: &Api, signed: SignedStatement) -> Result<(u16, Taken), Failure> {
    let answer = api.store().submit(signed.try_into()?).await?;
    Ok(Taken::of(api, answer))
}
