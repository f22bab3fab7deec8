//! That every list comes as a file too, which is the same for all of them and so is said once.

use tallystick_documents::TableFormat;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{Content, ContentBuilder, RefOr, Required, Response, Schema};

/// The media type of a page.
const JSON: &str = "application/json";
/// The schemas of pages.
const LISTINGS: &str = "#/components/schemas/Listing_";

/// Whether an operation answers with a list.
pub(super) fn is_list(operation: &Operation) -> bool {
    page(operation).is_some()
}

fn page(operation: &Operation) -> Option<&Response> {
    let Some(RefOr::T(response)) = operation.responses.responses.get("200") else {
        return None;
    };
    let RefOr::T(content) = response.content.get(JSON)? else {
        return None;
    };
    let is_listing =
        matches!(&content.schema, Some(RefOr::Ref(schema)) if schema.ref_location.starts_with(LISTINGS));
    is_listing.then_some(response)
}

/// Says of a list that it comes as a file.
pub(super) fn offer(operation: &mut Operation) {
    if !is_list(operation) {
        return;
    }
    operation
        .parameters
        .get_or_insert_with(Vec::new)
        .push(RefOr::T(format()));
    if let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") {
        for format in [TableFormat::Csv, TableFormat::Xlsx] {
            let media_type = format.media_type().to_owned();
            response.content.insert(media_type, RefOr::T(file()));
        }
    }
}

fn format() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(["csv", "json", "xlsx"]))
        .build();
    ParameterBuilder::new()
        .name("format")
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(
            "A page as JSON, or the whole list from `after` on as a file: CSV, or a workbook, of at most 100,000 rows; `limit` means \
             nothing then. Where it is left out, the header `Accept` says which.",
        ))
        .schema(Some(schema))
        .build()
}

/// A row for each item, a column for each of its members.
fn file() -> Content {
    let schema: RefOr<Schema> = ObjectBuilder::new().schema_type(Type::String).into();
    ContentBuilder::new().schema(Some(schema)).build()
}
