//! Appending a ledger again, entry by entry, beside the one that is stored.

use std::collections::{BTreeSet, HashMap, VecDeque};

use rayon::prelude::*;
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect as _, TransactionTrait as _};
use tallystick_base::{Salt, Subject, Thumbprint};
use tallystick_commands::{self as commands, Case, Step, Transition};
use tallystick_ledger::{
    ChainValue, Entry, Frontier, Hash, Head, LedgerId, Moved, PublicKey, Refusal, Sealed, VerifierKey,
    check_body, check_envelope, log_keys, new_keys, verify_own_checkpoint,
};

use super::read::{AT_ONCE, Stored, checkpoints, entries, part_id};
use super::scratch::Scratch;
use super::{Difference, MISSING, Progress, Stop};
use crate::append::{
    Means, PlaceError, Placed, Reading, StateRows, States, Written, integer, move_head, place, take,
    write_checkpoint,
};
use crate::entity::{body, checkpoint, entry, head};
use crate::{Pepper, StoreError};

/// How entries are taken.
#[derive(Clone, Copy)]
pub(super) enum Mode<'p> {
    /// Checked and decided again.
    Decide(&'p Pepper),
    /// Only their outcomes are folded.
    Fold,
}

/// A ledger on its way from one database into another.
pub(super) struct Replay<'r> {
    live: &'r DatabaseTransaction,
    scratch: &'r Scratch,
    mode: Mode<'r>,
    /// The head as its row has it, which is evidence like any other row.
    stored_head: Option<head::Model>,
    head: Head,
    written_head: Option<head::Model>,
    /// The size of the last checkpoint so far.
    signed: i64,
    vkeys: Vec<VerifierKey>,
    states: States,
    keys: HashMap<Thumbprint, PublicKey>,
}

