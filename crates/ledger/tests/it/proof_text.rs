//! Proofs and verifier keys as text: one file that shows one entry to whoever knows the log's keys.

use tallystick_ledger::{Hash, InclusionProof, VerifierKey, verify_checkpoint, verify_own_checkpoint};

use crate::forgery::TWENTY;

fn proof() -> InclusionProof {
    TWENTY.proof(7).unwrap()
}

/// The code with which a proof's text is refused after one part of it was replaced, or `read`.
fn read(from: &str, to: &str) -> &'static str {
    let text = proof().to_string();
    assert!(text.contains(from), "{from} is not in the proof");
    let read = text.replacen(from, to, 1).parse::<InclusionProof>();
    read.map_or_else(|refusal| refusal.code(), |_| "read")
}

#[test]
fn a_proof_shows_its_entry_to_whoever_knows_the_log_keys() {
    let keys = TWENTY.log_keys().verifiers();
    let read: InclusionProof = proof().to_string().parse().unwrap();
    assert_eq!(read, proof());
    assert_eq!(read.verify(&TWENTY.sealed()[7].leaf, &keys).unwrap().size, 20);
    let other = read.verify(&TWENTY.sealed()[8].leaf, &keys).unwrap_err();
    assert_eq!(other.code(), "proof-mismatch");
}

#[test]
fn without_a_key_nothing_is_taken_for_signed() {
    let leaf = &TWENTY.sealed()[7].leaf;
    assert_eq!(proof().verify(leaf, &[]).unwrap_err().code(), "note-form");
    assert_eq!(
        verify_checkpoint(&TWENTY.checkpoint(), &[]).unwrap_err().code(),
        "note-form"
    );
}

#[test]
fn each_key_that_is_asked_for_must_have_signed() {
    for key in TWENTY.log_keys().verifiers() {
        assert!(verify_checkpoint(&TWENTY.checkpoint(), std::slice::from_ref(&key)).is_ok());
        let stranger = VerifierKey::ed25519(key.name().clone(), [9; 32]);
        let refusal = verify_checkpoint(&TWENTY.checkpoint(), &[key, stranger]).unwrap_err();
        assert_eq!(refusal.code(), "checkpoint-signature");
    }
}

#[test]
fn a_note_of_the_log_itself_has_one_line_by_each_key_and_no_more() {
    let keys = TWENTY.log_keys().verifiers();
    let note = TWENTY.checkpoint();
    assert_eq!(verify_own_checkpoint(&note, &keys).unwrap().size, 20);
    let (text, lines) = note.split_once("\n\n").unwrap();
    let [first, second] = lines.lines().collect::<Vec<_>>()[..] else {
        panic!("two keys sign");
    };
    for more in [
        format!("{note}\u{2014} witness.test AAAAAAAA\n"),
        format!("{note}{first}\n"),
        format!("{text}\n\n{second}\n{first}\n"),
    ] {
        assert!(verify_checkpoint(&more, &keys).is_ok(), "{more}");
        assert_eq!(
            verify_own_checkpoint(&more, &keys).unwrap_err().code(),
            "note-form"
        );
    }
    let alone = format!("{text}\n\n{first}\n");
    assert_eq!(
        verify_own_checkpoint(&alone, &keys).unwrap_err().code(),
        "checkpoint-signature"
    );
}

#[test]
fn an_extra_line_may_stand_before_the_index() {
    assert_eq!(read("index 7", "extra AAEC\nindex 7"), "read");
    assert_eq!(read("index 7", "extra A\nindex 7"), "not-base64");
    assert_eq!(read("index 7", "extra AAEC\nextra AAEC\nindex 7"), "note-form");
}

#[test]
fn a_proof_has_one_form() {
    assert_eq!(read("@v1", "@v2"), "note-form");
    assert_eq!(read("index 7", "index 07"), "not-decimal");
    assert_eq!(read("index 7", "place 7"), "note-form");
    assert_eq!(read("\n\n", "\n"), "not-base64");
    assert_eq!(read("index 7\n", "index 7\nAAAA\n"), "wrong-length");
    let hash = format!("{}\n", Hash::empty());
    let long = format!("index 7\n{}", hash.repeat(60));
    assert_eq!(read("index 7\n", &long), "note-form");
}

#[test]
fn a_verifier_key_has_one_spelling() {
    for key in TWENTY.log_keys().verifiers() {
        let text = key.to_string();
        let code = |text: &str| {
            text.parse::<VerifierKey>()
                .map_or_else(|refusal| refusal.code(), |_| "read")
        };
        assert_eq!(code(&text), "read");
        assert_eq!(code(&text.to_uppercase()), "not-a-ledger-id");
        assert_eq!(
            code(&text.replacen("sample", "simple", 1)),
            if key.is_ed25519() { "note-form" } else { "read" }
        );
        assert_eq!(code(&format!("{text}=")), "not-base64");
        assert_eq!(code(&text.replacen('+', "-", 2)), "not-a-ledger-id");
        let (name, _) = text.split_once('+').unwrap();
        assert_eq!(code(&format!("{name}+00000000+Aw==")), "note-form");
        assert_eq!(code(&format!("{name}+00000000+")), "note-form");
    }
}
