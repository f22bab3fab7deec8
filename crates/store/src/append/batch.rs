//! One batch: one transaction, from the head's row to the commit.
//!
//! Where a whole batch waits already, what it reads is read within the transaction of the one before, which has all rows of that one,
//! and it is decided while that transaction is being committed.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};
use tallystick_base::{Digest, Millis};
use tallystick_ledger::{EdgeNodes, Head, InclusionProof, LedgerId, Receipt, Refusal};
use tokio::task::JoinHandle;

use super::scribe::Scribe;
use super::states::bytes_of;
use super::write::{Written, head_row, move_head, write_checkpoint};
use super::{Checked, PlaceError, Placed, States, Tree, place, read_head, right_edge};
use crate::append::place::Means;
use crate::database::Database;
use crate::entity::{entry, head};
use crate::proposal::{Proposal, Waiting};
use crate::{Ambient, Refused, ServiceKeys, StoreError};

/// How many entries are decided before their rows go out, while the next ones are decided. `bulk` writes as many with one
/// statement.
const ENTRIES_AT_ONCE: usize = 256;

/// What the one who writes keeps between batches: the head as of its last one, and the states of the house.
#[derive(Debug)]
pub(crate) struct Writer {
    database: Database,
    ledger: LedgerId,
    keys: Arc<ServiceKeys>,
    ambient: Ambient,
    tree: Option<Tree>,
    states: States,
    /// Whether the head was found where this instance had left it, so that none other seems to write.
    alone: bool,
    ahead: Option<Ahead>,
}

/// What a batch reads besides the states.
#[derive(Debug)]
pub(crate) struct Read {
    /// Those of its statements that are entries already.
    known: HashMap<Digest, u64>,
    waiting: Waiting,
}

/// A batch that was read for before the one in front of it was committed.
#[derive(Debug)]
struct Ahead {
    read: Read,
    /// Whether the one in front stands.
    committing: JoinHandle<bool>,
}

/// A batch that is decided and written, but for its commit.
#[derive(Debug)]
pub(crate) struct Uncommitted {
    transaction: DatabaseTransaction,
    places: Vec<Decided>,
    edge: EdgeNodes,
    /// The signed head that it led to, with its size; none where no entry was added.
    head: Option<(String, u64)>,
}

/// What became of one statement of a batch.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is sealed; the receipt is complete.
    Appended(Receipt),
    /// It stands at this place since an earlier batch.
    Known(u64),
    /// It waits.
    Waiting(Box<Proposal>),
    /// It is refused, and left no row.
    Refused(Refused),
}

/// Why a batch left nothing behind.
#[derive(Debug)]
pub(crate) enum BatchError {
    /// This statement of it is at fault; the others may be tried again without it.
    Culprit(usize, StoreError),
    /// The head moved on in the meantime; all may be tried again.
    Overtaken,
    /// Nothing can be said of any of them.
    Fault(StoreError),
}

impl<E: Into<StoreError>> From<E> for BatchError {
    fn from(error: E) -> Self {
        let error = error.into();
        match &error {
            StoreError::Database(database) if is_contention(database) => Self::Overtaken,
            _ => Self::Fault(error),
        }
    }
}

impl Writer {
    pub(crate) fn new(
        database: Database,
        ledger: LedgerId,
        keys: Arc<ServiceKeys>,
        ambient: Ambient,
    ) -> Self {
        Self {
            database,
            ledger,
            keys,
            ambient,
            tree: None,
            states: States::default(),
            alone: false,
            ahead: None,
        }
    }

    /// Decides and writes a batch, up to the commit. After an error nothing of it stands in the database, and what was kept is
    /// forgotten.
    pub(crate) async fn write(&mut self, batch: &[&Checked]) -> Result<Uncommitted, BatchError> {
        let result = match self.ahead.take() {
            Some(ahead) => self.go_on(ahead, batch).await,
            None => self.begin(batch).await,
        };
        if result.is_err() {
            self.forget();
        }
        result
    }

    /// Forgets what was kept: it led to nothing that stands.
    pub(crate) fn forget(&mut self) {
        self.tree = None;
        self.states.clear();
    }

