//! Bodies and transitions as they are written.

use serde_json::{Value, json};
use tallystick_financing::{Command, Transition};

use crate::given::{Decided, given};
use crate::signing::each_command;
use crate::world::{
    BANK, BUYER, GUARANTOR, SECOND_BANK, SERVICE, SUPPLIER, World, accept, certificate, decline, expire,
    join, morning, offer, product, publish, request, review, revise, submit, submit_downstream, withdraw,
    withdraw_offer, withdraw_product,
};

fn body() -> Value {
    let invitation = |n: u64| {
        json!({
            "bank": crate::world::bank_of(n).id(), "product": product(n), "review": review(10 + n),
        })
    };
    json!({
        "salt": "BwcHBwcHBwcHBwcHBwcHBw",
        "request": request(1),
        "direction": {"upstream": {}},
        "certificates": [certificate(1), certificate(2)],
        "amount": {"value": "800000.00", "currency": "CNY"},
        "draw_on": "2026-03-09",
        "matures_on": "2026-08-31",
        "until": morning("2026-03-09").as_millis(),
        "purpose": "采购原材料",
        "invitations": [invitation(1), invitation(2), invitation(3)],
        "guarantors": [GUARANTOR.id()],
        "pay_to": {"account": "622200000002", "bank": "样本银行北京分行", "name": "样本企业"},
    })
}

fn read(kind: &str, body: &Value) -> Option<Result<Command, String>> {
    let bytes = serde_json::to_vec(body).unwrap();
    Command::read(kind, &bytes).map(|read| read.map_err(|error| error.to_string()))
}

#[test]
fn a_request_reads_as_written() {
    assert_eq!(read("request.submit/1", &body()), Some(Ok(submit(1).into())));
}

#[test]
fn unknown_members_are_refused_at_every_depth() {
    for path in ["", "/amount", "/invitations/0", "/pay_to", "/direction/upstream"] {
        let mut body = body();
        body.pointer_mut(path).unwrap()["colour"] = json!("red");
        let refused = read("request.submit/1", &body).unwrap().unwrap_err();
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
            let optional =
                ["bids_until", "guarantors", "pay_to", "note", "period"].contains(&member.as_str());
            // The holder who joins always says where it is paid.
            let optional = optional && command.kind() != "request.join/1";
            let mut less = whole.clone();
            less.as_object_mut().unwrap().remove(member);
            let answer = read(command.kind(), &less).unwrap();
            assert_eq!(answer.is_ok(), optional, "{} {member}", command.kind());
        }
    }
}

#[test]
fn kinds_of_others_are_not_read() {
    assert_eq!(read("request.submit/2", &body()), None);
    assert_eq!(read("certificate.offer/1", &body()), None);
    assert_eq!(Command::KINDS.len(), 18);
    assert!(Transition::read("certificate", "{}").is_none());
    assert!(Transition::read("review", "{}").is_some_and(|read| read.is_err()));
}

fn write(lines: &mut Vec<Value>, decided: &Decided<'_>) -> World {
    for step in decided.answer.as_ref().unwrap() {
        lines.push(json!({"subject": step.subject, "transition": step.transition}));
    }
    decided.accepted()
}

#[test]
fn transitions_of_products_are_objects_with_one_member() {
    let lines = &mut Vec::new();
    let world = write(lines, &given(&World::new()).when(BANK, publish(4)));
    let world = write(lines, &given(&world).when(BANK, revise(4)));
    write(lines, &given(&world).when(BANK, withdraw_product(4)));
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}

#[test]
fn transitions_of_requests_are_objects_with_one_member() {
    let lines = &mut Vec::new();
    let mut first = submit_downstream(1);
    first.invitations.truncate(2);
    let world = write(lines, &given(&World::new()).when(BUYER, first));
    let world = write(lines, &given(&world).when(SUPPLIER, join(1)));
    let world = write(lines, &given(&world).when(BANK, offer(11, "0.0360")));
    let world = write(lines, &given(&world).when(BANK, withdraw_offer(11)));
    let world = write(lines, &given(&world).when(BANK, decline(11)));
    let world = write(lines, &given(&world).when(SECOND_BANK, offer(12, "0.0350")));
    let world = write(lines, &given(&world).when(BUYER, accept(1, 12)));
    write(lines, &given(&world).when(BUYER, withdraw(1)));
    write(
        lines,
        &given(&world.clone().on("2026-03-10")).when(SERVICE, expire(1)),
    );
    write(lines, &given(&world).when(SECOND_BANK, decline(12)));
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}