impl<'r> Replay<'r> {
    pub(super) async fn new(
        live: &'r DatabaseTransaction,
        scratch: &'r Scratch,
        mode: Mode<'r>,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            live,
            scratch,
            mode,
            stored_head: None,
            head: Head::genesis(ledger(live).await?),
            written_head: None,
            signed: 0,
            vkeys: Vec::new(),
            states: States::default(),
            keys: HashMap::new(),
        })
    }

    /// The head that the entries so far lead to.
    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// Every key that an entry added.
    pub(super) fn keys(&self) -> &HashMap<Thumbprint, PublicKey> {
        &self.keys
    }

    /// Reads every entry up to the head.
    pub(super) async fn run(&mut self, progress: &mut (dyn FnMut(Progress) + Send)) -> Result<(), Stop> {
        self.begin().await?;
        loop {
            let done = self.head.size();
            let all = self.said().max(done);
            progress(Progress::Entries { done, all });
            if self.is_at_the_head() {
                break;
            }
            // Where the head's row is wrong, entries go on until there are no more.
            let until = if all > done {
                all.min(done + AT_ONCE)
            } else {
                done + AT_ONCE
            };
            let batch = entries(self.live, done, until).await?;
            if batch.is_empty() {
                self.refuse_missing().await?;
                break;
            }
            match self.mode {
                Mode::Decide(pepper) => self.decide(batch, pepper).await?,
                Mode::Fold => self.fold(batch).await?,
            }
        }
        match self.mode {
            Mode::Decide(_) if self.signed != integer(self.head.size())? => {
                Err(Difference::new("checkpoints", self.head.size(), None, MISSING).into())
            }
            Mode::Decide(_) | Mode::Fold => Ok(()),
        }
    }

    /// Reads what the ledger begins with: the keys that sign its heads.
    async fn begin(&mut self) -> Result<(), Stop> {
        self.stored_head = head::Entity::find_by_id(0).one(self.live).await?;
        let opening = body::Entity::find_by_id(0).one(self.live).await?;
        let opening = opening.ok_or_else(|| Difference::new("bodies", 0, None, MISSING))?;
        let vkeys = log_keys(&opening.body).map_err(|refusal| of_body(0, &refusal))?;
        self.vkeys = vkeys.to_vec();
        Ok(())
    }

    /// The number of entries, as the head's row has it.
    fn said(&self) -> u64 {
        let row = self.stored_head.as_ref();
        row.map_or(0, |row| u64::try_from(row.size).unwrap_or(0))
    }

    /// Whether the entries so far are those that the head's row names: the chain value stands for all of them.
    fn is_at_the_head(&self) -> bool {
        self.said() == self.head.size() && self.is_chain_of_the_head()
    }

    fn is_chain_of_the_head(&self) -> bool {
        let row = self.stored_head.as_ref();
        row.is_some_and(|row| self.head.chain().as_bytes().as_slice() == row.chain)
    }

    /// There is no further entry. One is missing where the head goes on, or a signed one does.
    async fn refuse_missing(&self) -> Result<(), Stop> {
        let size = self.head.size();
        let further = checkpoints(self.live, size, None).await?;
        let is_signed = |row: &checkpoint::Model| verify_own_checkpoint(&row.note, &self.vkeys).is_ok();
        if (self.said() > size && !self.is_chain_of_the_head()) || further.iter().any(is_signed) {
            return Err(Difference::new("entries", size, None, MISSING).into());
        }
        Ok(())
    }

    async fn decide(&mut self, batch: Vec<Stored>, pepper: &Pepper) -> Result<(), Stop> {
        self.check_envelopes(&batch)?;
        let (first, last) = (
            self.head.size(),
            self.head.size() + u64::try_from(batch.len()).unwrap_or(0),
        );
        let mut signed: VecDeque<checkpoint::Model> = checkpoints(self.live, first, Some(last)).await?.into();
        refuse_gaps(self.signed, &signed)?;
        let readings: Vec<Reading> = batch
            .par_iter()
            .map(|stored| Reading::of(&stored.submission))
            .collect();
        let scratch = self.scratch.connection().begin().await?;
        let reaches: Vec<_> = readings.iter().map(|reading| &reading.reach).collect();
        self.states.load(&scratch, &reaches).await?;
        let mut written = Written::default();
        for (stored, reading) in batch.into_iter().zip(&readings) {
            let id = stored.submission.statement.id();
            let id = id.map_err(|refusal| of_leaf(stored.entry.sequence, &refusal))?;
            let mut nodes = Vec::new();
            let placed = self.place(&stored, reading, pepper, &mut nodes)?;
            same_bytes(&stored, &placed)?;
            for (level, index, hash) in nodes {
                written.node(level, index, hash)?;
            }
            written.entry(&id, placed)?;
            while let Some(row) = signed.pop_front_if(|row| u64::try_from(row.size) == Ok(self.head.size())) {
                self.check_checkpoint(&row)?;
                write_checkpoint(&scratch, self.signed, &self.head, &row.note).await?;
                self.signed = row.size;
                self.states.put_root(self.head.size(), self.head.root());
            }
        }
        written.with_states(&mut self.states)?.write(&scratch).await?;
        move_head(&scratch, self.written_head.as_ref(), &self.head).await?;
        scratch.commit().await?;
        self.written_head = head::Entity::find_by_id(0).one(self.scratch.connection()).await?;
        self.states.settle();
        Ok(())
    }

    /// Signatures and possession, on all cores. Keys that entries of the batch add count already: from which place on they may
    /// sign is checked with the place.
    fn check_envelopes(&mut self, batch: &[Stored]) -> Result<(), Stop> {
        for stored in batch {
            self.check_body(stored)?;
        }
        let ledger = self.head.ledger();
        let failed = batch.par_iter().find_map_first(|stored| {
            let Stored {
                entry, submission, ..
            } = stored;
            let key = |kid: &Thumbprint| self.keys.get(kid).cloned();
            let checked = check_envelope(
                &submission.statement,
                &submission.body,
                ledger,
                entry.received,
                key,
            );
            checked.err().map(|refusal| (entry.sequence, refusal))
        });
        match failed {
            None => Ok(()),
            Some((seq, refusal)) => Err(of_leaf(seq, &refusal).into()),
        }
    }

    /// The body is the one that was signed. Takes the keys that it adds.
    fn check_body(&mut self, stored: &Stored) -> Result<(), Difference> {
        let (seq, body) = (stored.entry.sequence, &stored.submission.body);
        let differs = |refusal: Refusal| of_body(seq, &refusal);
        if check_body(body).map_err(differs)? != stored.submission.statement.claims().body {
            return Err(differs(Refusal::BodyMismatch));
        }
        for new in new_keys(body).map_err(differs)? {
            let public = PublicKey::from_jwk(&new.jwk).map_err(differs)?;
            self.keys.insert(public.thumbprint(), public);
        }
        Ok(())
    }

    fn place(
        &mut self,
        stored: &Stored,
        reading: &Reading,
        pepper: &Pepper,
        nodes: &mut Vec<(u8, u64, Hash)>,
    ) -> Result<Placed, Stop> {
        let seq = stored.entry.sequence;
        let mut salts = Vec::with_capacity(stored.parts.len());
        for (moved, part) in stored.entry.moved.iter().zip(&stored.parts) {
            salts.push(part.salt().map_err(|refusal| of_part(moved, &refusal))?);
        }
        let mut salts = salts.into_iter();
        let mut means = Means {
            clock: stored.entry.received,
            pepper,
            // One part more than is stored shows in the bytes.
            salt: &mut || salts.next().unwrap_or(Salt::from_bytes([0; 16])),
            completed: &mut |level, index, hash| nodes.push((level, index, hash)),
        };
        let refused = |sentence: String| {
            let detail = format!("decided again, it is refused: {sentence}");
            Stop::Difference(Difference::new("entries", seq, Some("leaf"), detail))
        };
        match place(
            &mut self.head,
            &mut self.states,
            &stored.submission,
            reading,
            &mut means,
        ) {
            Ok(placed) => Ok(placed),
            Err(PlaceError::Input(refusal)) => Err(refused(refusal.to_string())),
            Err(PlaceError::Rule(rejection)) => Err(refused(rejection.to_string())),
            Err(PlaceError::Short(_)) => Err(refused("too few members signed it".into())),
            // It reads nothing but what is stored of the entry, and what the entries before led to.
            Err(PlaceError::Fault(error)) => Err(refused(error.to_string())),
        }
    }

    fn check_checkpoint(&self, row: &checkpoint::Model) -> Result<(), Difference> {
        let differs = |detail: String| Difference::new("checkpoints", row.size, Some("note"), detail);
        let checkpoint =
            verify_own_checkpoint(&row.note, &self.vkeys).map_err(|refusal| differs(refusal.to_string()))?;
        let fits = checkpoint.size == self.head.size()
            && checkpoint.root == self.head.root()
            && checkpoint.origin == *self.head.ledger();
        if fits {
            Ok(())
        } else {
            Err(differs("it signs another head than the entries lead to".into()))
        }
    }

    async fn fold(&mut self, batch: Vec<Stored>) -> Result<(), Stop> {
        let moved: BTreeSet<Subject> = batch
            .iter()
            .flat_map(|stored| stored.entry.moved.iter().map(|moved| moved.subject.clone()))
            .collect();
        let scratch = self.scratch.connection().begin().await?;
        self.states.load_subjects(&scratch, &moved).await?;
        for stored in batch {
            fold_entry(&mut self.states, &stored)?;
            self.advance(&stored);
        }
        StateRows::of(&mut self.states, &moved)?.write(&scratch).await?;
        scratch.commit().await?;
        self.states.clear();
        Ok(())
    }

    /// A fold looks at no tree; the head only counts.
    fn advance(&mut self, stored: &Stored) {
        let chain = ChainValue::of_leaf(&stored.leaf);
        let mut frontier: Frontier = self.head.frontier().clone();
        frontier.push(Hash::of_leaf(&stored.leaf));
        self.head = Head::restore(self.head.ledger().clone(), stored.entry.received, chain, frontier);
    }
}

