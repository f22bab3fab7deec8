//! Appending a ledger again, entry by entry, beside the one that is stored.

use std::collections::{BTreeSet, HashMap, VecDeque};

use rayon::prelude::*;
use sea_orm::{DatabaseTransaction, EntityTrait, TransactionTrait as _};
use tallystick_base::{Salt, Subject, Thumbprint};
use tallystick_commands::{self as commands, Case, Step, Transition};
use tallystick_ledger::{
    ChainValue, Frontier, Hash, Head, Moved, PublicKey, Refusal, Sealed, VerifierKey, check_envelope,
    log_keys, new_keys, verify_checkpoint,
};

use super::read::{AT_ONCE, Stored, checkpoints, entries};
use super::scratch::Scratch;
use super::{Difference, Progress, Stop};
use crate::append::{
    Means, PlaceError, Placed, Reading, States, Written, move_head, place, read_head, take, write_checkpoint,
    write_states,
};
use crate::entity::{body, checkpoint, head};
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
    /// The number of entries that are to be read.
    size: u64,
    head: Head,
    written_head: Option<head::Model>,
    vkeys: [VerifierKey; 2],
    states: States,
    keys: HashMap<Thumbprint, PublicKey>,
}

impl<'r> Replay<'r> {
    pub(super) async fn new(
        live: &'r DatabaseTransaction,
        scratch: &'r Scratch,
        mode: Mode<'r>,
    ) -> Result<Self, StoreError> {
        let row = head::Entity::find_by_id(0)
            .one(live)
            .await?
            .ok_or(StoreError::NoLedger)?;
        let opening = body::Entity::find_by_id(0)
            .one(live)
            .await?
            .ok_or(StoreError::NoLedger)?;
        let stored = read_head(&row)?;
        Ok(Self {
            live,
            scratch,
            mode,
            size: stored.size(),
            head: Head::genesis(stored.ledger().clone()),
            written_head: None,
            vkeys: log_keys(&opening.body)?,
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
        let mut done = 0;
        while done < self.size {
            progress(Progress::Entries { done, all: self.size });
            let batch = entries(self.live, done).await?;
            if batch.is_empty() {
                return Err(Difference::new("entries", done, None, "the row is missing").into());
            }
            done += u64::try_from(batch.len()).unwrap_or(AT_ONCE);
            match self.mode {
                Mode::Decide(pepper) => self.decide(batch, pepper).await?,
                Mode::Fold => self.fold(batch).await?,
            }
        }
        progress(Progress::Entries { done, all: self.size });
        Ok(())
    }

    async fn decide(&mut self, batch: Vec<Stored>, pepper: &Pepper) -> Result<(), Stop> {
        self.check_envelopes(&batch)?;
        let (first, last) = (
            self.head.size(),
            self.head.size() + u64::try_from(batch.len()).unwrap_or(0),
        );
        let mut signed: VecDeque<checkpoint::Model> = checkpoints(self.live, first, last).await?.into();
        let readings: Vec<Reading> = batch
            .par_iter()
            .map(|stored| Reading::of(&stored.submission))
            .collect();
        let scratch = self.scratch.connection().begin().await?;
        let reaches = readings.iter().map(|reading| &reading.reach);
        self.states.load(&scratch, reaches).await?;
        let mut written = Written::default();
        for (stored, reading) in batch.into_iter().zip(&readings) {
            let id = stored.submission.statement.id()?;
            let mut nodes = Vec::new();
            let placed = self.place(&stored, reading, pepper, &mut nodes)?;
            same_bytes(&stored, &placed)?;
            for (level, index, hash) in nodes {
                written.node(level, index, hash)?;
            }
            written.entry(&id, placed)?;
            while let Some(row) = signed.pop_front_if(|row| u64::try_from(row.size) == Ok(self.head.size())) {
                self.check_checkpoint(&row)?;
                write_checkpoint(&scratch, &self.head, &row.note).await?;
                self.states.put_root(self.head.size(), self.head.root());
            }
        }
        written.write(&scratch, &self.states).await?;
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
            for new in new_keys(&stored.submission.body)? {
                let public = PublicKey::from_jwk(&new.jwk)?;
                self.keys.insert(public.thumbprint(), public);
            }
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
            Some((seq, refusal @ Refusal::BodyMismatch)) => {
                Err(Difference::new("bodies", seq, Some("body"), refusal.to_string()).into())
            }
            Some((seq, refusal)) => {
                Err(Difference::new("entries", seq, Some("leaf"), refusal.to_string()).into())
            }
        }
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
        for part in &stored.parts {
            salts.push(part.salt()?);
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
            Err(PlaceError::Fault(error)) => Err(Stop::Fault(error)),
        }
    }

    fn check_checkpoint(&self, row: &checkpoint::Model) -> Result<(), Difference> {
        let differs = |detail: String| Difference::new("checkpoints", row.size, Some("note"), detail);
        let checkpoint =
            verify_checkpoint(&row.note, &self.vkeys).map_err(|refusal| differs(refusal.to_string()))?;
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
        write_states(&scratch, &self.states, &moved).await?;
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
    for (Moved { subject, .. }, part) in stored.entry.moved.iter().zip(&stored.parts) {
        if let Some(state) = states.known(subject).and_then(|known| known.state.clone()) {
            state
                .put(subject, &mut case)
                .map_err(|fault| Difference::new("subjects", subject, Some("state"), fault.to_string()))?;
        }
        for json in part.transitions()? {
            let unreadable = |detail: String| {
                Difference::new(
                    "outcome_parts",
                    format!("{subject}, entry {}", stored.entry.sequence),
                    Some("part"),
                    detail,
                )
            };
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
    take(&mut case, states, &sealed)?;
    Ok(())
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
            let id = format!("{}, {}", moved.subject, moved.version);
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
