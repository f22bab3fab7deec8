//! Bodies and transitions as they are written.

use serde_json::{Value, json};
use tallystick_contracts::{Command, Transition};

use crate::given::given;
use crate::world::*;

fn registration() -> Value {
    json!({
        "salt": "BwcHBwcHBwcHBwcHBwcHBw",
        "contract": contract_id(1),
        "supplier": party(SUPPLIER),
        "buyer": party(HOSPITAL),
        "number": "HT-2026-001",
        "title": "医用防护口罩采购",
        "amount": {"value": "1000000.00", "currency": "CNY"},
        "signed_on": "2026-01-05",
        "procurement": "goods",
        "payment": {"days": 30, "from": "acceptance"},
        "inspection_days": 10,
        "vouchers_agreed": true,
        "tolerance": "0.05",
        "documents": [{
            "name": "采购合同.pdf",
            "media_type": "application/pdf",
            "size": 48213,
            "digest": "01".repeat(32),
        }],
        "supplier_size": "small",
    })
}

fn read(kind: &str, body: &Value) -> Option<Result<Command, String>> {
    let bytes = serde_json::to_vec(body).unwrap();
    Command::read(kind, &bytes).map(|read| read.map_err(|error| error.to_string()))
}

#[test]
fn a_registration_reads_as_written() {
    let found = read("contract.register/1", &registration());
    assert_eq!(found, Some(Ok(body().into())));
}

#[test]
fn unknown_members_are_refused_at_every_depth() {
    for path in ["", "/payment", "/amount", "/documents/0"] {
        let mut body = registration();
        body.pointer_mut(path).unwrap()["colour"] = json!("red");
        let refused = read("contract.register/1", &body).unwrap().unwrap_err();
        assert!(refused.contains("unknown field `colour`"), "{path}: {refused}");
    }
}

#[test]
fn every_member_without_which_nothing_can_be_decided_is_needed() {
    for member in registration().as_object().unwrap().keys() {
        let mut body = registration();
        body.as_object_mut().unwrap().remove(member);
        let refused = read("contract.register/1", &body).unwrap().unwrap_err();
        assert!(
            refused.contains(&format!("missing field `{member}`")),
            "{refused}"
        );
    }
}

#[test]
fn kinds_of_others_are_not_read() {
    assert_eq!(read("contract.register/2", &registration()), None);
    assert_eq!(read("receivable.claim/1", &registration()), None);
    assert_eq!(Command::KINDS.len(), 10);
    assert!(Transition::read("party", "{}").is_none());
}

#[test]
fn transitions_are_objects_with_one_member() {
    let world = World::new().prepared(&body());
    let mut lines = Vec::new();
    let mut write = |decided: &crate::given::Decided<'_>| {
        for step in decided.answer.as_ref().unwrap() {
            lines.push(serde_json::to_value(&step.transition).unwrap());
        }
    };
    let decided = given(&world).when(supplier(), body());
    write(&decided);
    let world = decided.accepted();
    let decided = given(&world).when(hospital(), accept());
    write(&decided);
    let world = decided.accepted().confirmed("400000.00");
    let decided = given(&world).when(supplier(), propose(1, amount("1200000.00")));
    write(&decided);
    let world = decided.accepted();
    write(&given(&world).when(hospital(), accept_amendment(1)));
    write(&given(&world).when(hospital(), terminate()));
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}
