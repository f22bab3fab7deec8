//! The bare cost of the signatures: ring on all cores, and nothing else.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use rayon::prelude::*;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use tallystick_ledger::{PublicKey, RawSignature};
use tallystick_store::Submission;

use crate::bench::stopwatch::time;

/// Small pieces, so that no core is idle while another has much left.
const PIECE: usize = 64;

/// How long it takes to verify the signatures of these statements, which are all of one key.
pub(super) fn verify(statements: &[Submission], key: &PublicKey) -> anyhow::Result<Duration> {
    let signed: Vec<(String, RawSignature)> = statements
        .iter()
        .flat_map(|one| one.statement.signatures().iter().map(move |line| (one, line)))
        .map(|(one, line)| {
            let text = line.to_string();
            let (protected, signature) = text.split_once("..").context("a signature line has two parts")?;
            let input = format!("{protected}.{}", one.statement.payload());
            Ok((input, RawSignature::parse(signature)?))
        })
        .collect::<anyhow::Result<_>>()?;
    let point = key.as_sec1();
    let (took, all) = time(|| {
        signed.par_iter().with_max_len(PIECE).all(|(input, signature)| {
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point);
            key.verify(input.as_bytes(), signature.as_bytes()).is_ok()
        })
    });
    ensure!(all, "a signature of the benchmark does not verify");
    Ok(took)
}
