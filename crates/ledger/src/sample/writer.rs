//! Writing a sample ledger, act by act.

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use tallystick_base::{Capacity, Digest, Millis, PartyId, Salt, Subject, Thumbprint};
use zeroize::Zeroizing;

use crate::bundle::{Bundle, BundleDocument, BundleEntry, BundleKey, BundlePart};
use crate::keys::{KeyMove, SigningKey, key_moves};
use crate::tree::{MemoryTiles, Prover};
use crate::{
    Claims, Entry, Head, InclusionProof, KeyRecord, LedgerId, LogKeys, LogPreamble, Moved, Need, Nonce,
    Observed, Part, Refusal, Register, Sealed, Selection, Statement, check_envelope, encode_leaf,
    outcome_digest,
};

/// 2026-03-02T01:00:00Z, a Monday morning in Beijing.
const START: u64 = 1_772_413_200_000;
/// Time between two entries, in milliseconds.
const PACE: u64 = 61_007;
/// How long a signed statement stays open here, in seconds.
const WINDOW: u64 = 600;

/// A party with the keys of its members.
#[derive(Debug, Clone)]
pub struct Party {
    /// The party.
    pub subject: Subject,
    /// The capacity in which it acts.
    pub capacity: Capacity,
    /// Its members' keys.
    pub keys: Vec<SigningKey>,
}

/// One act to be written.
#[derive(Debug)]
pub struct Act<'a> {
    /// The command kind.
    pub kind: &'a str,
    /// Who acts.
    pub by: &'a Party,
    /// How many of its keys sign.
    pub signatures: usize,
    /// What it moves, with the transition of each; its own subject first.
    pub moves: Vec<(Subject, Value)>,
    /// Facts that it relies on, at their current version.
    pub relies_on: Vec<Subject>,
    /// Keys that it adds, with the owner they are to have.
    pub adds: Vec<(SigningKey, Subject)>,
    /// The body's fields, but for salt and keys.
    pub body: Value,
}

/// A ledger in memory, with everything that is stored beside it.
#[derive(Debug)]
pub struct Sample {
    pub(super) ledger: LedgerId,
    head: Head,
    pub(super) register: Register,
    tiles: MemoryTiles,
    pub(super) log_keys: LogKeys,
    clock: Millis,
    drawn: u64,
    sealed: Vec<Sealed>,
    bodies: Vec<String>,
    parts: Vec<Vec<Part>>,
    known: Vec<(SigningKey, KeyRecord)>,
    documents: Vec<BundleDocument>,
}

impl Sample {
    /// A ledger without entries.
    pub(super) fn empty(name: &str) -> Result<Self, Refusal> {
        let ledger: LedgerId = name.parse()?;
        let mut drawn = 0;
        let seed = Zeroizing::new(draw(&mut drawn));
        let log_keys = LogKeys::new(ledger.clone(), &seed, draw_key(&mut drawn)?);
        Ok(Self {
            head: Head::genesis(ledger.clone()),
            register: Register::new(ledger.clone()),
            ledger,
            tiles: MemoryTiles::default(),
            log_keys,
            clock: Millis::new(START).unwrap_or(Millis::MAX),
            drawn,
            sealed: Vec::new(),
            bodies: Vec::new(),
            parts: Vec::new(),
            known: Vec::new(),
            documents: Vec::new(),
        })
    }

    /// A party with so many members, each with a key; it is not in the ledger yet.
    pub fn party(&mut self, capacity: Capacity, members: usize) -> Result<Party, Refusal> {
        let subject = PartyId::from_parts(self.clock.as_millis(), self.random()).subject();
        let keys = (0..members)
            .map(|_| draw_key(&mut self.drawn))
            .collect::<Result<_, _>>()?;
        Ok(Party {
            subject,
            capacity,
            keys,
        })
    }

    /// A new subject of this kind.
    pub fn subject(&mut self, kind: &str) -> Result<Subject, Refusal> {
        let party = PartyId::from_parts(self.clock.as_millis(), self.random()).subject();
        Subject::new(kind, party.id()).map_err(|source| Refusal::NotASubject {
            field: "sample",
            source,
        })
    }

