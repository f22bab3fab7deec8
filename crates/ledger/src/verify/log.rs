//! Checking a whole exported log: signatures side by side on all cores, links and versions in order behind them.

use std::collections::HashMap;
use std::io::BufRead;

use rayon::prelude::*;
use tallystick_base::Thumbprint;

use super::blame::{self, Pin};
use super::report::{Report, Rule};
use crate::export::{LogPreamble, LogReader, ReadFault};
use crate::keys::PublicKey;
use crate::opening::check_service_key;
use crate::tree::Hash;
use crate::{
    ChainValue, Checkpoint, Entry, Refusal, Register, VerifierKey, check_body, log_keys, verify_checkpoint,
};

/// Entries checked side by side before their links are. Large enough to keep all cores busy, small enough for flat memory.
const CHUNK: usize = 2048;

/// Entries that one core takes at a time. Small, so that no core waits long for another at the end of a chunk.
const PIECE: usize = 32;

/// The rules that entries are held to, in the order of the report.
const ENTRY_RULES: [Rule; 6] = [
    Rule::Form,
    Rule::Chain,
    Rule::Signatures,
    Rule::Keys,
    Rule::Versions,
    Rule::Observations,
];

/// Checks an exported log from its first byte to its last, and reports a verdict for each rule.
///
/// Where `pinned` verifier keys are given, the log must be theirs; otherwise the keys are taken from the opening itself, and
/// the report says so. `progress` is told how many entries have been checked. Stops at the first entry that breaks a rule.
/// A fault of the source, or a beginning that is not an exported log, is an error; everything else is a verdict.
pub fn verify_log<R: BufRead>(
    mut reader: LogReader<R>,
    pinned: Option<&[VerifierKey]>,
    mut progress: impl FnMut(u64),
) -> Result<Report, ReadFault> {
    let mut report = Report::new();
    let preamble = reader.preamble().clone();
    let Some((checkpoint, keys)) = check_preamble(&preamble, pinned, &mut report) else {
        for rule in ENTRY_RULES.into_iter().chain([Rule::Tree]) {
            report.not_shown(
                rule,
                "not checked, because what stands before the entries is not valid",
            );
        }
        return Ok(report);
    };
    let mut walk = Walk {
        register: Register::new(checkpoint.origin.clone()),
        preamble: &preamble,
        checkpoint: &checkpoint,
    };
    let outcome = walk.run(&mut reader, &keys, &mut progress)?;
    let checked = walk.register.head().size();
    report.as_of = checked.checked_sub(1);
    report.received = report.as_of.map(|_| walk.register.head().received());
    report_entries(&mut report, outcome.as_ref().err(), checked);
    if outcome.is_ok() {
        walk.report_whole(&mut report);
    } else {
        report.not_shown(Rule::KeyList, "not checked, because an entry is not valid");
        report.not_shown(Rule::Tree, "not checked, because an entry is not valid");
    }
    Ok(report)
}

/// An entry that breaks a rule.
struct Fault {
    /// `None` for what stands behind the last entry.
    entry: Option<u64>,
    refusal: Refusal,
}

type KnownKeys = HashMap<Thumbprint, PublicKey>;

/// Checks everything that stands before the entries. `None` when the entries cannot be judged.
fn check_preamble(
    preamble: &LogPreamble,
    pinned: Option<&[VerifierKey]>,
    report: &mut Report,
) -> Option<(Checkpoint, KnownKeys)> {
    match check_log_keys(preamble, pinned) {
        Ok(reason) => report.valid(Rule::LogKeys, reason),
        Err(refusal) => report.invalid(Rule::LogKeys, &refusal, None),
    }
    let checkpoint = verify_checkpoint(&preamble.checkpoint, &preamble.vkeys).and_then(|checkpoint| {
        if checkpoint.size == preamble.entries && checkpoint.size > 0 {
            Ok(checkpoint)
        } else {
            Err(Refusal::FileForm(
                "number of entries, which must be the checkpoint's size,",
            ))
        }
    });
    let checkpoint = match checkpoint {
        Ok(checkpoint) => {
            report.ledger = Some(checkpoint.origin.to_string());
            report.size = Some(checkpoint.size);
            report.valid(
                Rule::Checkpoint,
                format!("both log keys signed the head of {} entries", checkpoint.size),
            );
            Some(checkpoint)
        }
        Err(refusal) => {
            report.invalid(Rule::Checkpoint, &refusal, None);
            None
        }
    };
    let keys: Result<KnownKeys, Refusal> = preamble
        .keys
        .iter()
        .map(|record| Ok((record.kid.clone(), record.public_key()?)))
        .collect();
    if let Err(refusal) = &keys {
        report.invalid(Rule::KeyList, refusal, None);
    }
    if report.is_valid() {
        checkpoint.zip(keys.ok())
    } else {
        None
    }
}

