//! A bundle: each of its rules, broken alone.

mod conservation;
mod disclosures;
mod flips;
mod form;
mod keys;
mod proofs;

use serde_json::{Value, json};
use tallystick_base::Subject;
use tallystick_ledger::{
    Bundle, BundleChecks, BundleEntry, BundlePart, Frontier, Hash, MemoryTiles, Moved, Part, Prover, Report,
    Rule, Status, outcome_digest, verify_bundle,
};

use crate::forgery::{Draft, Forgery, TWENTY, broken};

/// The certificate that entry 10 issues and entry 12 splits.
fn parent() -> Subject {
    TWENTY.sealed()[12].entry.moved[0].subject.clone()
}

/// Its first child: offered and accepted, paid in part, overdue. Its second: frozen.
fn child(place: usize) -> Subject {
    TWENTY.sealed()[12].entry.moved[place].subject.clone()
}

/// The bundle on the first child, as the service would hand it out.
fn bundle() -> Bundle {
    TWENTY.bundle(&child(1)).unwrap()
}

fn judge(bundle: &Bundle) -> Report {
    verify_bundle(bundle.to_json().unwrap().as_bytes(), BundleChecks::default())
}

/// What is broken after the bundle on the first child was changed.
fn changed(change: impl FnOnce(&mut Bundle)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let mut bundle = bundle();
    change(&mut bundle);
    broken(&judge(&bundle))
}

/// The entry of this number in the bundle.
fn entry(bundle: &mut Bundle, seq: u64) -> &mut BundleEntry {
    bundle.entries.iter_mut().find(|entry| entry.seq == seq).unwrap()
}

/// Takes an entry out of the bundle, and with it the keys that sign no other entry there.
fn leave_out(bundle: &mut Bundle, seq: u64) {
    bundle.entries.retain(|entry| entry.seq != seq);
    let leaves: Vec<&str> = bundle.entries.iter().map(|entry| entry.leaf.as_str()).collect();
    let signs = |kid: &str| {
        let sealed = TWENTY.sealed().iter().map(|sealed| &sealed.entry);
        let shown = sealed.filter(|entry| {
            leaves
                .iter()
                .any(|leaf| leaf.as_bytes() == entry.to_leaf().unwrap())
        });
        let mut lines = shown.flat_map(|entry| entry.statement.signatures());
        lines.any(|line| line.kid().as_str() == kid)
    };
    bundle.keys.retain(|key| signs(key.kid.as_str()));
}

fn is_not_shown(report: &Report, rule: Rule) -> bool {
    matches!(report.status(rule), Some(Status::NotShown { .. }))
}

fn amount(value: &str) -> Value {
    json!({ "value": value, "currency": "CNY" })
}

/// A bundle of the sample, continued by entries that the service would refuse.
struct Evidence {
    forgery: Forgery,
    bundle: Bundle,
}

impl Evidence {
    /// On this subject, for now without a forged entry.
    fn on(subject: &Subject) -> Self {
        Self {
            forgery: Forgery::after(20),
            bundle: TWENTY.bundle(subject).unwrap(),
        }
    }

    /// Seals one more entry with a transition for each subject that it moves, and discloses them.
    fn add(&mut self, mut draft: Draft, transitions: &[Value]) {
        let parts: Vec<Part> = transitions.iter().map(part).collect();
        let digests: Vec<_> = parts.iter().map(Part::digest).collect();
        draft.outcome = outcome_digest(&draft.moved, &digests).unwrap();
        let disclosed = parts.iter().map(|part| BundlePart {
            digest: part.digest(),
            part: Some(String::from_utf8(part.as_bytes().to_vec()).unwrap()),
        });
        self.bundle.entries.push(BundleEntry {
            seq: draft.sequence,
            leaf: String::from_utf8(draft.leaf()).unwrap(),
            proof: Vec::new(),
            body: None,
            outcome: Some(disclosed.collect()),
        });
        self.forgery.push_leaf(draft.leaf());
    }

    /// The report, after the head was signed and every proof made anew.
    fn judged(mut self) -> Report {
        self.forgery.sign_head();
        let (mut tiles, mut frontier) = (MemoryTiles::default(), Frontier::new());
        for leaf in &self.forgery.leaves {
            frontier.push_with(Hash::of_leaf(leaf), |level, _, hash| tiles.put(level, &hash));
        }
        let prover = Prover::new(&tiles, frontier.size());
        for entry in &mut self.bundle.entries {
            let proof = prover.inclusion(entry.seq).unwrap();
            entry.proof = proof.iter().map(ToString::to_string).collect();
        }
        self.bundle.checkpoint = self.forgery.preamble.checkpoint.clone();
        judge(&self.bundle)
    }
}

fn part(transition: &Value) -> Part {
    let content = json!({ "salt": "AAAAAAAAAAAAAAAAAAAAAA", "transitions": [transition] });
    Part::from_bytes(content.to_string().into_bytes()).unwrap()
}

fn moved(subject: &Subject, version: u64) -> Moved {
    Moved {
        subject: subject.clone(),
        version,
    }
}

#[test]
fn a_bundle_is_valid_under_every_rule_that_it_can_show() {
    let report = judge(&bundle());
    let not_shown: Vec<Rule> = report
        .verdicts
        .iter()
        .map(|v| v.rule)
        .filter(|rule| is_not_shown(&report, *rule))
        .collect();
    assert_eq!(broken(&report), []);
    assert_eq!(not_shown, [Rule::NotRevoked, Rule::Latest]);
    assert_eq!((report.size, report.as_of), (Some(20), Some(19)));
}

#[test]
fn a_bundle_holds_the_history_of_its_ancestors_and_keys_and_nothing_else() {
    let entries: Vec<u64> = bundle().entries.iter().map(|entry| entry.seq).collect();
    assert_eq!(entries, [0, 1, 3, 5, 10, 12, 13, 14, 16, 19]);
}

#[test]
fn a_bundle_can_be_written_and_read_without_loss() {
    let bundle = bundle();
    assert_eq!(
        Bundle::parse(bundle.to_json().unwrap().as_bytes()).unwrap(),
        bundle
    );
}
