//! Checking the bundle on one subject.

use std::collections::HashMap;
use std::time::Duration;

use tallystick_base::{Digest, Millis, Subject, Thumbprint};

use super::conservation;
use super::report::{Report, Rule};
use crate::bundle::{Bundle, BundleEntry};
use crate::envelope::check_new_keys;
use crate::keys::{KeyMove, KeyRing, PublicKey};
use crate::opening::{check_opening, check_service_key};
use crate::standing::{KeyStanding as _, check_authority, check_key_moves};
use crate::tree::{Hash, verify_inclusion};
use crate::{
    ChainValue, Checkpoint, Entry, Moved, Part, Refusal, VerifierKey, check_body, log_keys, outcome_digest,
    verify_checkpoint,
};

/// What the checker brings along.
#[derive(Debug, Clone, Copy, Default)]
pub struct BundleChecks<'c> {
    /// The verifier keys that the log must have, where the checker knows them from elsewhere.
    pub pinned: Option<&'c [VerifierKey]>,
    /// The time now and the largest age of the last entry, where old evidence is not enough.
    pub max_age: Option<(Millis, Duration)>,
}

/// An entry of the bundle, read.
pub(super) struct Shown<'b> {
    pub(super) entry: Entry,
    pub(super) given: &'b BundleEntry,
    /// The parts that are disclosed, in the order of the entry's subjects.
    pub(super) parts: Vec<Option<Part>>,
}

/// What one rule gives: what was checked, or the refusal with the entry at fault.
pub(super) type Finding = Result<String, (Refusal, Option<u64>)>;

/// Checks a bundle, and reports a verdict for each rule.
pub fn verify_bundle(bytes: &[u8], checks: BundleChecks<'_>) -> Report {
    let mut report = Report::new();
    let bundle = match Bundle::parse(bytes) {
        Ok(bundle) => bundle,
        Err(refusal) => {
            report.invalid(Rule::Form, &refusal, None);
            return report;
        }
    };
    let shown = match read_entries(&bundle) {
        Ok(shown) => shown,
        Err((refusal, entry)) => {
            report.invalid(Rule::Form, &refusal, entry);
            return report;
        }
    };
    report.valid(
        Rule::Form,
        format!("{} entries, all of the prescribed form", shown.len()),
    );
    report.as_of = shown.last().map(|last| last.entry.sequence);
    report.received = shown.last().map(|last| last.entry.received);
    judge(
        &mut report,
        Rule::LogKeys,
        check_log_keys(&bundle, &shown, checks.pinned),
    );
    let checkpoint = match verify_checkpoint(&bundle.checkpoint, &bundle.vkeys) {
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
    match &checkpoint {
        Some(checkpoint) => judge(&mut report, Rule::Inclusion, check_inclusion(&shown, checkpoint)),
        None => report.not_shown(
            Rule::Inclusion,
            "there is no valid checkpoint that a proof could lead to",
        ),
    }
    judge(&mut report, Rule::Signatures, check_signatures(&bundle, &shown));
    judge(&mut report, Rule::Keys, check_keys(&bundle, &shown));
    judge(
        &mut report,
        Rule::Versions,
        check_versions(&bundle.subject, &shown),
    );
    judge(&mut report, Rule::Disclosures, check_disclosures(&bundle, &shown));
    conservation::check(&mut report, &shown);
    report.judge_freshness(checks.max_age);
    report.not_shown(
        Rule::NotRevoked,
        "a bundle cannot show that no key was revoked in an entry that it leaves out",
    );
    report.not_shown(
        Rule::Latest,
        "a bundle cannot show that no newer version of the subject exists",
    );
    report
}

fn judge(report: &mut Report, rule: Rule, finding: Finding) {
    match finding {
        Ok(reason) => report.valid(rule, reason),
        Err((refusal, entry)) => report.invalid(rule, &refusal, entry),
    }
}

fn read_entries(bundle: &Bundle) -> Result<Vec<Shown<'_>>, (Refusal, Option<u64>)> {
    let mut shown: Vec<Shown<'_>> = Vec::with_capacity(bundle.entries.len());
    for given in &bundle.entries {
        let at = |refusal| (refusal, Some(given.seq));
        let entry = Entry::parse(given.leaf.as_bytes()).map_err(at)?;
        if entry.sequence != given.seq || shown.last().is_some_and(|last| last.entry.sequence >= given.seq) {
            return Err(at(Refusal::FileForm("order of entries")));
        }
        let parts = read_parts(given, &entry).map_err(at)?;
        shown.push(Shown { entry, given, parts });
    }
    match shown.first() {
        Some(first) if first.entry.sequence == 0 && first.given.body.is_some() => Ok(shown),
        _ => Err((Refusal::FileForm("opening entry with its body"), None)),
    }
}

