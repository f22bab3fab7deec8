//! What an address asks for: ids and queries, whose mistakes get a page too.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use tallystick_base::{Capacity, PartyId};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// A query. An empty member counts as one that is left out, as forms send it.
#[derive(Debug, Clone)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| Failure::Address(error.to_string()))?;
        let filled: serde_json::Map<String, serde_json::Value> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name, value.into()))
            .collect();
        serde_json::from_value(filled.into())
            .map(Self)
            .map_err(|error| Failure::Address(error.to_string()))
    }
}

/// The id of a thing from its place in an address, which leaves its kind out.
pub(crate) fn id<T: std::str::FromStr>(kind: &str, text: &str) -> Result<T, Failure> {
    format!("{kind}/{text}").parse().map_err(|_| Failure::NotFound)
}

/// What narrows a list, such as a day, or a party by its whole id.
pub(crate) fn narrowed<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>, Failure> {
    let value = text.map(|text| text.parse::<T>().map_err(|_| Failure::Address(text.to_owned())));
    value.transpose()
}

/// The name of a party that is asked for as one that acts in this capacity.
pub(crate) async fn acting(
    portal: &Portal,
    seated: &Seated,
    party: PartyId,
    capacity: Capacity,
) -> Result<String, Failure> {
    let known = portal
        .store()
        .known_parties(seated.viewer(), &[party].into())
        .await?;
    let found = known
        .into_iter()
        .find(|found| found.capacities.contains(&capacity));
    Ok(found.ok_or(Failure::NotFound)?.name)
}
