//! Every command, whichever crate decides it.

use tallystick_base::{KeyedName, Named, PartyId};

use crate::{Case, Rejection};

/// A command with its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// About parties, members, keys and rules.
    Parties(tallystick_parties::Command),
    /// About contracts.
    Contracts(tallystick_contracts::Command),
    /// About receivables and certificates.
    Certificates(tallystick_certificates::Command),
    /// About products, requests, reviews, auctions and guarantees.
    Financing(tallystick_financing::Command),
    /// About credit lines, loans, and what follows.
    Banking(tallystick_banking::Command),
}

impl Command {
    /// Every kind of command, with its version, in the order of the crates.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        let crates = [
            tallystick_parties::Command::KINDS,
            tallystick_contracts::Command::KINDS,
            tallystick_certificates::Command::KINDS,
            tallystick_financing::Command::KINDS,
            tallystick_banking::Command::KINDS,
        ];
        crates.into_iter().flatten().copied()
    }

    /// Reads the body of a kind. Unknown kinds, unknown members and amounts as JSON numbers are refused.
    pub fn read(kind: &str, body: &[u8]) -> Result<Self, Rejection> {
        let read = tallystick_parties::Command::read(kind, body)
            .map(|read| read.map(Self::Parties))
            .or_else(|| tallystick_contracts::Command::read(kind, body).map(|read| read.map(Self::Contracts)))
            .or_else(|| {
                tallystick_certificates::Command::read(kind, body).map(|read| read.map(Self::Certificates))
            })
            .or_else(|| tallystick_financing::Command::read(kind, body).map(|read| read.map(Self::Financing)))
            .or_else(|| tallystick_banking::Command::read(kind, body).map(|read| read.map(Self::Banking)));
        match read {
            Some(Ok(command)) => Ok(command),
            Some(Err(error)) => Err(Rejection::Body {
                kind: kind.to_owned(),
                detail: error.to_string(),
            }),
            None => Err(Rejection::UnknownKind {
                kind: kind.to_owned(),
            }),
        }
    }

    /// The kind with its version, as it is signed.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Parties(command) => command.kind(),
            Self::Contracts(command) => command.kind(),
            Self::Certificates(command) => command.kind(),
            Self::Financing(command) => command.kind(),
            Self::Banking(command) => command.kind(),
        }
    }

    /// The outside identifiers of this command, whose subjects must stand in the case before anything else is asked.
    pub fn keyed_names(&self, case: &Case) -> Result<Vec<KeyedName>, Rejection> {
        Ok(match self {
            Self::Parties(command) => tallystick_parties::keyed_names(command, case.parties()),
            Self::Contracts(command) => {
                tallystick_contracts::keyed_names(command, &case.certificates().contracts)
            }
            Self::Certificates(command) => {
                tallystick_certificates::keyed_names(command, case.certificates())?
            }
            Self::Financing(_) => Vec::new(),
            Self::Banking(command) => tallystick_banking::keyed_names(command),
        })
    }

    /// The subjects that a statement with this command must name.
    pub fn subjects(&self, acting: PartyId, case: &Case) -> Result<Named, Rejection> {
        Ok(match self {
            Self::Parties(command) => tallystick_parties::subjects(command, acting, case.parties())?,
            Self::Contracts(command) => {
                tallystick_contracts::subjects(command, acting, &case.certificates().contracts)?
            }
            Self::Certificates(command) => {
                tallystick_certificates::subjects(command, acting, case.certificates())?
            }
            Self::Financing(command) => tallystick_financing::subjects(command, acting, &case.financing)?,
            Self::Banking(command) => tallystick_banking::subjects(command, acting, case)?,
        })
    }
}
