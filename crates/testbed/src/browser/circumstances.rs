//! Under what circumstances pages are read: in the dark, on paper, without scripts, from a service that lies.

use serde_json::json;

use super::Browser;

/// For what the browser lays out a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A screen in the light.
    Light,
    /// A screen in the dark: the device says that it prefers dark colours.
    Dark,
    /// Paper.
    Print,
    /// Paper, from a device that prefers dark colours.
    PrintFromDark,
}

impl Medium {
    fn name(self) -> &'static str {
        match self {
            Self::Light | Self::Dark => "screen",
            Self::Print | Self::PrintFromDark => "print",
        }
    }

    fn scheme(self) -> &'static str {
        match self {
            Self::Light | Self::Print => "light",
            Self::Dark | Self::PrintFromDark => "dark",
        }
    }
}

impl Browser {
    /// Lays out this page and those after it for another medium.
    #[track_caller]
    pub fn lay_out_for(&self, medium: Medium) {
        let scheme = json!({ "name": "prefers-color-scheme", "value": medium.scheme() });
        self.command(
            "Emulation.setEmulatedMedia",
            &json!({ "media": medium.name(), "features": [scheme] }),
        );
    }

    /// Runs no script of the pages that are opened from now on.
    #[track_caller]
    pub fn without_scripts(&self) {
        self.command("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// Runs a script in each page that is opened from now on, before any of the page's own.
    #[track_caller]
    pub fn before_each_page(&self, script: &str) {
        self.command(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({ "source": script }),
        );
    }
}