    /// Reads for the next batch, in the transaction of one that is not committed yet. Nothing where other instances write, too:
    /// they stand in line for the head's row, and what is read before having it may not hold any more. After an error the
    /// transaction is not to be committed: PostgreSQL has given it up.
    pub(crate) async fn read_ahead(
        &mut self,
        written: &Uncommitted,
        next: &[&Checked],
    ) -> Result<Option<Read>, StoreError> {
        if !self.alone {
            return Ok(None);
        }
        self.read(&written.transaction, next).await.map(Some)
    }

    /// The next batch is the one that was read for; it may be decided while the one in front is being committed.
    pub(crate) fn follow(&mut self, read: Read, committing: JoinHandle<bool>) {
        self.ahead = Some(Ahead { read, committing });
    }

    /// Closes the connections.
    pub(crate) async fn close(self) -> Result<(), DbErr> {
        self.database.close().await
    }

    /// A batch that has the head's row before it reads anything.
    async fn begin(&mut self, batch: &[&Checked]) -> Result<Uncommitted, BatchError> {
        let transaction = self.database.begin().await?;
        // A crash here leaves nothing: no row has been written.
        let before = lock_head(&transaction).await?;
        let tree = self.tree_at(&transaction, before.as_ref()).await?;
        let read = self.read(&transaction, batch).await?;
        let scribe = Scribe::start(async { Ok(transaction) });
        self.decide_and_write(tree, read, before.as_ref(), scribe, batch)
            .await
    }

    /// A batch that goes on where the one in front of it will have left the head.
    async fn go_on(&mut self, ahead: Ahead, batch: &[&Checked]) -> Result<Uncommitted, BatchError> {
        let Ahead { read, committing } = ahead;
        let tree = self.tree.take().ok_or(BatchError::Overtaken)?;
        let before = head_row(&tree.head)?;
        let (database, expected) = (self.database.clone(), before.clone());
        let (waiting, ids) = (read.waiting.clone(), ids_of(batch));
        let scribe = Scribe::start(async move {
            // A crash here leaves the batch in front or nothing, as its commit had come through or not; of this one no row has
            // been written.
            if !committing.await.unwrap_or(false) {
                return Err(BatchError::Overtaken);
            }
            let transaction = database.begin().await?;
            if lock_head(&transaction).await? != Some(expected) {
                return Err(BatchError::Overtaken);
            }
            // A proposal may have been declined, or signed at another instance, and neither moves the head.
            if Waiting::load(&transaction, &ids).await? != waiting {
                return Err(BatchError::Overtaken);
            }
            Ok(transaction)
        });
        self.decide_and_write(tree, read, Some(&before), scribe, batch)
            .await
    }

    async fn decide_and_write(
        &mut self,
        mut tree: Tree,
        mut read: Read,
        before: Option<&head::Model>,
        scribe: Scribe,
        batch: &[&Checked],
    ) -> Result<Uncommitted, BatchError> {
        let decided = self.decide_all(&mut tree, &mut read, &scribe, batch).await;
        let transaction = scribe.finish().await?;
        let places = decided?;
        let head = if tree.head.size() > before.map_or(0, |row| row.size.unsigned_abs()) {
            Some((self.seal(&transaction, &tree, before).await?, tree.head.size()))
        } else {
            None
        };
        read.waiting.write(&transaction).await?;
        self.states.settle();
        let edge = tree.edge.clone();
        tree.edge.prune();
        self.tree = Some(tree);
        Ok(Uncommitted {
            transaction,
            places,
            edge,
            head,
        })
    }

    async fn read(
        &mut self,
        transaction: &DatabaseTransaction,
        batch: &[&Checked],
    ) -> Result<Read, StoreError> {
        let known = known_statements(transaction, batch).await?;
        let waiting = Waiting::load(transaction, &ids_of(batch)).await?;
        let reaches: Vec<_> = batch.iter().map(|checked| &checked.reading.reach).collect();
        self.states.load(transaction, &reaches).await?;
        Ok(Read { known, waiting })
    }

