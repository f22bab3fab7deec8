//! Subjects, typed ids, thumbprints, digests, salts, capacities.

use rstest::rstest;
use tallystick_base::{
    Capacity, CertificateId, CreditLineId, Digest, FinancingRequestId, PartyId, Salt, SizeClass, Subject,
    Thumbprint,
};
use uuid::Uuid;

const THUMBPRINT: &str = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const CERTIFICATE: &str = "certificate/0193a6e0-5c00-7000-8000-000000000001";

#[rstest]
#[case("party/0193", "party", "0193")]
#[case("line-use/a_B-9", "line-use", "a_B-9")]
#[case("-/-", "-", "-")]
fn a_subject_is_a_kind_and_an_id(#[case] text: &str, #[case] kind: &str, #[case] id: &str) {
    let subject = Subject::parse(text).unwrap();
    assert_eq!((subject.as_str(), subject.kind(), subject.id()), (text, kind, id));
    assert_eq!(Subject::new(kind, id), Ok(subject));
}

#[rstest]
#[case("", "subject-no-slash")]
#[case("party", "subject-no-slash")]
#[case("/1", "subject-empty-kind")]
#[case("party/", "subject-empty-id")]
#[case("Party/1", "subject-kind-character")]
#[case("party1/1", "subject-kind-character")]
#[case("party /1", "subject-kind-character")]
#[case("party/1/2", "subject-id-character")]
#[case("party/é", "subject-id-character")]
#[case("party/1\n", "subject-id-character")]
#[case("party/1@2", "subject-id-character")]
fn other_texts_are_no_subject(#[case] text: &str, #[case] code: &str) {
    assert_eq!(Subject::parse(text).unwrap_err().code(), code);
}

#[test]
fn a_subject_has_at_most_100_bytes() {
    assert!(Subject::parse(format!("kind/{}", "a".repeat(95))).is_ok());
    let refusal = Subject::parse(format!("kind/{}", "a".repeat(96))).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "a subject has at most 100 bytes; this one has 101"
    );
    assert_eq!(
        Subject::new("kind", &"a".repeat(96)).unwrap_err().code(),
        "subject-too-long"
    );
}

#[test]
fn a_slash_cannot_be_smuggled_into_the_kind() {
    assert_eq!(
        Subject::new("party/1", "2").unwrap_err().code(),
        "subject-kind-character"
    );
}

#[test]
fn an_id_is_its_subject_in_text_and_in_json() {
    let id: CertificateId = CERTIFICATE.parse().unwrap();
    assert_eq!(id.to_string(), CERTIFICATE);
    assert_eq!(id.subject().as_str(), CERTIFICATE);
    assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{CERTIFICATE}\""));
    assert_eq!(
        serde_json::from_str::<CertificateId>(&format!("\"{CERTIFICATE}\"")).unwrap(),
        id
    );
    assert_eq!(CertificateId::try_from(&id.subject()), Ok(id));
}

#[rstest]
#[case::other_kind("party/0193a6e0-5c00-7000-8000-000000000001", "id-kind")]
#[case::capitals("certificate/0193A6E0-5C00-7000-8000-000000000001", "id-not-uuid")]
#[case::no_hyphens("certificate/0193a6e05c0070008000000000000001", "id-not-uuid")]
#[case::not_hex("certificate/0193a6e0-5c00-7000-8000-00000000000g", "id-not-uuid")]
#[case::version_4("certificate/0193a6e0-5c00-4000-8000-000000000001", "id-not-version-7")]
#[case::other_variant("certificate/0193a6e0-5c00-7000-c000-000000000001", "id-not-version-7")]
#[case::nil("certificate/00000000-0000-0000-0000-000000000000", "id-not-version-7")]
#[case::no_subject("0193a6e0-5c00-7000-8000-000000000001", "subject-no-slash")]
fn other_texts_are_no_certificate_id(#[case] text: &str, #[case] code: &str) {
    assert_eq!(text.parse::<CertificateId>().unwrap_err().code(), code);
}

