//! A small strict reader of XML 1.0 into a tree, shared by invoices and bank messages.
//!
//! It keeps what those formats need (names with their namespaces, text, attributes, places) and refuses what they
//! never contain and attackers like: document type declarations, entities beyond the five predefined ones,
//! undeclared prefixes, bottomless nesting, floods of nodes.

use std::collections::HashSet;
use std::sync::Arc;

use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};
use quick_xml::{NsReader, XmlVersion};

use crate::error::DocumentError;
use crate::position::{Cursor, Position};

/// The most attributes and namespace declarations of one element: looking for doubled ones takes time that grows with
/// the square of their number.
const MAX_ATTRIBUTES: usize = 64;

/// How much of a document is read before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct XmlLimits {
    /// Elements within elements, the root counted.
    pub depth: usize,
    /// Elements and attributes together.
    pub nodes: usize,
}

impl XmlLimits {
    /// Enough for an invoice of ten thousand lines; no format read here nests deeper than 20.
    pub const MESSAGE: Self = Self {
        depth: 32,
        nodes: 500_000,
    };
}

/// One element with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The namespace its prefix stands for; empty where there is none.
    pub namespace: Arc<str>,
    /// The name without prefix.
    pub name: Arc<str>,
    /// The attributes in document order, namespace declarations left out.
    pub attributes: Vec<Attribute>,
    /// Its own text and CDATA put together, line ends as `\n`.
    pub text: String,
    /// The elements directly in it, in document order.
    pub children: Vec<Element>,
    /// Where its start tag begins.
    pub at: Position,
}

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The namespace its prefix stands for; empty without prefix.
    pub namespace: Arc<str>,
    /// The name without prefix.
    pub name: Arc<str>,
    /// The value, normalised as XML 1.0 section 3.3.3 says.
    pub value: String,
}

impl Element {
    /// The value of an attribute, if it is there.
    pub fn attribute(&self, namespace: &str, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| &*attribute.namespace == namespace && &*attribute.name == name)
            .map(|attribute| attribute.value.as_str())
    }
}

/// Reads one document into its root element. The text must not begin with a byte order mark.
pub fn parse(text: &str, limits: XmlLimits) -> Result<Element, DocumentError> {
    if let Some((offset, _)) = text.char_indices().find(|(_, c)| !is_xml_char(*c)) {
        let reason = "a control character that XML does not allow".to_owned();
        return Err(DocumentError::Malformed {
            at: Position::of(text, offset),
            reason,
        });
    }
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut tree = Tree::new(text, limits);
    loop {
        let at = tree.place(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = tree.place(reader.error_position());
                return Err(DocumentError::Malformed {
                    at,
                    reason: error.to_string(),
                });
            }
        };
        match event {
            Event::Start(start) => tree.open(&start, reader.resolver(), at)?,
            Event::Empty(start) => {
                tree.open(&start, reader.resolver(), at)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(content) => tree.text(&content.xml10_content(), at)?,
            Event::CData(content) => tree.cdata(&content.xml10_content(), at)?,
            Event::GeneralRef(reference) => tree.reference(&reference, at)?,
            Event::Decl(declaration) => check_declaration(&declaration, at)?,
            Event::DocType(_) => return Err(DocumentError::Doctype { at }),
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return tree.finish(at),
        }
    }
}

/// `Char` of XML 1.0, section 2.2.
fn is_xml_char(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The tree while it grows: the open elements, outermost first.
struct Tree<'a> {
    cursor: Cursor<'a>,
    limits: XmlLimits,
    names: HashSet<Arc<str>>,
    nodes: usize,
    open: Vec<Element>,
    root: Option<Element>,
}

impl<'a> Tree<'a> {
    fn new(text: &'a str, limits: XmlLimits) -> Self {
        let cursor = Cursor::new(text);
        Self {
            cursor,
            limits,
            names: HashSet::new(),
            nodes: 0,
            open: Vec::new(),
            root: None,
        }
    }

    fn place(&mut self, offset: u64) -> Position {
        self.cursor
            .advance_to(usize::try_from(offset).unwrap_or(usize::MAX))
    }

    /// One shared copy of each name: a document repeats a few dozen of them thousands of times.
    fn intern(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let name: Arc<str> = Arc::from(name);
        self.names.insert(Arc::clone(&name));
        name
    }

    fn namespace(&mut self, found: &ResolveResult<'_>, at: Position) -> Result<Arc<str>, DocumentError> {
        match found {
            ResolveResult::Unbound => Ok(self.intern("")),
            ResolveResult::Bound(namespace) => Ok(self.intern(namespace.0)),
            ResolveResult::Unknown(prefix) => Err(DocumentError::Malformed {
                at,
                reason: format!("the prefix {prefix:?} is not declared"),
            }),
        }
    }

