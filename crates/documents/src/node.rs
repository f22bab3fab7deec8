//! Reading typed fields out of an element tree, each refusal naming the path and the place.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::error::DocumentError;
use crate::number;
use crate::position::Position;
use crate::xml::{Element, clip};

/// The longest text of one field, in characters.
const MAX_FIELD_CHARS: usize = 20_000;

/// XML Schema's own namespace for instances, for `xsi:nil`.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The name of an element to look for: its namespace and local name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'n> {
    pub(crate) namespace: &'n str,
    pub(crate) local: &'n str,
}

/// An element together with the path that leads to it.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub(crate) element: &'a Element,
    path: String,
}

impl<'a> Node<'a> {
    /// The root of a document; its own name is not part of any path.
    pub(crate) fn root(element: &'a Element) -> Self {
        Self {
            element,
            path: String::new(),
        }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn at(&self) -> Position {
        self.element.at
    }

    fn join(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}/{name}", self.path)
        }
    }

    fn named(&self, name: Name<'_>) -> impl Iterator<Item = &'a Element> + use<'a, '_> {
        let Name { namespace, local } = name;
        let (namespace, local) = (namespace.to_owned(), local.to_owned());
        self.element
            .children
            .iter()
            .filter(move |child| *child.name == local && *child.namespace == namespace && !is_nil(child))
    }

    /// Every child of that name, with its number in the path where there are several.
    pub(crate) fn each(&self, name: Name<'_>) -> Vec<Self> {
        let found: Vec<&Element> = self.named(name).collect();
        let several = found.len() > 1;
        found
            .into_iter()
            .zip(1_usize..)
            .map(|(element, number)| {
                let step = if several {
                    format!("{}[{number}]", name.local)
                } else {
                    name.local.to_owned()
                };
                Self {
                    element,
                    path: self.join(&step),
                }
            })
            .collect()
    }

    /// The first child of that name, where the standard allows several and one is enough.
    pub(crate) fn first(&self, name: Name<'_>) -> Option<Self> {
        self.each(name).into_iter().next()
    }

    /// The only child of that name, or none.
    pub(crate) fn only(&self, name: Name<'_>) -> Result<Option<Self>, DocumentError> {
        let mut found = self.named(name);
        let Some(element) = found.next() else {
            return Ok(None);
        };
        let path = self.join(name.local);
        match found.next() {
            Some(second) => Err(DocumentError::RepeatedField {
                at: second.at,
                first: element.at,
                field: path,
            }),
            None => Ok(Some(Self { element, path })),
        }
    }

    /// The only child of that name, which must be there.
    pub(crate) fn required(&self, name: Name<'_>) -> Result<Self, DocumentError> {
        self.only(name)?.ok_or_else(|| self.missing(name.local))
    }

    /// The refusal of this element for lack of something in it.
    pub(crate) fn missing(&self, name: &str) -> DocumentError {
        DocumentError::MissingField {
            at: self.at(),
            field: self.join(name),
        }
    }

    /// Its own text, trimmed; none where it is empty.
    pub(crate) fn value(&self) -> Result<Option<&'a str>, DocumentError> {
        let (at, field) = (self.at(), || self.path.clone());
        if !self.element.children.is_empty() {
            return Err(DocumentError::NotText { at, field: field() });
        }
        let length = self.element.text.chars().count();
        if length > MAX_FIELD_CHARS {
            return Err(DocumentError::TooLong {
                at,
                field: field(),
                length,
                limit: MAX_FIELD_CHARS,
            });
        }
        Ok(Some(self.element.text.trim()).filter(|text| !text.is_empty()))
    }

    /// Its own text, which must be there.
    pub(crate) fn required_value(&self) -> Result<&'a str, DocumentError> {
        self.value()?.ok_or_else(|| self.missing_value())
    }

    /// The refusal of this element for lack of a text.
    pub(crate) fn missing_value(&self) -> DocumentError {
        DocumentError::MissingField {
            at: self.at(),
            field: self.path.clone(),
        }
    }

    /// The text of the only child of that name.
    pub(crate) fn text(&self, name: Name<'_>) -> Result<Option<String>, DocumentError> {
        match self.only(name)? {
            Some(child) => Ok(child.value()?.map(str::to_owned)),
            None => Ok(None),
        }
    }

    /// The text of the only child of that name, which must be there.
    pub(crate) fn required_text(&self, name: Name<'_>) -> Result<String, DocumentError> {
        Ok(self.required(name)?.required_value()?.to_owned())
    }

    /// The texts of all children of that name, the empty ones left out.
    pub(crate) fn texts(&self, name: Name<'_>) -> Result<Vec<String>, DocumentError> {
        let mut texts = Vec::new();
        for child in self.each(name) {
            texts.extend(child.value()?.map(str::to_owned));
        }
        Ok(texts)
    }

    /// The number in the only child of that name.
    pub(crate) fn number(&self, name: Name<'_>) -> Result<Option<Decimal>, DocumentError> {
        let Some(child) = self.only(name)? else {
            return Ok(None);
        };
        child
            .value()?
            .map(|text| number::decimal(text).ok_or_else(|| child.not_a_number(text)))
            .transpose()
    }

    /// The refusal of its text as a number.
    pub(crate) fn not_a_number(&self, found: &str) -> DocumentError {
        DocumentError::NotANumber {
            at: self.at(),
            field: self.path.clone(),
            found: clip(found),
        }
    }

    /// The date in the only child of that name, read by the given rule.
    pub(crate) fn date(
        &self,
        name: Name<'_>,
        read: fn(&str) -> Option<NaiveDate>,
    ) -> Result<Option<NaiveDate>, DocumentError> {
        let Some(child) = self.only(name)? else {
            return Ok(None);
        };
        let Some(text) = child.value()? else {
            return Ok(None);
        };
        read(text).map(Some).ok_or_else(|| DocumentError::NotADate {
            at: child.at(),
            field: child.path.clone(),
            found: clip(text),
        })
    }

    /// The date in the only child of that name, which must be there.
    pub(crate) fn required_date(
        &self,
        name: Name<'_>,
        read: fn(&str) -> Option<NaiveDate>,
    ) -> Result<NaiveDate, DocumentError> {
        self.date(name, read)?.ok_or_else(|| self.missing(name.local))
    }
}

/// Whether the element says of itself that it has no value (XML Schema part 1, section 2.6.2).
fn is_nil(element: &Element) -> bool {
    matches!(element.attribute(XSI, "nil"), Some("true" | "1"))
}
