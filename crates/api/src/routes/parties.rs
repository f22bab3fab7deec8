//! Organisations, their members and keys, and who the caller is.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, MemberId, PartyId, Thumbprint};
use tallystick_commands::parties::Role;
use tallystick_store::{Paging, PartyFilter};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{Listing, not_found, paging, tagged};
use super::list_answer::ListAnswer;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, Sought, id};
use crate::views::{KeyItem, MemberItem, PartyItem, PartyStage, PartyView, Stamp};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 5] {
    [
        routes!(get_me),
        routes!(list_parties),
        routes!(get_party),
        routes!(list_members),
        routes!(list_keys),
    ]
}

/// Who is asking.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// The party.
    party: PartyId,
    /// The member.
    member: MemberId,
    /// The key that signed the access token.
    kid: Thumbprint,
    /// What the member may sign.
    roles: BTreeSet<Role>,
    /// What the party may act as.
    capacities: BTreeSet<Capacity>,
    /// Whether the party may act.
    stage: PartyStage,
}

/// Which parties; every member that is given narrows the list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PartiesQuery {
    /// Of this stage.
    #[param(inline)]
    stage: Option<PartyStage>,
    /// Acting in this capacity.
    capacity: Option<Capacity>,
    /// Registered under this code, whatever its scheme.
    code: Option<String>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u64>,
}

/// The query of a list that comes whole.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {}

/// Who you are
#[utoipa::path(
    get,
    path = "/v1/me",
    tag = "parties",
    responses((status = 200, description = "The member and the party that your key belongs to", body = Me))
)]
async fn get_me(signed: Signed) -> Json<Me> {
    let viewer = signed.viewer;
    Json(Me {
        party: viewer.party,
        member: viewer.member,
        kid: viewer.kid,
        roles: viewer.roles,
        capacities: viewer.capacities,
        stage: PartyStage::from(&viewer.stage),
    })
}

/// List the parties that you may see
///
/// Your own; for the operator and auditors, all.
#[utoipa::path(
    get,
    path = "/v1/parties",
    tag = "parties",
    params(PartiesQuery),
    responses((status = 200, description = "A page of them", body = Listing<PartyItem>))
)]
async fn list_parties(
    State(api): State<Api>,
    signed: Signed,
    Sought { asked, form }: Sought<PartiesQuery>,
) -> Result<Response, Failure> {
    let filter = PartyFilter {
        stage: asked.stage.map(|stage| stage.as_str().to_owned()),
        capacity: asked.capacity,
        code: asked.code,
        name: None,
        page: paging(asked.after, asked.limit)?,
    };
    let mut list = ListAnswer::<PartyItem>::begin(form, filter.page.clone())?;
    while let Some(page) = list.next(&api, &signed)? {
        let filter = PartyFilter {
            page,
            ..filter.clone()
        };
        list.take(api.store().parties(&signed.viewer, &filter).await?)?;
    }
    Ok(list.finish())
}

/// Read a party
#[utoipa::path(
    get,
    path = "/v1/parties/{id}",
    tag = "parties",
    params(("id" = String, Path, format = "uuid", description = "Its id without its kind")),
    responses(
        (status = 200, description = "As it stands, with its file", body = PartyView),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_party(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: PartyId = id(PartyId::KIND, &text)?;
    let seen = api.store().party(&signed.viewer, id).await?;
    let seen = seen.ok_or_else(|| not_found(id))?;
    let file = api.store().profile(&signed.viewer, id).await?;
    // The file is a subject of its own, and changes without the party.
    let tag = format!("{}-{}", seen.seq, file.as_ref().map_or(0, |file| file.seq));
    let profile = file.map(|file| file.state.data);
    let view = PartyView::of(Stamp::of(&seen), id, seen.state, profile);
    Ok(tagged(&headers, &tag, &view))
}

/// List the members of a party
#[utoipa::path(
    get,
    path = "/v1/parties/{id}/members",
    tag = "parties",
    params(("id" = String, Path, format = "uuid", description = "The party's id without its kind")),
    responses((status = 200, description = "All of them", body = Listing<MemberItem>))
)]
async fn list_members(
    State(api): State<Api>,
    signed: Signed,
    Place(text): Place<String>,
    Sought {
        asked: Whole {},
        form,
    }: Sought<Whole>,
) -> Result<Response, Failure> {
    let id = visible(&api, &signed, &text).await?;
    let mut list = ListAnswer::begin(form, Paging::default())?;
    while list.next(&api, &signed)?.is_some() {
        let members = api.store().members(&signed.viewer, id).await?;
        list.take_listing(Listing::of(members.into_iter().map(MemberItem::from), None))?;
    }
    Ok(list.finish())
}

/// List the keys of a party
#[utoipa::path(
    get,
    path = "/v1/parties/{id}/keys",
    tag = "parties",
    params(("id" = String, Path, format = "uuid", description = "The party's id without its kind")),
    responses((status = 200, description = "All of them, revoked ones too", body = Listing<KeyItem>))
)]
async fn list_keys(
    State(api): State<Api>,
    signed: Signed,
    Place(text): Place<String>,
    Sought {
        asked: Whole {},
        form,
    }: Sought<Whole>,
) -> Result<Response, Failure> {
    let id = visible(&api, &signed, &text).await?;
    let mut list = ListAnswer::begin(form, Paging::default())?;
    while list.next(&api, &signed)?.is_some() {
        let keys = api.store().party_keys(&signed.viewer, id).await?;
        list.take_listing(Listing::of(keys.into_iter().map(KeyItem::from), None))?;
    }
    Ok(list.finish())
}

/// The party, if the caller may see it.
async fn visible(api: &Api, signed: &Signed, text: &str) -> Result<PartyId, Failure> {
    let id: PartyId = id(PartyId::KIND, text)?;
    match api.store().party(&signed.viewer, id).await? {
        Some(_) => Ok(id),
        None => Err(not_found(id)),
    }
}
