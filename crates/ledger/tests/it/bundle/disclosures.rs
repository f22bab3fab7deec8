//! Bodies, parts and documents: what is disclosed is what was signed and sealed.

use tallystick_base::Digest;
use tallystick_ledger::{BundleDocument, Rule};

use super::{bundle, changed, entry, is_not_shown, judge};
use crate::forgery::broken;

#[test]
fn a_changed_body_is_refused() {
    let body = changed(|bundle| {
        let body = entry(bundle, 13).body.as_mut().unwrap();
        *body = body.replacen('{', "{ ", 1);
    });
    assert_eq!(body, [(Rule::Disclosures, "body-mismatch", Some(13))]);
}

#[test]
fn a_changed_body_of_the_opening_is_refused() {
    let body = changed(|bundle| {
        let body = entry(bundle, 0).body.as_mut().unwrap();
        *body = body.replacen("Sample operator", "Another operator", 1);
    });
    assert_eq!(body, [(Rule::Disclosures, "body-mismatch", Some(0))]);
}

#[test]
fn a_body_that_is_no_body_is_refused() {
    let body = changed(|bundle| entry(bundle, 13).body = Some("{}".into()));
    assert_eq!(body, [(Rule::Disclosures, "malformed-json", Some(13))]);
    let doubled = r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","a":[{"b":1,"b":2}]}"#;
    let body = changed(|bundle| entry(bundle, 13).body = Some(doubled.into()));
    assert_eq!(body, [(Rule::Disclosures, "duplicate-member", Some(13))]);
}

#[test]
fn a_changed_part_is_refused() {
    let part = changed(|bundle| {
        let part = entry(bundle, 13).outcome.as_mut().unwrap()[0]
            .part
            .as_mut()
            .unwrap();
        *part = part.replacen("offered", "pledged", 1);
    });
    assert_eq!(part, [(Rule::Disclosures, "outcome-mismatch", Some(13))]);
}

#[test]
fn a_changed_digest_of_a_part_is_refused() {
    let digest = changed(|bundle| {
        entry(bundle, 13).outcome.as_mut().unwrap()[0].digest = Digest::from_bytes([1; 32]);
    });
    assert_eq!(digest, [(Rule::Disclosures, "outcome-mismatch", Some(13))]);
}

#[test]
fn parts_in_each_others_place_are_refused() {
    let swapped = changed(|bundle| entry(bundle, 16).outcome.as_mut().unwrap().swap(0, 1));
    assert_eq!(swapped, [(Rule::Disclosures, "outcome-mismatch", Some(16))]);
}

#[test]
fn a_document_counts_only_if_a_disclosed_body_names_its_digest() {
    let hidden = changed(|bundle| entry(bundle, 10).body = None);
    assert_eq!(hidden, [(Rule::Disclosures, "document-not-named", None)]);
    let other = changed(|bundle| bundle.documents[0].digest = Digest::from_bytes([1; 32]));
    assert_eq!(other, [(Rule::Disclosures, "document-not-named", None)]);
}

#[test]
fn what_is_hidden_is_not_held_against_the_bundle() {
    let mut bundle = bundle();
    bundle.documents.clear();
    for entry in bundle.entries.iter_mut().skip(1) {
        entry.body = None;
    }
    assert_eq!(broken(&judge(&bundle)), []);
    entry(&mut bundle, 12).outcome.as_mut().unwrap()[0].part = None;
    let report = judge(&bundle);
    assert_eq!(broken(&report), []);
    assert!(is_not_shown(&report, Rule::Conservation));
}

#[test]
fn a_document_belongs_to_a_bundle_if_a_disclosed_body_names_its_digest() {
    let document = |digest: Digest| BundleDocument {
        name: "contract.pdf".into(),
        media_type: "application/pdf".into(),
        size: 1,
        digest,
    };
    let foreign = document(Digest::from_bytes([1; 32]));
    let refused = changed(|bundle| bundle.documents.push(foreign));
    assert_eq!(refused, [(Rule::Disclosures, "document-not-named", None)]);
}