    /// The head as the row has it: as kept, or read anew where another instance moved it.
    async fn tree_at(
        &mut self,
        transaction: &DatabaseTransaction,
        row: Option<&head::Model>,
    ) -> Result<Tree, StoreError> {
        let head = match row {
            Some(row) => read_head(row)?,
            None => Head::genesis(self.ledger.clone()),
        };
        match self.tree.take() {
            Some(tree) if tree.head == head => {
                self.alone = true;
                Ok(tree)
            }
            _ => {
                self.alone = false;
                self.states.clear();
                let edge = right_edge(transaction, head.size()).await?;
                Ok(Tree { head, edge })
            }
        }
    }

    /// Decides all of them, in their order, and hands over the rows piece by piece.
    async fn decide_all(
        &mut self,
        tree: &mut Tree,
        read: &mut Read,
        scribe: &Scribe,
        batch: &[&Checked],
    ) -> Result<Vec<Decided>, BatchError> {
        let mut places = Vec::with_capacity(batch.len());
        let mut written = Written::default();
        for (place, checked) in batch.iter().enumerate() {
            let decided = self.decide(tree, read, &mut written, checked);
            places.push(decided.map_err(|error| BatchError::Culprit(place, error))?);
            if written.len() >= ENTRIES_AT_ONCE {
                let piece = std::mem::take(&mut written).with_states(&mut self.states)?;
                scribe.write(piece).await;
            }
        }
        if written.len() > 0 {
            scribe.write(written.with_states(&mut self.states)?).await;
        }
        Ok(places)
    }

    fn decide(
        &mut self,
        tree: &mut Tree,
        Read { known, waiting }: &mut Read,
        written: &mut Written,
        checked: &Checked,
    ) -> Result<Decided, StoreError> {
        if let Some(seq) = known.get(&checked.id) {
            return Ok(Decided::Known(*seq));
        }
        let now = self.ambient.now();
        let merged = match waiting.merge(checked, &self.states) {
            Ok(merged) => merged,
            Err(refused) => return Ok(Decided::Refused(refused)),
        };
        let mut nodes = Vec::new();
        let mut means = Means {
            clock: now,
            pepper: &self.keys.pepper,
            salt: &mut || self.ambient.salt(),
            completed: &mut |level, index, hash| nodes.push((level, index, hash)),
        };
        match place(
            &mut tree.head,
            &mut self.states,
            &merged,
            &checked.reading,
            &mut means,
        ) {
            Ok(placed) => {
                let seq = placed.sealed.entry.sequence;
                for (level, index, hash) in nodes {
                    tree.edge.put(level, index, hash);
                    written.node(level, index, hash)?;
                }
                known.insert(checked.id, seq);
                waiting.appended(&checked.id, seq);
                let fresh = Fresh::of(&checked.id, &placed)?;
                written.entry(&checked.id, placed)?;
                Ok(Decided::Sealed(fresh))
            }
            Err(PlaceError::Short(missing)) => Ok(
                match waiting.wait(&checked.id, merged.into_owned(), missing, now) {
                    Ok(proposal) => Decided::Waiting(Box::new(proposal)),
                    Err(refused) => Decided::Refused(refused),
                },
            ),
            Err(PlaceError::Input(refusal)) => Ok(Decided::Refused(refusal.into())),
            Err(PlaceError::Rule(rejection)) => Ok(Decided::Refused(rejection.into())),
            Err(PlaceError::Fault(error)) => Err(error),
        }
    }

    /// Signs the head, writes that down, and moves the head's row. Returns the signed checkpoint.
    async fn seal(
        &self,
        transaction: &DatabaseTransaction,
        tree: &Tree,
        before: Option<&head::Model>,
    ) -> Result<String, BatchError> {
        let note = self.keys.log.sign(tree.head.size(), tree.head.root());
        // Every batch ends in a signed head, so the one before stands where this batch began.
        let previous = before.map_or(0, |row| row.size);
        write_checkpoint(transaction, previous, &tree.head, &note).await?;
        // On PostgreSQL the row is locked since it was read, on SQLite the whole database is. The comparison holds even if
        // one of them did not: two writers cannot both move the head from the same place.
        if move_head(transaction, before, &tree.head).await? {
            Ok(note)
        } else {
            Err(BatchError::Overtaken)
        }
    }
}

