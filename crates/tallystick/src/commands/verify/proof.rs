//! A proof of inclusion (C2SP tlog-proof): one leaf, and the signed head of the ledger that it stands in.

use std::io::BufRead;

use anyhow::Context as _;
use tallystick_ledger::{
    Checkpoint, Entry, Hash, InclusionProof, Refusal, Report, Rule, Status, Verdict, VerifierKey,
    verify_checkpoint, verify_inclusion,
};

use super::judge::{About, Checks, Judged, unreadable};
use super::source;

/// A checkpoint with many witnesses, and 63 hashes.
const LONGEST_PROOF: u64 = 128 * 1024;

/// Checks a proof. It says nothing by itself, so leaf and keys must be brought along.
pub(super) fn judge(source: impl BufRead, checks: &Checks) -> anyhow::Result<Judged> {
    let (Some(leaf), Some(keys)) = (&checks.leaf, &checks.pinned) else {
        anyhow::bail!(
            "a proof of inclusion shows that one leaf stands in the ledger of known keys: give the leaf with --leaf and the log's verifier keys with --vkeys"
        );
    };
    let bytes = source::read_all(source, LONGEST_PROOF)?;
    let text = String::from_utf8(bytes).context("a proof is text in UTF-8")?;
    let read = text
        .parse::<InclusionProof>()
        .and_then(|proof| Ok((proof, Entry::parse(leaf)?)));
    let (proof, entry) = match read {
        Ok(read) => read,
        Err(refusal) => {
            return Ok(Judged::new(About::Ledger, unreadable(&refusal)));
        }
    };
    Ok(Judged::new(
        About::Entry(proof.index),
        report(&proof, &entry, leaf, keys),
    ))
}

fn report(proof: &InclusionProof, entry: &Entry, leaf: &[u8], keys: &[VerifierKey]) -> Report {
    let checkpoint = verify_checkpoint(&proof.checkpoint, keys);
    let form = "the proof and the leaf have the prescribed form";
    let mut verdicts = vec![valid(Rule::Form, form)];
    verdicts.push(match &checkpoint {
        Ok(head) => valid(
            Rule::Checkpoint,
            format!("both keys given signed the head of {} entries", head.size),
        ),
        Err(refusal) => invalid(Rule::Checkpoint, refusal, None),
    });
    verdicts.push(match &checkpoint {
        Ok(head) => match stands_in(proof, entry, leaf, head) {
            Ok(()) => valid(Rule::Inclusion, "the leaf stands at its place in that tree"),
            Err(refusal) => invalid(Rule::Inclusion, &refusal, Some(proof.index)),
        },
        Err(_) => not_shown(
            Rule::Inclusion,
            "there is no valid checkpoint that the proof could lead to",
        ),
    });
    let signatures = "a proof does not bring the keys of those who signed the leaf";
    verdicts.push(not_shown(Rule::Signatures, signatures));
    let head = checkpoint.ok();
    Report {
        ledger: head.as_ref().map(|head| head.origin.to_string()),
        size: head.as_ref().map(|head| head.size),
        as_of: Some(proof.index),
        received: Some(entry.received),
        verdicts,
    }
}

fn stands_in(proof: &InclusionProof, entry: &Entry, leaf: &[u8], head: &Checkpoint) -> Result<(), Refusal> {
    verify_inclusion(
        head.size,
        proof.index,
        Hash::of_leaf(leaf),
        &proof.hashes,
        &head.root,
    )?;
    if entry.sequence != proof.index {
        return Err(Refusal::WrongSequence {
            expected: proof.index,
            found: entry.sequence,
        });
    }
    let ledger = &entry.statement.claims().ledger;
    if *ledger == head.origin {
        Ok(())
    } else {
        Err(Refusal::WrongLedger {
            expected: head.origin.to_string(),
            found: ledger.to_string(),
        })
    }
}

fn valid(rule: Rule, reason: impl Into<String>) -> Verdict {
    let reason = reason.into();
    let status = Status::Valid { reason };
    Verdict { rule, status }
}

fn not_shown(rule: Rule, reason: &str) -> Verdict {
    let reason = reason.to_owned();
    let status = Status::NotShown { reason };
    Verdict { rule, status }
}

fn invalid(rule: Rule, refusal: &Refusal, entry: Option<u64>) -> Verdict {
    let (code, reason) = (refusal.code(), refusal.to_string());
    let status = Status::Invalid { code, reason, entry };
    Verdict { rule, status }
}
