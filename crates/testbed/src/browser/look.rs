//! What is seen on a page: pictures, and what hinders people who see or hear differently.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Browser;
use super::axe::{self, Impact, Violation};
use super::trouble::Trouble;
use super::width::Width;

/// No page is so high; a browser that is told more gives no picture.
const HIGHEST: u64 = 16_000;

/// How much of a page is quoted when it is not what was expected.
const QUOTED: usize = 800;

impl Browser {
    /// Writes a picture of the whole page, from its head to its foot, as PNG. Missing folders are made.
    #[track_caller]
    pub fn screenshot(&self, file: &Path) {
        if let Err(error) = self.write_picture(file) {
            self.fail(&format!("no picture in {}: {error}", file.display()));
        }
    }

    fn write_picture(&self, file: &Path) -> Result<(), String> {
        let picture = self.picture().map_err(|trouble| trouble.to_string())?;
        let bytes = STANDARD.decode(picture).map_err(|error| error.to_string())?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, bytes));
        written.map_err(|error: io::Error| error.to_string())
    }

    /// The page in base64. For a moment the window is as high as the page, so that what is fixed to its foot is at the foot.
    fn picture(&self) -> Result<String, Trouble> {
        let ready = "return document.fonts.ready.then(() => document.documentElement.scrollHeight)";
        let height = self.session.script(ready, &json!([]))?;
        let width = self.width.get();
        let (_, least) = width.size();
        let height = height.as_u64().unwrap_or(0).clamp(least.into(), HIGHEST);
        let change = "Emulation.setDeviceMetricsOverride";
        self.session.devtools(change, &width.as_high_as(height))?;
        let picture = self.session.picture();
        self.session.devtools(change, &width.as_high_as(least.into()))?;
        picture
    }

    /// Shows the page that is open at another width, as if the window had been drawn smaller or larger.
    #[track_caller]
    pub fn resize(&self, width: Width) {
        self.width.set(width);
        let (_, high) = width.size();
        let change = "Emulation.setDeviceMetricsOverride";
        if let Err(trouble) = self.session.devtools(change, &width.as_high_as(high.into())) {
            self.fail(&format!("the window does not change its size: {trouble}"));
        }
    }

    /// What axe-core finds on the page as it is now, against the rules of WCAG at levels A and AA.
    #[track_caller]
    pub fn axe(&self) -> Vec<Violation> {
        // Most pages are examined at two widths. The second time axe-core is there: its half megabyte need not be sent, read and
        // compiled again.
        let mut answer = self.ask_axe(axe::RUN);
        if answer.is_null() {
            let source = axe::source().unwrap_or_else(|sentence| self.fail(&sentence));
            answer = self.ask_axe(source);
        }
        axe::violations(&answer).unwrap_or_else(|| self.fail(&format!("axe-core failed: {answer}")))
    }

    #[track_caller]
    fn ask_axe(&self, script: &str) -> Value {
        match self.session.script_that_calls(script) {
            Ok(answer) => answer,
            Err(trouble) => self.fail(&format!("axe-core failed: {trouble}")),
        }
    }

    /// Fails when axe-core finds something serious or critical.
    #[track_caller]
    pub fn assert_no_serious(&self) {
        let found = self.axe();
        let serious = found
            .iter()
            .filter(|violation| violation.impact >= Impact::Serious);
        let lines: Vec<String> = serious.map(|violation| format!("\n  {violation}")).collect();
        if !lines.is_empty() {
            self.fail(&format!("some people cannot use this page:{}", lines.concat()));
        }
    }

    /// Fails the test, with what the page shows.
    #[expect(clippy::panic, reason = "a page that is not as expected fails its test")]
    #[track_caller]
    pub(super) fn fail(&self, sentence: &str) -> ! {
        let shown = "return `${location.href}, which says:\n${document.body?.innerText ?? ''}`";
        let page = match self.session.script(shown, &json!([])) {
            Ok(Value::String(text)) => text.chars().take(QUOTED).collect(),
            Ok(other) => other.to_string(),
            Err(trouble) => trouble.to_string(),
        };
        let errors: Vec<String> = self
            .session
            .log("browser")
            .iter()
            .flat_map(|entries| super::log::errors(entries).map(|error| format!("\nOn the console: {error}")))
            .collect();
        let file = failed_page();
        let picture = match self.write_picture(&file) {
            Ok(()) => format!("\nA picture is in {}", file.display()),
            Err(_) => String::new(),
        };
        panic!("{sentence}\nThe page is {page}{}{picture}", errors.concat())
    }
}

/// A picture under the name of the test, beside everything else that is made.
fn failed_page() -> PathBuf {
    let test = thread::current().name().unwrap_or("page").replace("::", "-");
    let own = env::current_exe().unwrap_or_default();
    let target = own.ancestors().find(|folder| folder.ends_with("target"));
    let folder = target.map_or_else(env::temp_dir, Path::to_path_buf);
    folder.join("failed-pages").join(format!("{test}.png"))
}