    /// Keeps a document beside the ledger, for bodies to name by the digest that this returns.
    pub(super) fn document(&mut self, name: &str, media_type: &str, content: &str) -> Digest {
        let digest = Digest::from_bytes(Sha256::digest(content).into());
        if !self.documents.iter().any(|document| document.digest == digest) {
            let size = content.len() as u64;
            self.documents.push(BundleDocument {
                name: name.into(),
                media_type: media_type.into(),
                size,
                digest,
            });
        }
        digest
    }

    /// A new key.
    pub fn key(&mut self) -> Result<SigningKey, Refusal> {
        draw_key(&mut self.drawn)
    }

    /// Signs an act and its body, ready to be sealed.
    pub fn sign(&mut self, act: &Act<'_>) -> Result<(Statement, String), Refusal> {
        let body = self.body(act)?;
        let Some(((subject, _), others)) = act.moves.split_first() else {
            return Err(Refusal::EntryForm("line of subjects"));
        };
        let now = self.clock.as_secs();
        let before = self.register.subject(subject);
        let claims = Claims {
            ledger: self.ledger.clone(),
            kind: act.kind.parse()?,
            subject: subject.clone(),
            version: before.map_or(1, |head| head.version + 1),
            previous: before.map(|head| head.chain),
            alt: others.iter().map(|(subject, _)| subject.clone()).collect(),
            rel: act
                .relies_on
                .iter()
                .map(|s| (s.clone(), self.register.subject(s).map_or(1, |h| h.version)))
                .collect(),
            issuer: act.by.subject.clone(),
            capacity: act.by.capacity,
            nonce: Nonce::from_bytes(self.random()),
            issued_at: now.saturating_sub(30),
            expires_at: now + WINDOW,
            observed: self.observation(),
            body: Digest::from_bytes(Sha256::digest(&body).into()),
        };
        let signers: Vec<&SigningKey> = act.by.keys.iter().take(act.signatures).collect();
        Ok((Statement::sign(&claims, &signers)?, body))
    }

    /// Signs an act, checks it as the service would, and seals it.
    pub fn act(&mut self, act: &Act<'_>) -> Result<u64, Refusal> {
        let (statement, body) = self.sign(act)?;
        let keys = |kid: &_| {
            self.known
                .iter()
                .find(|(_, k)| k.kid == *kid)
                .and_then(|(_, k)| k.public_key().ok())
        };
        check_envelope(&statement, body.as_bytes(), &self.ledger, self.clock, keys)?;
        let moved: Vec<Moved> = act.moves.iter().map(|(subject, _)| self.next(subject)).collect();
        let parts = act
            .moves
            .iter()
            .map(|(_, transition)| self.part(transition))
            .collect::<Result<Vec<_>, _>>()?;
        let digests: Vec<Digest> = parts.iter().map(Part::digest).collect();
        let outcome = outcome_digest(&moved, &digests).ok_or(Refusal::OutcomeMismatch)?;
        let tiles = &mut self.tiles;
        let sealed = self
            .head
            .seal(self.clock, moved, statement, outcome, |level, _, hash| {
                tiles.put(level, &hash);
            })?;
        self.register.admit(&sealed.entry)?;
        self.record_keys(act, &sealed)?;
        let sequence = sealed.entry.sequence;
        self.sealed.push(sealed);
        self.bodies.push(body);
        self.parts.push(parts);
        self.clock = Millis::new(self.clock.as_millis() + PACE).unwrap_or(Millis::MAX);
        Ok(sequence)
    }

    /// The sealed entries, in order.
    pub fn sealed(&self) -> &[Sealed] {
        &self.sealed
    }

    /// The signed checkpoint over all entries.
    pub fn checkpoint(&self) -> String {
        self.log_keys.sign(self.head.size(), self.head.root())
    }

    /// The keys of the log.
    pub fn log_keys(&self) -> &LogKeys {
        &self.log_keys
    }

