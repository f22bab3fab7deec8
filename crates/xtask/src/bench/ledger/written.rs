//! A large log as a stranger's file would be: four entries in five with one signature, one with two; new subjects and
//! old ones; now and then a head that the signer has seen.

use anyhow::Context as _;
use rayon::prelude::*;
use ring::digest;
use tallystick_base::{CertificateId, Digest, Millis, ReceivableId, Subject};
use tallystick_ledger::sample::Sample;
use tallystick_ledger::{
    ChainValue, Claims, Head, LogPreamble, Moved, Nonce, Observed, Register, SigningKey, Statement,
    encode_leaf,
};

/// A name that can never belong to anybody (RFC 2606).
pub(super) const LEDGER: &str = "bench.tallystick.invalid";
/// Statements signed side by side. They must all arrive within the ten minutes of their window.
const BATCH: u64 = 500;
/// Time between two entries, in milliseconds.
const PACE: u64 = 1_000;
const WINDOW: u64 = 600;

/// A log in memory.
pub(super) struct Written {
    pub(super) preamble: LogPreamble,
    pub(super) leaves: Vec<Vec<u8>>,
}

/// What one entry does.
enum Act {
    /// The supplier claims a new receivable.
    Claim,
    /// The supplier amends what it claimed before.
    Amend(Claimed),
    /// Two members of the buyer confirm it, and a certificate is issued.
    Confirm(Claimed),
}

/// A receivable, and the entry that made it.
struct Claimed {
    subject: Subject,
    chain: ChainValue,
}

/// A statement that is ready to be sealed.
struct Prepared {
    received: Millis,
    moved: Vec<Moved>,
    statement: Statement,
    outcome: Digest,
}

/// A party as the statements of the sample show it: what it claims to be, and the keys that sign for it.
struct Signers {
    like: Claims,
    keys: Vec<SigningKey>,
}

struct Writer {
    head: Head,
    supplier: Signers,
    buyer: Signers,
}

impl Written {
    /// Writes so many entries, the first twenty of which are the sample's.
    pub(super) fn with_entries(entries: u64) -> anyhow::Result<Self> {
        let sample = Sample::tell(LEDGER, 20)?;
        let mut leaves: Vec<Vec<u8>> = sample.sealed().iter().map(|sealed| sealed.leaf.clone()).collect();
        let mut writer = Writer::after(&sample)?;
        let mut claimed = Vec::new();
        while writer.head.size() < entries {
            let count = BATCH.min(entries - writer.head.size());
            let acts = writer.plan(count, claimed);
            claimed = writer.write(acts, &mut leaves)?;
        }
        let mut preamble = sample.preamble();
        preamble.entries = writer.head.size();
        preamble.checkpoint = sample.log_keys().sign(writer.head.size(), writer.head.root());
        Ok(Self { preamble, leaves })
    }

    /// The exported log.
    pub(super) fn export(&self) -> anyhow::Result<Vec<u8>> {
        let mut file = self.preamble.encode()?;
        for leaf in &self.leaves {
            file.extend(encode_leaf(leaf)?);
        }
        Ok(file)
    }
}

impl Signers {
    fn of(sample: &Sample, kind: &str) -> anyhow::Result<Self> {
        let entry = sample
            .sealed()
            .iter()
            .map(|sealed| &sealed.entry)
            .find(|entry| entry.statement.claims().kind.name() == kind)
            .with_context(|| format!("the sample has an entry {kind}"))?;
        let keys = entry
            .statement
            .signatures()
            .iter()
            .map(|line| sample.signing_key(line.kid()).cloned())
            .collect::<Option<_>>()
            .context("the sample knows its keys")?;
        Ok(Self {
            like: entry.statement.claims().clone(),
            keys,
        })
    }

    fn sign(&self, claims: &Claims) -> anyhow::Result<Statement> {
        let keys: Vec<&SigningKey> = self.keys.iter().collect();
        Ok(Statement::sign(claims, &keys)?)
    }
}

impl Writer {
    fn after(sample: &Sample) -> anyhow::Result<Self> {
        let mut register = Register::new(LEDGER.parse()?);
        for sealed in sample.sealed() {
            register.admit(&sealed.entry)?;
        }
        Ok(Self {
            head: register.head().clone(),
            supplier: Signers::of(sample, "receivable.claim")?,
            buyer: Signers::of(sample, "receivable.confirm")?,
        })
    }

