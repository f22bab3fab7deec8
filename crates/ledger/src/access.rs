//! Access tokens: with what a caller of the API shows who it is. There is no shared secret.

use std::fmt;

use serde::{Deserialize, Serialize};
use tallystick_base::{Millis, Subject, Thumbprint};

use crate::encoding::{MAX_INTEGER, from_base64url, to_base64url};
use crate::keys::{PublicKey, RawSignature, SigningKey};
use crate::statement::header;
use crate::{LedgerId, Nonce, Refusal, json};

const DOCUMENT: &str = "access token";
/// The longest token, in bytes; a usual one has about 450.
const MAX_TOKEN: usize = 2_048;
/// For how long a token is made, in seconds.
const LIFETIME: u64 = 120;
/// The longest lifetime that is accepted, in seconds.
const WINDOW: u64 = 300;
/// How far the clock of the signer may be ahead, in seconds.
const SKEW: u64 = 60;

/// A short-lived JWT (RFC 7519) by an enrolled key. It is no statement: its `typ` is another one, so neither can stand for the
/// other (RFC 8725, section 3.11).
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    signed: String,
    kid: Thumbprint,
    claims: Claims,
    signature: RawSignature,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: Subject,
    aud: LedgerId,
    iat: u64,
    exp: u64,
    jti: Nonce,
}

impl AccessToken {
    /// Signs a token by which a member of `party` calls the API of `ledger` for two minutes from `issued_at`.
    pub fn sign(
        key: &SigningKey,
        party: &Subject,
        ledger: &LedgerId,
        issued_at: Millis,
        nonce: Nonce,
    ) -> Result<String, Refusal> {
        let issued_at = issued_at.as_secs();
        let claims = Claims {
            iss: party.clone(),
            aud: ledger.clone(),
            iat: issued_at,
            exp: issued_at.saturating_add(LIFETIME),
            jti: nonce,
        };
        claims.check()?;
        let payload = serde_json::to_vec(&claims).map_err(|error| Refusal::Json {
            document: DOCUMENT,
            detail: error.to_string(),
        })?;
        let protected = header::protected(&key.public().thumbprint(), header::ACCESS_TYPE);
        let signed = format!("{protected}.{}", to_base64url(&payload));
        let signature = key.sign(signed.as_bytes());
        Ok(format!("{signed}.{signature}"))
    }

    /// Reads a token, `<header>.<payload>.<signature>`. Its signature and times are checked by [`verify`](Self::verify).
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.len() > MAX_TOKEN {
            return Err(Refusal::TooLarge {
                field: DOCUMENT,
                limit: MAX_TOKEN,
                found: text.len(),
            });
        }
        let malformed = || Refusal::NoteForm {
            document: DOCUMENT,
            detail: "it is not <header>.<payload>.<signature>",
        };
        let (signed, signature) = text.rsplit_once('.').ok_or_else(malformed)?;
        let (protected, payload) = signed.split_once('.').ok_or_else(malformed)?;
        let kid = header::read(protected, header::ACCESS_TYPE)?;
        let claims: Claims = json::read_closed(DOCUMENT, &from_base64url(DOCUMENT, payload)?)?;
        claims.check()?;
        Ok(Self {
            kid,
            claims,
            signature: RawSignature::parse(signature)?,
            signed: signed.to_owned(),
        })
    }

    /// The key that the token names.
    pub fn kid(&self) -> &Thumbprint {
        &self.kid
    }

    /// The party for which it speaks. That the key belongs to it is for the caller to check.
    pub fn issuer(&self) -> &Subject {
        &self.claims.iss
    }

    /// What makes it a token of its own. That it is one that was asked for is for the caller to check.
    pub fn nonce(&self) -> Nonce {
        self.claims.jti
    }

    /// Checks that the token is for this ledger, that it holds now, and that it is signed by this key, the one it names.
    ///
    /// It holds for at most five minutes; the signer's clock may be a minute ahead.
    pub fn verify(&self, key: &PublicKey, ledger: &LedgerId, now: Millis) -> Result<(), Refusal> {
        if self.claims.aud != *ledger {
            return Err(Refusal::WrongLedger {
                expected: ledger.to_string(),
                found: self.claims.aud.to_string(),
            });
        }
        self.claims.check_window(now)?;
        if key.verifies(self.signed.as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(Refusal::BadSignature(self.kid.clone()))
        }
    }
}

impl Claims {
    fn check(&self) -> Result<(), Refusal> {
        if self.iss.kind() != "party" {
            return Err(Refusal::IssuerNotAParty(self.iss.clone()));
        }
        for (field, number) in [("iat", self.iat), ("exp", self.exp)] {
            if number > MAX_INTEGER {
                return Err(Refusal::NotDecimal { field });
            }
        }
        Ok(())
    }

    fn check_window(&self, now: Millis) -> Result<(), Refusal> {
        let seconds = self.exp.saturating_sub(self.iat);
        if seconds == 0 || seconds > WINDOW {
            return Err(Refusal::WindowLength {
                seconds,
                limit: WINDOW,
            });
        }
        let moment = |seconds| Millis::from_secs(seconds).unwrap_or(Millis::MAX);
        let (from, until) = (moment(self.iat.saturating_sub(SKEW)), moment(self.exp));
        if now < from {
            Err(Refusal::TooEarly { from, received: now })
        } else if now > until {
            Err(Refusal::TooLate { until, received: now })
        } else {
            Ok(())
        }
    }
}

/// Without the signature: whoever has it can speak for the party until the token ends.
impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessToken")
            .field("kid", &self.kid)
            .field("claims", &self.claims)
            .finish_non_exhaustive()
    }
}
