//! One flipped bit in the document never gives another document that is valid.

use rayon::prelude::*;
use tallystick_ledger::{Bundle, BundleChecks, BundleDocument, verify_bundle};

use super::bundle;

#[test]
fn a_flipped_byte_makes_a_bundle_invalid_or_changes_nothing_that_is_trusted() {
    let original = bundle();
    let text = original.to_json().unwrap();
    (0..text.len()).into_par_iter().step_by(11).for_each(|place| {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 1 << (place % 7);
        let report = verify_bundle(&bytes, BundleChecks::default());
        if report.is_valid() {
            let mut read = Bundle::parse(&bytes).expect("what is valid can be read");
            read.lineage.clone_from(&original.lineage);
            for (document, sealed) in read.documents.iter_mut().zip(&original.documents) {
                // Name, media type and size are labels; the digest is what a body names.
                *document = BundleDocument {
                    digest: document.digest,
                    ..sealed.clone()
                };
            }
            assert!(
                read == original,
                "byte {place} changes the meaning of a bundle that stays valid"
            );
        }
    });
}
