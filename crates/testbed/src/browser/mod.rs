//! A browser that tests drive in the words of the person before it.
//!
//! ```no_run
//! use tallystick_testbed::browser::{Language, Width};
//! use tallystick_testbed::Stage;
//!
//! let browser = Stage::shared().browser(Width::Phone);
//! browser.enter("city-bank-1");
//! browser.language(Language::En);
//! browser.open("/certificates");
//! browser.fill("Amount", "200000.00"); // the words of its label, or a selector
//! browser.click("Search"); // the words on it, or a selector
//! browser.wait_for("table tbody tr");
//! assert_eq!(browser.text("h1"), "Certificates");
//! browser.assert_no_serious();
//! ```
//!
//! Nothing waits for a fixed time: each verb looks again until the page has what it needs, and fails after 30 seconds with
//! what the page shows instead and a picture of it in `target/failed-pages`.
//!
//! A test also fails when its browser is dropped, if an error is left on the console or a request has left the service. A
//! test that provokes one asks for it first, with [`Browser::console_errors`] or [`Browser::requests`].
//!
//! It is Chromium, by chromedriver and the `WebDriver` protocol; `cargo xtask test` installs both. Every browser has a fresh
//! profile and ends with this process at the latest.

mod act;
mod axe;
mod circumstances;
mod driver;
mod files;
mod keys;
mod log;
mod look;
mod session;
mod trouble;
mod width;

use std::cell::{Cell, RefCell};
use std::thread;

pub use tallystick_commands::Language;

pub use self::axe::{Impact, Violation};
pub use self::circumstances::Medium;
pub use self::keys::Key;
pub use self::width::Width;

use self::session::Session;
use crate::unavailable::Unavailable;

/// An open browser before a service; closed when dropped.
pub struct Browser {
    session: Session,
    service: String,
    width: Cell<Width>,
    seen: RefCell<Seen>,
}

/// What was logged and not asked for yet.
#[derive(Default)]
struct Seen {
    errors: Vec<String>,
    requests: Vec<String>,
}

impl Browser {
    /// Opens one with a fresh profile. The service is given as `http://127.0.0.1:40123`.
    pub fn start(service: &str, width: Width) -> Result<Self, Unavailable> {
        Ok(Self {
            session: Session::start(width)?,
            service: service.to_owned(),
            width: Cell::new(width),
            seen: RefCell::default(),
        })
    }

    /// The errors on the console since the last time: failed scripts, what the page's policy refused, and addresses that
    /// answered with 4xx or 5xx. What is asked for here no longer fails the test at its end.
    pub fn console_errors(&self) -> Vec<String> {
        self.read_logs();
        std::mem::take(&mut self.seen.borrow_mut().errors)
    }

    /// The addresses of all requests since the last time, those that were refused or failed among them. What is asked for
    /// here no longer fails the test at its end.
    pub fn requests(&self) -> Vec<String> {
        self.read_logs();
        std::mem::take(&mut self.seen.borrow_mut().requests)
    }

    fn read_logs(&self) {
        let read = |kind| match self.session.log(kind) {
            Ok(entries) => entries,
            Err(trouble) => self.fail(&format!("the log of the browser cannot be read: {trouble}")),
        };
        let (console, network) = (read("browser"), read("performance"));
        let mut seen = self.seen.borrow_mut();
        seen.errors.extend(log::errors(&console));
        seen.requests.extend(log::requests(&network));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        let errors = self.console_errors();
        let mut strangers = self.requests();
        strangers.retain(|request| !log::stays_at(&self.service, request));
        if !errors.is_empty() {
            self.fail(&format!(
                "errors are left on the console:\n  {}",
                errors.join("\n  ")
            ));
        }
        if !strangers.is_empty() {
            self.fail(&format!(
                "requests have left {}:\n  {}",
                self.service,
                strangers.join("\n  ")
            ));
        }
    }
}
