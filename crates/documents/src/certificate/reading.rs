//! The order in which the page is read aloud, and what each piece of it is.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A piece of the page in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece(usize);

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the document, or of a section below it.
    Heading {
        /// Whether it is the document's own.
        first: bool,
        /// What it says.
        says: String,
    },
    Paragraph,
    Table,
    Row,
    /// The label at the head of a row.
    RowHead,
    /// The label at the head of a column.
    ColumnHead,
    Cell,
    /// A link.
    Link,
    /// A figure, with what it shows.
    Figure(String),
}

/// All pieces, in the order of reading; a piece may lie in one before it.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pieces: Vec<(Role, Option<Piece>)>,
}

impl Reading {
    pub(super) fn add(&mut self, role: Role, within: Option<Piece>) -> Piece {
        self.pieces.push((role, within));
        Piece(self.pieces.len() - 1)
    }

    /// The tree of tags for the library, with what was drawn for each piece.
    pub(super) fn tree(&self, drawn: &[(Piece, Identifier)]) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some("zh-CN".to_owned()));
        for node in self.within(None, drawn) {
            tree.push(node);
        }
        tree
    }

    fn within(&self, parent: Option<Piece>, drawn: &[(Piece, Identifier)]) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (at, (role, within)) in self.pieces.iter().enumerate() {
            if *within != parent {
                continue;
            }
            let piece = Piece(at);
            let mut group = TagGroup::new(tag(role));
            for (_, identifier) in drawn.iter().filter(|(of, _)| *of == piece) {
                group.push(*identifier);
            }
            for child in self.within(Some(piece), drawn) {
                group.push(child);
            }
            nodes.push(Node::Group(group));
        }
        nodes
    }
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading { first, says } => {
            let level = NonZeroU16::MIN.saturating_add(u16::from(!first));
            Tag::Hn(level, Some(says.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
        Role::Link => Tag::Link.into(),
        Role::Figure(shows) => Tag::Figure(Some(shows.clone())).into(),
    }
}
