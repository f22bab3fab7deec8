//! The schemas of all bodies, for the API document and for whoever makes a body by machine.

use std::borrow::Cow;
use std::collections::BTreeMap;

use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::table::CommandSpec;

/// A named schema.
pub type NamedSchema = (String, RefOr<Schema>);

/// The type of a command's body, as far as its schema goes.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    name: fn() -> Cow<'static, str>,
    schema: fn() -> RefOr<Schema>,
    parts: fn(&mut Vec<NamedSchema>),
}

impl Body {
    /// The body of this type.
    pub(crate) const fn of<T: PartialSchema + ToSchema>() -> Self {
        Self {
            name: T::name,
            schema: T::schema,
            parts: T::schemas,
        }
    }

    /// The name of the type, and of its schema.
    pub fn name(&self) -> Cow<'static, str> {
        (self.name)()
    }

    /// The schema.
    pub fn schema(&self) -> RefOr<Schema> {
        (self.schema)()
    }

    /// The schema under its name, and those of everything it is made of.
    pub fn schemas(&self) -> Vec<NamedSchema> {
        let mut schemas = vec![(self.name().into_owned(), self.schema())];
        (self.parts)(&mut schemas);
        schemas
    }
}

/// The schemas of all bodies and of everything they are made of, by name, as `components` of a document.
///
/// No two types share a name, so none replaces another here.
pub fn schemas() -> BTreeMap<String, RefOr<Schema>> {
    CommandSpec::all().flat_map(|spec| spec.body.schemas()).collect()
}
