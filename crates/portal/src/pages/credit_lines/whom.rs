//! On whom a line is, in words.

use tallystick_base::{Capacity, PartyId};
use tallystick_commands::banking::LineScope;
use tallystick_store::ListedCreditLine;

use crate::frame::Frame;
use crate::names::Names;

/// On what kind of somebody a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Debtor,
    Supplier,
    Pair,
    Group,
    Guarantor,
    Programme,
}

impl Kind {
    pub(super) const ALL: [Self; 6] = [
        Self::Debtor,
        Self::Supplier,
        Self::Pair,
        Self::Group,
        Self::Guarantor,
        Self::Programme,
    ];

    /// As it stands in addresses, bodies and the list.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Debtor => "debtor",
            Self::Supplier => "supplier",
            Self::Pair => "pair",
            Self::Group => "group",
            Self::Guarantor => "guarantor",
            Self::Programme => "programme",
        }
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub(super) fn word(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Debtor => frame.say("line-debtor"),
            Self::Supplier => frame.say("line-supplier"),
            Self::Pair => frame.say("line-pair"),
            Self::Group => frame.say("line-group"),
            Self::Guarantor => frame.say("line-guarantor"),
            Self::Programme => frame.say("line-programme"),
        }
    }

    /// Which loans count against a line of this kind.
    pub(super) fn carries(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Debtor => frame.say("line-debtor-carries"),
            Self::Supplier => frame.say("line-supplier-carries"),
            Self::Pair => frame.say("line-pair-carries"),
            Self::Group => frame.say("line-group-carries"),
            Self::Guarantor => frame.say("line-guarantor-carries"),
            Self::Programme => frame.say("line-programme-carries"),
        }
    }

    /// As what a party acts that such a line is on; a group may have any head, and a programme is no party.
    pub(super) const fn capacity(self) -> Option<Capacity> {
        match self {
            Self::Debtor | Self::Pair => Some(Capacity::Buyer),
            Self::Supplier => Some(Capacity::Supplier),
            Self::Guarantor => Some(Capacity::Guarantor),
            Self::Group | Self::Programme => None,
        }
    }
}

/// On whom a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whom {
    /// None where this version knows no such kind.
    pub(super) kind: Option<Kind>,
    pub(super) party: Option<PartyId>,
    /// The supplier of a pair.
    pub(super) supplier: Option<PartyId>,
    /// The programme.
    pub(super) tag: Option<String>,
}

impl From<&LineScope> for Whom {
    fn from(scope: &LineScope) -> Self {
        let (kind, party, supplier, tag) = match scope {
            LineScope::Debtor { party } => (Kind::Debtor, Some(*party), None, None),
            LineScope::Supplier { party } => (Kind::Supplier, Some(*party), None, None),
            LineScope::Pair { debtor, supplier } => (Kind::Pair, Some(*debtor), Some(*supplier), None),
            LineScope::Group { head } => (Kind::Group, Some(*head), None, None),
            LineScope::Guarantor { party } => (Kind::Guarantor, Some(*party), None, None),
            LineScope::Programme { tag } => (Kind::Programme, None, None, Some(tag.to_string())),
        };
        Self {
            kind: Some(kind),
            party,
            supplier,
            tag,
        }
    }
}

impl From<&ListedCreditLine> for Whom {
    fn from(line: &ListedCreditLine) -> Self {
        Self {
            kind: Kind::of(&line.scope),
            party: line.party,
            supplier: line.supplier,
            tag: line.programme.clone(),
        }
    }
}

impl Whom {
    pub(super) fn parties(&self) -> impl Iterator<Item = PartyId> {
        self.party.into_iter().chain(self.supplier)
    }

    /// The name: of the party, of both sides of a pair, or of the programme.
    pub(super) fn name(&self, frame: &Frame<'_>, names: &Names) -> String {
        match (&self.party, &self.supplier) {
            (Some(debtor), Some(supplier)) => {
                let (debtor, supplier) = (names.name(debtor), names.name(supplier));
                let values = [("debtor", debtor.as_str()), ("supplier", supplier.as_str())];
                frame.say_with("line-pair-name", &values)
            }
            (Some(party), None) => names.name(party),
            (None, _) => self.tag.clone().unwrap_or_default(),
        }
    }

    pub(super) fn word(&self, frame: &Frame<'_>) -> String {
        self.kind.map_or_else(String::new, |kind| kind.word(frame))
    }
}
