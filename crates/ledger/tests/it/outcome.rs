//! Parts of outcomes, from transitions and from bytes.

use serde_json::value::RawValue;
use tallystick_base::Salt;
use tallystick_ledger::{Part, Refusal};

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

fn salt() -> Salt {
    Salt::from_bytes([7; 16])
}

#[test]
fn what_is_encoded_is_read_again() {
    let transitions = [r#"{"kind":"opened"}"#, r#"{"amount":"1.00","kind":"paid"}"#];
    let part = Part::encode(salt(), transitions.map(raw).into()).unwrap();

    let read = Part::from_bytes(part.as_bytes().to_vec()).unwrap();
    assert_eq!(read, part);
    assert_eq!(read.salt().unwrap(), salt());
    let texts = read.transitions().unwrap();
    assert_eq!(
        texts.iter().map(|text| text.get()).collect::<Vec<_>>(),
        transitions
    );
}

#[test]
fn a_part_without_transitions_is_neither_encoded_nor_read() {
    let encoded = Part::encode(salt(), Vec::new()).unwrap_err();
    let text = format!(r#"{{"salt":"{}","transitions":[]}}"#, salt());
    let read = Part::from_bytes(text.into_bytes()).unwrap_err();
    assert_eq!(encoded, read);
    assert!(encoded.to_string().contains("it has no transitions"), "{encoded}");
}

#[test]
fn a_transition_that_names_a_member_twice_is_not_encoded() {
    let refusal = Part::encode(salt(), vec![raw(r#"{"kind":"opened","kind":"paid"}"#)]).unwrap_err();
    assert!(matches!(refusal, Refusal::DuplicateMember { .. }), "{refusal}");
}
