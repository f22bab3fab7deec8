//! Every rejection: its code, its class and its sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::NaiveDate;
use tallystick_base::{Capacity, KeyedFamily, Millis, Subject, TimeError};
use tallystick_parties::{Rejection, Signers};

use crate::world::{digest, key, member, party};

/// What does not exist.
fn absent() -> Vec<Rejection> {
    vec![
        Rejection::PartyNotFound { party: party(2) },
        Rejection::MemberNotFound { member: member(2, 1) },
        Rejection::KeyNotFound { kid: key(1).kid },
        Rejection::ProfileNotFound { party: party(2) },
        Rejection::RulesNotFound { pack: "cn".into() },
        Rejection::RecoveryNotFound { party: party(2) },
        Rejection::KeyedNameMissing {
            family: KeyedFamily::Identity,
        },
        Rejection::CommandUnknown {
            command: "contract.accept".into(),
        },
    ]
}

/// What the acting party may not do.
fn not_authorised() -> Vec<Rejection> {
    vec![
        Rejection::PartyNotAccepted { party: party(2) },
        Rejection::PartySuspended { party: party(2) },
        Rejection::CapacityNotHeld {
            party: party(2),
            capacity: Capacity::Operator,
        },
        Rejection::CapacityForbidden {
            command: "party.register",
            capacity: Capacity::Operator,
            allowed: &[Capacity::Supplier, Capacity::Buyer],
        },
        Rejection::MemberOfAnother {
            member: member(2, 1),
            party: party(2),
        },
        Rejection::MemberRemoved { member: member(2, 1) },
        Rejection::RoleForbidden {
            member: member(2, 1),
            signers: Signers::Admins,
        },
        Rejection::SignaturesTooFew { needed: 2, found: 1 },
        Rejection::CheckerMissing,
    ]
}

/// The opening.
fn opening() -> Vec<Rejection> {
    vec![
        Rejection::LedgerOpened { operator: party(2) },
        Rejection::OpeningActor { party: party(2) },
        Rejection::OpeningSigners { needed: 2, found: 3 },
        Rejection::LogKeys { found: 3 },
    ]
}

/// Published rules.
fn rules() -> Vec<Rejection> {
    vec![
        Rejection::RulesName {
            reason: Subject::new("rules", "中").unwrap_err(),
        },
        Rejection::RulesZone { published: 480 },
        Rejection::RulesAltered {
            section: "voucher_caps",
            date: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        },
        Rejection::TextDigest {
            name: "confirm-receivable".into(),
            expected: digest(),
        },
    ]
}

/// Parties.
fn registration() -> Vec<Rejection> {
    vec![
        Rejection::PartyExists { party: party(2) },
        Rejection::IdentityTaken { party: party(2) },
        Rejection::NoCapacity,
        Rejection::CapacityReserved {
            capacity: Capacity::Operator,
        },
        Rejection::AuditorNotAlone,
        Rejection::BuyerClassMissing,
        Rejection::BuyerClassWithoutBuyer,
        Rejection::PartyAccepted { party: party(2) },
        Rejection::PartyNotSuspended { party: party(2) },
        Rejection::OperatorStays { party: party(2) },
    ]
}

/// Files and members.
fn house() -> Vec<Rejection> {
    vec![
        Rejection::SizeMissing,
        Rejection::NetAssetsMissing,
        Rejection::GroupOfItself { party: party(2) },
        Rejection::AdminsTooFew {
            admins: 1,
            members: 3,
        },
        Rejection::NoRole,
        Rejection::MemberExists { member: member(2, 1) },
        Rejection::MemberKeys {
            member: member(2, 1),
            kid: key(1).kid,
            held: 2,
        },
    ]
}

/// Policies.
fn policies() -> Vec<Rejection> {
    vec![
        Rejection::SoleMemberNotSmall,
        Rejection::PolicyCommand {
            command: "contract.accept".into(),
        },
        Rejection::PolicySignatures {
            command: "contract.accept".into(),
            asked: 3,
            most: 2,
        },
        Rejection::PolicyChecker {
            command: "contract.accept".into(),
        },
    ]
}

/// Keys.
fn keys() -> Vec<Rejection> {
    vec![
        Rejection::OneKeyOnly { found: 3 },
        Rejection::KeyMisnamed { kid: key(1).kid },
        Rejection::KeyExists { kid: key(1).kid },
        Rejection::KeyShared { kid: key(1).kid },
        Rejection::KeyUnmatched { kid: key(1).kid },
        Rejection::ServiceKeyElsewhere { party: party(2) },
        Rejection::KeyOfAnotherMember { kid: key(1).kid },
        Rejection::KeyOfAnotherParty {
            kid: key(1).kid,
            party: party(2),
        },
        Rejection::KeyRevoked { kid: key(1).kid },
        Rejection::OperatorLockedOut { left: 1 },
    ]
}

/// Recoveries and times.
fn recoveries() -> Vec<Rejection> {
    vec![
        Rejection::OperatorHelpsItself { party: party(2) },
        Rejection::RecoveryVetoed {
            party: party(2),
            member: member(2, 1),
        },
        Rejection::RecoveryDone { party: party(2) },
        Rejection::RecoveryTooEarly {
            restorable: Millis::from_secs(1_772_668_800).unwrap(),
        },
        Rejection::KeyNotAnnounced {
            announced: key(1).kid,
            found: key(2).kid,
        },
        Rejection::Time {
            reason: TimeError::TooLate,
        },
    ]
}

fn every() -> Vec<Rejection> {
    let groups = [
        absent(),
        not_authorised(),
        opening(),
        rules(),
        registration(),
        house(),
        policies(),
        keys(),
        recoveries(),
    ];
    groups.concat()
}

#[test]
fn codes_classes_and_sentences() {
    let mut table = String::new();
    for rejection in every() {
        writeln!(
            table,
            "{} · {:?}\n    {rejection}",
            rejection.code(),
            rejection.status()
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn every_code_is_in_kebab_case_and_stands_for_one_rejection() {
    let codes: BTreeSet<_> = every().iter().map(Rejection::code).collect();
    assert_eq!(codes.len(), every().len());
    for code in codes {
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
    }
}
