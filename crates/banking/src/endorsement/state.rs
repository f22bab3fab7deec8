//! What an endorsement uses.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, Money, PartyId, Subject};

use crate::loan::LineShare;

/// What was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndorsementRecord {
    /// The certificate on which the promise was put, from which this has its id.
    pub certificate: CertificateId,
    /// The bank.
    pub bank: PartyId,
    /// The debtor.
    pub debtor: PartyId,
    /// How much was outstanding.
    pub amount: Money,
    /// The lines that it uses, each for the whole amount.
    pub lines: Vec<LineShare>,
}

/// An endorsement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndorsementUse {
    /// What was promised.
    pub record: EndorsementRecord,
    /// What of it still uses the lines.
    pub bound: Money,
    /// The certificates, of those that it was split into, whose end has been counted.
    pub counted: BTreeSet<CertificateId>,
    /// The certificates that the bank took up by keeping its promise, and what it paid on each: so much is drawn.
    pub honoured: BTreeMap<CertificateId, Money>,
    /// Where it stands.
    pub stage: EndorsementStage,
}

/// Where an endorsement stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EndorsementStage {
    /// The bank is bound.
    Bound {},
    /// Nothing of it is left.
    Ended {},
}

impl EndorsementStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Bound {} => "Bound",
            Self::Ended {} => "Ended",
        }
    }
}

impl EndorsementUse {
    /// The kind of its subjects.
    pub const KIND: &'static str = "endorsement";

    /// The subject of the endorsement of a certificate.
    pub fn subject_of(certificate: CertificateId) -> Subject {
        certificate.subject().namesake(Self::KIND)
    }
}