#[test]
fn ids_are_made_from_given_time_and_randomness_and_order_by_time() {
    let earlier = PartyId::from_parts(1_732_000_000_000, [0xff; 10]);
    let later = PartyId::from_parts(1_732_000_000_001, [0; 10]);
    assert_eq!(earlier.to_string(), "party/0193433e-a800-7fff-bfff-ffffffffffff");
    assert!(earlier < later);
    assert_eq!(PartyId::from_uuid(later.uuid()), Ok(later));
    assert_eq!(
        PartyId::from_uuid(Uuid::nil()).unwrap_err().code(),
        "id-not-version-7"
    );
}

#[test]
fn every_time_gives_a_valid_id() {
    for unix_ms in [0, 1, u64::MAX] {
        let id = FinancingRequestId::from_parts(unix_ms, [0xab; 10]);
        assert_eq!(id.to_string().parse(), Ok(id));
    }
    assert_eq!(CreditLineId::KIND, "credit-line");
}

#[test]
fn a_thumbprint_names_a_key() {
    // The key and thumbprint of RFC 7638, section 3.1.
    let thumbprint = Thumbprint::parse(THUMBPRINT).unwrap();
    assert_eq!(thumbprint.as_str(), THUMBPRINT);
    assert_eq!(thumbprint.subject().as_str(), format!("key/{THUMBPRINT}"));
    let digest = [
        55, 54, 203, 177, 120, 124, 184, 48, 156, 119, 238, 140, 55, 5, 197, 225, 111, 251, 158, 133, 151,
        21, 144, 31, 30, 76, 89, 177, 17, 130, 245, 123,
    ];
    assert_eq!(Thumbprint::from_digest(digest), thumbprint);
}

#[rstest]
#[case::short("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9X", "encoding-length")]
#[case::padded("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs=", "encoding-character")]
#[case::standard_alphabet("NzbLsXh8uDCcd+6MNwXF4W/7noWXFZAfHkxZsRGC9Xs", "encoding-character")]
#[case::unused_bits("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xt", "encoding-unused-bits")]
fn other_texts_are_no_thumbprint(#[case] text: &str, #[case] code: &str) {
    assert_eq!(Thumbprint::parse(text).unwrap_err().code(), code);
}

#[test]
fn a_digest_is_64_lower_case_hex_digits() {
    let text = "00".repeat(31) + "af";
    let digest = Digest::parse(&text).unwrap();
    assert_eq!(digest.to_string(), text);
    assert_eq!(digest.as_bytes().last(), Some(&0xaf));
    assert_eq!(Digest::from_bytes(*digest.as_bytes()), digest);
    assert_eq!(
        Digest::parse(&text.to_uppercase()).unwrap_err().code(),
        "encoding-character"
    );
    assert_eq!(
        Digest::parse(&"0".repeat(63)).unwrap_err().code(),
        "encoding-length"
    );
}

#[test]
fn a_salt_is_22_characters_without_unused_bits() {
    let salt = Salt::from_bytes([0xff; 16]);
    assert_eq!(salt.to_string(), "_____________________w");
    assert_eq!(Salt::parse("_____________________w"), Ok(salt));
    assert_eq!(
        Salt::parse("______________________").unwrap_err().code(),
        "encoding-unused-bits"
    );
    assert_eq!(
        Salt::parse("_____________________w==").unwrap_err().code(),
        "encoding-character"
    );
    assert_eq!(salt.as_bytes(), &[0xff; 16]);
}

#[test]
fn capacities_read_back_and_others_are_refused() {
    for capacity in Capacity::ALL {
        assert_eq!(capacity.as_str().parse(), Ok(capacity));
        let json = serde_json::to_string(&capacity).unwrap();
        assert_eq!(serde_json::from_str::<Capacity>(&json).unwrap(), capacity);
    }
    insta::assert_snapshot!("admin".parse::<Capacity>().unwrap_err());
}

#[test]
fn size_classes_up_to_medium_are_protected() {
    assert_eq!(
        SizeClass::ALL.map(SizeClass::is_protected),
        [true, true, true, false]
    );
    assert_eq!(
        SizeClass::ALL.map(SizeClass::is_micro_or_small),
        [true, true, false, false]
    );
    assert_eq!(serde_json::to_string(&SizeClass::Micro).unwrap(), "\"micro\"");
}