fn check_log_keys(preamble: &LogPreamble, pinned: Option<&[VerifierKey]>) -> Result<&'static str, Refusal> {
    if log_keys(&preamble.opening)?.as_slice() != preamble.vkeys {
        return Err(Refusal::OtherLogKeys("that the opening names"));
    }
    match pinned {
        Some(pinned) if pinned != preamble.vkeys => Err(Refusal::OtherLogKeys("that were pinned")),
        Some(_) => Ok("they are the pinned keys, and the opening names them"),
        None => Ok("the opening names them; no keys were pinned"),
    }
}

/// A leaf with all that can be found out about it alone.
struct Checked {
    entry: Entry,
    chain: ChainValue,
    leaf: Hash,
    signatures: Result<(), Refusal>,
}

fn check_alone(leaf: &[u8], keys: &KnownKeys) -> Result<Checked, Refusal> {
    let entry = Entry::parse(leaf)?;
    let signatures = entry.statement.signatures().iter().try_for_each(|line| {
        let key = keys
            .get(line.kid())
            .ok_or_else(|| Refusal::UnknownKey(line.kid().clone()))?;
        line.verify(entry.statement.payload(), key)
    });
    Ok(Checked {
        entry,
        chain: ChainValue::of_leaf(leaf),
        leaf: Hash::of_leaf(leaf),
        signatures,
    })
}

type Chunk = Vec<Result<Checked, Refusal>>;

/// The walk over all entries, in order.
struct Walk<'w> {
    register: Register,
    preamble: &'w LogPreamble,
    checkpoint: &'w Checkpoint,
}

