//! The store: what a server holds of the database.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use sea_orm::{ColumnTrait, DatabaseConnection, DbBackend, EntityTrait, QueryFilter};
use tallystick_base::{MemberId, Millis, PartyId, Subject, Thumbprint};
use tallystick_ledger::{Jwk, LedgerId, PublicKey, Refusal, VerifierKey, check_envelope};
use tallystick_migrations::{is_made, missing_guard};
use tokio::sync::watch;

use crate::append::{Answer, Checked, Outcome, Reading, Sequencer, Submission, Writer, opens, read_head};
use crate::database::Database;
use crate::entity::{body, head, key};
use crate::upgrade::upgrade;
use crate::wal::keep_short;
use crate::{Ambient, AuditReport, DatabaseUrl, Pepper, Progress, Refused, ServiceKeys, StoreError};

/// How a store is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the data is.
    pub database: DatabaseUrl,
    /// How many connections read at the same time.
    pub readers: u32,
}

/// A key that an entry added.
#[derive(Debug, Clone)]
pub struct KeyInForce {
    /// The key.
    pub key: PublicKey,
    /// The party that owns it.
    pub party: PartyId,
    /// Who signs with it; none for the service's own.
    pub member: Option<MemberId>,
    /// The entry that revoked it, if any.
    pub revoked: Option<u64>,
}

/// The ledger with its read model. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    database: Database,
    ledger: LedgerId,
    ambient: Ambient,
    keys: Arc<ServiceKeys>,
    sequencer: Sequencer,
    /// Keys by thumbprint, for the check of envelopes. A key never changes; whether it may sign depends on the place, and is
    /// checked there.
    known_keys: RwLock<HashMap<Thumbprint, PublicKey>>,
}

impl Store {
    /// Makes the schema in an empty database, and opens a ledger there with the statement of its entry 0.
    pub async fn create(
        settings: &Settings,
        keys: ServiceKeys,
        ambient: Ambient,
        opening: Submission,
    ) -> Result<Self, Refused> {
        let database = connect(settings, &keys.pepper).await?;
        if let Some(row) = head_row(&database).await? {
            return Err(StoreError::LedgerExists(row.ledger).into());
        }
        let ledger = keys.log.verifiers()[0].name().clone();
        let store = Self::start(database, ledger, keys, ambient, 0);
        match store.submit(opening).await {
            Ok(_) => {
                store.check_keys().await?;
                Ok(store)
            }
            Err(refused) => {
                store.close().await;
                Err(refused)
            }
        }
    }

    /// Opens a database that holds a ledger, after bringing its schema up to date. The keys must be the ledger's own.
    pub async fn open(settings: &Settings, keys: ServiceKeys, ambient: Ambient) -> Result<Self, StoreError> {
        let database = Database::connect(&settings.database, settings.readers).await?;
        // Whoever mistyped the name of a database keeps it as it is.
        if !is_made(&database.writer).await? {
            return Err(StoreError::NoLedger);
        }
        upgrade(&database, &keys.pepper).await?;
        if let Some(guard) = missing_guard(&database.writer).await? {
            return Err(StoreError::Unguarded {
                table: guard.table,
                trigger: guard.name,
            });
        }
        let row = head_row(&database).await?.ok_or(StoreError::NoLedger)?;
        let head = read_head(&row)?;
        let store = Self::start(database, head.ledger().clone(), keys, ambient, head.size());
        match store.check_keys().await {
            Ok(()) => Ok(store),
            Err(error) => {
                store.close().await;
                Err(error)
            }
        }
    }

