//! `tallystick verify` on a service.

use crate::program::{run, verdict};
use crate::service::Ledger;

#[test]
fn a_served_ledger_is_verified_by_its_address() {
    let ledger = Ledger::open();
    let service = ledger.serve(&["--public-entries"]);
    let verified = run(&[
        "verify",
        &service.url(),
        "--vkeys",
        &ledger.path("keys/vkeys.txt"),
        "--json",
    ]);
    assert_eq!(verified.code, 0, "{}{}", verified.said, verified.complained);
    let report = verified.json();
    assert_eq!(
        (&report["ledger"], &report["size"]),
        (&"ledger.example.org".into(), &2.into())
    );
    assert_eq!(verdict(&report, "signatures")["status"], "valid");
}

#[test]
fn a_ledger_that_is_not_open_is_verified_with_a_members_key() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[]);
    let refused = run(&["verify", &service.url()]);
    assert_eq!(refused.code, 2, "{}", refused.said);
    let verified = run(&[
        "verify",
        &service.url(),
        "--key",
        &ledger.path("operator/member-1.pem"),
    ]);
    assert_eq!(verified.code, 0, "{}{}", verified.said, verified.complained);
}

#[test]
fn keys_of_another_log_are_not_believed() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    let service = ledger.serve(&["--public-entries"]);
    let verified = run(&["verify", &service.url(), "--vkeys", &other.path("keys/vkeys.txt")]);
    assert_ne!(verified.code, 0, "{}", verified.said);
}

#[test]
fn a_key_that_the_ledger_does_not_know_is_told() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    let service = ledger.serve(&[]);
    let stranger = other.path("operator/member-1.pem");
    let refused = run(&["verify", &service.url(), "--key", &stranger]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.complained.contains("which the ledger does not know"),
        "{}",
        refused.complained
    );
}

#[test]
fn a_service_that_is_not_there_is_told() {
    let ended = run(&["verify", "http://127.0.0.1:1"]);
    assert_eq!(ended.code, 2);
    assert!(
        ended
            .complained
            .contains("the ledger at http://127.0.0.1:1 cannot be checked"),
        "{}",
        ended.complained
    );
}

#[test]
fn a_members_key_is_not_shown_to_a_file() {
    let ended = run(&["verify", "ledger.tlog", "--key", "member.pem"]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("write its address with http://"),
        "{}",
        ended.complained
    );
}