impl Walk<'_> {
    /// Checks entry after entry; the error within is the first entry at fault.
    fn run<R: BufRead>(
        &mut self,
        reader: &mut LogReader<R>,
        keys: &KnownKeys,
        progress: &mut impl FnMut(u64),
    ) -> Result<Result<(), Fault>, ReadFault> {
        let check = |leaves: &[Vec<u8>]| {
            leaves
                .par_iter()
                .with_max_len(PIECE)
                .map(|leaf| check_alone(leaf, keys))
                .collect::<Chunk>()
        };
        let mut waiting: Chunk = Vec::new();
        loop {
            let (leaves, fault) = read_chunk(reader)?;
            // One chunk's links are checked while the next one's signatures are; the last entry waits, since its successor pins it.
            let last = waiting.pop();
            let take = || {
                let taken = self.take_all(&waiting, last.as_ref());
                // Freeing thousands of entries takes its time, so it is done here, beside the checks.
                drop(waiting);
                taken
            };
            let (taken, checked) = rayon::join(take, || check(&leaves));
            if let Err(fault) = taken {
                return Ok(Err(fault));
            }
            waiting = checked;
            if let Some(refusal) = fault {
                waiting.push(Err(refusal));
            }
            if let Err(fault) = self.take_all(last.as_slice(), waiting.first()) {
                return Ok(Err(fault));
            }
            progress(self.register.head().size());
            if leaves.len() < CHUNK {
                let done = self.take_all(&waiting, None);
                progress(self.register.head().size());
                return Ok(done);
            }
        }
    }

    fn take_all(
        &mut self,
        chunk: &[Result<Checked, Refusal>],
        next: Option<&Result<Checked, Refusal>>,
    ) -> Result<(), Fault> {
        for (place, checked) in chunk.iter().enumerate() {
            let position = self.register.head().size();
            let position = (position < self.checkpoint.size).then_some(position);
            let fault = |refusal| Fault {
                entry: position,
                refusal,
            };
            let checked = checked.as_ref().map_err(|refusal| fault(refusal.clone()))?;
            if let Err(refusal) = self.take(checked) {
                let next = chunk.get(place + 1).or(next).and_then(|next| next.as_ref().ok());
                let entry = match refusal {
                    Refusal::BrokenChain => Some(self.blame(&checked.entry, next)),
                    _ => position,
                };
                return Err(Fault { entry, refusal });
            }
        }
        Ok(())
    }

    fn take(&mut self, checked: &Checked) -> Result<(), Refusal> {
        self.register
            .admit_hashed(&checked.entry, checked.chain, checked.leaf)?;
        checked.signatures.clone()?;
        if checked.entry.sequence == 0 {
            let digest = check_body(&self.preamble.opening)?;
            if checked.entry.statement.claims().body != digest {
                return Err(Refusal::BodyMismatch);
            }
            check_service_key(&checked.entry, &self.preamble.opening)?;
        }
        Ok(())
    }

    fn blame(&self, entry: &Entry, next: Option<&Checked>) -> u64 {
        let is_last = self.register.head().size() + 1 == self.checkpoint.size;
        let pin = match next {
            Some(next) => Some(Pin::Next(&next.entry)),
            None if is_last => Some(Pin::Root(self.checkpoint.root)),
            None => None,
        };
        blame::altered(&self.register, entry, pin.as_ref())
    }

    /// What can be judged only after the last entry.
    fn report_whole(&self, report: &mut Report) {
        match self.check_key_list() {
            Ok(()) => {
                let count = self.preamble.keys.len();
                report.valid(
                    Rule::KeyList,
                    format!("{count} keys, each added by an entry and hashing to its name"),
                );
            }
            Err(refusal) => report.invalid(Rule::KeyList, &refusal, None),
        }
        let head = self.register.head();
        if head.root() == self.checkpoint.root {
            report.valid(
                Rule::Tree,
                format!("the root over {} leaves is the checkpoint's", head.size()),
            );
        } else {
            // All links hold, so every leaf but the last is pinned by its successor.
            report.invalid(Rule::Tree, &Refusal::ProofMismatch, head.size().checked_sub(1));
        }
    }

    fn check_key_list(&self) -> Result<(), Refusal> {
        for record in &self.preamble.keys {
            let added = self
                .register
                .key(&record.kid)
                .ok_or_else(|| Refusal::KeyNotAdded(record.kid.clone()))?;
            if added.owner != record.party || added.added != record.added || added.revoked != record.revoked {
                return Err(Refusal::KeyRecordDiffers(record.kid.clone()));
            }
        }
        for (place, added) in self.register.keys_in_order().iter().enumerate() {
            if self
                .preamble
                .keys
                .get(place)
                .is_none_or(|record| record.kid != *added)
            {
                return Err(Refusal::KeyNotListed(added.clone()));
            }
        }
        match self.preamble.keys.get(self.register.keys_in_order().len()) {
            Some(again) => Err(Refusal::KeyRecordDiffers(again.kid.clone())),
            None => Ok(()),
        }
    }
}

/// Reads the next leaves, and what is wrong with the file behind them.
fn read_chunk<R: BufRead>(reader: &mut LogReader<R>) -> Result<(Vec<Vec<u8>>, Option<Refusal>), ReadFault> {
    let mut leaves = Vec::with_capacity(CHUNK);
    while leaves.len() < CHUNK {
        match reader.next_leaf() {
            Ok(Some(leaf)) => leaves.push(leaf),
            Ok(None) => break,
            Err(ReadFault::Refused(refusal)) => return Ok((leaves, Some(refusal))),
            Err(fault @ ReadFault::Io(_)) => return Err(fault),
        }
    }
    Ok((leaves, None))
}

fn report_entries(report: &mut Report, fault: Option<&Fault>, checked: u64) {
    let broken = fault.map(|fault| Rule::broken_by(&fault.refusal));
    for rule in ENTRY_RULES {
        match fault {
            Some(fault) if broken == Some(rule) => report.invalid(rule, &fault.refusal, fault.entry),
            Some(_) => report.not_shown(rule, format!("checked for the first {checked} entries only")),
            None => report.valid(rule, entry_reason(rule, checked)),
        }
    }
    if let (Some(fault), Some(rule)) = (fault, broken)
        && !ENTRY_RULES.contains(&rule)
    {
        report.invalid(rule, &fault.refusal, fault.entry);
    }
}

fn entry_reason(rule: Rule, checked: u64) -> String {
    match rule {
        Rule::Form => format!("all {checked} entries have the prescribed form"),
        Rule::Chain => "each entry has its number and continues the chain".into(),
        Rule::Signatures => "every signature verifies, in its window and for this ledger".into(),
        Rule::Keys => "every key belonged to the acting party at its position".into(),
        Rule::Versions => "no version is left out, and nothing moved that its signers did not name".into(),
        _ => "what signers said they had seen is what this ledger was".into(),
    }
}
