//! The demo that the tests of a program share, and browsers before it.

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::browser::{Browser, Width};
use crate::demo::Demo;
use crate::program::program;
use crate::unavailable::Unavailable;

static SHARED: LazyLock<Result<Stage, Unavailable>> = LazyLock::new(Stage::start);

/// A running demo of the binary under test.
pub struct Stage {
    demo: Demo,
}

impl Stage {
    /// The one that all tests of this program share, which takes some seconds to start. They run side by side, so what
    /// one test does to the business of the demo, no other may rest on.
    ///
    /// # Panics
    /// When it does not start, with the reason: a test that cannot run has failed.
    pub fn shared() -> &'static Self {
        SHARED.as_ref().unwrap_or_else(|error| fail(error))
    }

    /// Another one, for a test that needs the business as the stories leave it.
    pub fn start() -> Result<Self, Unavailable> {
        let demo = Demo::temporary(program()?)?;
        Ok(Self { demo })
    }

    /// Where it serves, as `http://127.0.0.1:40123`.
    pub fn url(&self) -> &str {
        self.demo.url()
    }

    /// The file with a member's key, such as `city-bank-1`.
    pub fn key(&self, member: &str) -> PathBuf {
        self.demo.key(member)
    }

    /// A browser with a fresh profile before it.
    ///
    /// # Panics
    /// When there is no browser, with the reason.
    pub fn browser(&self, width: Width) -> Browser {
        Browser::start(self.url(), width).unwrap_or_else(|error| fail(&error))
    }
}

#[expect(
    clippy::panic,
    reason = "a test without what it tests on fails, with the sentence that says why"
)]
fn fail(error: &Unavailable) -> ! {
    panic!("{error}")
}
