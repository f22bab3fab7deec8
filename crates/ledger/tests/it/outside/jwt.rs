//! Statements are JWTs, as any library reads them.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::Value;

use crate::forgery::TWENTY;

/// A library's key, from the JWK that the export lists.
fn key(kid: &str) -> DecodingKey {
    let record = TWENTY
        .preamble()
        .keys
        .into_iter()
        .find(|record| record.kid.as_str() == kid)
        .unwrap();
    DecodingKey::from_ec_components(&record.jwk.x, &record.jwk.y).unwrap()
}

fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::ES256);
    // The window is held against the time of receipt, which the library cannot know.
    validation.validate_exp = false;
    validation
}

#[test]
fn every_signature_of_the_sample_is_accepted_as_a_jwt_with_its_payload_attached() {
    let mut accepted = 0;
    for sealed in TWENTY.sealed() {
        let statement = &sealed.entry.statement;
        for line in statement.signatures() {
            let detached = line.to_string();
            let token = detached.replacen("..", &format!(".{}.", statement.payload()), 1);
            let data = decode::<Value>(&token, &key(line.kid().as_str()), &validation()).unwrap();
            assert_eq!(data.header.kid.as_deref(), Some(line.kid().as_str()));
            assert_eq!(data.header.typ.as_deref(), Some("tallystick-statement+jwt"));
            assert_eq!(
                data.claims["lid"],
                TWENTY.log_keys().verifiers()[0].name().as_str()
            );
            accepted += 1;
        }
    }
    assert!(accepted > 20);
}

#[test]
fn an_altered_payload_is_refused_by_the_library_too() {
    let statement = &TWENTY.sealed()[9].entry.statement;
    let line = &statement.signatures()[0];
    let other = TWENTY.sealed()[8].entry.statement.payload();
    let token = line.to_string().replacen("..", &format!(".{other}."), 1);
    assert!(decode::<Value>(&token, &key(line.kid().as_str()), &validation()).is_err());
}

#[test]
fn a_private_key_in_pem_is_read_by_the_library_and_signs_what_we_accept() {
    let key = tallystick_ledger::SigningKey::from_random(&[21; 32].into()).unwrap();
    let signer = jsonwebtoken::EncodingKey::from_ec_pem(key.to_pem().unwrap().as_bytes()).unwrap();
    let signature = jsonwebtoken::crypto::sign(b"header.payload", &signer, Algorithm::ES256).unwrap();
    let signature = tallystick_ledger::RawSignature::parse(&signature).unwrap();
    assert!(key.public().verifies(b"header.payload", &signature));
}