fn fold_entry(states: &mut States, stored: &Stored) -> Result<(), Stop> {
    let mut case = Case::default();
    for (Moved { subject, version }, part) in stored.entry.moved.iter().zip(&stored.parts) {
        if let Some(state) = states.known(subject).and_then(|known| known.state.clone()) {
            state
                .put(subject, &mut case)
                .map_err(|fault| Difference::new("subjects", subject, Some("state"), fault.to_string()))?;
        }
        let id = part_id(subject.as_str(), *version);
        let unreadable = |detail: String| Difference::new("outcome_parts", &id, Some("part"), detail);
        let transitions = part.transitions();
        for json in transitions.map_err(|refusal| unreadable(refusal.to_string()))? {
            let transition = Transition::read(subject.kind(), json.get())
                .ok_or_else(|| unreadable("nothing is known of subjects of this kind".into()))?
                .map_err(|error| unreadable(error.to_string()))?;
            let step = Step {
                subject: subject.clone(),
                transition,
            };
            commands::apply(&mut case, step).map_err(|illegal| unreadable(illegal.to_string()))?;
        }
    }
    let sealed = Sealed {
        chain: ChainValue::of_leaf(&stored.leaf),
        leaf: stored.leaf.clone(),
        entry: stored.entry.clone(),
    };
    take(&mut case, states, &sealed).map_err(|fault| {
        Difference::new("entries", stored.entry.sequence, Some("leaf"), fault.to_string())
    })?;
    Ok(())
}