fn read_parts(given: &BundleEntry, entry: &Entry) -> Result<Vec<Option<Part>>, Refusal> {
    match &given.outcome {
        None => Ok(vec![None; entry.moved.len()]),
        Some(outcome) if outcome.len() == entry.moved.len() => outcome
            .iter()
            .map(|part| {
                part.part
                    .as_ref()
                    .map(|text| Part::from_bytes(text.clone().into_bytes()))
                    .transpose()
            })
            .collect(),
        Some(_) => Err(Refusal::FileForm(
            "list of parts, which must be as long as the line of subjects,",
        )),
    }
}

fn check_log_keys(bundle: &Bundle, shown: &[Shown<'_>], pinned: Option<&[VerifierKey]>) -> Finding {
    let opening = shown
        .first()
        .and_then(|first| first.given.body.as_deref())
        .unwrap_or_default();
    let named = log_keys(opening.as_bytes()).map_err(|refusal| (refusal, Some(0)))?;
    if let Some(first) = shown.first() {
        check_service_key(&first.entry, opening.as_bytes()).map_err(|refusal| (refusal, Some(0)))?;
    }
    if named.as_slice() != bundle.vkeys {
        return Err((Refusal::OtherLogKeys("that the opening names"), None));
    }
    match pinned {
        Some(pinned) if pinned != bundle.vkeys => Err((Refusal::OtherLogKeys("that were pinned"), None)),
        Some(_) => Ok("they are the pinned keys, and the opening names them".into()),
        None => Ok("the opening names them; no keys were pinned".into()),
    }
}

fn check_inclusion(shown: &[Shown<'_>], checkpoint: &Checkpoint) -> Finding {
    for Shown { entry, given, .. } in shown {
        let claims = entry.statement.claims();
        let lies = || {
            let proof: Vec<Hash> = given
                .proof
                .iter()
                .map(|hash| Hash::parse(hash))
                .collect::<Result<_, _>>()?;
            let leaf = Hash::of_leaf(given.leaf.as_bytes());
            verify_inclusion(checkpoint.size, entry.sequence, leaf, &proof, &checkpoint.root)?;
            if claims.ledger == checkpoint.origin {
                Ok(())
            } else {
                let (expected, found) = (checkpoint.origin.to_string(), claims.ledger.to_string());
                Err(Refusal::WrongLedger { expected, found })
            }
        };
        lies().map_err(|refusal| (refusal, Some(entry.sequence)))?;
    }
    Ok(format!("{} entries stand in the checkpoint's tree", shown.len()))
}

fn check_signatures(bundle: &Bundle, shown: &[Shown<'_>]) -> Finding {
    let keys: HashMap<&Thumbprint, PublicKey> = bundle
        .keys
        .iter()
        .map(|key| {
            let public = PublicKey::from_jwk(&key.jwk)?;
            if public.thumbprint() == key.kid {
                Ok((&key.kid, public))
            } else {
                Err(Refusal::ThumbprintMismatch(key.kid.clone()))
            }
        })
        .collect::<Result<_, _>>()
        .map_err(|refusal| (refusal, None))?;
    let mut count = 0;
    for Shown { entry, .. } in shown {
        let statement = &entry.statement;
        let verify = || {
            statement
                .claims()
                .check_window(statement.signatures().len(), entry.received)?;
            statement.signatures().iter().try_for_each(|line| {
                let key = keys
                    .get(line.kid())
                    .ok_or_else(|| Refusal::UnknownKey(line.kid().clone()))?;
                line.verify(statement.payload(), key)
            })
        };
        verify().map_err(|refusal| (refusal, Some(entry.sequence)))?;
        count += statement.signatures().len();
    }
    Ok(format!("{count} signatures verify, in their windows"))
}

/// Whose each key is and when it may sign, as the entries of the bundle show it.
fn check_keys(bundle: &Bundle, shown: &[Shown<'_>]) -> Finding {
    let mut ring = KeyRing::default();
    for Shown { entry, given, .. } in shown {
        let at = |refusal| (refusal, Some(entry.sequence));
        let moves = check_ring(entry, &ring).map_err(at)?;
        if let Some(body) = &given.body {
            check_new_keys(&entry.statement, body.as_bytes()).map_err(at)?;
        }
        ring.take(entry, moves);
    }
    for key in &bundle.keys {
        let signs = |shown: &Shown<'_>| {
            shown
                .entry
                .statement
                .signatures()
                .iter()
                .any(|s| *s.kid() == key.kid)
        };
        let added = ring
            .key(&key.kid)
            .ok_or_else(|| (Refusal::KeyNotAdded(key.kid.clone()), None))?;
        if added.owner != key.party || added.added != key.added || !shown.iter().any(signs) {
            return Err((Refusal::KeyRecordDiffers(key.kid.clone()), None));
        }
    }
    Ok(format!(
        "{} keys, each added by an entry shown here, before it signed, to the party that acts",
        bundle.keys.len()
    ))
}

fn check_ring(entry: &Entry, ring: &KeyRing) -> Result<Vec<KeyMove>, Refusal> {
    check_opening(entry)?;
    if entry.sequence > 0 {
        check_authority(&entry.statement, entry.statement.signatures().len(), ring)?;
    }
    check_key_moves(entry.statement.claims(), &entry.moved, ring)
}

fn check_versions(subject: &Subject, shown: &[Shown<'_>]) -> Finding {
    let mut chain = vec![subject.clone()];
    let mut current = subject.clone();
    while let Some(parent) = check_history(&current, shown)? {
        chain.push(parent.clone());
        current = parent;
    }
    let names: Vec<&str> = chain.iter().map(Subject::as_str).collect();
    Ok(format!(
        "no version is missing of {}",
        names.join(", split from ")
    ))
}

/// Checks the versions of one subject that are shown, and names what it was split from.
fn check_history(subject: &Subject, shown: &[Shown<'_>]) -> Result<Option<Subject>, (Refusal, Option<u64>)> {
    let mut due = 1;
    let mut last: Option<ChainValue> = None;
    let mut parent = None;
    for Shown { entry, given, .. } in shown {
        let Some(Moved { version, .. }) = entry.moved.iter().find(|m| m.subject == *subject) else {
            continue;
        };
        let claims = entry.statement.claims();
        if *version != due {
            return Err((
                Refusal::VersionMissing {
                    subject: subject.clone(),
                    version: due,
                },
                Some(entry.sequence),
            ));
        }
        if claims.subject == *subject && claims.previous != last {
            return Err((Refusal::WrongPrevious(subject.clone()), Some(entry.sequence)));
        }
        if due == 1 && conservation::is_split(claims) && claims.subject != *subject {
            parent = Some(claims.subject.clone());
        }
        last = Some(ChainValue::of_leaf(given.leaf.as_bytes()));
        due += 1;
    }
    match last {
        Some(_) => Ok(parent),
        None => Err((
            Refusal::VersionMissing {
                subject: subject.clone(),
                version: 1,
            },
            None,
        )),
    }
}

fn check_disclosures(bundle: &Bundle, shown: &[Shown<'_>]) -> Finding {
    let (mut bodies, mut parts) = (0, 0);
    for Shown {
        entry,
        given,
        parts: disclosed,
    } in shown
    {
        let at = |refusal| (refusal, Some(entry.sequence));
        if let Some(body) = &given.body {
            if check_body(body.as_bytes()).map_err(at)? != entry.statement.claims().body {
                return Err(at(Refusal::BodyMismatch));
            }
            bodies += 1;
        }
        let Some(outcome) = &given.outcome else { continue };
        let digests: Vec<Digest> = outcome.iter().map(|part| part.digest).collect();
        if outcome_digest(&entry.moved, &digests) != Some(entry.outcome) {
            return Err(at(Refusal::OutcomeMismatch));
        }
        for (part, digest) in disclosed
            .iter()
            .zip(digests)
            .filter_map(|(part, digest)| Some((part.as_ref()?, digest)))
        {
            if part.digest() != digest {
                return Err(at(Refusal::OutcomeMismatch));
            }
            parts += 1;
        }
    }
    for document in &bundle.documents {
        let digest = document.digest.to_string();
        if !bundle
            .entries
            .iter()
            .filter_map(|entry| entry.body.as_ref())
            .any(|body| body.contains(&digest))
        {
            return Err((Refusal::DocumentNotNamed(document.name.clone()), None));
        }
    }
    Ok(format!(
        "{bodies} bodies and {parts} parts of outcomes are those that were signed and sealed"
    ))
}
