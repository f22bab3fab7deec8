//! `tallystick init`.

use std::fs;

use rstest::rstest;
use tallystick_ledger::{SigningKey, VerifierKey};

use crate::program::run;
use crate::service::Ledger;

const ORGANISATION: [&str; 8] = [
    "--operator-name",
    "京通应收账款服务有限公司",
    "--operator-code",
    "91110199MA0TJ5Y17P",
    "--member",
    "周敏",
    "--member",
    "郑磊",
];

#[test]
fn a_ledger_is_opened_with_keys_members_and_rules() {
    let ledger = Ledger::none();
    let opened = ledger.init(&[&ORGANISATION[..], &["--json"]].concat());
    assert_eq!(opened.code, 0, "{}", opened.complained);
    let report = opened.json();
    assert_eq!(report["ledger"], "ledger.example.org");
    assert_eq!(report["rules"], 1);
    assert_eq!(report["operator"]["name"], "京通应收账款服务有限公司");
    let members = report["operator"]["members"].as_array().unwrap();
    assert_eq!(members.len(), 2);
    for (member, name) in members.iter().zip(["周敏", "郑磊"]) {
        assert_eq!(member["name"], name);
        let pem = fs::read_to_string(member["key"].as_str().unwrap()).unwrap();
        let kid = SigningKey::from_pem(&pem)
            .unwrap()
            .public()
            .thumbprint()
            .to_string();
        assert_eq!(member["kid"], kid);
    }
    let vkeys = fs::read_to_string(ledger.path("keys/vkeys.txt")).unwrap();
    let named: Vec<&str> = report["vkeys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|vkey| vkey.as_str().unwrap())
        .collect();
    assert_eq!(vkeys.lines().collect::<Vec<_>>(), named);
    for vkey in named {
        assert_eq!(
            vkey.parse::<VerifierKey>().unwrap().name().as_str(),
            "ledger.example.org"
        );
    }
}

#[test]
fn what_it_made_and_what_comes_next_is_told() {
    let ledger = Ledger::none();
    let opened = ledger.init(&ORGANISATION);
    assert_eq!(opened.code, 0, "{}", opened.complained);
    // Ids and keys are new each time.
    let constant = |line: &str| {
        let varying = ["party/", "member/0", "ledger.example.org+"];
        let found = |start: &&str| Some(line.split_once(*start)?.0.to_owned() + start + "…\n");
        varying
            .iter()
            .find_map(found)
            .unwrap_or_else(|| format!("{line}\n"))
    };
    let told: String = ledger.plain(&opened.said).lines().map(constant).collect();
    insta::assert_snapshot!(told);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_reach_what_is_secret() {
    use std::os::unix::fs::PermissionsExt as _;

    let ledger = Ledger::open();
    let mode = |name: &str| fs::metadata(ledger.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("keys"), mode("operator")), (0o700, 0o700));
    for secret in [
        "keys/statement.pem",
        "keys/log-p256.pem",
        "keys/log-ed25519.hex",
        "keys/pepper.hex",
        "operator/member-1.pem",
        "operator/member-2.pem",
    ] {
        assert_eq!(mode(secret), 0o600, "{secret}");
    }
    let left: Vec<_> = fs::read_dir(ledger.path("keys"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 5, "{left:?}");
}

#[test]
fn without_rules_only_the_opening_is_written() {
    let ledger = Ledger::none();
    let report = ledger.init(&["--no-rules", "--json"]).json();
    assert_eq!(report["rules"], serde_json::Value::Null);
}

#[test]
fn a_second_init_changes_nothing() {
    let ledger = Ledger::open();
    let before = fs::read(ledger.path("keys/statement.pem")).unwrap();
    let again = ledger.init(&[]);
    assert_eq!(again.code, 2);
    insta::assert_snapshot!(ledger.plain(&again.complained));
    assert_eq!(fs::read(ledger.path("keys/statement.pem")).unwrap(), before);
}

#[test]
fn a_database_with_a_ledger_takes_no_second_one() {
    let ledger = Ledger::open();
    let keys = ledger.path("other-keys");
    let out = ledger.path("other-operator");
    let again = ledger.init(&["--keys", &keys, "--out", &out]);
    assert_eq!(again.code, 2);
    insta::assert_snapshot!(ledger.plain(&again.complained));
    assert!(!fs::exists(&keys).unwrap() && !fs::exists(&out).unwrap());
}

#[test]
fn an_init_that_stopped_half_way_is_explained_to_whoever_comes_next() {
    let ledger = Ledger::none();
    // A folder that cannot be made for the members' keys stops it after the service's keys were written.
    fs::create_dir_all(ledger.data()).unwrap();
    fs::write(ledger.path("a-file"), "").unwrap();
    let out = ledger.path("a-file/operator");
    let stopped = ledger.init(&["--out", &out]);
    assert_eq!(stopped.code, 2);
    let again = ledger.init(&[]);
    assert_eq!(again.code, 2);
    let served = ledger.run(&["serve", "--metrics", "off", "--listen", "127.0.0.1:0"]);
    assert_eq!(served.complained, again.complained);
    insta::assert_snapshot!(ledger.plain(&again.complained));
}

#[rstest]
#[case("a_demo", "demo.invalid", &[])]
#[case("nobody", "ledger.bjfin.cn", &[])]
#[case("one_member", "ledger.bjfin.cn", &["--operator-name", "京通", "--operator-code", "91110199MA0TJ5Y17P", "--member", "周敏"])]
#[case("the_same_member_twice", "ledger.bjfin.cn", &["--operator-name", "京通", "--operator-code", "91110199MA0TJ5Y17P", "--member", "周敏", "--member", "周敏"])]
#[case("a_mistyped_code", "ledger.bjfin.cn", &["--operator-name", "京通", "--operator-code", "91110199MA0TJ5Y17Q", "--member", "周敏", "--member", "郑磊"])]
#[case("another_database", "ledger.example", &["--database", "mysql://nobody:secret@localhost/ledger"])]
fn a_ledger_that_cannot_be_opened_leaves_nothing(
    #[case] name: &str,
    #[case] origin: &str,
    #[case] more: &[&str],
) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let words = ["init", "--origin", origin, "--data", data.to_str().unwrap()];
    let ended = run(&[&words, more].concat());
    assert_eq!((ended.code, ended.said.as_str()), (2, ""));
    assert!(!ended.complained.contains("secret"), "{}", ended.complained);
    assert!(!data.join("keys").exists() && !data.join("operator").exists());
    insta::assert_snapshot!(name, ended.complained);
}
