//! `tallystick serve`: what it refuses, what it serves, and how it stops.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use crate::program::{Ended, command, run};
use crate::service::{Ledger, get, on_free_ports};

/// Why it does not serve, with the folder's name taken out.
fn refusal(ledger: &Ledger, more: &[&str]) -> String {
    let data = ledger.data();
    let words = [&["serve", "--data", data.to_str().unwrap()], more].concat();
    let mut serve = command(&words);
    on_free_ports(&mut serve);
    let ended = Ended::from_output(serve.output().unwrap());
    assert_eq!((ended.code, ended.said.as_str()), (2, ""));
    ledger.plain(&ended.complained)
}

#[test]
fn a_ledger_is_served_until_the_service_is_asked_to_stop() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[]);
    assert_eq!(service.get("/health").status, 200);
    assert_eq!(service.get("/ready").status, 200);
    let checkpoint = service.get("/log/checkpoint");
    assert_eq!(checkpoint.status, 200);
    assert!(
        checkpoint.body.starts_with("ledger.example.org\n2\n"),
        "{}",
        checkpoint.body
    );
    let vkeys = fs::read_to_string(ledger.path("keys/vkeys.txt")).unwrap();
    assert_eq!(service.get("/log/vkeys").body, vkeys);
    let ended = service.stop();
    assert_eq!(ended.code, 0, "{}", ended.complained);
    assert!(ended.complained.contains("stopped"), "{}", ended.complained);
}

#[test]
fn a_stopped_ledger_is_served_again() {
    let ledger = Ledger::open();
    let first = ledger.serve(&[]);
    let before = first.get("/log/checkpoint").body;
    assert_eq!(first.stop().code, 0);
    assert_eq!(ledger.serve(&[]).get("/log/checkpoint").body, before);
}

#[test]
fn entries_are_closed_unless_the_operator_opens_them() {
    let ledger = Ledger::open();
    let path = "/log/tile/entries/000.p/2";
    assert_eq!(ledger.serve(&[]).get(path).status, 401);
    assert_eq!(ledger.serve(&["--public-entries"]).get(path).status, 200);
    assert_eq!(ledger.serve(&["--public-entries=false"]).get(path).status, 401);
}

#[test]
fn metrics_have_an_address_of_their_own() {
    let ledger = Ledger::open();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    let service = ledger.serve(&["--metrics", &free]);
    assert_eq!(service.get("/health").status, 200);
    let metrics = get(&free, "/metrics");
    assert_eq!(metrics.status, 200);
    assert!(
        metrics.head.contains("text/plain; version=0.0.4"),
        "{}",
        metrics.head
    );
    assert!(
        metrics.body.contains("tallystick_ledger_entries 2"),
        "{}",
        metrics.body
    );
    assert!(
        metrics.body.contains("tallystick_http_requests_total"),
        "{}",
        metrics.body
    );
    assert_eq!(service.get("/metrics").status, 404);
    assert_eq!(get(&free, "/log/checkpoint").status, 404);
}

#[test]
fn a_log_for_programs_is_json_and_holds_no_secret() {
    let ledger = Ledger::open();
    let service = ledger.serve(&["--log", "json", "--log-level", "debug"]);
    let mut stream = TcpStream::connect(&service.address).unwrap();
    let token = "eyJzZWNyZXQiOiJ5ZXMifQ";
    write!(
        stream,
        "GET /v1/me?code={token} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    stream.read_to_string(&mut String::new()).unwrap();
    let log = service.stop().complained;
    for line in log.lines() {
        let line: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(line["level"].is_string() && line["timestamp"].is_string());
    }
    assert!(log.contains("\"ledger\":\"ledger.example.org\""), "{log}");
    assert!(!log.contains(token), "{log}");
}

#[test]
fn a_client_that_waits_silently_does_not_hold_up_the_stop() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[]);
    let mut silent = TcpStream::connect(&service.address).unwrap();
    let mut begun = TcpStream::connect(&service.address).unwrap();
    write!(begun, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    begun.read_exact(&mut [0; 12]).unwrap();
    let ended = service.stop();
    assert_eq!(ended.code, 0, "{}", ended.complained);
    assert_eq!(silent.read(&mut [0]).unwrap_or(0), 0);
}

