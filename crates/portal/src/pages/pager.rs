//! The links below a list: its first page, and the next one.

use std::fmt::Write as _;

use serde::Serialize;
use tallystick_store::{Cursor, Paging};

/// How many rows a page of a list has.
const ROWS: u64 = 50;

/// The links below a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pager {
    /// Back to the first page; none on it.
    pub(crate) first: Option<String>,
    /// The next page; none on the last.
    pub(crate) next: Option<String>,
}

impl Pager {
    /// The links of the list at this address, whose query keeps its filters.
    pub(crate) fn of(path: &str, query: &impl Serialize, after: Option<&str>, next: Option<&Cursor>) -> Self {
        Self {
            first: after.map(|_| address(path, query, None)),
            next: next.map(|cursor| address(path, query, Some(cursor.as_str()))),
        }
    }
}

/// The page of a list that a query asks for.
pub(crate) fn paging(after: Option<&str>) -> Paging {
    Paging {
        after: after.map(|text| Cursor::from(text.to_owned())),
        limit: ROWS,
    }
}

/// The whole list at another address, such as that of a file, with the filters of a query.
pub(crate) fn whole_list(path: &str, query: &impl Serialize) -> String {
    address(path, query, None)
}

/// The whole list as a file, from the list of the API, which takes the same filters: the browser fetches it with the key.
pub(crate) fn as_file(path: &str, query: &impl Serialize, format: &str) -> String {
    let list = whole_list(path, query);
    let joint = if list.contains('?') { '&' } else { '?' };
    format!("{list}{joint}format={format}")
}

/// The same as CSV and as XLSX.
pub(crate) fn sheets(path: &str, query: &impl Serialize) -> [String; 2] {
    ["csv", "xlsx"].map(|format| as_file(path, query, format))
}

/// An address with the filters of a query and a place in the list.
fn address(path: &str, query: &impl Serialize, after: Option<&str>) -> String {
    let value = serde_json::to_value(query).unwrap_or_default();
    let mut pairs: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != "after")
        .filter_map(|(name, value)| Some(format!("{name}={}", escaped(value.as_str()?))))
        .collect();
    pairs.extend(after.map(|after| format!("after={}", escaped(after))));
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}

/// A value in a query, or a part of a path (RFC 3986, section 2.3).
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Filters {
        stage: Option<String>,
        after: Option<String>,
    }

    #[test]
    fn the_filters_stay_in_the_address() {
        let filters = Filters {
            stage: Some("a b".to_owned()),
            after: Some("old".to_owned()),
        };
        let pager = Pager::of("/x", &filters, Some("old"), Some(&Cursor::from("new".to_owned())));
        assert_eq!(pager.first.as_deref(), Some("/x?stage=a%20b"));
        assert_eq!(pager.next.as_deref(), Some("/x?stage=a%20b&after=new"));
        let first = Pager::of(
            "/x",
            &Filters {
                stage: None,
                after: None,
            },
            None,
            None,
        );
        assert_eq!((first.first, first.next), (None, None));
    }
}
