//! Splits add up. Every entry here is properly signed and sealed, so that nothing but the amounts can be wrong.

use serde_json::{Value, json};
use tallystick_base::Subject;
use tallystick_ledger::{BundleEntry, BundlePart, ChainValue, Part, Report, Rule, Status, outcome_digest};

use super::{Evidence, amount, child, is_not_shown, moved, parent};
use crate::forgery::{broken, chain_after, subject};

/// A split of a certificate into two, as it may be told wrongly.
struct Split {
    /// What is split, its next version, and the entry that moved it last.
    certificate: Subject,
    version: u64,
    after: usize,
    /// What the split says that the certificate stood at.
    stood: Value,
    /// What the split lists.
    listed: Vec<(Subject, Value)>,
    /// What is moved, and its transition.
    born: Vec<(Subject, Value)>,
}

fn heir(name: &str) -> Subject {
    subject(&format!("certificate/{name}"))
}

fn issued(value: &str, parent: &Subject) -> Value {
    json!({ "issued": { "amount": amount(value), "parent": parent } })
}

impl Split {
    /// The second child, frozen at 500,000.00, split rightly in two.
    fn right() -> Self {
        let certificate = child(2);
        let (one, two) = (heir("one"), heir("two"));
        Self {
            version: 3,
            after: 18,
            stood: amount("500000.00"),
            listed: vec![
                (one.clone(), amount("200000.00")),
                (two.clone(), amount("300000.00")),
            ],
            born: vec![
                (one, issued("200000.00", &certificate)),
                (two, issued("300000.00", &certificate)),
            ],
            certificate,
        }
    }

    /// The report on the first heir's bundle.
    fn judged(self) -> Report {
        let mut evidence = Evidence::on(&self.certificate);
        self.add_to(&mut evidence);
        evidence.bundle.subject = self.born[0].0.clone();
        evidence.judged()
    }

    fn add_to(&self, evidence: &mut Evidence) {
        let mut draft = evidence.forgery.draft("receivable.claim");
        draft.claims.kind = "certificate.split/1".parse().unwrap();
        draft.on(&self.certificate, self.version, Some(chain_after(self.after)));
        for (subject, _) in &self.born {
            draft.also(subject, 1);
        }
        assert_eq!(draft.moved[0], moved(&self.certificate, self.version));
        let children: Vec<Value> = self
            .listed
            .iter()
            .map(|(certificate, amount)| json!({ "certificate": certificate, "amount": amount }))
            .collect();
        let split = json!({ "split": { "amount": self.stood, "children": children } });
        let born = self.born.iter().map(|(_, transition)| transition.clone());
        let transitions: Vec<Value> = std::iter::once(split).chain(born).collect();
        evidence.add(draft, &transitions);
    }
}

/// Changes the right split: nothing but conservation is broken by it.
fn not_conserved(change: impl FnOnce(&mut Split)) {
    let mut split = Split::right();
    change(&mut split);
    assert_eq!(
        broken(&split.judged()),
        [(Rule::Conservation, "not-conserved", Some(20))]
    );
}

#[test]
fn a_split_that_adds_up_is_valid() {
    let report = Split::right().judged();
    assert_eq!(broken(&report), []);
    assert!(matches!(
        report.status(Rule::Conservation),
        Some(Status::Valid { .. })
    ));
}

#[test]
fn children_that_sum_to_more_or_less_are_refused() {
    for value in ["300000.01", "299999.99"] {
        not_conserved(|split| {
            split.listed[1].1 = amount(value);
            split.born[1].1 = issued(value, &split.certificate);
        });
    }
}

#[test]
fn a_split_of_more_than_the_certificate_stood_at_is_refused() {
    not_conserved(|split| {
        split.stood = amount("600000.00");
        split.listed[1].1 = amount("400000.00");
        split.born[1].1 = issued("400000.00", &split.certificate);
    });
}

#[test]
fn what_was_paid_is_not_split_again() {
    // The first child was issued with 700,000.00, of which 100,000.00 were paid.
    let of_first = |stood: &str, rest: &str| {
        let mut split = Split::right();
        split.certificate = child(1);
        (split.version, split.after) = (6, 19);
        split.stood = amount(stood);
        split.listed[1].1 = amount(rest);
        split.born[0].1 = issued("200000.00", &split.certificate);
        split.born[1].1 = issued(rest, &split.certificate);
        broken(&split.judged())
    };
    assert_eq!(of_first("600000.00", "400000.00"), []);
    let refused = [(Rule::Conservation, "not-conserved", Some(20))];
    assert_eq!(of_first("700000.00", "500000.00"), refused);
}

#[test]
fn what_was_split_is_not_split_again() {
    let mut split = Split::right();
    split.certificate = parent();
    (split.version, split.after) = (3, 12);
    split.stood = amount("1200000.00");
    split.listed[1].1 = amount("1000000.00");
    split.born[0].1 = issued("200000.00", &split.certificate);
    split.born[1].1 = issued("1000000.00", &split.certificate);
    assert_eq!(
        broken(&split.judged()),
        [(Rule::Conservation, "not-conserved", Some(20))]
    );
}

