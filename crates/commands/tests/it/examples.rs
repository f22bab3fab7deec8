//! Every kind has one example, and what is no body of its kind is refused.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use tallystick_base::RejectionClass;
use tallystick_commands::{Command, Rejection};

use crate::example::{Example, example, folder};

/// The most bytes that a body has.
const MOST: usize = 64 * 1024;

fn read(example: &Example) -> Result<Command, Box<Rejection>> {
    Ok(Command::read(example.kind, example.body.to_string().as_bytes())?)
}

fn refused(example: &Example) -> Rejection {
    let rejection = *read(example).expect_err(example.kind);
    assert_eq!(rejection.code(), "malformed-body", "{}", example.kind);
    assert_eq!(rejection.status(), RejectionClass::Unprocessable);
    rejection
}

#[test]
fn there_is_one_example_for_each_kind_and_none_besides() {
    let files: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected = Command::kinds().map(|kind| format!("{}.json", kind.replace('/', ".")));
    assert_eq!(files, expected.collect());
}

#[test]
fn every_example_is_a_body_of_its_kind() {
    for kind in Command::kinds() {
        let example = example(kind);
        assert_eq!(read(&example).unwrap().kind(), kind);
        assert!(example.body.to_string().len() <= MOST, "{kind}");
    }
}

#[test]
fn no_two_bodies_share_their_salt() {
    let salts: BTreeSet<String> = Command::kinds()
        .map(|kind| example(kind).text("/salt").to_owned())
        .collect();
    assert_eq!(salts.len(), Command::kinds().count());
}

#[test]
fn an_unknown_member_is_refused_and_named() {
    for kind in Command::kinds() {
        let rejection = refused(&example(kind).and("remark", "for the file"));
        assert!(rejection.to_string().contains("remark"), "{rejection}");
    }
}

#[test]
fn a_body_without_a_salt_is_refused() {
    for kind in Command::kinds() {
        let rejection = refused(&example(kind).without("salt"));
        assert!(rejection.to_string().contains("salt"), "{rejection}");
    }
}

#[test]
fn an_amount_is_never_a_json_number() {
    let mut amounts = 0;
    for kind in Command::kinds() {
        let example = example(kind);
        let mut pointers = Vec::new();
        money_in(&example.body, "", &mut pointers);
        for pointer in pointers {
            let minor: f64 = example.text(&pointer).parse().unwrap();
            refused(&example.clone().with(&pointer, json!(minor)));
            amounts += 1;
        }
    }
    assert!(amounts > 10, "{amounts} amounts in all examples");
}

/// The pointers to every `value` that stands beside a `currency`.
fn money_in(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if members.contains_key("currency") && members.contains_key("value") {
                found.push(format!("{pointer}/value"));
            }
            for (name, member) in members {
                money_in(member, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (place, element) in list.iter().enumerate() {
                money_in(element, &format!("{pointer}/{place}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
    }
}

#[test]
fn a_kind_that_is_not_in_the_table_is_refused() {
    for kind in [
        "certificate.split",
        "certificate.split/2",
        "certificate.burn/1",
        "",
        "/1",
    ] {
        let rejection = Command::read(kind, b"{}").unwrap_err();
        assert_eq!(rejection.code(), "unknown-kind", "{kind}");
    }
}

#[test]
fn what_is_no_json_is_refused() {
    for body in ["", "{", "[]", "null", "{\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\"} x"] {
        let rejection = Command::read("party.accept/1", body.as_bytes()).unwrap_err();
        assert_eq!(rejection.code(), "malformed-body", "{body}");
    }
}
