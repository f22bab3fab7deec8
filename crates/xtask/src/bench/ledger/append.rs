//! Sealing entries whose statement and outcome are ready: encoding, chain and tree edge, on one core.

use std::hint::black_box;
use std::time::Duration;

use tallystick_base::{Digest, Millis};
use tallystick_ledger::{Entry, Head, LedgerId, Moved, Statement};

use super::written::{LEDGER, Written};
use crate::bench::figure::{Figure, Target};
use crate::bench::stopwatch::{median, per_second, time};

/// As many entries as one transaction would write at once.
const BATCH: usize = 256;

type Ready = (Millis, Vec<Moved>, Statement, Digest);

pub(super) fn measure(log: &Written, rounds: u64) -> anyhow::Result<Vec<Figure>> {
    let entries: Vec<Entry> = log
        .leaves
        .iter()
        .map(|leaf| Entry::parse(leaf))
        .collect::<Result<_, _>>()?;
    let bytes: usize = log.leaves.iter().map(Vec::len).sum();
    let ledger: LedgerId = LEDGER.parse()?;
    let mut times = Vec::new();
    for _ in 0..rounds {
        let ready: Vec<Ready> = entries
            .iter()
            .map(|entry| {
                let entry = entry.clone();
                (entry.received, entry.moved, entry.statement, entry.outcome)
            })
            .collect();
        times.push(seal(ledger.clone(), ready)?);
    }
    let count = u64::try_from(entries.len())?;
    Ok(vec![
        Figure::shown("mean leaf", u64::try_from(bytes)? / count.max(1), "bytes"),
        Figure::judged(
            "append of a prepared entry, one core",
            per_second(count, median(times)),
            "entries/s",
            Target::AtLeast(150_000),
        ),
    ])
}

fn seal(ledger: LedgerId, ready: Vec<Ready>) -> anyhow::Result<Duration> {
    let mut head = Head::genesis(ledger);
    let mut nodes = 0_u64;
    let (took, sealed) = time(|| {
        let mut batch = Vec::with_capacity(BATCH);
        for (received, moved, statement, outcome) in ready {
            let sealed = head.seal(received, moved, statement, outcome, |_, _, hash| {
                black_box(hash);
                nodes += 1;
            })?;
            batch.push(sealed);
            if batch.len() == BATCH {
                black_box(&batch);
                batch.clear();
            }
        }
        anyhow::Ok(head.root())
    });
    black_box((sealed?, nodes));
    Ok(took)
}
