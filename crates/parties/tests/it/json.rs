//! Bodies and transitions as JSON.

use serde_json::{Value, json};
use tallystick_base::{Capacity, RulePack, SizeClass};
use tallystick_parties::{ApprovalPolicy, ApprovalRule, Command, KeyHolder, Role, Transition};
use utoipa::ToSchema;

use crate::given::given;
use crate::world::{
    SUPPLIER, World, accept, add_key, add_member, change_roles, key, kid_of, member, open, opening, operator,
    profile, publish, recover, register, registration, reinstate, remove_member, restore, revoke, set_policy,
    suspend, update, veto,
};

fn every() -> Vec<Command> {
    let firm = registration(SUPPLIER, Capacity::Supplier, Some(SizeClass::Small));
    let rule = ApprovalRule {
        command: "receivable.claim".into(),
        from: Some(tallystick_base::Money::from_minor(
            1,
            tallystick_base::Currency::CNY,
        )),
        signatures: 2,
        checker: true,
    };
    vec![
        open(opening()),
        publish(RulePack::cn().unwrap()),
        register(firm),
        accept(),
        suspend(SUPPLIER),
        reinstate(SUPPLIER),
        update(profile(None)),
        add_member(SUPPLIER, 3, &[Role::Viewer]),
        remove_member(SUPPLIER, 2, &[kid_of(SUPPLIER, 2)]),
        change_roles(SUPPLIER, 2, &[Role::Maker, Role::Checker]),
        set_policy(ApprovalPolicy {
            sole_member: false,
            rules: vec![rule],
        }),
        add_key(KeyHolder::Member(member(SUPPLIER, 1)), key(42)),
        revoke(key(42).kid),
        recover(SUPPLIER, 1, key(42).kid),
        veto(),
        restore(SUPPLIER, key(42)),
    ]
}

fn body(command: &Command) -> Value {
    let body = match command {
        Command::OpenLedger(body) => serde_json::to_value(body),
        Command::PublishRules(body) => serde_json::to_value(body),
        Command::RegisterParty(body) => serde_json::to_value(body),
        Command::AcceptParty(body) => serde_json::to_value(body),
        Command::SuspendParty(body) => serde_json::to_value(body),
        Command::ReinstateParty(body) => serde_json::to_value(body),
        Command::UpdateProfile(body) => serde_json::to_value(body),
        Command::AddMember(body) => serde_json::to_value(body),
        Command::RemoveMember(body) => serde_json::to_value(body),
        Command::ChangeRoles(body) => serde_json::to_value(body),
        Command::ChangePolicy(body) => serde_json::to_value(body),
        Command::AddKey(body) => serde_json::to_value(body),
        Command::RevokeKey(body) => serde_json::to_value(body),
        Command::RecoverKey(body) => serde_json::to_value(body),
        Command::VetoKey(body) => serde_json::to_value(body),
        Command::RestoreKey(body) => serde_json::to_value(body),
    };
    body.unwrap()
}

fn read(kind: &str, body: &Value) -> Option<Result<Command, serde_json::Error>> {
    Command::read(kind, body.to_string().as_bytes())
}

#[test]
fn every_body_reads_back() {
    assert_eq!(every().len(), Command::KINDS.len());
    for command in every() {
        let read = read(command.kind(), &body(&command)).expect("a kind of this crate");
        assert_eq!(read.unwrap(), command);
    }
}

#[test]
fn unknown_members_and_a_missing_salt_are_refused() {
    for command in every() {
        let mut with_more = body(&command);
        with_more["surprise"] = json!("!");
        assert!(
            read(command.kind(), &with_more).unwrap().is_err(),
            "{}",
            command.kind()
        );
        let mut without_salt = body(&command);
        without_salt.as_object_mut().unwrap().remove("salt");
        assert!(
            read(command.kind(), &without_salt).unwrap().is_err(),
            "{}",
            command.kind()
        );
    }
}

#[test]
fn members_within_a_body_are_known_too() {
    let mut registration = body(&every()[2]);
    registration["profile"]["rating"] = json!("AAA");
    assert!(read("party.register/1", &registration).unwrap().is_err());
    let mut registration = body(&every()[2]);
    registration["identity"]["scheme"] = json!("tax");
    assert!(read("party.register/1", &registration).unwrap().is_err());
    let mut key = body(&every()[11]);
    key["keys"][0]["jwk"]["d"] = json!("a private key");
    assert!(read("key.add/1", &key).unwrap().is_err());
}

#[test]
fn other_kinds_and_versions_are_not_read_here() {
    for kind in ["contract.register/1", "party.accept/2", "party.accept", ""] {
        assert!(Command::read(kind, b"{}").is_none(), "{kind}");
    }
    assert!(Transition::read("contract", "{}").is_none());
}

#[test]
fn a_key_transition_stands_as_the_ledger_format_writes_it() {
    let world = World::peopled();
    let revoked = given(&world).when(operator(), revoke(kid_of(SUPPLIER, 1)));
    let steps = revoked.answer.unwrap();
    let json = serde_json::to_value(&steps[0].transition).unwrap();
    assert_eq!(json, json!({ "revoked": { "suspect_from": 12 } }));
    assert!(
        Transition::read("key", r#"{"revoked":{"suspect_from":null,"more":1}}"#)
            .unwrap()
            .is_err()
    );
    assert!(
        Transition::read("party", r#"{"revoked":{"suspect_from":null}}"#)
            .unwrap()
            .is_err()
    );
    let accepted = Transition::read("party", r#"{"accepted":{}}"#).unwrap().unwrap();
    assert_eq!((accepted.aggregate(), accepted.name()), ("party", "accepted"));
}

#[test]
fn a_step_on_a_subject_of_another_kind_does_not_apply() {
    let mut case = World::peopled().case;
    let transition = Transition::read("party", r#"{"accepted":{}}"#).unwrap().unwrap();
    for subject in [member(SUPPLIER, 1).subject(), "party/none".parse().unwrap()] {
        let step = tallystick_parties::Step {
            subject,
            transition: transition.clone(),
        };
        assert_eq!(case.apply(&step).unwrap_err().code(), "illegal-transition");
    }
}

#[test]
fn every_body_has_a_schema_that_documents_each_field() {
    use tallystick_parties::command as body;
    let mut schemas = Vec::new();
    body::OpenLedger::schemas(&mut schemas);
    body::RegisterParty::schemas(&mut schemas);
    body::ChangePolicy::schemas(&mut schemas);
    body::AddKey::schemas(&mut schemas);
    schemas.push((
        "RegisterParty".into(),
        <body::RegisterParty as utoipa::PartialSchema>::schema(),
    ));
    let names: Vec<_> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "NewMember",
        "NewKey",
        "Jwk",
        "ProfileData",
        "ApprovalPolicy",
        "IdentityCode",
        "KeyHolder",
    ] {
        assert!(names.contains(&name), "{name} is missing among {names:?}");
    }
    let (_, registration) = schemas.last().unwrap();
    let json = serde_json::to_value(registration).unwrap();
    for (field, schema) in json["properties"].as_object().unwrap() {
        let documented = schema.to_string().contains("\"description\"");
        assert!(documented, "{field} has no description: {schema}");
    }
}
