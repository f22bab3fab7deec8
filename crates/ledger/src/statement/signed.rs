//! A statement with its signatures.

use std::fmt;
use std::sync::Arc;

use tallystick_base::{Digest, Thumbprint};

use super::{Claims, header};
use crate::chain::separated;
use crate::encoding::{from_base64url, to_base64url};
use crate::keys::{PublicKey, RawSignature, SigningKey};
use crate::{MAX_LEAF, Refusal};

/// The most signatures that one statement may carry.
pub const MAX_SIGNATURES: usize = 16;

/// One signature of a statement, `<protected>..<signature>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    protected: String,
    kid: Thumbprint,
    signature: RawSignature,
}

impl SignatureLine {
    /// Signs a payload (in base64url) with a member's key.
    pub fn sign(key: &SigningKey, payload: &str) -> Self {
        let kid = key.public().thumbprint();
        let protected = header::protected(&kid, header::STATEMENT_TYPE);
        let signature = key.sign(signing_input(&protected, payload).as_bytes());
        Self {
            protected,
            kid,
            signature,
        }
    }

    /// Reads a protected header and a signature, both in base64url.
    pub fn from_parts(protected: &str, signature: &str) -> Result<Self, Refusal> {
        let kid = header::read(protected, header::STATEMENT_TYPE)?;
        let signature = RawSignature::parse(signature)?;
        Ok(Self {
            protected: protected.to_owned(),
            kid,
            signature,
        })
    }

    /// Reads the line `<protected>..<signature>`.
    pub fn parse(line: &str) -> Result<Self, Refusal> {
        let (protected, signature) = line
            .split_once("..")
            .ok_or(Refusal::EntryForm("signature line"))?;
        Self::from_parts(protected, signature)
    }

    /// The key that the header names.
    pub fn kid(&self) -> &Thumbprint {
        &self.kid
    }

    /// Checks this signature over a payload (in base64url) under the key that it names.
    pub fn verify(&self, payload: &str, key: &PublicKey) -> Result<(), Refusal> {
        if key.verifies(
            signing_input(&self.protected, payload).as_bytes(),
            &self.signature,
        ) {
            Ok(())
        } else {
            Err(Refusal::BadSignature(self.kid.clone()))
        }
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}..{}", self.protected, self.signature)
    }
}

fn signing_input(protected: &str, payload: &str) -> String {
    [protected, ".", payload].concat()
}

/// A payload with one or more signatures of distinct keys over it. A copy of it shares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement(Arc<Signed>);

#[derive(Debug, PartialEq, Eq)]
struct Signed {
    payload: String,
    claims: Claims,
    signatures: Vec<SignatureLine>,
}

impl Statement {
    /// Reads a payload (in base64url) with its signatures, which are not verified here.
    pub fn parse(payload: &str, signatures: Vec<SignatureLine>) -> Result<Self, Refusal> {
        if payload.len() > MAX_LEAF {
            return Err(Refusal::TooLarge {
                field: "payload",
                limit: MAX_LEAF,
                found: payload.len(),
            });
        }
        if !(1..=MAX_SIGNATURES).contains(&signatures.len()) {
            return Err(Refusal::SignatureCount {
                limit: MAX_SIGNATURES,
                found: signatures.len(),
            });
        }
        for (place, line) in signatures.iter().enumerate() {
            if signatures
                .iter()
                .take(place)
                .any(|earlier| earlier.kid == line.kid)
            {
                return Err(Refusal::SignedTwice(line.kid.clone()));
            }
        }
        let claims = Claims::parse(&from_base64url("payload", payload)?)?;
        Ok(Self(Arc::new(Signed {
            payload: payload.to_owned(),
            claims,
            signatures,
        })))
    }

    /// Signs claims with every one of these keys.
    pub fn sign(claims: &Claims, keys: &[&SigningKey]) -> Result<Self, Refusal> {
        let payload = to_base64url(&claims.to_bytes()?);
        let signatures = keys
            .iter()
            .map(|key| SignatureLine::sign(key, &payload))
            .collect();
        Self::parse(&payload, signatures)
    }

    /// What a payload (in base64url) says, and the identity of the statement, whoever signs it.
    pub fn unsigned(payload: &str) -> Result<(Claims, Digest), Refusal> {
        let bytes = from_base64url("payload", payload)?;
        Ok((Claims::parse(&bytes)?, identity(&bytes)))
    }

    /// The payload in base64url: the very text that was signed.
    pub fn payload(&self) -> &str {
        &self.0.payload
    }

    /// What the statement says.
    pub fn claims(&self) -> &Claims {
        &self.0.claims
    }

    /// The signatures, in order of arrival.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.0.signatures
    }

    /// What identifies the statement, whoever signed it and how often: SHA3-256 over its payload.
    pub fn id(&self) -> Result<Digest, Refusal> {
        Ok(identity(&from_base64url("payload", &self.0.payload)?))
    }
}

fn identity(payload: &[u8]) -> Digest {
    Digest::from_bytes(separated("tallystick-statement/v1", payload))
}