#[test]
fn a_data_folder_that_is_not_there_is_refused() {
    insta::assert_snapshot!(refusal(&Ledger::none(), &[]));
}

#[test]
fn a_folder_without_a_ledger_is_refused() {
    let ledger = Ledger::none();
    fs::create_dir(ledger.data()).unwrap();
    insta::assert_snapshot!(refusal(&ledger, &[]));
}

#[test]
fn an_empty_database_is_refused() {
    let (ledger, other) = (Ledger::open(), Ledger::none());
    let empty = other.folder().join("empty.db");
    fs::write(&empty, []).unwrap();
    let url = format!("sqlite:{}", empty.display());
    insta::assert_snapshot!(other.plain(&refusal(&ledger, &["--database", &url])));
}

#[test]
fn keys_of_another_ledger_are_refused() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    insta::assert_snapshot!(refusal(&ledger, &["--keys", &other.path("keys")]));
}

#[test]
fn a_missing_key_is_refused() {
    let ledger = Ledger::open();
    fs::remove_file(ledger.path("keys/pepper.hex")).unwrap();
    insta::assert_snapshot!(refusal(&ledger, &[]));
}

#[test]
fn a_busy_port_is_refused() {
    let ledger = Ledger::open();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = busy.local_addr().unwrap().to_string();
    let told = |option: &str| refusal(&ledger, &[option, &address]).replace(&address, "ADDRESS");
    insta::assert_snapshot!([told("--listen"), told("--metrics")].concat());
}

#[test]
fn a_ledger_of_a_demo_is_refused() {
    let ledger = Ledger::open();
    // The name of a ledger stands in its verifier keys; the refusal comes before the database is looked at.
    let keys = tempfile::tempdir().unwrap();
    let demo = keys.path().join("keys");
    copy_renamed(&ledger.data().join("keys"), &demo, "demo.tallystick.invalid");
    insta::assert_snapshot!(refusal(&ledger, &["--keys", demo.to_str().unwrap()]));
}

/// The same keys under another name of the ledger.
fn copy_renamed(from: &std::path::Path, to: &std::path::Path, name: &str) {
    use tallystick_ledger::{LogKeys, SigningKey};
    use zeroize::Zeroizing;

    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
    let mut seed = Zeroizing::new([0; 32]);
    let digits = fs::read_to_string(from.join("log-ed25519.hex")).unwrap();
    hex::decode_to_slice(digits.trim_end(), seed.as_mut_slice()).unwrap();
    let p256 = SigningKey::from_pem(&fs::read_to_string(from.join("log-p256.pem")).unwrap()).unwrap();
    let log = LogKeys::new(name.parse().unwrap(), &seed, p256);
    let vkeys = log.verifiers().map(|vkey| format!("{vkey}\n")).concat();
    fs::write(to.join("vkeys.txt"), vkeys).unwrap();
}

#[test]
fn certificate_and_key_that_do_not_fit_are_refused() {
    let ledger = Ledger::open();
    let certificate = crate::tls::file("server.pem");
    let key = ledger.path("operator/member-1.pem");
    let told = refusal(&ledger, &["--tls-cert", &certificate, "--tls-key", &key]);
    assert!(told.contains("do not go together"), "{told}");
    let told = refusal(&ledger, &["--tls-cert", &key, "--tls-key", &key]);
    assert!(told.contains("holds no certificate"), "{told}");
}

#[test]
fn every_setting_is_explained() {
    let help = run(&["serve", "--help"]).said;
    for option in [
        "--data",
        "--database",
        "--keys",
        "--config",
        "--listen",
        "--metrics",
        "--tls-cert",
        "--tls-key",
        "--public-entries",
        "--readers",
        "--connections",
        "--stop-within",
        "--log",
        "--log-level",
    ] {
        assert!(help.contains(option), "{option}");
        let name = option.trim_start_matches('-').replace('-', "_").to_uppercase();
        assert!(help.contains(&format!("TALLYSTICK_{name}")), "{name}");
    }
}
