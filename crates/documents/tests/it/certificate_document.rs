//! The certificate document: what is in the file, read by a reader that shares no code with the writer.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Stream};
use rstest::rstest;
use tallystick_documents::{
    CertificateDocumentError, CertificateFacts, MAX_EMBEDDED_BYTES, certificate_document, embedded_bundle,
};

use crate::certificates::{day, in_every_standing, laden, plain};

/// A bundle as the ledger's own fixture is.
pub(crate) fn bundle() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/ledger/bundle.json");
    std::fs::read(path).unwrap()
}

/// Every stream of the file, unpacked, with its dictionary.
fn streams(pdf: &Pdf) -> Vec<(Dict<'_>, Vec<u8>)> {
    pdf.objects()
        .into_iter()
        .filter_map(hayro_syntax::object::Object::into_stream)
        .map(|stream: Stream<'_>| (stream.dict().clone(), stream.decoded().unwrap().to_vec()))
        .collect()
}

/// The streams of a type.
fn of_type(pdf: &Pdf, wanted: &[u8]) -> Vec<Vec<u8>> {
    streams(pdf)
        .into_iter()
        .filter(|(dict, _)| {
            dict.get::<Name>(b"Type".as_slice())
                .is_some_and(|name| name.as_str().as_bytes() == wanted)
        })
        .map(|(_, bytes)| bytes)
        .collect()
}

fn read(pdf: Vec<u8>) -> Pdf {
    Pdf::new(pdf).unwrap()
}

#[test]
fn the_same_facts_and_bundle_give_the_same_bytes() {
    let bundle = bundle();
    for facts in [plain(), laden()] {
        let first = certificate_document(&facts, &bundle).unwrap();
        assert_eq!(certificate_document(&facts, &bundle).unwrap(), first);
    }
}

#[rstest]
#[case::amount(|f: &mut CertificateFacts| f.due_on = day("2026-04-08"))]
#[case::as_of(|f: &mut CertificateFacts| f.as_of.entry += 1)]
#[case::address(|f: &mut CertificateFacts| f.check_url.push('0'))]
fn another_fact_gives_another_document(#[case] change: fn(&mut CertificateFacts)) {
    let mut changed = plain();
    change(&mut changed);
    let documents = [plain(), changed].map(|facts| certificate_document(&facts, b"{}").unwrap());
    assert_ne!(documents[0], documents[1]);
}

#[test]
fn the_file_says_that_it_is_pdf_a_3a_and_of_what_moment() {
    let pdf = read(certificate_document(&plain(), &bundle()).unwrap());
    let xmp = of_type(&pdf, b"Metadata");
    let [xmp] = xmp.as_slice() else {
        panic!("one stream of metadata, not {}", xmp.len());
    };
    let xmp = String::from_utf8_lossy(xmp);
    for part in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<xmp:CreateDate>2026-03-02T01:19:19",
        "JRBT3-PPA7Y-2ZE8W-M45R4",
        "第 19 号条目",
        "As of entry 19 of the ledger ledger.example.org",
        "zh-CN",
    ] {
        assert!(xmp.contains(part), "no {part} in {xmp}");
    }
}

#[test]
fn the_bundle_is_the_one_file_embedded_as_the_source_of_the_page() {
    let (facts, bundle) = (plain(), bundle());
    let written = certificate_document(&facts, &bundle).unwrap();
    assert_eq!(embedded_bundle(&written).unwrap(), bundle);

    let pdf = read(written);
    assert_eq!(of_type(&pdf, b"EmbeddedFile"), std::slice::from_ref(&bundle));
    let files: Vec<Dict<'_>> = pdf
        .objects()
        .into_iter()
        .filter_map(hayro_syntax::object::Object::into_dict)
        .filter(|dict| dict.contains_key(b"EF".as_slice()))
        .collect();
    let [file] = files.as_slice() else {
        panic!("one file, not {}", files.len());
    };
    let relationship = file.get::<Name>(b"AFRelationship".as_slice()).unwrap();
    assert_eq!(relationship.as_str(), "Source");
}

#[test]
fn a_plain_certificate_is_one_page_and_small() {
    let bundle = bundle();
    let written = certificate_document(&plain(), &bundle).unwrap();
    assert!(written.len() < 200_000 + bundle.len(), "{} bytes", written.len());
    assert_eq!(read(written).pages().len(), 1);
}

#[test]
fn whatever_stands_at_its_longest_goes_on_to_a_second_page() {
    let bundle = bundle();
    let written = certificate_document(&laden(), &bundle).unwrap();
    assert!(written.len() < 200_000 + bundle.len(), "{} bytes", written.len());
    assert_eq!(read(written).pages().len(), 2);
}

#[test]
fn it_is_written_wherever_the_certificate_stands() {
    for facts in in_every_standing() {
        let written = certificate_document(&facts, b"{}").unwrap();
        assert_eq!(read(written).pages().len(), 1, "{:?}", facts.standing);
    }
}

#[rstest]
#[case::rare("𫠚氏商行")]
#[case::another_script("한국 의료 ⵣ")]
#[case::marks("a\u{0}b\u{FEFF}c\u{202E}d\u{E000}\u{10FFFF}")]
#[case::pictures("👩‍⚕️ 医院")]
#[case::nothing("")]
#[case::blanks("   \u{3000} ")]
fn no_name_makes_it_fail(#[case] name: &str) {
    let mut facts = plain();
    name.clone_into(&mut facts.debtor.name);
    facts.contract.as_mut().unwrap().title = name.to_owned();
    facts.signers[0].name = Some(name.to_owned());
    name.clone_into(&mut facts.number);
    name.clone_into(&mut facts.ledger);
    certificate_document(&facts, b"{}").unwrap();
}

#[test]
fn very_many_signers_and_very_long_names_go_on_over_more_pages() {
    let mut facts = laden();
    facts.signers = facts.signers.iter().cycle().take(120).cloned().collect();
    facts.debtor.name = facts.debtor.name.repeat(40);
    let written = certificate_document(&facts, b"{}").unwrap();
    assert!(read(written).pages().len() > 4);
}

#[test]
fn an_amount_in_another_currency_has_no_capitals_and_is_printed() {
    let mut facts = plain();
    facts.amount = tallystick_base::Money::parse("1234567.89", "USD".parse().unwrap()).unwrap();
    certificate_document(&facts, b"{}").unwrap();
}

#[test]
fn what_cannot_be_put_into_a_document_is_refused_with_the_numbers() {
    let mut facts = plain();
    facts.check_url = format!("https://ledger.example.org/check/{}", "A".repeat(400));
    let refused = certificate_document(&facts, b"{}").unwrap_err();
    assert_eq!(refused.code(), "certificate-address-too-long");
    assert_eq!(
        refused.to_string(),
        "the address of the check has 433 bytes and the code holds at most 400; shorten it"
    );

    let refused = certificate_document(&plain(), &vec![b' '; MAX_EMBEDDED_BYTES + 1]).unwrap_err();
    assert_eq!(
        refused,
        CertificateDocumentError::BundleTooLarge {
            size: MAX_EMBEDDED_BYTES + 1,
            limit: MAX_EMBEDDED_BYTES
        }
    );
}