    /// Of ten acts five claim, three amend and two confirm; without something claimed before, all claim.
    fn plan(&self, count: u64, claimed: Vec<Claimed>) -> Vec<Act> {
        let mut claimed = claimed.into_iter();
        (0..count)
            .map(|number| match (self.head.size() + number) % 10 {
                0 | 2 | 4 | 6 | 8 => Act::Claim,
                1 | 5 => claimed.next().map_or(Act::Claim, Act::Confirm),
                _ => claimed.next().map_or(Act::Claim, Act::Amend),
            })
            .collect()
    }

    /// Signs all acts side by side and seals them in order. Returns what was claimed.
    fn write(&mut self, acts: Vec<Act>, leaves: &mut Vec<Vec<u8>>) -> anyhow::Result<Vec<Claimed>> {
        let first = self.head.size();
        let prepared: Vec<Prepared> = acts
            .into_par_iter()
            .enumerate()
            .map(|(place, act)| {
                let place = u64::try_from(place)?;
                self.prepare(&act, first + place, place)
            })
            .collect::<anyhow::Result<_>>()?;
        let mut claimed = Vec::new();
        for Prepared {
            received,
            moved,
            statement,
            outcome,
        } in prepared
        {
            let is_claim = statement.claims().kind.name() == "receivable.claim";
            let subject = statement.claims().subject.clone();
            let sealed = self
                .head
                .seal(received, moved, statement, outcome, |_, _, _| ())?;
            if is_claim {
                let chain = sealed.chain;
                claimed.push(Claimed { subject, chain });
            }
            leaves.push(sealed.leaf);
        }
        Ok(claimed)
    }

    /// Signs an act. It is received `place` entries after the last one.
    fn prepare(&self, act: &Act, number: u64, place: u64) -> anyhow::Result<Prepared> {
        let last = self.head.received();
        let received = Millis::new(last.as_millis() + (place + 1) * PACE)?;
        let (signers, kind) = match act {
            Act::Claim => (&self.supplier, "receivable.claim/1"),
            Act::Amend(_) => (&self.supplier, "receivable.amend/1"),
            Act::Confirm(_) => (&self.buyer, "receivable.confirm/1"),
        };
        let (subject, before) = match act {
            Act::Claim => (
                ReceivableId::from_parts(received.as_millis(), drawn(number, "id")).subject(),
                None,
            ),
            Act::Amend(claimed) | Act::Confirm(claimed) => (claimed.subject.clone(), Some(claimed.chain)),
        };
        let certificate = CertificateId::from_parts(received.as_millis(), drawn(number, "id")).subject();
        let alt = match act {
            Act::Confirm(_) => vec![certificate],
            Act::Claim | Act::Amend(_) => vec![],
        };
        let version = if before.is_none() { 1 } else { 2 };
        let claims = Claims {
            kind: kind.parse()?,
            subject: subject.clone(),
            version,
            previous: before,
            alt: alt.clone(),
            rel: vec![],
            nonce: Nonce::from_bytes(drawn(number, "jti")),
            issued_at: last.as_secs() - 30,
            expires_at: last.as_secs() - 30 + WINDOW,
            observed: number.is_multiple_of(7).then(|| self.observation()),
            body: Digest::from_bytes(drawn(number, "body")),
            ..signers.like.clone()
        };
        let first = Moved { subject, version };
        let others = alt.into_iter().map(|subject| Moved { subject, version: 1 });
        Ok(Prepared {
            received,
            moved: std::iter::once(first).chain(others).collect(),
            statement: signers.sign(&claims)?,
            outcome: Digest::from_bytes(drawn(number, "outcome")),
        })
    }

    /// The head that signers saw before this batch.
    fn observation(&self) -> Observed {
        Observed {
            size: self.head.size(),
            root: Digest::from_bytes(*self.head.root().as_bytes()),
        }
    }
}

/// Bytes that look random and are the same every time, at most 32.
fn drawn<const N: usize>(number: u64, purpose: &str) -> [u8; N] {
    let digest = digest::digest(&digest::SHA256, format!("{purpose} {number}").as_bytes());
    let mut bytes = [0; N];
    for (to, from) in bytes.iter_mut().zip(digest.as_ref()) {
        *to = *from;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use tallystick_ledger::{LogReader, verify_log};

    use super::*;

    #[test]
    fn what_is_measured_is_a_valid_log_of_mostly_one_signature_an_entry() {
        let log = Written::with_entries(BATCH + 100).unwrap();
        let file = log.export().unwrap();
        let report = verify_log(LogReader::open(file.as_slice()).unwrap(), None, |_| ()).unwrap();
        assert!(report.is_valid(), "{report:?}");
        assert_eq!(report.size, Some(BATCH + 100));
    }
}
