//! Paths and queries.

use std::str::FromStr;

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use tallystick_base::{IdError, Subject};

use crate::problem::{ApiRefusal, Failure};

/// The variable parts of the address.
#[derive(Debug)]
pub(crate) struct Place<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Place<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(place)) => Ok(Self(place)),
            Err(rejection) => Err(ApiRefusal::Path {
                detail: rejection.body_text(),
            }
            .into()),
        }
    }
}

/// The query. Its type refuses unknown members.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(rejection) => Err(ApiRefusal::Query {
                detail: rejection.body_text(),
            }
            .into()),
        }
    }
}

/// An id from the part of an address that stands for it: the subject's text without its kind.
pub(crate) fn id<T: FromStr<Err = IdError>>(kind: &'static str, text: &str) -> Result<T, Failure> {
    format!("{kind}/{text}").parse().map_err(|error: IdError| {
        ApiRefusal::Path {
            detail: error.to_string(),
        }
        .into()
    })
}

/// A subject from its two parts.
pub(crate) fn subject(kind: &str, id: &str) -> Result<Subject, Failure> {
    Subject::new(kind, id).map_err(|error| {
        ApiRefusal::Path {
            detail: error.to_string(),
        }
        .into()
    })
}
