//! The independent checker reads a served ledger by its address, as an outsider would.

use rstest::rstest;
use tallystick_ledger::Hash;

use crate::checker::check;
use crate::pretender::Pretender;
use crate::program::{Ended, golden, run, verdict};
use crate::service::Ledger;

/// More than two full tiles, so that there is a second level and both have partial tiles.
const SIZE: u64 = 600;

fn state<'r>(report: &'r serde_json::Value, rule: &str) -> &'r str {
    let rules = report["rules"].as_array().unwrap();
    let found = rules.iter().find(|found| found["rule"] == rule).unwrap();
    found["state"].as_str().unwrap()
}

#[track_caller]
fn is_valid(ended: &Ended) {
    assert_eq!(ended.code, 0, "{}{}", ended.said, ended.complained);
    let report = ended.json();
    for rule in ["chain", "signatures", "root", "tiles", "proofs", "growth"] {
        assert_eq!(state(&report, rule), "ok", "{rule} in {report}");
    }
}

#[test]
fn both_find_an_honest_service_valid() {
    let service = Pretender::serve(SIZE, |_, _| ());
    let (url, vkeys) = (service.url(), golden("vkeys.txt"));
    is_valid(&check(&[&url, "--vkeys", &vkeys, "--json"]));
    let ours = run(&["verify", &url, "--vkeys", &vkeys, "--json"]);
    assert_eq!(ours.code, 0, "{}{}", ours.said, ours.complained);
    assert_eq!(verdict(&ours.json(), "signatures")["status"], "valid");
}

#[rstest]
#[case::within_a_tile(300, 310)]
#[case::over_tiles(250, SIZE)]
#[case::from_a_full_tile(256, 257)]
fn a_ledger_may_grow_while_it_is_read(#[case] size: u64, #[case] then: u64) {
    let service = Pretender::growing(size, then, None);
    is_valid(&check(&[&service.url(), "--json"]));
}

#[test]
fn a_ledger_that_does_not_grow_out_of_itself_is_two_histories() {
    let service = Pretender::growing(300, 310, Some(Hash::of_leaf(b"another history")));
    let ended = check(&[&service.url(), "--json"]);
    assert_eq!(ended.code, 1, "{}", ended.complained);
    assert_eq!(state(&ended.json(), "growth"), "FAILED");
    assert_eq!(state(&ended.json(), "chain"), "ok");
}

#[test]
fn a_ledger_that_shrinks_is_two_histories() {
    let service = Pretender::growing(310, 300, None);
    let ended = check(&[&service.url(), "--json"]);
    assert_eq!(ended.code, 1, "{}", ended.complained);
    assert_eq!(state(&ended.json(), "growth"), "FAILED");
}

#[rstest]
#[case::a_hash("/log/tile/0/001", 700, "tiles")]
#[case::a_hash_at_the_edge("/log/tile/0/002.p/88", 10, "tiles")]
#[case::a_hash_of_the_second_level("/log/tile/1/000.p/2", 40, "tiles")]
#[case::a_proof("/log/proof/256", 60, "proofs")]
#[case::an_entry("/log/tile/entries/001", 400, "chain")]
#[case::the_length_of_an_entry("/log/tile/entries/000", 1, "form")]
#[case::the_opening("/log/opening", 20, "log-keys")]
#[case::the_list_of_keys("/log/keys", 20, "form")]
#[case::the_size("/log/checkpoint", 26, "form")]
#[case::the_root("/log/checkpoint", 31, "root")]
fn one_wrong_byte_is_found(#[case] address: &'static str, #[case] place: usize, #[case] rule: &str) {
    let service = Pretender::serve(SIZE, move |path, content| {
        if path == address {
            content[place] ^= 1;
        }
    });
    let ended = check(&[&service.url(), "--json"]);
    // Where nothing more can be read, the service is named and no verdict is given.
    if ended.code == 2 {
        assert_eq!(rule, "form", "{}", ended.complained);
        return;
    }
    assert_eq!(ended.code, 1, "{}{}", ended.said, ended.complained);
    assert_eq!(state(&ended.json(), rule), "FAILED", "{}", ended.said);
}

#[test]
fn a_tile_that_is_too_short_is_found() {
    let service = Pretender::serve(SIZE, |path, content| {
        if path.starts_with("/log/tile/0/000") {
            content.truncate(32);
        }
    });
    let ended = check(&[&service.url(), "--json"]);
    assert_eq!(ended.code, 1);
    assert_eq!(state(&ended.json(), "tiles"), "FAILED");
}

#[test]
fn a_real_service_is_valid_and_other_keys_are_not_believed() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    let service = ledger.serve(&["--public-entries"]);
    is_valid(&check(&[
        &service.url(),
        "--vkeys",
        &ledger.path("keys/vkeys.txt"),
        "--json",
    ]));
    let ended = check(&[&service.url(), "--vkeys", &other.path("keys/vkeys.txt"), "--json"]);
    assert_eq!(ended.code, 1);
    assert_eq!(state(&ended.json(), "log-keys"), "FAILED");
}

#[test]
fn a_closed_ledger_is_read_with_a_members_key_or_a_token() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[]);
    let pem = ledger.path("operator/member-1.pem");
    let refused = check(&[&service.url()]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .complained
            .contains("for members only: give --key or --token"),
        "{}",
        refused.complained
    );
    is_valid(&check(&[&service.url(), "--key", &pem, "--json"]));
    let token = run(&["keys", "token", &pem, "--url", &service.url()]);
    assert_eq!(token.code, 0, "{}", token.complained);
    is_valid(&check(&[
        &service.url(),
        "--token",
        token.said.trim_end(),
        "--json",
    ]));
}

#[test]
fn a_key_of_nobody_and_a_service_that_is_not_there_are_told() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    let service = ledger.serve(&[]);
    let stranger = check(&[
        &service.url(),
        "--key",
        &other.path("operator/member-1.pem"),
        "--json",
    ]);
    assert_eq!(stranger.code, 2);
    assert!(
        stranger
            .complained
            .contains("is not one of the ledger's keys in force"),
        "{}",
        stranger.complained
    );
    let absent = check(&["http://127.0.0.1:1"]);
    assert_eq!(absent.code, 2);
    assert!(
        absent.complained.contains("/log/checkpoint cannot be read"),
        "{}",
        absent.complained
    );
}
