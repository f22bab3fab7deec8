//! The payload of a statement.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, Digest, Millis, Subject};

use crate::chain::separated;
use crate::encoding::{MAX_INTEGER, array_from_base64url, to_base64url};
use crate::{ChainValue, CommandKind, LedgerId, Refusal, json};

/// The most subjects that `alt`, and likewise `rel`, may name.
pub const MAX_SUBJECTS: usize = 200;

/// The longest window of a statement with one signature, in seconds.
const WINDOW_ALONE: u64 = 15 * 60;
/// The longest window of a statement with several signatures, in seconds.
const WINDOW_TOGETHER: u64 = 10 * 24 * 60 * 60;

const DOCUMENT: &str = "payload";

/// What a statement says: JWT claims (RFC 7519) under the short names of the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    /// The ledger that the statement is for.
    #[serde(rename = "lid")]
    pub ledger: LedgerId,
    /// The kind of command in the body.
    #[serde(rename = "knd")]
    pub kind: CommandKind,
    /// The subject that the command is about.
    #[serde(rename = "sub")]
    pub subject: Subject,
    /// The version of the subject that this statement creates.
    #[serde(rename = "ver")]
    pub version: u64,
    /// The chain value of the last entry that moved the subject; absent for its first version.
    #[serde(
        rename = "prv",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "json::present"
    )]
    pub previous: Option<ChainValue>,
    /// The other subjects that this act may move, or reads without pinning a version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alt: Vec<Subject>,
    /// Facts relied on: subjects with the version that must be current.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rel: Vec<(Subject, u64)>,
    /// The acting party.
    #[serde(rename = "iss")]
    pub issuer: Subject,
    /// The capacity in which it acts.
    #[serde(rename = "cap")]
    pub capacity: Capacity,
    /// 128 random bits that make two otherwise equal statements differ.
    #[serde(rename = "jti")]
    pub nonce: Nonce,
    /// Start of the window in which the statement may be received, in seconds since the epoch.
    #[serde(rename = "iat")]
    pub issued_at: u64,
    /// End of that window, in seconds since the epoch.
    #[serde(rename = "exp")]
    pub expires_at: u64,
    /// The last tree head that the signer verified.
    #[serde(
        rename = "obs",
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "json::present"
    )]
    pub observed: Option<Observed>,
    /// SHA-256 of the body's bytes.
    #[serde(rename = "bod")]
    pub body: Digest,
}

/// A tree head that a signer has verified. Every signer who names one is a witness against two histories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

/// 128 random bits. Text form: base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nonce([u8; 16]);

impl Nonce {
    /// A nonce from 16 random bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl TryFrom<String> for Nonce {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        array_from_base64url("jti", &text).map(Self)
    }
}

impl From<Nonce> for String {
    fn from(nonce: Nonce) -> Self {
        to_base64url(&nonce.0)
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&to_base64url(&self.0))
    }
}

impl Claims {
    /// Reads a payload and checks everything about it that does not depend on time, signatures or the ledger's state.
    pub fn parse(payload: &[u8]) -> Result<Self, Refusal> {
        let claims: Self = json::read_closed(DOCUMENT, payload)?;
        claims.check()?;
        Ok(claims)
    }

    /// The payload's bytes. Refuses claims that `parse` would refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Refusal> {
        self.check()?;
        serde_json::to_vec(self).map_err(|error| Refusal::Json {
            document: DOCUMENT,
            detail: error.to_string(),
        })
    }

    /// The identity of a statement with these claims, written as [`Claims::to_bytes`] writes them.
    pub fn id(&self) -> Result<Digest, Refusal> {
        Ok(Digest::from_bytes(separated(
            "tallystick-statement/v1",
            &self.to_bytes()?,
        )))
    }

    /// Checks the window: its length for this number of signatures, and that `received` lies in it.
    pub fn check_window(&self, signatures: usize, received: Millis) -> Result<(), Refusal> {
        let limit = if signatures > 1 {
            WINDOW_TOGETHER
        } else {
            WINDOW_ALONE
        };
        let seconds = self.expires_at.saturating_sub(self.issued_at);
        if seconds == 0 || seconds > limit {
            return Err(Refusal::WindowLength { seconds, limit });
        }
        let moment = |seconds| Millis::from_secs(seconds).unwrap_or(Millis::MAX);
        let (from, until) = (moment(self.issued_at), moment(self.expires_at));
        if received < from {
            return Err(Refusal::TooEarly { from, received });
        }
        if received > until {
            return Err(Refusal::TooLate { until, received });
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Refusal> {
        if (self.version == 1) != self.previous.is_none() {
            return Err(Refusal::PreviousOutOfPlace(self.version));
        }
        if self.issuer.kind() != "party" {
            return Err(Refusal::IssuerNotAParty(self.issuer.clone()));
        }
        self.check_numbers()?;
        self.check_list("alt", self.alt.iter())?;
        self.check_list("rel", self.rel.iter().map(|(subject, _)| subject))
    }

    fn check_numbers(&self) -> Result<(), Refusal> {
        let positive = [("ver", self.version), ("exp", self.expires_at)];
        let relied = self.rel.iter().map(|(_, version)| ("rel", *version));
        let observed = self.observed.iter().map(|seen| ("obs", seen.size));
        let any = [("iat", self.issued_at)];
        for (field, number) in positive.into_iter().chain(relied).chain(observed) {
            if number == 0 {
                return Err(Refusal::NotDecimal { field });
            }
            check_integer(field, number)?;
        }
        any.into_iter()
            .try_for_each(|(field, number)| check_integer(field, number))
    }

    fn check_list<'a>(
        &'a self,
        list: &'static str,
        subjects: impl ExactSizeIterator<Item = &'a Subject>,
    ) -> Result<(), Refusal> {
        if subjects.len() > MAX_SUBJECTS {
            return Err(Refusal::TooLarge {
                field: list,
                limit: MAX_SUBJECTS,
                found: subjects.len(),
            });
        }
        if subjects.len() == 0 {
            return Ok(());
        }
        let mut seen = HashSet::from([&self.subject]);
        for subject in subjects {
            if !seen.insert(subject) {
                return Err(Refusal::NamedTwice {
                    list,
                    subject: subject.clone(),
                });
            }
        }
        Ok(())
    }
}

fn check_integer(field: &'static str, number: u64) -> Result<(), Refusal> {
    if number > MAX_INTEGER {
        Err(Refusal::NotDecimal { field })
    } else {
        Ok(())
    }
}
