//! Verifier keys: `<name>+<key id>+<base64(type ‖ key)>`.

use std::fmt;
use std::str::FromStr;

use ring::signature::{ECDSA_P256_SHA256_ASN1, ED25519, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::signed::SignedNote;
use crate::encoding::{array_from_hex, from_base64, to_base64};
use crate::keys::PublicKey;
use crate::{LedgerId, Refusal};

const DOCUMENT: &str = "verifier key";
/// What comes before an uncompressed P-256 point in its SPKI (RFC 5480, DER).
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
const TYPE_ED25519: u8 = 0x01;
const TYPE_ECDSA: u8 = 0x02;

/// A key that verifies signatures on notes; the two types that C2SP signed-note defines for logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VerifierKey {
    name: LedgerId,
    material: Material,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Material {
    Ed25519([u8; 32]),
    P256(PublicKey),
}

impl VerifierKey {
    /// An Ed25519 key.
    pub fn ed25519(name: LedgerId, key: [u8; 32]) -> Self {
        Self {
            name,
            material: Material::Ed25519(key),
        }
    }

    /// A P-256 key.
    pub fn p256(name: LedgerId, key: PublicKey) -> Self {
        Self {
            name,
            material: Material::P256(key),
        }
    }

    /// The name of the key: the ledger's id.
    pub fn name(&self) -> &LedgerId {
        &self.name
    }

    /// Whether the key is of the type that public witnesses take.
    pub fn is_ed25519(&self) -> bool {
        matches!(self.material, Material::Ed25519(_))
    }

    /// The four bytes that name the key in signature lines.
    pub fn key_id(&self) -> [u8; 4] {
        let digest: [u8; 32] = match &self.material {
            Material::Ed25519(key) => Sha256::new()
                .chain_update(self.name.as_str())
                .chain_update([b'\n', TYPE_ED25519])
                .chain_update(key)
                .finalize()
                .into(),
            Material::P256(key) => Sha256::digest(spki(key)).into(),
        };
        let [a, b, c, d, ..] = digest;
        [a, b, c, d]
    }

    /// Whether the note carries a valid signature by this key.
    pub(crate) fn signed(&self, note: &SignedNote) -> bool {
        let id = self.key_id();
        note.signatures.iter().any(|line| {
            line.name == self.name.as_str()
                && line.key_id == id
                && self.verifies(note.text.as_bytes(), &line.signature)
        })
    }

    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match &self.material {
            Material::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            Material::P256(key) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key.as_sec1()).verify(message, signature)
            }
        }
        .is_ok()
    }
}

fn spki(key: &PublicKey) -> Vec<u8> {
    [SPKI_PREFIX.as_slice(), key.as_sec1()].concat()
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match &self.material {
            Material::Ed25519(key) => [&[TYPE_ED25519], key.as_slice()].concat(),
            Material::P256(key) => [[TYPE_ECDSA].as_slice(), &spki(key)].concat(),
        };
        write!(
            formatter,
            "{}+{}+{}",
            self.name,
            hex::encode(self.key_id()),
            to_base64(&key)
        )
    }
}

impl FromStr for VerifierKey {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let malformed = |detail| Refusal::NoteForm {
            document: DOCUMENT,
            detail,
        };
        let mut fields = text.splitn(3, '+');
        let mut field = || {
            fields
                .next()
                .ok_or_else(|| malformed("it is not <name>+<key id>+<key>"))
        };
        let name: LedgerId = field()?.parse()?;
        let key_id: [u8; 4] = array_from_hex("key id", field()?)?;
        let bytes = from_base64("verifier key", field()?)?;
        let material = match bytes.split_first() {
            Some((&TYPE_ED25519, key)) => Material::Ed25519(
                key.try_into()
                    .map_err(|_| malformed("an Ed25519 key has 32 bytes"))?,
            ),
            Some((&TYPE_ECDSA, key)) => {
                let point = key
                    .strip_prefix(&SPKI_PREFIX)
                    .ok_or_else(|| malformed("it is not a P-256 key as SPKI"))?;
                Material::P256(PublicKey::from_sec1(point)?)
            }
            _ => return Err(malformed("its type is neither Ed25519 nor ECDSA")),
        };
        let key = Self { name, material };
        if key.key_id() == key_id {
            Ok(key)
        } else {
            Err(malformed("its key id is not the one of its key"))
        }
    }
}

impl TryFrom<String> for VerifierKey {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<VerifierKey> for String {
    fn from(key: VerifierKey) -> Self {
        key.to_string()
    }
}
