//! Checking a whole log, beside nothing but its signatures on the same cores.

use std::hint::black_box;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use rayon::prelude::*;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use tallystick_ledger::{Entry, LogReader, PublicKey, RawSignature, verify_log};

use super::written::Written;
use crate::bench::figure::{Figure, Target};
use crate::bench::stopwatch::{median, per_second, time};

/// Small pieces, so that no core is idle while another has much left: bare verification is to be as quick as it can be.
const PIECE: usize = 64;

/// What ring needs for one signature, and no more.
struct Bare<'l> {
    key: UnparsedPublicKey<&'l [u8]>,
    message: String,
    signature: RawSignature,
}

pub(super) fn measure(log: &Written, rounds: u64) -> anyhow::Result<Vec<Figure>> {
    let keys: Vec<(_, PublicKey)> = log
        .preamble
        .keys
        .iter()
        .map(|record| Ok((&record.kid, record.public_key()?)))
        .collect::<anyhow::Result<_>>()?;
    let mut signatures = Vec::new();
    for leaf in &log.leaves {
        collect(leaf, &keys, &mut signatures)?;
    }
    let file = log.export()?;
    let (mut bare, mut full) = (Vec::new(), Vec::new());
    // Alternating, so that a machine that slows down slows both.
    for _ in 0..rounds {
        bare.push(verify_bare(&signatures)?);
        full.push(verify_full(&file)?);
    }
    // Neighbouring runs are compared, since a machine with other work is not equally quick all the time.
    let mut percents: Vec<u64> = bare
        .iter()
        .zip(&full)
        .map(|(bare, full)| u64::try_from(bare.as_nanos().saturating_mul(100) / full.as_nanos().max(1)))
        .collect::<Result<_, _>>()?;
    percents.sort_unstable();
    let percent = percents
        .get(percents.len() / 2)
        .copied()
        .context("there is at least one round")?;
    let (bare, full) = (median(bare), median(full));
    let entries = u64::try_from(log.leaves.len())?;
    let count = u64::try_from(signatures.len())?;
    Ok(vec![
        Figure::shown("signatures in the log", count, "signatures"),
        Figure::shown("bare ring, all cores", per_second(count, bare), "signatures/s"),
        Figure::shown(
            "full verification, all cores",
            per_second(count, full),
            "signatures/s",
        ),
        Figure::shown(
            "full verification, all cores",
            per_second(entries, full),
            "entries/s",
        ),
        Figure::judged(
            "full verification, of bare ring",
            percent,
            "%",
            Target::AtLeast(80),
        ),
    ])
}

fn collect<'l>(
    leaf: &[u8],
    keys: &'l [(&tallystick_base::Thumbprint, PublicKey)],
    signatures: &mut Vec<Bare<'l>>,
) -> anyhow::Result<()> {
    let statement = Entry::parse(leaf)?.statement;
    for line in statement.signatures() {
        let (_, key) = keys
            .iter()
            .find(|(kid, _)| *kid == line.kid())
            .context("the log lists its keys")?;
        let text = line.to_string();
        let (protected, signature) = text.split_once("..").context("a signature line has two parts")?;
        signatures.push(Bare {
            key: UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.as_sec1().as_slice()),
            message: format!("{protected}.{}", statement.payload()),
            signature: RawSignature::parse(signature)?,
        });
    }
    Ok(())
}

fn verify_bare(signatures: &[Bare<'_>]) -> anyhow::Result<Duration> {
    let (took, all) = time(|| {
        signatures.par_iter().with_max_len(PIECE).all(|bare| {
            bare.key
                .verify(bare.message.as_bytes(), bare.signature.as_bytes())
                .is_ok()
        })
    });
    ensure!(all, "a signature of the log does not verify");
    Ok(took)
}

fn verify_full(file: &[u8]) -> anyhow::Result<Duration> {
    let (took, report) = time(|| LogReader::open(file).and_then(|log| verify_log(log, None, |_| ())));
    ensure!(black_box(report?).is_valid(), "the log is not valid");
    Ok(took)
}
