//! Statements that wait for further signatures of their party.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::Digest;
use tallystick_commands::parties::ShortText;
use tallystick_store::{Page, ProposalFilter};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, paging};
use super::list_answer::ListAnswer;
use super::statements::{Appended, SignatureParts, Taken, Waiting, count};
use crate::Api;
use crate::caller::{Acting, Signed};
use crate::problem::{ApiRefusal, Failure};
use crate::request::{Place, Sought, Strict};
use crate::views::ProposalView;

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 4] {
    [
        routes!(list_proposals),
        routes!(get_proposal),
        routes!(sign_proposal),
        routes!(decline_proposal),
    ]
}

/// Which proposals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ProposalsQuery {
    /// `open` for those that wait, `closed` for the others; all of them where it is left out.
    #[param(inline)]
    stage: Option<Openness>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// Whether a proposal still takes signatures.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Openness {
    /// It waits, or could have until it went stale or its window ended.
    Open,
    /// It was appended or declined.
    Closed,
}

/// Why a proposal is declined.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decline {
    /// In a line.
    reason: ShortText,
}

/// List the proposals of your party
#[utoipa::path(
    get,
    path = "/v1/proposals",
    tag = "proposals",
    params(ProposalsQuery),
    responses((status = 200, description = "The latest first", body = Listing<ProposalView>))
)]
async fn list_proposals(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<ProposalsQuery>,
) -> Result<Response, Failure> {
    let open = asked.stage.map(|openness| matches!(openness, Openness::Open));
    let mut list = ListAnswer::begin(form, paging(asked.after, asked.limit)?)?;
    while let Some(paging) = list.next(&api, &signed)? {
        let filter = ProposalFilter { open, paging };
        let Page { items, next } = api.store().proposals(&signed.viewer, filter).await?;
        let views = items
            .into_iter()
            .map(|proposal| ProposalView::of(api.summaries(), proposal));
        list.take_listing(Listing::of(views, next))?;
    }
    Ok(list.finish())
}

/// Read a proposal of your party
#[utoipa::path(
    get,
    path = "/v1/proposals/{id}",
    tag = "proposals",
    params(("id" = Digest, Path, description = "The id of its statement")),
    responses((status = 200, description = "The proposal", body = ProposalView))
)]
async fn get_proposal(
    State(api): State<Api>,
    signed: Signed,
    Place(id): Place<String>,
) -> Result<Json<ProposalView>, Failure> {
    let found = api.store().proposal(&signed.viewer, &digest(&id)?).await?;
    let proposal = found.ok_or_else(|| ApiRefusal::NotFound {
        what: format!("proposal {id}"),
    })?;
    Ok(Json(ProposalView::of(api.summaries(), proposal)))
}

/// Sign a proposal of your party
///
/// Read its payload and body first, and sign the payload as it stands.
#[utoipa::path(
    post,
    path = "/v1/proposals/{id}/signatures",
    tag = "proposals",
    params(("id" = Digest, Path, description = "The id of its statement")),
    request_body = SignatureParts,
    responses(
        (status = 201, description = "With this signature it became an entry", body = Appended),
        (status = 200, description = "It was an entry already", body = Appended),
        (status = 202, description = "It waits for more", body = Waiting),
    )
)]
async fn sign_proposal(
    State(api): State<Api>,
    Acting(signed): Acting,
    Place(id): Place<String>,
    Strict(parts): Strict<SignatureParts>,
) -> Result<(StatusCode, Json<Taken>), Failure> {
    let taken = sign(&api, &signed, &id, &parts).await;
    count("proposal", &taken);
    let (status, taken) = taken?;
    Ok((
        StatusCode::from_u16(status).unwrap_or(StatusCode::OK),
        Json(taken),
    ))
}

async fn sign(api: &Api, signed: &Signed, id: &str, parts: &SignatureParts) -> Result<(u16, Taken), Failure> {
    let (id, line) = (digest(id)?, parts.line()?);
    let answer = api.store().sign_proposal(&signed.viewer, &id, line).await?;
    Ok(Taken::of(api, answer))
}

/// Decline a proposal of your party
///
/// It takes no further signature. This is no entry: nothing happened.
#[utoipa::path(
    post,
    path = "/v1/proposals/{id}/decline",
    tag = "proposals",
    params(("id" = Digest, Path, description = "The id of its statement")),
    request_body = Decline,
    responses(
        (status = 200, description = "The proposal, declined", body = ProposalView),
    )
)]
async fn decline_proposal(
    State(api): State<Api>,
    Acting(signed): Acting,
    Place(id): Place<String>,
    Strict(decline): Strict<Decline>,
) -> Result<Json<ProposalView>, Failure> {
    let (id, reason) = (digest(&id)?, decline.reason.as_str());
    let viewer = &signed.viewer;
    let declined = api
        .store()
        .decline_proposal(viewer, &id, viewer.member, reason)
        .await?;
    Ok(Json(ProposalView::of(api.summaries(), declined)))
}

fn digest(text: &str) -> Result<Digest, Failure> {
    Digest::parse(text).map_err(|error| {
        ApiRefusal::Path {
            detail: error.to_string(),
        }
        .into()
    })
}
