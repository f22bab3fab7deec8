//! Bodies and transitions as they are written.

use serde_json::{Value, json};
use tallystick_certificates::{Command, Transition};

use crate::confirmation::confirm_part;
use crate::given::{Decided, given};
use crate::signing::each_command;
use crate::world::{
    BUYER, SECOND, SUPPLIER, World, accept, acknowledge, agree, claim, contract, propose, receivable, report,
    split,
};

fn body() -> Value {
    let money = json!({"value": "600000.00", "currency": "CNY"});
    let document = |kind: &str, number: &str, digest: &str| {
        json!({
            "kind": kind, "number": number, "date": "2026-01-10", "total": money, "digest": digest.repeat(32),
        })
    };
    json!({
        "salt": "BwcHBwcHBwcHBwcHBwcHBw",
        "receivable": receivable(1),
        "contract": contract(1),
        "amount": money,
        "delivered_on": "2026-01-15",
        "accepted_on": "2026-01-15",
        "due_on": "2026-03-16",
        "evidence": [
            document("order", "PO-1", &claim_digest(0)),
            document("receipt", "GR-1", &claim_digest(1)),
            document("invoice", "261170000001", &claim_digest(2)),
        ],
        "centre": crate::world::CENTRE.id(),
        "payee": {"account": "622200000002", "bank": "样本银行北京分行", "name": "样本企业"},
    })
}

fn claim_digest(at: usize) -> String {
    let digest = claim(1).evidence[at].digest;
    format!("{:02x}", digest.as_bytes()[0])
}

fn read(kind: &str, body: &Value) -> Option<Result<Command, String>> {
    let bytes = serde_json::to_vec(body).unwrap();
    Command::read(kind, &bytes).map(|read| read.map_err(|error| error.to_string()))
}

#[test]
fn a_claim_reads_as_written() {
    assert_eq!(read("receivable.claim/1", &body()), Some(Ok(claim(1).into())));
}

#[test]
fn unknown_members_are_refused_at_every_depth() {
    for path in ["", "/amount", "/evidence/0", "/payee"] {
        let mut body = body();
        body.pointer_mut(path).unwrap()["colour"] = json!("red");
        let refused = read("receivable.claim/1", &body).unwrap().unwrap_err();
        assert!(refused.contains("unknown field `colour`"), "{path}: {refused}");
    }
}

#[test]
fn every_body_reads_back_and_has_a_salt_first() {
    for (_, _, command) in each_command() {
        let bytes = serde_json::to_vec(&command).unwrap();
        assert!(bytes.starts_with(b"{\"salt\":"), "{}", command.kind());
        let read = Command::read(command.kind(), &bytes).expect("a kind of this crate");
        assert_eq!(read.ok(), Some(command));
    }
}

#[test]
fn every_required_member_is_needed_and_no_body_takes_another() {
    for (_, _, command) in each_command() {
        let whole = serde_json::to_value(&command).unwrap();
        let mut more = whole.clone();
        more["colour"] = json!("red");
        assert!(
            read(command.kind(), &more).unwrap().is_err(),
            "{}",
            command.kind()
        );
        for member in whole.as_object().unwrap().keys() {
            let optional = [
                "accepted_on",
                "settled_on",
                "centre",
                "deductions",
                "rest",
                "longer_due_reason",
            ];
            let mut less = whole.clone();
            less.as_object_mut().unwrap().remove(member);
            let answer = read(command.kind(), &less).unwrap();
            assert_eq!(
                answer.is_ok(),
                optional.contains(&member.as_str()),
                "{} {member}",
                command.kind()
            );
        }
    }
}

#[test]
fn kinds_of_others_are_not_read() {
    assert_eq!(read("receivable.claim/2", &body()), None);
    assert_eq!(read("contract.register/1", &body()), None);
    assert_eq!(Command::KINDS.len(), 23);
    assert!(Transition::read("contract", "{}").is_none());
    assert!(Transition::read("certificate", "{}").is_some_and(|read| read.is_err()));
}

#[test]
fn transitions_are_objects_with_one_member() {
    let mut lines = Vec::new();
    let mut write = |decided: &Decided<'_>| {
        for step in decided.answer.as_ref().unwrap() {
            lines.push(json!({"subject": step.subject, "transition": step.transition}));
        }
        decided.accepted()
    };
    let world = write(&given(&World::new()).when(SUPPLIER, claim(1)));
    let world = write(&given(&world).when(BUYER, confirm_part(1)));
    let world = write(&given(&world).when(BUYER, report(1, 1, "50000.00")));
    let world = write(&given(&world).when(SUPPLIER, acknowledge(1)));
    let world = write(&given(&world).when(SUPPLIER, split(1, &["300000.00", "100000.00"])));
    let world = write(&given(&world).when(SUPPLIER, crate::world::offer(10, SECOND)));
    let world = write(&given(&world).when(SECOND, accept(10, SECOND)));
    let world = write(&given(&world).when(SUPPLIER, propose(1, 11)));
    write(&given(&world).when(BUYER, agree(1)));
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}

/// What a verifier reads without knowing this crate: the names of the ledger format, section 10.
#[test]
fn amounts_stand_under_the_names_of_the_ledger_format() {
    let decided = World::confirmed();
    let steps = given(&decided)
        .when(SUPPLIER, split(1, &["400000.00", "200000.00"]))
        .answer
        .unwrap();
    let parts: Vec<Value> = steps
        .iter()
        .map(|step| serde_json::to_value(&step.transition).unwrap())
        .collect();
    assert_eq!(parts[0]["split"]["amount"]["value"], "600000.00");
    assert_eq!(parts[0]["split"]["children"][0]["amount"]["value"], "400000.00");
    assert_eq!(
        parts[1]["issued"]["amount"],
        parts[0]["split"]["children"][0]["amount"]
    );
    assert_eq!(parts[1]["issued"]["parent"], json!(crate::world::certificate(1)));
    let steps = given(&World::claimed())
        .when(BUYER, crate::world::confirm(1))
        .answer
        .unwrap();
    let issued = serde_json::to_value(&steps[1].transition).unwrap();
    assert_eq!(issued["issued"]["parent"], Value::Null);
    assert!(issued["issued"].as_object().unwrap().contains_key("parent"));
    let reported = World::reported();
    let steps = given(&reported).when(SUPPLIER, acknowledge(1)).answer.unwrap();
    let paid = serde_json::to_value(&steps[1].transition).unwrap();
    assert_eq!(paid["paid"]["outstanding"]["value"], "500000.00");
    let proposed = World::proposed();
    let steps = given(&proposed).when(SUPPLIER, agree(1)).answer.unwrap();
    let cancelled = serde_json::to_value(&steps[1].transition).unwrap();
    assert_eq!(cancelled["cancelled"]["outstanding"]["value"], "0.00");
}
