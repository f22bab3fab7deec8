//! Taking the bundle out of a PDF, whatever somebody did to the file.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use rstest::rstest;
use tallystick_documents::{EmbeddedBundleError, MAX_EMBEDDED_BYTES, certificate_document, embedded_bundle};

use crate::certificate_document::bundle;
use crate::certificates::plain;

static BUNDLE: LazyLock<Vec<u8>> = LazyLock::new(bundle);
static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| certificate_document(&plain(), &BUNDLE).unwrap());

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// An object that holds a packed bundle, as another program might write it.
fn object(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("\n7 0 obj <<{entries}>>\r\nstream\r\n");
    [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
}

const OURS: &str = "/Subtype/application#2fvnd.tallystick.bundle#2Bjson";

/// A PDF of nothing but these objects.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    [b"%PDF-1.7\n".to_vec(), objects.concat(), b"%%EOF".to_vec()].concat()
}

#[test]
fn what_is_appended_to_the_file_does_not_disturb() {
    let signed = [
        DOCUMENT.as_slice(),
        b"\n99 0 obj\n<< /Type /Sig >>\nendobj\n%%EOF\n",
    ]
    .concat();
    assert_eq!(embedded_bundle(&signed).unwrap(), *BUNDLE);
}

#[rstest]
#[case::in_another_order(
    "/Length 9 0 R /Filter/FlateDecode /Subtype/application#2fvnd.tallystick.bundle#2Bjson"
)]
#[case::with_a_type(
    "/Type/EmbeddedFile/Subtype /application#2Fvnd.tallystick.bundle+json /Filter /FlateDecode"
)]
fn another_way_to_write_the_same_is_read(#[case] entries: &str) {
    let pdf = pdf(&[object(entries, &packed(b"{}"))]);
    assert_eq!(embedded_bundle(&pdf).unwrap(), b"{}");
}

#[rstest]
#[case::no_pdf(b"{\"bundle\":1}".to_vec(), "pdf-none")]
#[case::empty(Vec::new(), "pdf-none")]
#[case::no_bundle(b"%PDF-1.7\nnothing".to_vec(), "pdf-bundle-missing")]
#[case::only_the_name(b"%PDF-1.7 application/vnd.tallystick.bundle+json".to_vec(), "pdf-bundle-missing")]
#[case::another_type(pdf(&[object("/Subtype/application#2Fvnd.tallystick.bundles /Filter/FlateDecode", b"")]), "pdf-bundle-missing")]
#[case::not_a_file(pdf(&[object(&format!("/Type/XObject{OURS}/Filter/FlateDecode"), b"")]), "pdf-bundle-missing")]
#[case::not_packed(pdf(&[object(OURS, b"{}")]), "pdf-bundle-damaged")]
#[case::packed_twice(pdf(&[object(&format!("{OURS}/Filter[/FlateDecode/FlateDecode]"), b"")]), "pdf-bundle-damaged")]
#[case::predicted(pdf(&[object(&format!("{OURS}/Filter/FlateDecode/DecodeParms<</Predictor 12>>"), b"")]), "pdf-bundle-damaged")]
#[case::rubbish(pdf(&[object(&format!("{OURS}/Filter/FlateDecode"), b"rubbish")]), "pdf-bundle-damaged")]
fn what_is_no_certificate_document_is_refused(#[case] file: Vec<u8>, #[case] code: &str) {
    let refused = embedded_bundle(&file).unwrap_err();
    assert_eq!(refused.code(), code);
    assert!(refused.to_string().len() > 40, "{refused}");
}

#[test]
fn two_bundles_are_refused_because_nobody_could_say_which_was_meant() {
    let one = object(&format!("{OURS}/Filter/FlateDecode"), &packed(b"{}"));
    assert_eq!(
        embedded_bundle(&pdf(&[one.clone(), one.clone()])),
        Err(EmbeddedBundleError::Several)
    );
    let appended = [DOCUMENT.as_slice(), &one].concat();
    assert_eq!(embedded_bundle(&appended), Err(EmbeddedBundleError::Several));
    let many = [b"%PDF-1.7".to_vec(), b"vnd.tallystick.bundle ".repeat(1_000_000)].concat();
    assert_eq!(embedded_bundle(&many), Err(EmbeddedBundleError::Several));
}

#[test]
fn a_bundle_that_unpacks_without_end_is_refused() {
    let bomb = packed(&vec![0; MAX_EMBEDDED_BYTES + 1]);
    assert!(bomb.len() < MAX_EMBEDDED_BYTES / 50);
    let pdf = pdf(&[object(&format!("{OURS}/Filter/FlateDecode"), &bomb)]);
    assert_eq!(
        embedded_bundle(&pdf),
        Err(EmbeddedBundleError::TooLargeUnpacked {
            limit: MAX_EMBEDDED_BYTES
        })
    );
}

#[test]
fn a_file_that_is_too_large_is_refused_unread() {
    let mut large = DOCUMENT.clone();
    large.resize(64 * 1024 * 1024, b' ');
    assert_eq!(embedded_bundle(&large).unwrap_err().code(), "pdf-too-large");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_changed_byte_gives_the_bundle_or_a_refusal(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut changed = DOCUMENT.clone();
        for (at, byte) in changes {
            let at = at.index(changed.len());
            changed[at] = byte;
        }
        if let Ok(taken) = embedded_bundle(&changed) {
            prop_assert_eq!(&taken, &*BUNDLE);
        }
    }

    #[test]
    fn a_document_cut_short_gives_the_bundle_or_a_refusal(end in any::<prop::sample::Index>()) {
        let short = &DOCUMENT[..end.index(DOCUMENT.len())];
        if let Ok(taken) = embedded_bundle(short) {
            prop_assert_eq!(&taken, &*BUNDLE);
        }
    }

    #[test]
    fn pieces_of_a_pdf_in_any_order_are_answered(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<<", ">>", "[", "]", "(", ")", "\\", "<", ">", "/", "#", "%", " obj", "stream\n", "/Type", "/EmbeddedFile",
            "/Subtype", "/application#2Fvnd.tallystick.bundle+json", "/Filter", "/FlateDecode", "1 0 R", " ",
        ]), 0..60),
    ) {
        let file = format!("%PDF-1.7{}", pieces.concat());
        if let Err(refusal) = embedded_bundle(file.as_bytes()) {
            prop_assert!(!refusal.code().is_empty());
        }
    }
}
