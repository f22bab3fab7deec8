//! Every published vector of project Wycheproof for ECDSA on P-256 with SHA-256, for both verifiers.

use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use tallystick_ledger::{PublicKey, RawSignature};
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};

/// What this crate says: ring, behind the one door through which every signature goes.
fn ours(point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Ok(signature) = <[u8; 64]>::try_from(signature) else {
        // A signature of another length cannot even be written down as one.
        return false;
    };
    let key = PublicKey::from_sec1(point).expect("the vectors have valid keys");
    key.verifies(message, &RawSignature::from_bytes(signature))
}

/// What p256 says, which signs for us.
fn theirs(point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(point).expect("the vectors have valid keys");
    Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

#[test]
fn both_verifiers_agree_with_every_p1363_vector_and_with_each_other() {
    let set = TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let (mut valid, mut invalid) = (0, 0);
    for group in set.test_groups {
        for test in group.tests {
            let (ring, p256) = (
                ours(&group.key.key, &test.msg, &test.sig),
                theirs(&group.key.key, &test.msg, &test.sig),
            );
            let expected = match test.result {
                TestResult::Valid => true,
                TestResult::Invalid => false,
                // The set has none: were one to come, it must be decided here, not by a library.
                TestResult::Acceptable => panic!("vector {} is neither valid nor invalid", test.tc_id),
            };
            assert_eq!(
                (ring, p256),
                (expected, expected),
                "vector {}: {}",
                test.tc_id,
                test.comment
            );
            if expected { valid += 1 } else { invalid += 1 }
        }
    }
    assert!(
        valid > 100 && invalid > 50,
        "{valid} valid and {invalid} invalid vectors were run"
    );
}

#[test]
fn both_verifiers_accept_a_signature_and_its_mirror() {
    let key = tallystick_ledger::SigningKey::from_random(&[11; 32].into()).unwrap();
    let point = *key.public().as_sec1();
    let signature = *key.sign(b"message").as_bytes();
    let mirrored = crate::statement::mirrored(&signature);
    assert_ne!(signature, mirrored);
    for signature in [signature, mirrored] {
        assert!(ours(&point, b"message", &signature) && theirs(&point, b"message", &signature));
        assert!(!ours(&point, b"massage", &signature) && !theirs(&point, b"massage", &signature));
    }
}
