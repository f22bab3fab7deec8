//! `tallystick keys`.

use std::fs;

use tallystick_ledger::{PublicKey, SigningKey, verify_possession};

use crate::program::run;

/// A path in a new folder, which lasts as long as the first value.
fn fresh() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("member.pem").to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn a_new_key_can_be_read_and_its_thumbprint_is_printed() {
    let (_folder, path) = fresh();
    let made = run(&["keys", "new", &path]);
    assert_eq!(made.code, 0, "{}", made.complained);
    let key = SigningKey::from_pem(&fs::read_to_string(&path).unwrap()).unwrap();
    let thumbprint = key.public().thumbprint().to_string();
    assert!(made.said.contains(&path));
    assert!(
        made.said.ends_with(&format!("thumbprint {thumbprint}\n")),
        "{}",
        made.said
    );
}

#[test]
fn two_new_keys_differ() {
    let (_one, first) = fresh();
    let (_two, second) = fresh();
    run(&["keys", "new", &first]);
    run(&["keys", "new", &second]);
    assert_ne!(fs::read(first).unwrap(), fs::read(second).unwrap());
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_new_key() {
    use std::os::unix::fs::PermissionsExt as _;

    let (_folder, path) = fresh();
    run(&["keys", "new", &path]);
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_file_is_never_overwritten() {
    let (_folder, path) = fresh();
    run(&["keys", "new", &path]);
    let before = fs::read(&path).unwrap();
    let again = run(&["keys", "new", &path]);
    assert_eq!(again.code, 2);
    assert!(
        again.complained.contains("a key is never overwritten"),
        "{}",
        again.complained
    );
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_is_not_followed() {
    let (folder, path) = fresh();
    let target = folder.path().join("elsewhere.pem");
    std::os::unix::fs::symlink(&target, &path).unwrap();
    assert_eq!(run(&["keys", "new", &path]).code, 2);
    assert!(!target.exists());
}

#[test]
fn a_folder_that_does_not_exist_is_an_error() {
    let (folder, _) = fresh();
    let path = folder.path().join("no/such/member.pem");
    let ended = run(&["keys", "new", path.to_str().unwrap()]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("cannot be made"),
        "{}",
        ended.complained
    );
}

#[test]
fn what_is_shown_is_the_public_half_and_never_the_private_one() {
    let (_folder, path) = fresh();
    run(&["keys", "new", &path]);
    let key = SigningKey::from_pem(&fs::read_to_string(&path).unwrap()).unwrap();
    let jwk = key.public().to_jwk();

    let shown = run(&["keys", "show", &path, "--json"]);
    assert_eq!(shown.code, 0);
    let expected = serde_json::json!({
        "thumbprint": key.public().thumbprint(),
        "jwk": { "crv": "P-256", "kty": "EC", "x": jwk.x, "y": jwk.y },
    });
    assert_eq!(shown.json(), expected);

    let text = run(&["keys", "show", &path]).said;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            format!("thumbprint {}", key.public().thumbprint()),
            format!("jwk {}", serde_json::to_string(&jwk).unwrap())
        ]
    );
}

#[test]
fn what_is_no_private_key_is_not_shown() {
    let (_folder, path) = fresh();
    for content in [
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        fs::write(&path, content).unwrap();
        let ended = run(&["keys", "show", &path]);
        assert_eq!((ended.code, ended.said.as_str()), (2, ""));
        assert!(
            ended.complained.contains("not a P-256 private key in PKCS#8 PEM"),
            "{}",
            ended.complained
        );
    }
}

#[test]
fn possession_is_proved_for_one_ledger_and_one_party() {
    let (_folder, path) = fresh();
    run(&["keys", "new", &path]);
    let (ledger, party) = ("ledger.example.org", "party/019b8bab-0680-7bcb-8b34-9f0cea3adbf8");
    let proved = run(&["keys", "prove", &path, "--ledger", ledger, "--party", party]);
    assert_eq!(proved.code, 0, "{}", proved.complained);
    let listed = proved.json();
    let key = PublicKey::from_jwk(&serde_json::from_value(listed["jwk"].clone()).unwrap()).unwrap();
    assert_eq!(listed["kid"], key.thumbprint().to_string());
    let proof = listed["possession"].as_str().unwrap();
    let holds = |ledger: &str, party: &str| {
        verify_possession(proof, &key, &ledger.parse().unwrap(), &party.parse().unwrap()).is_ok()
    };
    assert!(holds(ledger, party));
    assert!(!holds("other.example.org", party));
    assert!(!holds(ledger, "party/019b8bab-0680-7009-b10d-8e54c4cead4e"));
}
