//! Private keys, and signing.

use std::fmt;

use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding};
use zeroize::Zeroizing;

use super::PublicKey;
use crate::Refusal;
use crate::encoding::{array_from_base64url, to_base64url};

/// A signature as ES256 has it: r and s, 32 bytes each (RFC 7518, section 3.4).
///
/// Two values of `s` are valid for one signature, so nothing may be identified by these bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawSignature([u8; 64]);

impl RawSignature {
    /// The signature from its 64 bytes.
    pub fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The signature's 64 bytes.
    pub fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }

    /// Reads base64url.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        array_from_base64url("signature", text).map(Self)
    }
}

impl fmt::Display for RawSignature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&to_base64url(&self.0))
    }
}

/// A member's private key. It is wiped from memory when dropped, and never printed.
#[derive(Clone)]
pub struct SigningKey {
    inner: p256::ecdsa::SigningKey,
}

impl SigningKey {
    /// Makes a key from 32 random bytes. The few values that are no scalar of the curve (one in 2^32) are refused: draw again.
    pub fn from_random(bytes: &Zeroizing<[u8; 32]>) -> Result<Self, Refusal> {
        let inner =
            p256::ecdsa::SigningKey::from_slice(bytes.as_slice()).map_err(|_| Refusal::NotAPrivateKey)?;
        Ok(Self { inner })
    }

    /// Reads PKCS#8 in PEM (RFC 5958, RFC 7468).
    pub fn from_pem(text: &str) -> Result<Self, Refusal> {
        let inner = p256::ecdsa::SigningKey::from_pkcs8_pem(text).map_err(|_| Refusal::NotAPrivateKey)?;
        Ok(Self { inner })
    }

    /// The key as PKCS#8 in PEM.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, Refusal> {
        self.inner
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|_| Refusal::NotAPrivateKey)
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey::of(self.inner.verifying_key())
    }

    /// Signs with ECDSA and SHA-256; the nonce follows from key and message (RFC 6979), so the same input gives the same bytes.
    pub fn sign(&self, message: &[u8]) -> RawSignature {
        let signature: p256::ecdsa::Signature = self.inner.sign(message);
        RawSignature(signature.to_bytes().into())
    }

    /// Signs as `sign` does, in ASN.1 DER, which is the form that C2SP notes use.
    pub(crate) fn sign_der(&self, message: &[u8]) -> Vec<u8> {
        let signature: p256::ecdsa::Signature = self.inner.sign(message);
        signature.to_der().as_bytes().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({})", self.public().thumbprint())
    }
}
