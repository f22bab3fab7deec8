//! Long lists, page by page.
//!
//! A page goes on where the last one ended, by the sort key of its last item; so a list may grow meanwhile and nothing in it is
//! shown twice or left out.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::StoreError;

/// The most items of one page.
pub const MAX_PAGE: u64 = 200;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; none where this was the last one.
    pub next: Option<Cursor>,
}

/// Where a page begins: opaque to whoever holds it, and good for the list that handed it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(String);

/// Which page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// Where it begins; none for the first one.
    pub after: Option<Cursor>,
    /// How many items at most; taken as 1 to [`MAX_PAGE`].
    pub limit: u64,
}

impl Default for Paging {
    fn default() -> Self {
        Self {
            after: None,
            limit: 50,
        }
    }
}

impl Paging {
    /// The limit, within its bounds.
    pub(crate) fn limit(&self) -> u64 {
        self.limit.clamp(1, MAX_PAGE)
    }

    /// The key after which the page begins.
    pub(crate) fn key<const N: usize>(&self, list: &str) -> Result<Option<[String; N]>, StoreError> {
        self.after.as_ref().map(|cursor| cursor.read(list)).transpose()
    }
}

impl Cursor {
    /// The place behind the item with this sort key.
    pub(crate) fn new(list: &str, key: &[&str]) -> Self {
        let mut text = list.to_owned();
        for part in key {
            text.push('\n');
            text.push_str(part);
        }
        Self(URL_SAFE_NO_PAD.encode(text))
    }

    fn read<const N: usize>(&self, list: &str) -> Result<[String; N], StoreError> {
        let parts = || {
            let text = String::from_utf8(URL_SAFE_NO_PAD.decode(&self.0).ok()?).ok()?;
            let (name, key) = text.split_once('\n')?;
            let key: Vec<String> = key.split('\n').map(str::to_owned).collect();
            (name == list)
                .then(|| <[String; N]>::try_from(key).ok())
                .flatten()
        };
        parts().ok_or_else(|| StoreError::Cursor(self.0.clone()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is a cursor shows only where it is used.
impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<T> Page<T> {
    /// Makes a page of what was read: one item more than asked for, where there is more.
    pub(crate) fn of<R>(
        mut rows: Vec<R>,
        limit: u64,
        cursor: impl Fn(&R) -> Cursor,
        item: impl FnMut(R) -> Result<T, StoreError>,
    ) -> Result<Self, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(cursor);
        let items = rows.into_iter().map(item).collect::<Result<_, _>>()?;
        Ok(Self { items, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(rows: Vec<u64>, limit: u64) -> Page<u64> {
        Page::of(rows, limit, |row| Cursor::new("numbers", &[&row.to_string()]), Ok).unwrap()
    }

    #[test]
    fn a_page_goes_on_where_the_last_one_ended() {
        let page = numbers(vec![1, 2, 3], 2);
        assert_eq!(page.items, [1, 2]);
        let paging = Paging {
            after: page.next,
            limit: 2,
        };
        assert_eq!(paging.key::<1>("numbers").unwrap().unwrap(), ["2"]);
        assert_eq!(numbers(vec![3], 2).next, None);
        assert_eq!(numbers(vec![3, 4], 2).next, None);
    }

    #[test]
    fn a_cursor_of_another_list_or_of_nobody_is_refused() {
        for text in [
            Cursor::new("names", &["2"]).0,
            Cursor::new("numbers", &["2", "3"]).0,
            "%".into(),
            String::new(),
        ] {
            let paging = Paging {
                after: Some(Cursor::from(text)),
                ..Paging::default()
            };
            assert_eq!(paging.key::<1>("numbers").unwrap_err().code(), "malformed-cursor");
        }
    }

    #[test]
    fn a_limit_stays_within_its_bounds() {
        for (asked, taken) in [(0, 1), (1, 1), (200, 200), (u64::MAX, 200)] {
            assert_eq!(
                Paging {
                    limit: asked,
                    after: None
                }
                .limit(),
                taken
            );
        }
    }
}
