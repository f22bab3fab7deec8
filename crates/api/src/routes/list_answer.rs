//! Answering with a list in the form in which it is sought: a page of JSON, or page after page of the whole list as a file.
//!
//! A handler asks which page comes next, reads it, and hands it over, until there is none:
//!
//! ```text
//! let mut list = ListAnswer::<PaymentItem>::begin(form, filter.page.clone())?;
//! while let Some(page) = list.next(&api, &signed)? {
//!     let filter = PaymentFilter { page, ..filter.clone() };
//!     list.take(api.store().payments(&signed.viewer, &filter).await?)?;
//! }
//! Ok(list.finish())
//! ```

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use tallystick_documents::{TableFormat, TableWriter};
use tallystick_store::{Cursor, MAX_PAGE, Page, Paging};
use utoipa::ToSchema;

use super::items::{Listing, attached};
use crate::Api;
use crate::caller::Signed;
use crate::problem::{ApiRefusal, Failure};
use crate::request::Form;
use crate::views::Tabled;

/// How many rows a file has at most.
const MOST_ROWS: usize = 100_000;

/// A list that is being answered with.
pub(super) struct ListAnswer<T: ToSchema> {
    next: Option<Paging>,
    content: Content<T>,
}

enum Content<T: ToSchema> {
    Page(Listing<T>),
    File(Box<File>),
}

struct File {
    format: TableFormat,
    name: String,
    table: TableWriter,
    /// How many rows it still takes.
    left: usize,
    begun: bool,
}

impl<T: Tabled + Serialize + ToSchema> ListAnswer<T> {
    /// Begins with this page.
    pub(super) fn begin(form: Form, first: Paging) -> Result<Self, Failure> {
        Ok(match form {
            Form::Page => Self {
                next: Some(first),
                content: Content::Page(Listing::ending_at([], None)),
            },
            Form::File { format, name } => {
                let table = TableWriter::begin(format, &T::headings()).map_err(ApiRefusal::Table)?;
                let left = MOST_ROWS;
                let begun = false;
                Self {
                    next: Some(Paging {
                        limit: MAX_PAGE,
                        ..first
                    }),
                    content: Content::File(Box::new(File {
                        format,
                        name,
                        table,
                        left,
                        begun,
                    })),
                }
            }
        })
    }

    /// The page that is to be read next, if there is one. Each page of a file counts as a request, as if the caller had read the
    /// list itself.
    pub(super) fn next(&mut self, api: &Api, signed: &Signed) -> Result<Option<Paging>, Failure> {
        let next = self.next.take();
        if let (Some(_), Content::File(file)) = (&next, &mut self.content) {
            if file.begun {
                api.gate().key(&signed.kid)?;
            }
            file.begun = true;
        }
        Ok(next)
    }

    /// Takes a page as the store gives it.
    pub(super) fn take<R>(&mut self, page: Page<R>) -> Result<(), Failure>
    where
        T: From<R>,
    {
        self.take_listing(page.into())
    }

    /// Takes a page of items.
    pub(super) fn take_listing(&mut self, page: Listing<T>) -> Result<(), Failure> {
        match &mut self.content {
            Content::Page(shown) => *shown = page,
            Content::File(file) => {
                let (items, next) = page.into_parts();
                file.take(&items)?;
                self.next = next.map(|after| Paging {
                    after: Some(Cursor::from(after)),
                    limit: MAX_PAGE,
                });
            }
        }
        Ok(())
    }

    /// The answer.
    pub(super) fn finish(self) -> Response {
        match self.content {
            Content::Page(page) => Json(page).into_response(),
            Content::File(file) => {
                let name = format!("{}.{}", file.name, file.format.extension());
                attached(&name, file.format.media_type(), file.table.finish())
            }
        }
    }
}

impl File {
    fn take<T: Tabled>(&mut self, items: &[T]) -> Result<(), ApiRefusal> {
        self.left = self
            .left
            .checked_sub(items.len())
            .ok_or(ApiRefusal::LongList { limit: MOST_ROWS })?;
        for item in items {
            self.table.row(&item.cells()).map_err(ApiRefusal::Table)?;
        }
        Ok(())
    }
}
