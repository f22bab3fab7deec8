//! Proof that whoever adds a key holds its private half.

use serde::{Deserialize, Serialize};
use tallystick_base::{Subject, Thumbprint};

use super::{Jwk, PublicKey, RawSignature, SigningKey};
use crate::encoding::{from_base64url, to_base64url};
use crate::statement::header;
use crate::{LedgerId, Refusal, json};

/// A key that a body adds. The command's own fields may stand beside these two.
#[derive(Debug, Clone, Deserialize)]
pub struct NewKey {
    /// The key.
    pub jwk: Jwk,
    /// A compact JWS by that key; absent only in the opening, whose new keys sign the entry itself.
    #[serde(default, deserialize_with = "json::present")]
    pub possession: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    keys: Vec<NewKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    lid: LedgerId,
    party: Subject,
}

/// The keys that a body lists under `keys`; none where it has no such member.
pub fn new_keys(body: &[u8]) -> Result<Vec<NewKey>, Refusal> {
    let refusal = |error: serde_json::Error| Refusal::Json {
        document: "keys in the body",
        detail: error.to_string(),
    };
    serde_json::from_slice::<Listed>(body)
        .map(|listed| listed.keys)
        .map_err(refusal)
}

impl SigningKey {
    /// Proves possession of this key, which `party` is to own in this ledger.
    pub fn prove_possession(&self, ledger: &LedgerId, party: &Subject) -> Result<String, Refusal> {
        let claims = Claims {
            lid: ledger.clone(),
            party: party.clone(),
        };
        let payload = serde_json::to_vec(&claims).map_err(|error| Refusal::Json {
            document: "possession",
            detail: error.to_string(),
        })?;
        let protected = header::protected(&self.public().thumbprint(), header::KEY_TYPE);
        let signed = format!("{protected}.{}", to_base64url(&payload));
        let signature = self.sign(signed.as_bytes());
        Ok(format!("{signed}.{signature}"))
    }
}

/// Checks a proof of possession: by this very key, for this ledger and owner.
pub fn verify_possession(
    proof: &str,
    key: &PublicKey,
    ledger: &LedgerId,
    owner: &Subject,
) -> Result<(), Refusal> {
    let kid = key.thumbprint();
    let invalid = || Refusal::NoPossession(kid.clone());
    let (signed, signature) = proof.rsplit_once('.').ok_or_else(invalid)?;
    let (protected, payload) = signed.split_once('.').ok_or_else(invalid)?;
    let named: Thumbprint = header::read(protected, header::KEY_TYPE)?;
    let claims: Claims = json::read("possession", &from_base64url("possession", payload)?)?;
    let signature = RawSignature::parse(signature)?;
    let holds = named == kid
        && claims.lid == *ledger
        && claims.party == *owner
        && key.verifies(signed.as_bytes(), &signature);
    if holds { Ok(()) } else { Err(invalid()) }
}