/// Each checkpoint follows on the one before it; between two of them none is missing.
fn refuse_gaps(mut before: i64, signed: &VecDeque<checkpoint::Model>) -> Result<(), Difference> {
    for row in signed {
        if before < row.previous && row.previous < row.size {
            let detail = format!("{MISSING}: the one of size {} follows on it", row.size);
            return Err(Difference::new("checkpoints", row.previous, None, detail));
        }
        before = row.size;
    }
    Ok(())
}

/// The name of the ledger: its first entry tells, or else the row of the head. What cannot be read of either is no fault here;
/// it is looked at in its turn.
async fn ledger(live: &DatabaseTransaction) -> Result<LedgerId, StoreError> {
    let first: Option<Vec<u8>> = entry::Entity::find_by_id(0)
        .select_only()
        .column(entry::Column::Leaf)
        .into_tuple()
        .one(live)
        .await
        .unwrap_or(None);
    if let Some(entry) = first.and_then(|leaf| Entry::parse(&leaf).ok()) {
        return Ok(entry.statement.claims().ledger.clone());
    }
    let named: Option<String> = head::Entity::find_by_id(0)
        .select_only()
        .column(head::Column::Ledger)
        .into_tuple()
        .one(live)
        .await
        .unwrap_or(None);
    let named = named.and_then(|name| name.parse().ok());
    named.ok_or(StoreError::NoLedger)
}

fn of_body(seq: u64, refusal: &Refusal) -> Difference {
    Difference::new("bodies", seq, Some("body"), refusal.to_string())
}

fn of_leaf(seq: u64, refusal: &Refusal) -> Difference {
    Difference::new("entries", seq, Some("leaf"), refusal.to_string())
}

fn of_part(moved: &Moved, refusal: &Refusal) -> Difference {
    let id = part_id(moved.subject.as_str(), moved.version);
    Difference::new("outcome_parts", id, Some("part"), refusal.to_string())
}

/// The bytes that were stored are those that come out again.
fn same_bytes(stored: &Stored, placed: &Placed) -> Result<(), Difference> {
    let seq = stored.entry.sequence;
    for (moved, (before, now)) in stored
        .entry
        .moved
        .iter()
        .zip(stored.parts.iter().zip(&placed.parts))
    {
        if before.as_bytes() != now.as_bytes() {
            let id = part_id(moved.subject.as_str(), moved.version);
            let detail = format!(
                "entry {seq}: decided again, it is {}",
                String::from_utf8_lossy(now.as_bytes())
            );
            return Err(Difference::new("outcome_parts", id, Some("part"), detail));
        }
    }
    if stored.leaf == placed.sealed.leaf {
        Ok(())
    } else {
        Err(Difference::new(
            "entries",
            seq,
            Some("leaf"),
            "sealed again, it comes out otherwise",
        ))
    }
}
