//! chromedriver, and how it is spoken to: the `WebDriver` protocol of the W3C, one JSON text for one JSON text.
//!
//! A dozen of its commands are used here. The clients that there are bring eight more packages for the rest, and run on an
//! asynchronous runtime, so that a browser could not be closed where a failed test drops it.

use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::Request;

use super::trouble::Trouble;
use crate::demo::temporary_folder;
use crate::guard::Guarded;
use crate::unavailable::Unavailable;

const PROGRAM: &str = "chromedriver";

/// How chromedriver says which port it has found free.
const STARTED: &str = "ChromeDriver was started successfully on port ";

/// Longer than any single command may take: a page has half of it to load.
const PATIENCE: Duration = Duration::from_mins(2);

/// Pictures and logs of requests can be large.
const LONGEST_ANSWER: u64 = 256 << 20;

static SHARED: LazyLock<Result<Driver, Unavailable>> = LazyLock::new(Driver::start);

/// A running chromedriver; ends with this process, and its browsers with it.
pub(super) struct Driver {
    _process: Guarded,
    agent: Agent,
    url: String,
}

impl Driver {
    /// The one of this process.
    pub(super) fn shared() -> Result<&'static Self, Unavailable> {
        SHARED.as_ref().map_err(|error| Unavailable::Failed {
            program: PROGRAM.to_owned(),
            said: error.to_string(),
        })
    }

    fn start() -> Result<Self, Unavailable> {
        if !is_installed() {
            return Err(Unavailable::NoBrowser);
        }
        let folder = temporary_folder()?;
        let mut command = Command::new(PROGRAM);
        // Profiles are made in the folder for temporary files, and would be left behind by a browser that is killed.
        command.arg("--port=0").env("TMPDIR", &folder);
        let mut process = Guarded::start(&command, Some(&folder))?;
        let url = process.hear(address).map_err(|said| Unavailable::Failed {
            program: PROGRAM.to_owned(),
            said,
        })?;
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .build()
            .new_agent();
        Ok(Self {
            _process: process,
            agent,
            url,
        })
    }

    /// Sends one command, and gives what it returned.
    pub(super) fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Trouble> {
        let text = body.map(Value::to_string).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header("content-type", "application/json; charset=utf-8")
            .body(text)
            .map_err(|error| Trouble::no_answer(&error))?;
        let mut response = self
            .agent
            .run(request)
            .map_err(|error| Trouble::no_answer(&error))?;
        let failed = !response.status().is_success();
        let answer = response
            .body_mut()
            .with_config()
            .limit(LONGEST_ANSWER)
            .read_to_vec()
            .map_err(|error| Trouble::no_answer(&error))?;
        let mut answer: Value =
            serde_json::from_slice(&answer).map_err(|error| Trouble::no_answer(&error))?;
        let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
        if failed {
            return Err(Trouble::told(&value));
        }
        Ok(value)
    }
}

/// Whether chromedriver can be started.
fn is_installed() -> bool {
    let version = Command::new(PROGRAM)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

fn address(line: &str) -> Option<String> {
    let port = line.strip_prefix(STARTED)?.trim_end_matches('.');
    Some(format!("http://127.0.0.1:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_stands_in_the_line_that_says_so() {
        let line = "ChromeDriver was started successfully on port 42459.";
        assert_eq!(address(line).as_deref(), Some("http://127.0.0.1:42459"));
        assert_eq!(address("Starting ChromeDriver 148.0.7778.167 on port 0"), None);
    }
}
