//! The exported log: one file with everything that an outsider needs to check a whole ledger.

use std::io::{self, BufRead, Read as _};

use serde::{Deserialize, Serialize};
use tallystick_base::{Subject, Thumbprint};

use crate::encoding::from_decimal;
use crate::keys::{Jwk, PublicKey};
use crate::{MAX_BODY, MAX_LEAF, Refusal, VerifierKey};

const FIRST_LINE: &str = "tallystick-log/v1";
/// Longer than any line of the format.
const MAX_LINE: u64 = 4096;
const MAX_CHECKPOINT: u64 = 64 * 1024;

/// A key, whose it is, and between which entries it may sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRecord {
    /// The key's thumbprint.
    pub kid: Thumbprint,
    /// The party that owns it.
    pub party: Subject,
    /// The key.
    pub jwk: Jwk,
    /// The entry that added it.
    pub added: u64,
    /// The entry that revoked it, if any.
    pub revoked: Option<u64>,
}

impl KeyRecord {
    /// The public key, if it is the one that the record names.
    pub fn public_key(&self) -> Result<PublicKey, Refusal> {
        let key = PublicKey::from_jwk(&self.jwk)?;
        if key.thumbprint() == self.kid {
            Ok(key)
        } else {
            Err(Refusal::ThumbprintMismatch(self.kid.clone()))
        }
    }

    fn to_line(&self) -> Result<String, Refusal> {
        serde_json::to_string(self).map_err(|error| malformed_record(&error))
    }

    fn from_line(line: &str) -> Result<Self, Refusal> {
        let record: Self = serde_json::from_str(line).map_err(|error| malformed_record(&error))?;
        // Encoding it again finds every second spelling: other order, white space, escapes.
        if record.to_line()? == line {
            Ok(record)
        } else {
            Err(Refusal::FileForm("key record"))
        }
    }
}

fn malformed_record(error: &serde_json::Error) -> Refusal {
    Refusal::Json {
        document: "key record",
        detail: error.to_string(),
    }
}

/// What stands in an exported log before the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPreamble {
    /// The verifier keys of the log: Ed25519, then P-256.
    pub vkeys: Vec<VerifierKey>,
    /// Every key, in the order in which entries added them.
    pub keys: Vec<KeyRecord>,
    /// The body of entry 0.
    pub opening: Vec<u8>,
    /// The signed checkpoint.
    pub checkpoint: String,
    /// The number of entries that follow.
    pub entries: u64,
}

impl LogPreamble {
    /// Writes the file up to the first entry; [`encode_leaf`] writes each entry behind it.
    pub fn encode(&self) -> Result<Vec<u8>, Refusal> {
        let vkeys = self.vkeys.iter().map(|vkey| format!("{vkey}\n"));
        let keys = self
            .keys
            .iter()
            .map(|record| record.to_line().map(|line| line + "\n"));
        let file = [
            format!("{FIRST_LINE}\nvkeys {}\n", self.vkeys.len()),
            vkeys.collect(),
            format!("keys {}\n", self.keys.len()),
            keys.collect::<Result<String, Refusal>>()?,
            format!("opening {}\n", self.opening.len()),
        ]
        .concat();
        let mut file = file.into_bytes();
        file.extend_from_slice(&self.opening);
        let rest = format!(
            "\ncheckpoint {}\n{}entries {}\n",
            self.checkpoint.len(),
            self.checkpoint,
            self.entries
        );
        file.extend_from_slice(rest.as_bytes());
        Ok(file)
    }
}

/// One entry as files and entry bundles hold it: a 16-bit big-endian length, then the leaf.
pub fn encode_leaf(leaf: &[u8]) -> Result<Vec<u8>, Refusal> {
    let too_large = |_| Refusal::TooLarge {
        field: "leaf",
        limit: MAX_LEAF,
        found: leaf.len(),
    };
    let length = u16::try_from(leaf.len()).map_err(too_large)?;
    Ok([length.to_be_bytes().as_slice(), leaf].concat())
}

