//! Rows of an XLSX workbook (ECMA-376, SpreadsheetML): the first visible sheet, its values as stored.
//!
//! The parts are read with the strict XML reader of this crate. Libraries for workbooks turn numbers into doubles and
//! allot a rectangle for the outermost cells; here a number keeps the text in which it is stored, cells are taken as they
//! come, and a reference out of range is refused.

mod package;
mod reference;
mod sheet;
mod styles;
mod workbook;

use crate::claims::RawRow;
use crate::error::DocumentError;
use crate::xml::{self, Element, XmlLimits};
use package::Package;

/// The rows of the first visible sheet in order, empty ones between them left out.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<RawRow>, DocumentError> {
    let mut package = Package::open(bytes)?;
    let workbook = workbook::Workbook::read(&mut package)?;
    let strings = match &workbook.strings {
        Some(path) => package
            .part(path)?
            .map(|text| sheet::strings(&text))
            .transpose()?,
        None => None,
    };
    let styles = match &workbook.styles {
        Some(path) => package
            .part(path)?
            .map(|text| styles::Styles::read(&text))
            .transpose()?,
        None => None,
    };
    let Some(text) = package.part(&workbook.sheet)? else {
        return Err(not_a_workbook(&format!("the part {} is missing", workbook.sheet)));
    };
    let context = sheet::Context {
        strings: strings.unwrap_or_default(),
        styles: styles.unwrap_or_default(),
        from_1904: workbook.from_1904,
    };
    sheet::rows(&text, &context)
}

fn not_a_workbook(reason: &str) -> DocumentError {
    DocumentError::NotAWorkbook {
        reason: reason.to_owned(),
    }
}

/// A part as a tree; what is wrong with its XML is wrong with the workbook.
fn tree(text: &str) -> Result<Element, DocumentError> {
    xml::parse(text, XmlLimits::MESSAGE).map_err(|error| not_a_workbook(&error.to_string()))
}

/// The children of that name in the same namespace as their parent: there is a transitional one and a strict one.
fn children<'a>(parent: &'a Element, name: &'a str) -> impl Iterator<Item = &'a Element> {
    parent
        .children
        .iter()
        .filter(move |child| *child.name == *name && child.namespace == parent.namespace)
}
