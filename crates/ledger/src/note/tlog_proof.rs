//! Proofs of inclusion as text (C2SP tlog-proof).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::VerifierKey;
use crate::encoding::{from_base64, from_decimal};
use crate::tree::{Hash, verify_inclusion};
use crate::{Checkpoint, Refusal, verify_checkpoint};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
const DOCUMENT: &str = "proof";
/// A tree of 2^63 leaves has proofs of this length.
const MAX_HASHES: usize = 63;

/// A proof that a leaf stands at its place in the tree of a signed checkpoint. In JSON it is its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InclusionProof {
    /// The leaf's position.
    pub index: u64,
    /// From the leaf's sibling upward.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

impl InclusionProof {
    /// Checks the checkpoint's signatures, and that this leaf stands in its tree.
    pub fn verify(&self, leaf: &[u8], keys: &[VerifierKey]) -> Result<Checkpoint, Refusal> {
        let checkpoint = verify_checkpoint(&self.checkpoint, keys)?;
        verify_inclusion(
            checkpoint.size,
            self.index,
            Hash::of_leaf(leaf),
            &self.hashes,
            &checkpoint.root,
        )?;
        Ok(checkpoint)
    }
}

impl fmt::Display for InclusionProof {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{FIRST_LINE}\nindex {}\n", self.index)?;
        for hash in &self.hashes {
            writeln!(formatter, "{hash}")?;
        }
        write!(formatter, "\n{}", self.checkpoint)
    }
}

impl FromStr for InclusionProof {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let malformed = |detail| Refusal::NoteForm {
            document: DOCUMENT,
            detail,
        };
        let (head, checkpoint) = text
            .split_once("\n\n")
            .ok_or_else(|| malformed("there is no empty line"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(malformed("its first line is another one"));
        }
        if let Some(extra) = lines.next_if(|line| line.starts_with("extra ")) {
            from_base64("extra", extra.strip_prefix("extra ").unwrap_or_default())?;
        }
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = from_decimal("index", index.ok_or_else(|| malformed("there is no index"))?)?;
        let hashes: Vec<_> = lines.map(Hash::parse).collect::<Result<_, _>>()?;
        if hashes.len() > MAX_HASHES {
            return Err(malformed("it has more hashes than any tree"));
        }
        Ok(Self {
            index,
            hashes,
            checkpoint: checkpoint.to_owned(),
        })
    }
}

impl TryFrom<String> for InclusionProof {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        text.parse()
    }
}

impl From<InclusionProof> for String {
    fn from(proof: InclusionProof) -> Self {
        proof.to_string()
    }
}
