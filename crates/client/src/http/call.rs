//! What is asked of the service.

use std::fmt::Display;

use bytes::Bytes;
use reqwest::Method;
use serde::Serialize;

const JSON: &str = "application/json";

/// One call.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<(String, Bytes)>,
    accepted: &'static str,
    repeatable: bool,
}

impl Call {
    /// Reads something.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            query: Vec::new(),
            body: None,
            accepted: JSON,
            repeatable: true,
        }
    }

    /// Sends bytes. The caller says with `repeatable` when a second time does no harm.
    pub(crate) fn post(path: impl Into<String>, media_type: &str, body: impl Into<Bytes>) -> Self {
        Self {
            method: Method::POST,
            body: Some((media_type.to_owned(), body.into())),
            repeatable: false,
            ..Self::get(path)
        }
    }

    /// Sends JSON.
    pub(crate) fn post_json(path: impl Into<String>, body: &impl Serialize) -> serde_json::Result<Self> {
        Ok(Self::post(path, JSON, serde_json::to_vec(body)?))
    }

    /// Adds a parameter.
    pub(crate) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a parameter where there is a value.
    pub(crate) fn with_some(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Says which form the answer should have.
    pub(crate) fn accept(mut self, media_type: &'static str) -> Self {
        self.accepted = media_type;
        self
    }

    /// Says that a second time does no harm.
    pub(crate) fn repeatable(mut self) -> Self {
        self.repeatable = true;
        self
    }

    pub(super) fn method(&self) -> &Method {
        &self.method
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn query(&self) -> &[(&'static str, String)] {
        &self.query
    }

    pub(super) fn body(&self) -> Option<(&str, &Bytes)> {
        self.body
            .as_ref()
            .map(|(media_type, body)| (media_type.as_str(), body))
    }

    pub(super) fn accepted(&self) -> &str {
        self.accepted
    }

    pub(super) fn is_repeatable(&self) -> bool {
        self.repeatable
    }
}
