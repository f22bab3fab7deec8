//! Lists, page by page.

use std::fmt::Display;

use serde::Deserialize;

use crate::http::Call;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; none where this was the last one.
    pub next: Option<String>,
}

/// Which part of a list: where it begins, how much of it, and what its items have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    after: Option<String>,
    limit: Option<u16>,
    conditions: Vec<(&'static str, String)>,
}

impl Filter {
    /// Everything, from the beginning.
    pub fn all() -> Self {
        Self::default()
    }

    /// Only items of which this is so, such as `stage` being `claimed`.
    #[must_use]
    pub fn and(mut self, name: &'static str, value: impl Display) -> Self {
        self.conditions.push((name, value.to_string()));
        self
    }

    /// So many items on a page, from 1 to 200.
    #[must_use]
    pub fn limit(mut self, items: u16) -> Self {
        self.limit = Some(items);
        self
    }

    /// The page that begins where another one said that the next does.
    #[must_use]
    pub fn after(mut self, next: impl Into<String>) -> Self {
        self.after = Some(next.into());
        self
    }

    /// The call for this part of the list at this path.
    pub(crate) fn on(&self, path: impl Into<String>) -> Call {
        let call = Call::get(path)
            .with_some("after", self.after.as_ref())
            .with_some("limit", self.limit);
        self.conditions
            .iter()
            .fold(call, |call, (name, value)| call.with(name, value))
    }
}
