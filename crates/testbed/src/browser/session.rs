//! One browser with a profile of its own: the commands of the protocol that are used here.

use serde_json::{Value, json};

use super::driver::Driver;
use super::trouble::Trouble;
use super::width::Width;
use crate::unavailable::Unavailable;

/// Quiet, without anything of its own to ask the world, and alike on every machine.
const FLAGS: [&str; 16] = [
    "--headless=new",
    // Containers often allow no sandbox, and have little memory to share.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--password-store=basic",
    // A picture shows the end of a transition.
    "--force-prefers-reduced-motion",
    // A browser whose driver is killed sees the end of its pipe, and ends too.
    "--remote-debugging-pipe",
];

/// The key under which the protocol holds a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An open browser; closed when dropped.
pub(super) struct Session {
    driver: &'static Driver,
    path: String,
}

/// A reference to an element of the page as it is now.
pub(super) struct Element(String);

impl Session {
    pub(super) fn start(width: Width) -> Result<Self, Unavailable> {
        let driver = Driver::shared()?;
        let started = driver
            .call("POST", "/session", Some(&capabilities(width)))
            .and_then(|answer| match answer.get("sessionId").and_then(Value::as_str) {
                Some(id) => Ok(format!("/session/{id}")),
                None => Err(Trouble::unexpected(&answer)),
            });
        let path = started.map_err(|trouble| Unavailable::Failed {
            program: "chromium".to_owned(),
            said: trouble.to_string(),
        })?;
        Ok(Self { driver, path })
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, Trouble> {
        self.driver
            .call("POST", &format!("{}/{command}", self.path), Some(body))
    }

    /// Goes there, and waits until the page is loaded.
    pub(super) fn go(&self, url: &str) -> Result<(), Trouble> {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// Runs the body of a function in the page, which its policy on scripts does not hinder.
    pub(super) fn script(&self, source: &str, arguments: &Value) -> Result<Value, Trouble> {
        self.post("execute/sync", &json!({ "script": source, "args": arguments }))
    }

    /// The same for a body whose last argument is to be called with the result.
    pub(super) fn script_that_calls(&self, source: &str) -> Result<Value, Trouble> {
        self.post("execute/async", &json!({ "script": source, "args": [] }))
    }

    /// A command of the browser's own protocol.
    pub(super) fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Trouble> {
        self.post(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }

    pub(super) fn click(&self, element: &Element) -> Result<(), Trouble> {
        self.post(&format!("element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    pub(super) fn clear(&self, element: &Element) -> Result<(), Trouble> {
        self.post(&format!("element/{}/clear", element.0), &json!({}))
            .map(drop)
    }

    pub(super) fn type_into(&self, element: &Element, text: &str) -> Result<(), Trouble> {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": text }))
            .map(drop)
    }

    /// Presses keys one after the other, wherever the focus is.
    pub(super) fn strike(&self, signs: &[char]) -> Result<(), Trouble> {
        let strokes = signs.iter().flat_map(|sign| {
            ["keyDown", "keyUp"].map(|stroke| json!({ "type": stroke, "value": sign.to_string() }))
        });
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>() });
        self.post("actions", &json!({ "actions": [keyboard] })).map(drop)
    }

    /// What was logged since the last time, as `browser` or `performance`.
    pub(super) fn log(&self, kind: &str) -> Result<Vec<Value>, Trouble> {
        match self.post("se/log", &json!({ "type": kind }))? {
            Value::Array(entries) => Ok(entries),
            other => Err(Trouble::unexpected(&other)),
        }
    }

    /// The page as a PNG in base64.
    pub(super) fn picture(&self) -> Result<String, Trouble> {
        match self
            .driver
            .call("GET", &format!("{}/screenshot", self.path), None)?
        {
            Value::String(text) => Ok(text),
            other => Err(Trouble::unexpected(&other)),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // If it cannot be closed now, it ends with its driver.
        let _ = self.driver.call("DELETE", &self.path, None);
    }
}

impl Element {
    /// The element that a script returned.
    pub(super) fn of(answer: &Value) -> Option<Self> {
        answer
            .get(ELEMENT)
            .and_then(Value::as_str)
            .map(|id| Self(id.to_owned()))
    }

    /// As an argument of a script.
    pub(super) fn argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

fn capabilities(width: Width) -> Value {
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "timeouts": { "implicit": 0, "pageLoad": 60_000, "script": 60_000 },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "args": FLAGS,
            "prefs": { "intl.accept_languages": "en" },
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
            // Not the size of a window, which has a frame and cannot be as narrow as a phone.
            "mobileEmulation": { "deviceMetrics": width.emulated() },
        },
    } } })
}