impl Uncommitted {
    /// Commits it. What became of each of its statements, and the number of entries where some were added.
    pub(crate) async fn commit(self) -> Result<(Vec<Outcome>, Option<u64>), StoreError> {
        // A crash before the commit leaves nothing, and no caller has been answered: whoever sends its statement again finds it
        // unknown. A crash after it leaves everything: whoever sends its statement again gets the receipt of the one entry.
        self.transaction.commit().await?;
        let note = self.head.as_ref().map(|(note, _)| note.as_str());
        let outcomes = answers(self.places, &self.edge, note)?;
        Ok((outcomes, self.head.map(|(_, size)| size)))
    }
}

/// A receipt to which the proof is still missing.
#[derive(Debug)]
struct Fresh {
    seq: u64,
    received: Millis,
    statement: Digest,
    leaf: String,
}

impl Fresh {
    fn of(statement: &Digest, placed: &Placed) -> Result<Self, StoreError> {
        let leaf = str::from_utf8(&placed.sealed.leaf).map_err(|_| Refusal::EntryForm("text (UTF-8)"))?;
        Ok(Self {
            seq: placed.sealed.entry.sequence,
            received: placed.sealed.entry.received,
            statement: *statement,
            leaf: leaf.to_owned(),
        })
    }

    fn with(self, proof: InclusionProof) -> Receipt {
        Receipt {
            seq: self.seq,
            received: self.received,
            statement: self.statement,
            leaf: self.leaf,
            proof,
        }
    }
}

/// As an outcome, before the tree of the whole batch is known.
#[derive(Debug)]
enum Decided {
    Sealed(Fresh),
    Known(u64),
    Waiting(Box<Proposal>),
    Refused(Refused),
}

/// Takes the head's row, and on PostgreSQL its lock: instances stand in line here.
pub(crate) async fn lock_head(transaction: &DatabaseTransaction) -> Result<Option<head::Model>, StoreError> {
    let mut query = head::Entity::find_by_id(0);
    if transaction.get_database_backend() == DbBackend::Postgres {
        query = query.lock_exclusive();
    }
    Ok(query.one(transaction).await?)
}

fn ids_of(batch: &[&Checked]) -> Vec<Digest> {
    batch.iter().map(|checked| checked.id).collect()
}

async fn known_statements(
    transaction: &DatabaseTransaction,
    batch: &[&Checked],
) -> Result<HashMap<Digest, u64>, StoreError> {
    let mut known = HashMap::new();
    for chunk in batch.chunks(1_000) {
        let rows: Vec<(Vec<u8>, i64)> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Statement)
            .column(entry::Column::Seq)
            .filter(entry::Column::Statement.is_in(chunk.iter().map(|checked| bytes_of(&checked.id))))
            .into_tuple()
            .all(transaction)
            .await?;
        for (id, seq) in rows {
            if let (Ok(id), Ok(seq)) = (<[u8; 32]>::try_from(id.as_slice()), u64::try_from(seq)) {
                known.insert(Digest::from_bytes(id), seq);
            }
        }
    }
    Ok(known)
}

fn answers(places: Vec<Decided>, edge: &EdgeNodes, note: Option<&str>) -> Result<Vec<Outcome>, StoreError> {
    let prover = edge.prover()?;
    places
        .into_iter()
        .map(|decided| {
            Ok(match decided {
                Decided::Known(seq) => Outcome::Known(seq),
                Decided::Waiting(proposal) => Outcome::Waiting(proposal),
                Decided::Refused(refused) => Outcome::Refused(refused),
                Decided::Sealed(fresh) => {
                    let proof = InclusionProof {
                        index: fresh.seq,
                        hashes: prover.inclusion(fresh.seq)?,
                        checkpoint: note.unwrap_or_default().to_owned(),
                    };
                    Outcome::Appended(fresh.with(proof))
                }
            })
        })
        .collect()
}

/// Whether the database says that another writer was faster: a failed serialisation, a deadlock, a lock not had in
/// time, a key that another one took, or a busy file.
fn is_contention(error: &DbErr) -> bool {
    let text = error.to_string();
    let codes = [
        "40001",
        "40P01",
        "55P03",
        "database is locked",
        "database is busy",
    ];
    codes.iter().any(|code| text.contains(code))
        || text.contains("could not serialize")
        || text.contains("deadlock detected")
        || text.contains("canceling statement due to lock timeout")
        || matches!(
            error.sql_err(),
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
        )
}
