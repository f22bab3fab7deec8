//! What the service keeps secret, in one directory that all its instances share.

use std::fmt;

use hmac::{KeyInit, Mac, SimpleHmac};
use sha3::Sha3_256;
use tallystick_base::{KeyedName, Subject};
use tallystick_ledger::{LogKeys, SigningKey};
use zeroize::Zeroizing;

/// The service's keys and its pepper.
#[derive(Debug)]
pub struct ServiceKeys {
    /// Signs what falls due.
    pub statement: SigningKey,
    /// Sign checkpoints.
    pub log: LogKeys,
    /// Names the subjects of outside identifiers.
    pub pepper: Pepper,
}

/// The secret behind the subjects that are made from outside identifiers: without it, nobody can try whether an invoice
/// or a company is known to the ledger. Auditors hold it too.
pub struct Pepper(Zeroizing<[u8; 32]>);

impl Pepper {
    /// Takes 32 random bytes.
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The subject of an outside identifier: HMAC-SHA3-256 (FIPS 198-1, FIPS 202) over its parts with a zero byte between two of them.
    #[expect(
        clippy::missing_panics_doc,
        reason = "it cannot panic: the sentences below say why"
    )]
    pub fn subject(&self, name: &KeyedName) -> Subject {
        let parts: Vec<&str> = name.parts.iter().map(String::as_str).collect();
        let id = hex::encode(self.seal(&parts));
        Subject::new(name.family.kind(), &id).expect("64 hexadecimal digits are an id")
    }

    /// A seal over a text beside the ledger, which nobody signs: the same HMAC. The first part says what is sealed, and only the last
    /// one may be free text.
    pub(crate) fn seal(&self, parts: &[&str]) -> Vec<u8> {
        let mut mac = SimpleHmac::<Sha3_256>::new_from_slice(self.0.as_slice())
            .expect("HMAC takes a key of any length");
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                mac.update(&[0]);
            }
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().to_vec()
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pepper")
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::KeyedFamily;

    use super::*;

    /// Computed with Python's `hmac` and `hashlib.sha3_256`.
    #[test]
    fn names_are_those_that_another_program_computes() {
        let pepper = Pepper::new(Zeroizing::new([7; 32]));
        let parts = ["uscc", "91110108600040399G", "25112000000012345678"];
        let name = KeyedName {
            family: KeyedFamily::Evidence,
            parts: parts.map(str::to_owned).to_vec(),
        };
        assert_eq!(
            pepper.subject(&name).to_string(),
            "evidence/cf5095c18f4b8cc3edc16d24311071f5e1bcc2e768fc28ccedc963d11c4a0ac6"
        );
    }

    /// Computed like the one above.
    #[test]
    fn a_seal_is_the_one_that_another_program_computes() {
        let pepper = Pepper::new(Zeroizing::new([7; 32]));
        assert_eq!(
            hex::encode(pepper.seal(&["decline", "ab", "member/m", "金额不符"])),
            "82b670b4989751a491ecffbb6fa16d1cce223c4646a9ec4f024e8e92e5d84391"
        );
    }
}
