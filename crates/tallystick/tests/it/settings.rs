//! Which setting wins: the flag, then the environment, then the file, then what is built in.

use std::fs;

use rstest::rstest;

use crate::program::{Ended, command};

/// Runs `serve` where there is no ledger, so that its refusal names the data folder that it looked in.
fn looked_in(flag: Option<&str>, environment: Option<&str>, file: Option<&str>) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let mut serve = command(&["serve", "--metrics", "off"]);
    serve.current_dir(folder.path()).env_remove("TALLYSTICK_DATA");
    if let Some(data) = file {
        fs::write(
            folder.path().join("tallystick.toml"),
            format!("data = \"{data}\"\n"),
        )
        .unwrap();
        serve.args(["--config", "tallystick.toml"]);
    }
    if let Some(data) = environment {
        serve.env("TALLYSTICK_DATA", data);
    }
    if let Some(data) = flag {
        serve.args(["--data", data]);
    }
    Ended::from_output(serve.output().unwrap())
}

#[rstest]
#[case::nothing(None, None, None, "data")]
#[case::file(None, None, Some("of-file"), "of-file")]
#[case::environment(None, Some("of-environment"), Some("of-file"), "of-environment")]
#[case::flag(Some("of-flag"), Some("of-environment"), Some("of-file"), "of-flag")]
#[case::flag_alone(Some("of-flag"), None, None, "of-flag")]
fn the_nearest_setting_wins(
    #[case] flag: Option<&str>,
    #[case] environment: Option<&str>,
    #[case] file: Option<&str>,
    #[case] expected: &str,
) {
    let ended = looked_in(flag, environment, file);
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains(&format!("no data folder {expected};")),
        "{}",
        ended.complained
    );
}

#[rstest]
#[case("an_unknown_setting", "data = \"d\"\ndatabse = \"postgres://u:secret@h/d\"\n")]
#[case("not_toml", "data = \"d\"\nlisten: 127.0.0.1\n")]
#[case("an_address_that_is_none", "listen = \"localhost\"\n")]
#[case("metrics_that_are_no_address", "metrics = \"9464\"\n")]
#[case("a_database_that_is_none", "database = \"mysql://u:secret@h/d\"\n")]
#[case("a_certificate_without_key", "tls-cert = \"cert.pem\"\n")]
#[case("no_connections", "connections = 0\n")]
#[case("a_log_form_that_is_none", "log = \"xml\"\n")]
fn a_settings_file_that_is_wrong_is_refused_without_its_secrets(#[case] name: &str, #[case] content: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tallystick.toml"), content).unwrap();
    let mut serve = command(&["serve", "--config", "tallystick.toml"]);
    let ended = Ended::from_output(serve.current_dir(folder.path()).output().unwrap());
    assert_eq!(ended.code, 2);
    assert!(!ended.complained.contains("secret"), "{}", ended.complained);
    insta::assert_snapshot!(name, ended.complained);
}

#[test]
fn a_settings_file_that_is_not_there_is_named() {
    let ended = Ended::from_output(command(&["serve", "--config", "no/such.toml"]).output().unwrap());
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("no/such.toml cannot be read"),
        "{}",
        ended.complained
    );
}