    /// The private half of a key that an entry added.
    pub fn signing_key(&self, kid: &Thumbprint) -> Option<&SigningKey> {
        let known = self.known.iter().find(|(_, record)| record.kid == *kid);
        known.map(|(key, _)| key)
    }

    /// The tree's tiles.
    pub fn tiles(&self) -> &MemoryTiles {
        &self.tiles
    }

    /// The proof that this entry stands in the checkpoint's tree.
    pub fn proof(&self, index: u64) -> Result<InclusionProof, Refusal> {
        let hashes = Prover::new(&self.tiles, self.head.size()).inclusion(index)?;
        Ok(InclusionProof {
            index,
            hashes,
            checkpoint: self.checkpoint(),
        })
    }

    /// What stands before the entries in the exported log.
    pub fn preamble(&self) -> LogPreamble {
        LogPreamble {
            vkeys: self.log_keys.verifiers().to_vec(),
            keys: self.known.iter().map(|(_, record)| record.clone()).collect(),
            opening: self
                .bodies
                .first()
                .map(|body| body.clone().into_bytes())
                .unwrap_or_default(),
            checkpoint: self.checkpoint(),
            entries: self.head.size(),
        }
    }

    /// The exported log.
    pub fn export(&self) -> Result<Vec<u8>, Refusal> {
        let mut file = self.preamble().encode()?;
        for sealed in &self.sealed {
            file.extend(encode_leaf(&sealed.leaf)?);
        }
        Ok(file)
    }

    /// The bundle on a subject: its entries and those of what it was split from, with everything disclosed.
    pub fn bundle(&self, subject: &Subject) -> Result<Bundle, Refusal> {
        let vkeys = self.log_keys.verifiers().to_vec();
        let mut bundle = Bundle::new(subject.clone(), vkeys, self.checkpoint());
        for sequence in self.select(subject) {
            let place = usize::try_from(sequence).unwrap_or(usize::MAX);
            let Some(sealed) = self.sealed.get(place) else {
                continue;
            };
            bundle.entries.push(self.shown(place, sealed)?);
            for line in sealed.entry.statement.signatures() {
                let record = self
                    .known
                    .iter()
                    .map(|(_, record)| record)
                    .find(|record| record.kid == *line.kid());
                let record = record.ok_or_else(|| Refusal::UnknownKey(line.kid().clone()))?;
                if !bundle.keys.iter().any(|key| key.kid == record.kid) {
                    let KeyRecord {
                        kid,
                        party,
                        jwk,
                        added,
                        ..
                    } = record.clone();
                    bundle.keys.push(BundleKey {
                        kid,
                        party,
                        jwk,
                        added,
                    });
                }
            }
        }
        let bodies: Vec<&str> = bundle
            .entries
            .iter()
            .filter_map(|entry| entry.body.as_deref())
            .collect();
        let named = |document: &&BundleDocument| {
            bodies
                .iter()
                .any(|body| body.contains(&document.digest.to_string()))
        };
        bundle.documents = self.documents.iter().filter(named).cloned().collect();
        Ok(bundle)
    }

    /// The numbers of the entries in the bundle on a subject.
    fn select(&self, subject: &Subject) -> impl Iterator<Item = u64> {
        let entries = || self.sealed.iter().map(|sealed| &sealed.entry);
        let mut selection = Selection::new(subject.clone());
        loop {
            let needed = selection.needed();
            if needed.is_empty() {
                return selection.into_entries();
            }
            for need in needed {
                match need {
                    Need::History { subject, until } => {
                        let moves_it =
                            |entry: &&Entry| entry.moved.iter().any(|moved| moved.subject == subject);
                        let numbers = entries().filter(moves_it).map(|entry| entry.sequence);
                        selection.take_history(numbers.filter(|seq| until.is_none_or(|until| *seq <= until)));
                    }
                    Need::Entry(sequence) => {
                        entries()
                            .filter(|entry| entry.sequence == sequence)
                            .for_each(|entry| selection.take_entry(entry));
                    }
                    Need::Key(kid) => {
                        if let Some(key) = self.register.key(&kid) {
                            selection.take_key(key.added);
                        }
                    }
                }
            }
        }
    }

