//! Proposals: statements that wait for further signatures of their party.
//!
//! A proposal is no entry, and no state: it is the statement as it will be appended, with the signatures that it has so
//! far. Every signature comes through the one write door, and with the last of them the statement is appended like any
//! other. Here they are kept meanwhile, listed for the members of the party, and declined.

mod queries;
mod waiting;

use serde::Serialize;
use tallystick_base::{Capacity, Digest, MemberId, Millis, PartyId, Subject, Thumbprint};
use tallystick_ledger::{SignatureLine, Statement};

pub use queries::ProposalFilter;
pub(crate) use waiting::{Waiting, load};

use crate::entity::{proposal, proposal_signature};
use crate::{StoreError, Submission};

/// A statement that waits, or waited.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The identity of the statement.
    pub id: Digest,
    /// The kind of its command.
    pub kind: String,
    /// Its own subject.
    pub subject: Subject,
    /// The version of the subject that it would make.
    pub version: u64,
    /// The party whose members are to sign.
    pub party: PartyId,
    /// The capacity in which the party acts.
    pub capacity: Capacity,
    /// What is signed, in base64url.
    pub payload: String,
    /// The exact body.
    pub body: String,
    /// Who signed so far, in order.
    pub signatures: Vec<ProposalSignature>,
    /// How many members must sign in all.
    pub needed: u64,
    /// Whether a checker is still missing.
    pub checker: bool,
    /// Where it stands.
    pub stage: ProposalStage,
    /// When it was first submitted.
    pub created: Millis,
    /// Until when it can be appended.
    pub expires: Millis,
}

/// A signature on a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalSignature {
    /// The key.
    pub kid: Thumbprint,
    /// The member who signed with it.
    pub member: MemberId,
    /// When it arrived.
    pub received: Millis,
}

/// Where a proposal stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum ProposalStage {
    /// It takes signatures.
    Waiting,
    /// What it is about, or what it relies on, moved on; it can never be appended.
    Stale {
        /// What moved on.
        subject: Subject,
    },
    /// Its window ended.
    Expired,
    /// A member of the party declined it.
    Declined {
        /// Who.
        by: MemberId,
        /// Why.
        reason: String,
    },
    /// It became an entry.
    Appended {
        /// Which.
        seq: u64,
    },
}

impl ProposalStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Stale { .. } => "stale",
            Self::Expired => "expired",
            Self::Declined { .. } => "declined",
            Self::Appended { .. } => "appended",
        }
    }
}

/// A proposal as its rows hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) row: proposal::Model,
    pub(crate) signatures: Vec<proposal_signature::Model>,
}

impl Kept {
    fn corrupt(&self, detail: &str) -> StoreError {
        StoreError::Corrupt {
            table: "proposals",
            id: self.row.id.clone(),
            detail: detail.to_owned(),
        }
    }

    /// The statement with the signatures so far.
    pub(crate) fn submission(&self) -> Result<Submission, StoreError> {
        let lines: Result<Vec<SignatureLine>, _> = self
            .signatures
            .iter()
            .map(|signature| SignatureLine::parse(&signature.line))
            .collect();
        Ok(Submission {
            statement: Statement::parse(&self.row.payload, lines?)?,
            body: self.row.body.clone(),
        })
    }

    /// The proposal as it is shown. That it is stale or expired is for whoever knows the present.
    pub(crate) fn shown(&self) -> Result<Proposal, StoreError> {
        let (claims, id) = Statement::unsigned(&self.row.payload)?;
        // Lists find it by these columns; what was signed says whose it is.
        if id.to_string() != self.row.id || claims.issuer.as_str() != self.row.party {
            return Err(self.corrupt("its payload is that of another proposal or party"));
        }
        let stage = match (self.row.stage.as_str(), self.row.seq) {
            ("appended", Some(seq)) => ProposalStage::Appended {
                seq: u64::try_from(seq).map_err(|_| self.corrupt("the entry's number is negative"))?,
            },
            ("declined", _) => ProposalStage::Declined {
                by: self.member(self.row.declined_by.as_deref().unwrap_or_default())?,
                reason: self.row.reason.clone().unwrap_or_default(),
            },
            ("waiting", None) => ProposalStage::Waiting,
            _ => return Err(self.corrupt("its stage is none")),
        };
        Ok(Proposal {
            id,
            kind: claims.kind.to_string(),
            subject: claims.subject,
            version: claims.version,
            party: PartyId::try_from(&claims.issuer).map_err(|_| self.corrupt("it is not of a party"))?,
            capacity: claims.capacity,
            payload: self.row.payload.clone(),
            body: String::from_utf8_lossy(&self.row.body).into_owned(),
            signatures: self
                .signatures
                .iter()
                .map(|signature| self.signature(signature))
                .collect::<Result<_, _>>()?,
            needed: u64::try_from(self.row.needed).map_err(|_| self.corrupt("it needs less than nothing"))?,
            checker: self.row.checker != 0,
            stage,
            created: self.moment(self.row.created)?,
            expires: self.moment(self.row.expires)?,
        })
    }

    fn signature(&self, row: &proposal_signature::Model) -> Result<ProposalSignature, StoreError> {
        Ok(ProposalSignature {
            kid: Thumbprint::parse(&row.kid).map_err(|error| self.corrupt(&error.to_string()))?,
            member: self.member(&row.member)?,
            received: self.moment(row.received)?,
        })
    }

    fn member(&self, text: &str) -> Result<MemberId, StoreError> {
        let subject = Subject::parse(text).map_err(|error| self.corrupt(&error.to_string()))?;
        MemberId::try_from(&subject).map_err(|_| self.corrupt("a member is none"))
    }

    fn moment(&self, millis: i64) -> Result<Millis, StoreError> {
        moment(millis).ok_or_else(|| self.corrupt("a time is out of range"))
    }
}

pub(crate) fn moment(millis: i64) -> Option<Millis> {
    Millis::new(u64::try_from(millis).ok()?).ok()
}
