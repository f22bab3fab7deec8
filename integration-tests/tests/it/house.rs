//! A ledger of its own for each test: its folder, its database, the keys of its operator.

use std::fs;
use std::sync::{Arc, Mutex, Once};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, from_value};
use tallystick_base::Millis;
use tallystick_client::{Ambient, Client, Trust};
use tallystick_ledger::{LedgerId, SigningKey, VerifierKey};
use tallystick_testbed::{Engine, Fresh};
use tempfile::TempDir;

use crate::chance::Chance;
use crate::program;
use crate::server::{Running, Server};

/// A name for tests (RFC 2606), for which `init` makes an operator up.
const ORIGIN: &str = "ledger.test";

/// A ledger that `tallystick init` has opened.
pub(crate) struct House {
    folder: TempDir,
    database: Fresh,
    vkeys: [VerifierKey; 2],
    /// The operator's party, as a subject's text.
    pub(crate) operator: String,
    /// The keys of its two members.
    pub(crate) operator_keys: Vec<SigningKey>,
}

impl House {
    pub(crate) fn open(engine: Engine) -> Self {
        install_tls();
        let folder = tempfile::Builder::new().prefix("tallystick-").tempdir().unwrap();
        let database = engine.fresh();
        let data = folder.path().join("data");
        let words = ["--data", data.to_str().unwrap(), "--database", database.url()];
        let report = program::run(&[&["init", "--json", "--origin", ORIGIN], &words[..]].concat())
            .well()
            .json();
        let members = report["operator"]["members"].as_array().unwrap();
        let key = |member: &Value| {
            let path = member["key"].as_str().unwrap();
            SigningKey::from_pem(&fs::read_to_string(path).unwrap()).unwrap()
        };
        Self {
            operator: report["operator"]["party"].as_str().unwrap().to_owned(),
            operator_keys: members.iter().map(key).collect(),
            vkeys: from_value(report["vkeys"].clone()).unwrap(),
            folder,
            database,
        }
    }

    /// Starts a server on it, and does not wait for anything.
    pub(crate) fn start(&self) -> Server {
        let words = self.words();
        Server::start(&words.each_ref().map(String::as_str), self.folder.path())
    }

    /// Starts a server on it that is ready. There may be several on `PostgreSQL`.
    pub(crate) async fn serve(&self) -> Running {
        self.start().ready().await
    }

    /// `tallystick audit`: decides everything again and compares every row; returns the report of a clean one.
    pub(crate) fn audit(&self) -> Value {
        let words = self.words();
        let words = words.each_ref().map(String::as_str);
        program::run(&[&["audit", "--json"], &words[..]].concat())
            .well()
            .json()
    }

    /// A client of this server with chance of its own, which believes the log keys that `init` named.
    pub(crate) fn client(&self, server: &Running, chance: Chance) -> Client {
        Client::new(&server.url(), Trust::Pinned(self.vkeys.clone()), ambient(chance)).unwrap()
    }

    pub(crate) fn vkeys(&self) -> &[VerifierKey; 2] {
        &self.vkeys
    }

    pub(crate) fn ledger(&self) -> LedgerId {
        self.vkeys[0].name().clone()
    }

    /// Everything that servers on it have logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// The password in the address of the database, where there is one.
    pub(crate) fn database_password(&self) -> Option<String> {
        let (_, secret) = self.database.url().strip_prefix("postgres://")?.split_once(':')?;
        let (password, _) = secret.split_once('@')?;
        Some(password.to_owned())
    }

    fn words(&self) -> [String; 4] {
        let data = self.folder.path().join("data");
        [
            "--data",
            data.to_str().unwrap(),
            "--database",
            self.database.url(),
        ]
        .map(str::to_owned)
    }
}

/// The real clock, and randomness that can be drawn again.
pub(crate) fn ambient(chance: Chance) -> Ambient {
    let chance = Arc::new(Mutex::new(chance));
    Ambient::new(now, move |bytes| chance.lock().unwrap().fill(bytes))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server under test has a real clock, and its clients must have the same"
)]
pub(crate) fn now() -> Millis {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Millis::new(u64::try_from(since_epoch.as_millis()).unwrap()).unwrap()
}

/// The one TLS provider, which clients want even where they speak plain HTTP.
fn install_tls() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .unwrap();
    });
}
