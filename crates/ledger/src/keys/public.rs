//! Public keys, and the verification of signatures.

use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tallystick_base::Thumbprint;

use super::RawSignature;
use crate::Refusal;
use crate::encoding::{array_from_base64url, to_base64url};

/// A P-256 public key as JSON (RFC 7517, RFC 7518 section 6.2.1), with exactly these members: a private key is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jwk {
    /// Always `P-256`.
    pub crv: String,
    /// Always `EC`.
    pub kty: String,
    /// The point's x coordinate, base64url of 32 bytes.
    pub x: String,
    /// The point's y coordinate, base64url of 32 bytes.
    pub y: String,
}

/// A point on P-256, checked to lie on the curve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// The uncompressed form of SEC 1, section 2.3.3: 04 ‖ x ‖ y.
    point: [u8; 65],
}

impl PublicKey {
    /// Reads a JWK.
    pub fn from_jwk(jwk: &Jwk) -> Result<Self, Refusal> {
        if jwk.kty != "EC" || jwk.crv != "P-256" {
            return Err(Refusal::NotAKey("kty must be EC and crv P-256"));
        }
        let x: [u8; 32] = array_from_base64url("x", &jwk.x)?;
        let y: [u8; 32] = array_from_base64url("y", &jwk.y)?;
        Self::from_sec1(&[&[4], x.as_slice(), y.as_slice()].concat())
    }

    /// Reads an uncompressed point of 65 bytes.
    pub fn from_sec1(bytes: &[u8]) -> Result<Self, Refusal> {
        let point = bytes
            .try_into()
            .map_err(|_| Refusal::NotAKey("a point has 65 bytes"))?;
        p256::PublicKey::from_sec1_bytes(bytes)
            .map_err(|_| Refusal::NotAKey("the point is not on the curve"))?;
        Ok(Self { point })
    }

    pub(super) fn of(key: &p256::ecdsa::VerifyingKey) -> Self {
        let encoded = key.to_sec1_point(false);
        let mut point = [0; 65];
        for (to, from) in point.iter_mut().zip(encoded.as_bytes()) {
            *to = *from;
        }
        Self { point }
    }

    /// The key as JSON.
    pub fn to_jwk(&self) -> Jwk {
        let (x, y) = self.coordinates();
        Jwk {
            crv: "P-256".into(),
            kty: "EC".into(),
            x: to_base64url(x),
            y: to_base64url(y),
        }
    }

    /// The uncompressed point, 65 bytes.
    pub fn as_sec1(&self) -> &[u8; 65] {
        &self.point
    }

    /// The key's name everywhere: SHA-256 of its canonical JWK (RFC 7638).
    pub fn thumbprint(&self) -> Thumbprint {
        let Jwk { crv, kty, x, y } = self.to_jwk();
        let canonical = format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#);
        Thumbprint::from_digest(Sha256::digest(canonical).into())
    }

    /// Whether the signature is one by this key over `message` (ECDSA with SHA-256; high and low `s` are both valid).
    ///
    /// This is the hot path, so ring checks it; that p256 agrees on every published vector is a test.
    pub fn verifies(&self, message: &[u8], signature: &RawSignature) -> bool {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.point)
            .verify(message, signature.as_bytes())
            .is_ok()
    }

    fn coordinates(&self) -> (&[u8], &[u8]) {
        let (_, coordinates) = self.point.split_at(1);
        coordinates.split_at(32)
    }
}
