//! The real server, as a process.

use std::fs::{self, File, OpenOptions};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::deadline::until;
use crate::program;

/// A running `tallystick serve`; killed when dropped.
pub(crate) struct Server {
    child: Child,
    log: PathBuf,
    /// Where it announces its address.
    announcement: PathBuf,
}

impl Server {
    /// Starts it with these further words, and does not wait for anything. It chooses its own port; what it logs is appended
    /// to `log` in the folder.
    pub(crate) fn start(words: &[&str], folder: &Path) -> Self {
        static STARTED: AtomicU64 = AtomicU64::new(0);
        let log = folder.join("log");
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let announcement = folder.join(format!("announced-{number}"));
        let child = program::command()
            .args(["serve", "--metrics", "off", "--listen", "127.0.0.1:0"])
            .args(words)
            .stdout(File::create(&announcement).unwrap())
            .stderr(OpenOptions::new().create(true).append(true).open(&log).unwrap())
            .spawn()
            .unwrap();
        Self {
            child,
            log,
            announcement,
        }
    }

    /// Waits until it says that it can work.
    pub(crate) async fn ready(mut self) -> Running {
        let asked = reqwest::Client::new();
        let address = until("the server is ready", async || {
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the server ended with {status} at its start:\n{}", self.said());
            }
            let address = announced(&fs::read_to_string(&self.announcement).unwrap())?;
            let answer = asked.get(format!("http://{address}/ready")).send().await.ok()?;
            answer.status().is_success().then_some(address)
        })
        .await;
        Running {
            server: self,
            address,
        }
    }

    /// Everything that it and those before it on the same ledger have logged.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// `kill -9`: nothing in the process runs any more.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The address in `Serving ledger … at http://127.0.0.1:40123`, once the line is complete.
fn announced(text: &str) -> Option<SocketAddr> {
    let (line, _) = text.split_once('\n')?;
    let (_, address) = line.split_once("http://").expect("the server says where it is");
    Some(address.parse().expect("the server's address"))
}

/// A server that was ready.
pub(crate) struct Running {
    server: Server,
    address: SocketAddr,
}

impl Running {
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn kill(self) {
        self.server.kill();
    }

    /// Asks it to stop, as a supervisor does.
    pub(crate) fn ask_to_stop(&self) {
        let status = Command::new("kill")
            .args(["-TERM", &self.server.child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// Waits until it has ended of itself.
    pub(crate) async fn ended(mut self) -> ExitStatus {
        until("the server has ended", async || {
            self.server.child.try_wait().unwrap()
        })
        .await
    }

    /// Asks it to stop and waits until it has.
    pub(crate) async fn stop(self) {
        self.ask_to_stop();
        let log = self.server.log.clone();
        let status = self.ended().await;
        assert!(
            status.success(),
            "{status}:\n{}",
            fs::read_to_string(log).unwrap()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nothing more to do about it then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
