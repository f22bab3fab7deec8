//! Logs that the service would never write. Every key is known here, so that anything can be signed and sealed: one rule is
//! broken, and all others hold.

use std::sync::LazyLock;

use tallystick_base::{Digest, Millis, Subject};
use tallystick_ledger::sample::Sample;
use tallystick_ledger::{
    ChainValue, Claims, Entry, Hash, Head, LogPreamble, LogReader, Moved, Report, Rule, SigningKey,
    Statement, Status, encode_leaf, verify_log,
};

pub(crate) const LEDGER: &str = "sample.tallystick.invalid";

/// The sample ledger of twenty entries.
pub(crate) static TWENTY: LazyLock<Sample> = LazyLock::new(|| told(20));

/// The sample ledger with so many entries.
pub(crate) fn told(entries: u64) -> Sample {
    Sample::tell(LEDGER, entries).expect("the sample tells its story")
}

/// A subject written in a test.
pub(crate) fn subject(text: &str) -> Subject {
    Subject::parse(text).expect("a subject written in a test")
}

/// A valid beginning of the sample ledger, behind which anything may be put.
pub(crate) struct Forgery {
    pub(crate) head: Head,
    pub(crate) leaves: Vec<Vec<u8>>,
    pub(crate) preamble: LogPreamble,
}

/// An entry to be forged; as it comes from [`Forgery::draft`], it is valid.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) sequence: u64,
    pub(crate) received: Millis,
    pub(crate) previous: ChainValue,
    pub(crate) moved: Vec<Moved>,
    pub(crate) claims: Claims,
    pub(crate) signers: Vec<SigningKey>,
    pub(crate) outcome: Digest,
}

impl Draft {
    /// Moves one more subject, which the claims name in `alt`.
    pub(crate) fn also(&mut self, subject: &Subject, version: u64) {
        self.claims.alt.push(subject.clone());
        self.moved.push(Moved {
            subject: subject.clone(),
            version,
        });
    }

    /// Makes this subject, at this version, the statement's own.
    pub(crate) fn on(&mut self, subject: &Subject, version: u64, previous: Option<ChainValue>) {
        self.claims.subject = subject.clone();
        self.claims.version = version;
        self.claims.previous = previous;
        self.moved[0] = Moved {
            subject: subject.clone(),
            version,
        };
    }

    pub(crate) fn statement(&self) -> Statement {
        let signers: Vec<&SigningKey> = self.signers.iter().collect();
        Statement::sign(&self.claims, &signers).unwrap()
    }

    pub(crate) fn leaf(&self) -> Vec<u8> {
        let entry = Entry {
            sequence: self.sequence,
            received: self.received,
            previous: self.previous,
            moved: self.moved.clone(),
            statement: self.statement(),
            outcome: self.outcome,
        };
        entry.to_leaf().unwrap()
    }

    /// The leaf with one text in it replaced.
    pub(crate) fn leaf_with(&self, from: &str, to: &str) -> Vec<u8> {
        let leaf = String::from_utf8(self.leaf()).unwrap();
        assert!(leaf.contains(from), "{from} is not in the leaf");
        leaf.replacen(from, to, 1).into_bytes()
    }
}

impl Forgery {
    /// The first so many of the twenty entries, with the keys that they add.
    pub(crate) fn after(entries: usize) -> Self {
        let mut preamble = TWENTY.preamble();
        preamble.keys.retain(|key| key.added < entries as u64);
        for key in &mut preamble.keys {
            key.revoked = key.revoked.filter(|revoked| *revoked < entries as u64);
        }
        let mut forgery = Self {
            head: Head::genesis(LEDGER.parse().unwrap()),
            leaves: Vec::new(),
            preamble,
        };
        for sealed in TWENTY.sealed().iter().take(entries) {
            forgery.push_leaf(sealed.leaf.clone());
        }
        forgery
    }

    /// A valid next entry: whoever first did an act of this kind does it again, on a subject of its own.
    pub(crate) fn draft(&self, kind: &str) -> Draft {
        let mut sealed = TWENTY.sealed().iter().map(|sealed| &sealed.entry);
        let entry = sealed
            .find(|entry| entry.statement.claims().kind.name() == kind)
            .unwrap();
        let received = Millis::new(self.head.received().as_millis() + 1000).unwrap();
        let own = subject(&format!("receivable/forged-{}", self.head.size()));
        let claims = Claims {
            subject: own.clone(),
            version: 1,
            previous: None,
            alt: Vec::new(),
            rel: Vec::new(),
            observed: None,
            issued_at: received.as_secs().saturating_sub(30),
            expires_at: received.as_secs() + 600,
            ..entry.statement.claims().clone()
        };
        let signers = entry.statement.signatures().iter();
        Draft {
            sequence: self.head.size(),
            received,
            previous: self.head.chain(),
            moved: vec![Moved {
                subject: own,
                version: 1,
            }],
            claims,
            signers: signers
                .map(|line| TWENTY.signing_key(line.kid()).unwrap().clone())
                .collect(),
            outcome: Digest::from_bytes([7; 32]),
        }
    }

    /// Seals a leaf, whatever it says.
    pub(crate) fn push_leaf(&mut self, leaf: Vec<u8>) {
        let mut frontier = self.head.frontier().clone();
        frontier.push(Hash::of_leaf(&leaf));
        let received = Entry::parse(&leaf).map_or(self.head.received(), |entry| entry.received);
        let chain = ChainValue::of_leaf(&leaf);
        self.head = Head::restore(self.head.ledger().clone(), received, chain, frontier);
        self.leaves.push(leaf);
    }

    /// Signs a checkpoint over the leaves as they are now.
    pub(crate) fn sign_head(&mut self) {
        let mut head = Head::genesis(self.head.ledger().clone()).frontier().clone();
        for leaf in &self.leaves {
            head.push(Hash::of_leaf(leaf));
        }
        self.preamble.checkpoint = TWENTY.log_keys().sign(head.size(), head.root());
        self.preamble.entries = head.size();
    }

    /// The log as a file.
    pub(crate) fn file(&self) -> Vec<u8> {
        let mut file = self.preamble.encode().unwrap();
        for leaf in &self.leaves {
            file.extend(encode_leaf(leaf).unwrap());
        }
        file
    }

    /// The file's report, after a checkpoint was signed over it.
    pub(crate) fn judged(mut self) -> Report {
        self.sign_head();
        check(&self.file())
    }

    /// The report on this ledger with one more leaf.
    pub(crate) fn judged_with(mut self, leaf: Vec<u8>) -> Report {
        self.push_leaf(leaf);
        self.judged()
    }
}

/// The report on a file that begins as an exported log does.
pub(crate) fn check(file: &[u8]) -> Report {
    verify_log(LogReader::open(file).unwrap(), None, |_| ()).unwrap()
}

/// The chain value after this entry of the twenty.
pub(crate) fn chain_after(entry: usize) -> ChainValue {
    TWENTY.sealed()[entry].chain
}

/// What the report finds broken: rule, code, and entry.
pub(crate) fn broken(report: &Report) -> Vec<(Rule, &'static str, Option<u64>)> {
    let verdicts = report.verdicts.iter();
    verdicts
        .filter_map(|verdict| match verdict.status {
            Status::Invalid { code, entry, .. } => Some((verdict.rule, code, entry)),
            Status::Valid { .. } | Status::NotShown { .. } => None,
        })
        .collect()
}