    fn shown(&self, place: usize, sealed: &Sealed) -> Result<BundleEntry, Refusal> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let proof = Prover::new(&self.tiles, self.head.size()).inclusion(sealed.entry.sequence)?;
        let parts = self.parts.get(place).map(Vec::as_slice).unwrap_or_default();
        let shown = parts.iter().map(|p| BundlePart {
            digest: p.digest(),
            part: Some(text(p.as_bytes())),
        });
        Ok(BundleEntry {
            seq: sealed.entry.sequence,
            leaf: text(&sealed.leaf),
            proof: proof.iter().map(ToString::to_string).collect(),
            body: self.bodies.get(place).cloned(),
            outcome: Some(shown.collect()),
        })
    }

    fn next(&self, subject: &Subject) -> Moved {
        let version = self.register.subject(subject).map_or(1, |head| head.version + 1);
        Moved {
            subject: subject.clone(),
            version,
        }
    }

    fn part(&mut self, transition: &Value) -> Result<Part, Refusal> {
        let salt = Salt::from_bytes(self.random());
        let raw = RawValue::from_string(transition.to_string()).map_err(|error| Refusal::Json {
            document: "transition",
            detail: error.to_string(),
        })?;
        Part::encode(salt, vec![raw])
    }

    fn body(&mut self, act: &Act<'_>) -> Result<String, Refusal> {
        let mut fields = act.body.as_object().cloned().unwrap_or_else(Map::new);
        fields.insert("salt".into(), json!(Salt::from_bytes(self.random())));
        if !act.adds.is_empty() {
            let opening = self.sealed.is_empty();
            let list = act.adds.iter().map(|(key, owner)| {
                let jwk = key.public().to_jwk();
                let possession = key.prove_possession(&self.ledger, owner)?;
                Ok(if opening {
                    json!({ "jwk": jwk })
                } else {
                    json!({ "jwk": jwk, "possession": possession })
                })
            });
            fields.insert("keys".into(), Value::Array(list.collect::<Result<_, Refusal>>()?));
        }
        Ok(Value::Object(fields).to_string())
    }

    fn record_keys(&mut self, act: &Act<'_>, sealed: &Sealed) -> Result<(), Refusal> {
        for key in key_moves(sealed.entry.statement.claims(), &sealed.entry.moved)? {
            match key {
                KeyMove::Added { kid, owner } => {
                    let added = act.adds.iter().find(|(key, _)| key.public().thumbprint() == kid);
                    let (key, _) = added.ok_or_else(|| Refusal::NoPossession(kid.clone()))?;
                    let jwk = key.public().to_jwk();
                    let added = sealed.entry.sequence;
                    self.known.push((
                        key.clone(),
                        KeyRecord {
                            kid,
                            party: owner,
                            jwk,
                            added,
                            revoked: None,
                        },
                    ));
                }
                KeyMove::Revoked { kid } => {
                    for (_, record) in self.known.iter_mut().filter(|(_, record)| record.kid == kid) {
                        record.revoked = Some(sealed.entry.sequence);
                    }
                }
            }
        }
        Ok(())
    }

    /// Every seventh statement names the head that its signer last saw.
    fn observation(&self) -> Option<Observed> {
        let size = self.head.size();
        let root = Digest::from_bytes(*self.head.root().as_bytes());
        (size > 0 && size.is_multiple_of(7)).then_some(Observed { size, root })
    }

    fn random<const N: usize>(&mut self) -> [u8; N] {
        let bytes = draw(&mut self.drawn);
        let mut random = [0; N];
        for (to, from) in random.iter_mut().zip(bytes) {
            *to = from;
        }
        random
    }
}

/// Bytes that look random and are the same every time.
fn draw(drawn: &mut u64) -> [u8; 32] {
    *drawn += 1;
    Sha256::digest(format!("tallystick sample {drawn}")).into()
}

fn draw_key(drawn: &mut u64) -> Result<SigningKey, Refusal> {
    SigningKey::from_random(&Zeroizing::new(draw(drawn)))
}