    fn count_node(&mut self, at: Position) -> Result<(), DocumentError> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > self.limits.nodes {
            return Err(DocumentError::TooManyNodes {
                at,
                limit: self.limits.nodes,
            });
        }
        Ok(())
    }

    fn open(
        &mut self,
        start: &BytesStart<'_>,
        resolver: &NamespaceResolver,
        at: Position,
    ) -> Result<(), DocumentError> {
        if self.open.is_empty() && self.root.is_some() {
            let reason = "a second root element follows the first".to_owned();
            return Err(DocumentError::Malformed { at, reason });
        }
        if self.open.len() >= self.limits.depth {
            return Err(DocumentError::TooDeep {
                at,
                limit: self.limits.depth,
            });
        }
        self.count_node(at)?;
        let (namespace, name) = resolver.resolve_element(start.name());
        let namespace = self.namespace(&namespace, at)?;
        let name = self.intern(name.as_ref());
        let attributes = self.attributes(start, resolver, at)?;
        self.open.push(Element {
            namespace,
            name,
            attributes,
            text: String::new(),
            children: Vec::new(),
            at,
        });
        Ok(())
    }

    fn attributes(
        &mut self,
        start: &BytesStart<'_>,
        resolver: &NamespaceResolver,
        at: Position,
    ) -> Result<Vec<Attribute>, DocumentError> {
        let mut attributes = Vec::new();
        for (attribute, count) in start.attributes().zip(1_usize..) {
            if count > MAX_ATTRIBUTES {
                return Err(DocumentError::TooManyAttributes {
                    at,
                    limit: MAX_ATTRIBUTES,
                });
            }
            let attribute = attribute.map_err(|error| DocumentError::Malformed {
                at,
                reason: error.to_string(),
            })?;
            self.count_node(at)?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (namespace, name) = resolver.resolve_attribute(attribute.key);
            let namespace = self.namespace(&namespace, at)?;
            let name = self.intern(name.as_ref());
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| DocumentError::Malformed {
                    at,
                    reason: error.to_string(),
                })?
                .into_owned();
            if value.chars().any(|c| !is_xml_char(c)) {
                let reason = "a character reference to a character that XML does not allow".to_owned();
                return Err(DocumentError::Malformed { at, reason });
            }
            attributes.push(Attribute {
                namespace,
                name,
                value,
            });
        }
        Ok(attributes)
    }

    /// The reader has checked that end tags match, so there is an open element to close.
    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, content: &str, at: Position) -> Result<(), DocumentError> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(content),
            None if content.chars().all(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) => {}
            None => {
                let reason = "text outside the root element".to_owned();
                return Err(DocumentError::Malformed { at, reason });
            }
        }
        Ok(())
    }

    fn cdata(&mut self, content: &str, at: Position) -> Result<(), DocumentError> {
        let Some(element) = self.open.last_mut() else {
            let reason = "a CDATA section outside the root element".to_owned();
            return Err(DocumentError::Malformed { at, reason });
        };
        element.text.push_str(content);
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, at: Position) -> Result<(), DocumentError> {
        let character = match &**reference {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            name => match reference.resolve_char_ref() {
                Ok(Some(character)) if is_xml_char(character) => character,
                Ok(Some(_)) => {
                    let reason = "a character reference to a character that XML does not allow".to_owned();
                    return Err(DocumentError::Malformed { at, reason });
                }
                Ok(None) => return Err(DocumentError::UnknownEntity { at, name: clip(name) }),
                Err(error) => {
                    return Err(DocumentError::Malformed {
                        at,
                        reason: error.to_string(),
                    });
                }
            },
        };
        let Some(element) = self.open.last_mut() else {
            let reason = "a reference outside the root element".to_owned();
            return Err(DocumentError::Malformed { at, reason });
        };
        element.text.push(character);
        Ok(())
    }

    fn finish(self, at: Position) -> Result<Element, DocumentError> {
        if let Some(element) = self.open.last() {
            let reason = format!(
                "the file ends before the element {}, opened on {}, does",
                element.name, element.at
            );
            return Err(DocumentError::Malformed { at, reason });
        }
        self.root.ok_or_else(|| DocumentError::Malformed {
            at,
            reason: "there is no element".to_owned(),
        })
    }
}

/// The declaration stands first or not at all, and names version 1.0. The encoding was judged before the text was one.
fn check_declaration(declaration: &BytesDecl<'_>, at: Position) -> Result<(), DocumentError> {
    let malformed = |reason: String| Err(DocumentError::Malformed { at, reason });
    if at != Position::START {
        return malformed("the XML declaration must be the first thing in the file".to_owned());
    }
    match declaration.version() {
        Ok(version) if version == "1.0" => Ok(()),
        Ok(version) => malformed(format!("XML version {version}; only 1.0 is read")),
        Err(error) => malformed(error.to_string()),
    }
}

/// The beginning of a text, for a message: at most 60 characters.
pub(crate) fn clip(text: &str) -> String {
    const MOST: usize = 60;
    let mut characters = text.chars();
    let mut clipped: String = characters.by_ref().take(MOST).collect();
    if characters.next().is_some() {
        clipped.push('…');
    }
    clipped
}