/// Why a file could not be read to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The source failed.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The bytes are not an exported log.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Reads an exported log entry by entry, so that its size does not matter.
#[derive(Debug)]
pub struct LogReader<R> {
    source: R,
    preamble: LogPreamble,
    read: u64,
}

impl<R: BufRead> LogReader<R> {
    /// Reads up to the first entry.
    pub fn open(mut source: R) -> Result<Self, ReadFault> {
        if line(&mut source, "first line")? != FIRST_LINE {
            return Err(Refusal::FileForm("first line").into());
        }
        let vkeys = (0..count(&mut source, "vkeys")?)
            .map(|_| Ok(line(&mut source, "verifier key")?.parse()?))
            .collect::<Result<_, ReadFault>>()?;
        let keys = (0..count(&mut source, "keys")?)
            .map(|_| Ok(KeyRecord::from_line(&line(&mut source, "key record")?)?))
            .collect::<Result<_, ReadFault>>()?;
        let opening = block(&mut source, "opening", MAX_BODY as u64)?;
        if !line(&mut source, "opening")?.is_empty() {
            return Err(Refusal::FileForm("opening").into());
        }
        let checkpoint = block(&mut source, "checkpoint", MAX_CHECKPOINT)?;
        let checkpoint = String::from_utf8(checkpoint).map_err(|_| Refusal::FileForm("checkpoint"))?;
        let entries = count(&mut source, "entries")?;
        let preamble = LogPreamble {
            vkeys,
            keys,
            opening,
            checkpoint,
            entries,
        };
        Ok(Self {
            source,
            preamble,
            read: 0,
        })
    }

    /// What stands before the entries.
    pub fn preamble(&self) -> &LogPreamble {
        &self.preamble
    }

    /// The next leaf; `None` after the last, behind which nothing may follow.
    pub fn next_leaf(&mut self) -> Result<Option<Vec<u8>>, ReadFault> {
        if self.read == self.preamble.entries {
            return match self.source.read(&mut [0])? {
                0 => Ok(None),
                _ => Err(Refusal::FileForm("end").into()),
            };
        }
        let mut length = [0; 2];
        exactly(&mut self.source, &mut length, "entry")?;
        let mut leaf = vec![0; usize::from(u16::from_be_bytes(length))];
        exactly(&mut self.source, &mut leaf, "entry")?;
        self.read += 1;
        Ok(Some(leaf))
    }
}

/// Reads up to the next newline, which is not part of the line.
fn line(source: &mut impl BufRead, name: &'static str) -> Result<String, ReadFault> {
    let mut bytes = Vec::new();
    source.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes)?;
    if bytes.pop() != Some(b'\n') {
        return Err(Refusal::FileForm(name).into());
    }
    String::from_utf8(bytes).map_err(|_| Refusal::FileForm(name).into())
}

/// Reads a line `<name> <number>`.
fn count(source: &mut impl BufRead, name: &'static str) -> Result<u64, ReadFault> {
    let line = line(source, name)?;
    let number = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
    Ok(from_decimal(name, number.ok_or(Refusal::FileForm(name))?)?)
}

/// Reads a line `<name> <length>` and that many bytes.
fn block(source: &mut impl BufRead, name: &'static str, limit: u64) -> Result<Vec<u8>, ReadFault> {
    let length = count(source, name)?;
    let size = |n| usize::try_from(n).unwrap_or(usize::MAX);
    if length > limit {
        return Err(Refusal::TooLarge {
            field: name,
            limit: size(limit),
            found: size(length),
        }
        .into());
    }
    let mut bytes = vec![0; size(length)];
    exactly(source, &mut bytes, name)?;
    Ok(bytes)
}

/// Fills the buffer; a file that ends earlier is malformed, any other fault is the source's.
fn exactly(source: &mut impl BufRead, buffer: &mut [u8], name: &'static str) -> Result<(), ReadFault> {
    source.read_exact(buffer).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => Refusal::FileForm(name).into(),
        _ => error.into(),
    })
}