    fn start(database: Database, ledger: LedgerId, keys: ServiceKeys, ambient: Ambient, size: u64) -> Self {
        let keys = Arc::new(keys);
        let writer = Writer::new(
            database.clone(),
            ledger.clone(),
            Arc::clone(&keys),
            ambient.clone(),
        );
        let sequencer = Sequencer::start(writer, size);
        tokio::spawn(keep_short(database.reader.clone(), sequencer.watch()));
        let inner = Inner {
            sequencer,
            database,
            ledger,
            ambient,
            keys,
            known_keys: RwLock::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Takes no more statements, answers those that were taken, and closes the connections.
    pub async fn close(self) {
        self.inner.sequencer.drain().await;
    }

    /// As [`audit`](crate::audit), with the pepper of this store and connections of its own to the same database.
    pub async fn audit(
        &self,
        settings: &Settings,
        scratch: &Path,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<AuditReport, StoreError> {
        crate::audit(settings, &self.inner.keys.pepper, scratch, progress).await
    }

    /// The ledger's id.
    pub fn ledger(&self) -> &LedgerId {
        &self.inner.ledger
    }

    /// The time.
    pub fn now(&self) -> Millis {
        self.inner.ambient.now()
    }

    /// Time and randomness.
    pub fn ambient(&self) -> &Ambient {
        &self.inner.ambient
    }

    /// The verifier keys of the log: Ed25519, then P-256.
    pub fn vkeys(&self) -> [VerifierKey; 2] {
        self.inner.keys.log.verifiers()
    }

    /// The number of entries that this instance knows to be published; it changes when more are.
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.inner.sequencer.watch()
    }

    /// Looks at the head again and again, and lets [`Store::watch`] know of what other instances wrote. Without end, until it is
    /// dropped. On SQLite there are no others, so it returns at once.
    pub async fn follow_others(&self, pace: Duration) {
        if self.reader().get_database_backend() != DbBackend::Postgres {
            return;
        }
        loop {
            tokio::time::sleep(pace).await;
            match head_row(&self.inner.database).await {
                Ok(Some(row)) => self.inner.sequencer.saw(u64::try_from(row.size).unwrap_or(0)),
                // The next look may find it, and every request that meets the same says so.
                Ok(None) => tracing::debug!("the head is not there"),
                Err(error) => tracing::debug!(%error, "the head cannot be read"),
            }
        }
    }

    /// Whether the database answers and statements are taken.
    pub async fn is_ready(&self) -> bool {
        self.inner.sequencer.is_running() && matches!(head_row(&self.inner.database).await, Ok(Some(_)))
    }

    /// The one way in: checks the envelope, and has the statement decided and appended. What is short of signatures waits.
    ///
    /// Submitting the same statement again gives its receipt again.
    pub async fn submit(&self, submission: Submission) -> Result<Answer, Refused> {
        let mut answers = self.submit_all(vec![submission]).await;
        answers.pop().unwrap_or(Err(Refused::Fault(StoreError::Stopping)))
    }

    /// As `submit`, for many at once; the answers come in the same order. One that is refused does not hold up the others.
    pub async fn submit_all(&self, submissions: Vec<Submission>) -> Vec<Result<Answer, Refused>> {
        let checked = match self.check(submissions).await {
            Ok(checked) => checked,
            Err((count, error)) => return repeat(count, error),
        };
        let mut answers: Vec<Option<Result<Answer, Refused>>> = Vec::with_capacity(checked.len());
        let mut passed = Vec::new();
        for result in checked {
            match result {
                Ok(checked) => {
                    passed.push(checked);
                    answers.push(None);
                }
                Err(refusal) => answers.push(Some(Err(refusal.into()))),
            }
        }
        let mut outcomes = match self.append(passed).await {
            Ok(outcomes) => outcomes.into_iter(),
            Err(refused) => {
                return answers
                    .into_iter()
                    .map(|answer| answer.unwrap_or_else(|| Err(again(&refused))))
                    .collect();
            }
        };
        let mut finished = Vec::with_capacity(answers.len());
        for answer in answers {
            finished.push(match (answer, outcomes.len()) {
                (Some(answer), _) => answer,
                (None, 0) => Err(Refused::Fault(StoreError::Stopping)),
                (None, _) => self.answer(outcomes.next()).await,
            });
        }
        finished
    }

    async fn append(&self, passed: Vec<Checked>) -> Result<Vec<Outcome>, Refused> {
        if passed.is_empty() {
            return Ok(Vec::new());
        }
        self.inner.sequencer.append(passed).await
    }

    async fn answer(&self, outcome: Option<Outcome>) -> Result<Answer, Refused> {
        match outcome {
            Some(Outcome::Appended(receipt)) => Ok(Answer::Appended {
                receipt,
                known: false,
            }),
            Some(Outcome::Known(seq)) => Ok(Answer::Appended {
                receipt: self.receipt(seq).await?,
                known: true,
            }),
            Some(Outcome::Waiting(proposal)) => Ok(Answer::Waiting(proposal)),
            Some(Outcome::Refused(refused)) => Err(refused),
            None => Err(Refused::Fault(StoreError::Stopping)),
        }
    }

    /// Checks envelopes on all cores, away from the tasks that answer requests.
    async fn check(
        &self,
        submissions: Vec<Submission>,
    ) -> Result<Vec<Result<Checked, Refusal>>, (usize, StoreError)> {
        let count = submissions.len();
        let keys = self.keys_of(&submissions).await.map_err(|error| (count, error))?;
        let (ledger, received) = (self.ledger().clone(), self.now());
        let work = move || {
            use rayon::prelude::*;
            let check = |submission: Submission| check(submission, &ledger, received, &keys);
            match submissions.len() {
                1 => submissions.into_iter().map(check).collect(),
                _ => submissions.into_par_iter().map(check).collect(),
            }
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| (count, StoreError::Task(error)))
    }

    /// The public keys that these statements name; those that no entry added are missing.
    async fn keys_of(
        &self,
        submissions: &[Submission],
    ) -> Result<HashMap<Thumbprint, PublicKey>, StoreError> {
        let mut found = HashMap::new();
        let mut missing = Vec::new();
        if let Ok(known) = self.inner.known_keys.read() {
            for submission in submissions.iter().filter(|one| !opens(one.statement.claims())) {
                for line in submission.statement.signatures() {
                    match known.get(line.kid()) {
                        Some(key) => {
                            found.insert(line.kid().clone(), key.clone());
                        }
                        None => missing.push(line.kid().to_string()),
                    }
                }
            }
        }
        missing.sort();
        missing.dedup();
        for kids in missing.chunks(1_000) {
            let rows = key::Entity::find()
                .filter(key::Column::Kid.is_in(kids.iter().cloned()))
                .all(self.reader())
                .await?;
            for row in rows {
                let record = in_force(&row)?;
                let kid = record.key.thumbprint();
                found.insert(kid.clone(), record.key.clone());
                if let Ok(mut known) = self.inner.known_keys.write() {
                    known.insert(kid, record.key);
                }
            }
        }
        Ok(found)
    }

    /// A key, whether or not it may still sign.
    pub async fn public_key(&self, kid: &Thumbprint) -> Result<Option<KeyInForce>, StoreError> {
        let row = key::Entity::find_by_id(kid.to_string())
            .one(self.reader())
            .await?;
        row.as_ref().map(in_force).transpose()
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.inner.database.reader
    }

    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.inner.database.writer
    }

    pub(crate) fn keys_held(&self) -> &ServiceKeys {
        &self.inner.keys
    }

    /// The keys at hand must be those that the opening names: another set would sign what nobody can verify.
    async fn check_keys(&self) -> Result<(), StoreError> {
        let keys = &self.inner.keys;
        let opening = body::Entity::find_by_id(0)
            .one(self.reader())
            .await?
            .ok_or(StoreError::NoLedger)?;
        if tallystick_ledger::log_keys(&opening.body)? != keys.log.verifiers() {
            return Err(StoreError::KeysDiffer("pair of log keys"));
        }
        let kid = keys.statement.public().thumbprint();
        match self.public_key(&kid).await? {
            Some(key) if key.member.is_none() => Ok(()),
            _ => Err(StoreError::KeysDiffer("statement key")),
        }
    }
}

fn check(
    submission: Submission,
    ledger: &LedgerId,
    received: Millis,
    keys: &HashMap<Thumbprint, PublicKey>,
) -> Result<Checked, Refusal> {
    let statement = &submission.statement;
    check_envelope(statement, &submission.body, ledger, received, |kid| {
        keys.get(kid).cloned()
    })?;
    Ok(Checked {
        id: statement.id()?,
        reading: Reading::of(&submission),
        submission,
    })
}

pub(crate) fn in_force(row: &key::Model) -> Result<KeyInForce, StoreError> {
    let corrupt = |detail: String| StoreError::Corrupt {
        table: "keys",
        id: row.kid.clone(),
        detail,
    };
    let jwk: Jwk = serde_json::from_str(&row.jwk).map_err(|error| corrupt(error.to_string()))?;
    let key = PublicKey::from_jwk(&jwk)?;
    if key.thumbprint().as_str() != row.kid {
        return Err(corrupt("the key hashes to another thumbprint".into()));
    }
    let subject = |text: &str| Subject::parse(text).map_err(|error| corrupt(error.to_string()));
    let party = PartyId::try_from(&subject(&row.party)?).map_err(|error| corrupt(error.to_string()))?;
    let member = match &row.member {
        Some(member) => {
            Some(MemberId::try_from(&subject(member)?).map_err(|error| corrupt(error.to_string()))?)
        }
        None => None,
    };
    let revoked = row.revoked.map(u64::try_from).transpose();
    Ok(KeyInForce {
        key,
        party,
        member,
        revoked: revoked.map_err(|_| corrupt("the revoking entry's number is negative".into()))?,
    })
}

/// The same answer for all, where it is none of the statements.
fn again(refused: &Refused) -> Refused {
    match refused {
        Refused::Busy => Refused::Busy,
        _ => Refused::Fault(StoreError::Stopping),
    }
}

fn repeat(count: usize, error: StoreError) -> Vec<Result<Answer, Refused>> {
    let shared = Arc::new(error);
    (0..count)
        .map(|_| Err(Refused::Fault(StoreError::Batch(Arc::clone(&shared)))))
        .collect()
}

/// Connects, and brings the schema up to date.
async fn connect(settings: &Settings, pepper: &Pepper) -> Result<Database, StoreError> {
    let database = Database::connect(&settings.database, settings.readers).await?;
    upgrade(&database, pepper).await?;
    Ok(database)
}

async fn head_row(database: &Database) -> Result<Option<head::Model>, StoreError> {
    Ok(head::Entity::find_by_id(0).one(&database.reader).await?)
}
