//! A ledger in a temporary folder, and the real service over it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::program::{Ended, command, run};

/// A folder with a fresh ledger.
pub(crate) struct Ledger {
    folder: tempfile::TempDir,
}

impl Ledger {
    /// Opens a ledger in a new folder.
    pub(crate) fn open() -> Self {
        let ledger = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let opened = ledger.init(&[]);
        assert_eq!(opened.code, 0, "{}", opened.complained);
        ledger
    }

    /// A folder without a ledger.
    pub(crate) fn none() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn init(&self, more: &[&str]) -> Ended {
        self.run(&[&["init", "--origin", "ledger.example.org"], more].concat())
    }

    /// Runs a command on this ledger.
    pub(crate) fn run(&self, words: &[&str]) -> Ended {
        run(&[words, &["--data", self.data().to_str().unwrap()]].concat())
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.data().join(name).to_str().unwrap().to_owned()
    }

    /// A sentence with this folder's name taken out.
    pub(crate) fn plain(&self, text: &str) -> String {
        text.replace(self.folder.path().to_str().unwrap(), "FOLDER")
    }

    /// Serves the ledger on a free port.
    pub(crate) fn serve(&self, more: &[&str]) -> Service {
        let data = self.data();
        let words = [&["serve", "--data", data.to_str().unwrap()], more].concat();
        let mut serve = command(&words);
        on_free_ports(&mut serve);
        Service::start(serve)
    }
}

/// Takes no port that another test may want, unless a flag says so.
pub(crate) fn on_free_ports(serve: &mut Command) {
    serve
        .env("TALLYSTICK_LISTEN", "127.0.0.1:0")
        .env("TALLYSTICK_METRICS", "off");
}

/// A service that serves; killed when dropped.
pub(crate) struct Service {
    child: Child,
    pub(crate) scheme: String,
    /// Host and port.
    pub(crate) address: String,
}

impl Service {
    /// Starts a service and waits until it says where it is.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let Some((scheme, address)) = line
            .trim_end()
            .rsplit(' ')
            .next()
            .and_then(|url| url.split_once("://"))
        else {
            let ended = Ended::from_output(child.wait_with_output().unwrap());
            panic!("it does not serve: {}", ended.complained);
        };
        Self {
            child,
            scheme: scheme.to_owned(),
            address: address.to_owned(),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        get(&self.address, path)
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", name, &pid])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Asks it to stop and waits for its end: the exit code and the log.
    pub(crate) fn stop(mut self) -> Ended {
        self.signal("TERM");
        self.end()
    }

    /// Waits for its end.
    pub(crate) fn end(&mut self) -> Ended {
        let mut complained = String::new();
        let log = self.child.stderr.take();
        log.unwrap().read_to_string(&mut complained).unwrap();
        Ended {
            code: self
                .child
                .wait()
                .unwrap()
                .code()
                .expect("no signal ended the service"),
            said: String::new(),
            complained,
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer over HTTP.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// Asks a service without TLS for a path.
pub(crate) fn get(address: &str, path: &str) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    Reply::parse(&String::from_utf8_lossy(&answer))
}

impl Reply {
    pub(crate) fn parse(answer: &str) -> Self {
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).expect("the first line has a status");
        Self {
            status: status.parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}
