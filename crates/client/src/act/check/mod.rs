//! The check of what a service prepared, before a key comes near it.

mod subjects;

use serde_json::Value;
use tallystick_base::{Capacity, Millis, Subject};
use tallystick_commands::{Command, Rejection};
use tallystick_ledger::{Claims, LedgerId, Observed, check_body};

use super::Mismatch;
use crate::ClientError;

/// How far the service's clock may be ahead of ours, in seconds.
const SKEW: u64 = 60;
/// The longest window of an act with one signature, in seconds.
const ALONE: u64 = 15 * 60;
/// The longest window of an act with several signatures, in seconds.
const TOGETHER: u64 = 10 * 24 * 60 * 60;

/// What the signer knows to be true, whatever the service says.
#[derive(Debug, Clone)]
pub(super) struct Expected<'e> {
    pub(super) ledger: &'e LedgerId,
    pub(super) issuer: Subject,
    pub(super) capacity: Capacity,
    pub(super) kind: &'e str,
    pub(super) now: Millis,
}

/// A payload and a body that were checked against one another and against what the signer expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) claims: Claims,
    pub(super) command: Command,
    pub(super) fields: Value,
}

impl Expected<'_> {
    /// Checks everything but whether the body says what was asked: that is for whoever asked.
    ///
    /// `signatures` is how many the service says are needed. Were it to say too many, the longer window would do it no good: an
    /// entry with one signature is held to the short one.
    pub(super) fn check(
        &self,
        payload: &[u8],
        body: &[u8],
        signatures: usize,
    ) -> Result<Checked, ClientError> {
        let claims = Claims::parse(payload).map_err(ClientError::refused("the payload"))?;
        let digest = check_body(body).map_err(ClientError::refused("the body"))?;
        self.check_claims(&claims)?;
        self.check_window(&claims, signatures)?;
        if claims.body != digest {
            return Err(Mismatch::BodyDigest {
                signed: claims.body,
                found: digest,
            }
            .into());
        }
        let command = Command::read(self.kind, body)?;
        let fields: Value = serde_json::from_slice(body).map_err(|error| Rejection::Body {
            kind: self.kind.to_owned(),
            detail: error.to_string(),
        })?;
        subjects::check(&claims, command.kind(), &fields)?;
        Ok(Checked {
            claims,
            command,
            fields,
        })
    }

    fn check_claims(&self, claims: &Claims) -> Result<(), Mismatch> {
        if claims.ledger != *self.ledger {
            return Err(Mismatch::Ledger {
                expected: self.ledger.to_string(),
                found: claims.ledger.to_string(),
            });
        }
        if claims.issuer != self.issuer {
            return Err(Mismatch::Issuer {
                expected: self.issuer.clone(),
                found: claims.issuer.clone(),
            });
        }
        if claims.capacity != self.capacity {
            return Err(Mismatch::Capacity {
                expected: self.capacity,
                found: claims.capacity,
            });
        }
        if claims.kind.as_str() != self.kind {
            return Err(Mismatch::Kind {
                expected: self.kind.to_owned(),
                found: claims.kind.to_string(),
            });
        }
        Ok(())
    }

    fn check_window(&self, claims: &Claims, signatures: usize) -> Result<(), Mismatch> {
        let limit = if signatures > 1 { TOGETHER } else { ALONE };
        let (from, until, now) = (claims.issued_at, claims.expires_at, self.now.as_secs());
        let length = until.saturating_sub(from);
        if from > now.saturating_add(SKEW) || until <= now || length == 0 || length > limit {
            return Err(Mismatch::Window {
                from,
                until,
                now,
                limit,
            });
        }
        Ok(())
    }
}

/// The head that the payload claims to have been seen must be the one that was given.
pub(super) fn check_observed(claims: &Claims, expected: Option<&Observed>) -> Result<(), Mismatch> {
    if claims.observed.as_ref() == expected {
        Ok(())
    } else {
        Err(Mismatch::Observed {
            expected: expected.cloned(),
            found: claims.observed.clone(),
        })
    }
}

/// The body must read as the very command that was asked for; how it is spelt is the service's business.
pub(super) fn check_same(checked: &Checked, asked: &Command, asked_fields: &Value) -> Result<(), Mismatch> {
    if checked.command == *asked {
        return Ok(());
    }
    let field = first_difference("", asked_fields, &checked.fields).unwrap_or_default();
    Err(Mismatch::Body { field })
}

/// The path of the first value in which two documents differ.
fn first_difference(path: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => one
            .keys()
            .chain(other.keys().filter(|name| !one.contains_key(*name)))
            .find_map(|name| {
                let below = format!("{path}.{name}");
                first_difference(
                    below.trim_start_matches('.'),
                    one.get(name).unwrap_or(&Value::Null),
                    other.get(name).unwrap_or(&Value::Null),
                )
            }),
        (Value::Array(one), Value::Array(other)) => (0..one.len().max(other.len())).find_map(|place| {
            first_difference(
                &format!("{path}.{}", place + 1),
                one.get(place).unwrap_or(&Value::Null),
                other.get(place).unwrap_or(&Value::Null),
            )
        }),
        (one, other) => (one != other).then(|| path.to_owned()),
    }
}

#[cfg(test)]
mod tests;