#[test]
fn a_child_issued_with_another_amount_than_listed_is_refused() {
    not_conserved(|split| split.born[0].1 = issued("200000.01", &split.certificate));
}

#[test]
fn a_child_of_another_certificate_is_refused() {
    not_conserved(|split| split.born[0].1 = issued("200000.00", &child(1)));
    let orphan = json!({ "issued": { "amount": amount("200000.00"), "parent": null } });
    not_conserved(|split| split.born[0].1 = orphan);
}

#[test]
fn a_child_that_the_split_does_not_list_is_refused() {
    not_conserved(|split| {
        split
            .born
            .push((heir("three"), issued("100000.00", &split.certificate)));
    });
}

#[test]
fn a_listed_child_that_does_not_come_to_be_is_refused() {
    not_conserved(|split| drop(split.born.pop()));
    not_conserved(|split| split.listed[1].0 = heir("three"));
}

#[test]
fn a_child_listed_twice_is_refused() {
    not_conserved(|split| {
        split.listed[1] = (split.listed[0].0.clone(), amount("300000.00"));
    });
}

#[test]
fn a_sum_in_another_currency_is_refused() {
    let euros = json!({ "value": "300000.00", "currency": "EUR" });
    not_conserved(|split| split.listed[1].1 = euros);
}

#[test]
fn two_certificates_are_not_split_in_one_entry() {
    let second = json!({ "split": { "amount": amount("0.00"), "children": [] } });
    let mut split = Split::right();
    split.born.push((heir("three"), second));
    assert_eq!(
        broken(&split.judged()),
        [(Rule::Conservation, "not-conserved", Some(20))]
    );
}

/// The report where the parts before the split are hidden.
fn unseen(split: &Split) -> Report {
    let mut evidence = Evidence::on(&split.certificate);
    for entry in &mut evidence.bundle.entries {
        entry.outcome = None;
    }
    split.add_to(&mut evidence);
    evidence.judged()
}

#[test]
fn what_a_certificate_stood_at_is_not_shown_where_its_parts_are_hidden() {
    let report = unseen(&Split::right());
    assert_eq!(broken(&report), []);
    assert!(is_not_shown(&report, Rule::Conservation));
}

#[test]
fn hiding_what_came_before_does_not_hide_that_a_split_does_not_add_up() {
    let mut split = Split::right();
    split.listed[1].1 = amount("300000.01");
    split.born[1].1 = issued("300000.01", &split.certificate);
    assert_eq!(
        broken(&unseen(&split)),
        [(Rule::Conservation, "not-conserved", Some(20))]
    );
}

#[test]
fn amounts_that_are_no_amounts_are_refused() {
    let mut split = Split::right();
    split.stood = json!({ "value": 500_000, "currency": "CNY" });
    assert_eq!(
        broken(&split.judged()),
        [(Rule::Conservation, "malformed-json", Some(20))]
    );
    let mut split = Split::right();
    split.born[0].1 = json!({ "issued": {}, "renamed": {} });
    assert_eq!(
        broken(&split.judged()),
        [(Rule::Conservation, "malformed-json", Some(20))]
    );
}

#[test]
fn an_escaped_name_is_the_same_name() {
    // Whoever spells `outstanding` with an escape does not hide from the checker what a certificate stands at.
    let mut evidence = Evidence::on(&child(2));
    let mut draft = evidence.forgery.draft("receivable.claim");
    draft.on(&child(2), 3, Some(chain_after(18)));
    let text = r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","transitions":[{"paid":{"outst\u0061nding":{"value":"1.00","currency":"CNY"}}}]}"#;
    let part = Part::from_bytes(text.into()).unwrap();
    draft.outcome = outcome_digest(&draft.moved, &[part.digest()]).unwrap();
    let leaf = draft.leaf();
    evidence.bundle.entries.push(BundleEntry {
        seq: 20,
        leaf: String::from_utf8(leaf.clone()).unwrap(),
        proof: Vec::new(),
        body: None,
        outcome: Some(vec![BundlePart {
            digest: part.digest(),
            part: Some(text.into()),
        }]),
    });
    evidence.forgery.push_leaf(leaf.clone());
    let mut split = Split::right();
    split.version = 4;
    let chain = ChainValue::of_leaf(&leaf);
    let mut next = evidence.forgery.draft("receivable.claim");
    next.claims.kind = "certificate.split/1".parse().unwrap();
    next.on(&split.certificate, 4, Some(chain));
    for (subject, _) in &split.born {
        next.also(subject, 1);
    }
    let children: Vec<Value> = split
        .listed
        .iter()
        .map(|(certificate, amount)| json!({ "certificate": certificate, "amount": amount }))
        .collect();
    let transitions = [
        json!({ "split": { "amount": split.stood, "children": children } }),
        split.born[0].1.clone(),
        split.born[1].1.clone(),
    ];
    evidence.add(next, &transitions);
    assert_eq!(
        broken(&evidence.judged()),
        [(Rule::Conservation, "not-conserved", Some(21))]
    );
}
