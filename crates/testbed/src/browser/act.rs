//! What the person before the browser does.
#![expect(
    clippy::disallowed_methods,
    reason = "a page in another process is looked at until it is ready, and not for ever; no decision depends on the clock"
)]

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::session::Element;
use super::trouble::Trouble;
use super::{Browser, Language};

/// Longer than any page takes on a busy machine; whoever waits this long has found a defect.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often a page is looked at.
const GLANCE: Duration = Duration::from_millis(50);

const FIND: &str = include_str!("find.js");
const CHOOSE: &str = include_str!("choose.js");

impl Browser {
    /// Opens a path of the service, or a whole address, and waits until the page is loaded.
    #[track_caller]
    pub fn open(&self, path: &str) {
        let url = if path.starts_with('/') {
            format!("{}{path}", self.service)
        } else {
            path.to_owned()
        };
        if let Err(trouble) = self.session.go(&url) {
            self.fail(&format!("cannot open {url}: {trouble}"));
        }
    }

    /// Signs in as a member of the demo, such as `city-bank-1`, by the button on `/enter`, and waits for the page behind it.
    #[track_caller]
    pub fn enter(&self, seat: &str) {
        self.open("/enter");
        self.click(&format!("button[data-seat=\"{seat}\"]"));
        self.until(&format!("{seat} is signed in"), || {
            Ok((!self.path_now()?.starts_with("/enter")).then_some(()))
        });
    }

    /// Shows the page in another language, and those after it.
    #[track_caller]
    pub fn language(&self, language: Language) {
        let tag = match language {
            Language::Zh => "zh",
            Language::En => "en",
        };
        let path = self.path();
        self.open(&format!("/language?to={tag}&back={}", in_query(&path)));
    }

    /// Whether the scripts of the page, where it has those of the portal and may run them, have taken over what they look after.
    /// What is clicked on before that does nothing.
    pub(super) fn is_attached(&self) -> Result<bool, Trouble> {
        let ready = "return matchMedia('(scripting: none)').matches || !document.querySelector('script[src$=\"/js/portal.js\"]') \
                     || document.documentElement.dataset.script === 'ready'";
        Ok(self.session.script(ready, &json!([]))? == Value::Bool(true))
    }

    /// Clicks on what has these words on it (a button, a link, the label of a box), or else on what a CSS selector names. A
    /// page that it leads to at once is waited for, and so is a button that is switched off for the moment.
    #[track_caller]
    pub fn click(&self, named: &str) {
        self.until(&format!("`{named}` can be clicked"), || {
            if !self.is_attached()? {
                return Ok(None);
            }
            let Some(element) = self.find(named)? else {
                return Ok(None);
            };
            // Scrolled to the middle first, as a person would: at an edge the bar of a phone lies over it.
            let is_off = self.look(
                "arguments[0].scrollIntoView({ block: 'center' }); return arguments[0].matches(':disabled')",
                &json!([element.argument()]),
            )?;
            if is_off == Value::Bool(true) {
                return Ok(None);
            }
            self.session.click(&element).map(Some)
        });
    }

    /// Gives the control with this label, or that a CSS selector names, this value: typed, chosen by its words from a list, a
    /// date as `2026-03-16`, a file by its path.
    #[track_caller]
    pub fn fill(&self, named: &str, value: &str) {
        self.until(&format!("`{named}` can be filled"), || {
            if !self.is_attached()? {
                return Ok(None);
            }
            let Some(element) = self.find(named)? else {
                return Ok(None);
            };
            let chosen = self.session.script(CHOOSE, &json!([element.argument(), value]))?;
            match chosen {
                Value::Bool(true) => return Ok(Some(())),
                Value::Bool(false) => {}
                other => self.fail(&format!("`{named}` cannot be `{value}`: {other}")),
            }
            let is_file = "return arguments[0].type === 'file'";
            if self.session.script(is_file, &json!([element.argument()]))? != Value::Bool(true) {
                self.session.clear(&element)?;
            }
            self.session.type_into(&element, value).map(Some)
        });
    }

    /// Waits until what has these words on it, or what a CSS selector names, is there to be seen.
    #[track_caller]
    pub fn wait_for(&self, named: &str) {
        self.until(&format!("`{named}` is there"), || Ok(self.find(named)?.map(drop)));
    }

    /// Waits until the page shows these words somewhere.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        self.until(&format!("the page says `{words}`"), || {
            let script = "return document.body?.innerText.includes(arguments[0]) ?? false";
            let says = self.look(script, &json!([words]))?;
            Ok((says == Value::Bool(true)).then_some(()))
        });
    }

    /// The text of the first element, once it is there, as it is shown.
    #[track_caller]
    pub fn text(&self, named: &str) -> String {
        self.until(&format!("`{named}` is there to be read"), || {
            let Some(element) = self.find(named)? else {
                return Ok(None);
            };
            let text = self.look(
                "return arguments[0].innerText.trim()",
                &json!([element.argument()]),
            )?;
            Ok(text.as_str().map(str::to_owned))
        })
    }

    /// The texts of all elements that the CSS selector names now, such as the rows of a table.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map((element) => element.innerText.trim())";
        let texts = self.script(script, &json!([css]));
        let texts = texts.as_array().into_iter().flatten();
        texts.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The path and query of the page.
    #[track_caller]
    pub fn path(&self) -> String {
        self.until("the page has an address", || self.path_now().map(Some))
    }

    /// Runs the body of a function in the page with these arguments, an array, and gives what it returns.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: &Value) -> Value {
        match self.session.script(body, arguments) {
            Ok(value) => value,
            Err(trouble) => self.fail(&format!("a script failed: {trouble}")),
        }
    }

    fn path_now(&self) -> Result<String, Trouble> {
        let answer = self.look("return location.pathname + location.search", &json!([]))?;
        Ok(answer.as_str().unwrap_or_default().to_owned())
    }

    pub(super) fn find(&self, named: &str) -> Result<Option<Element>, Trouble> {
        let answer = self.look(FIND, &json!([named]))?;
        Ok(Element::of(&answer))
    }

    /// Runs a script that changes nothing.
    pub(super) fn look(&self, script: &str, arguments: &Value) -> Result<Value, Trouble> {
        self.session.script(script, arguments).map_err(Trouble::of_a_look)
    }

    /// Asks again and again until there is an answer.
    #[track_caller]
    pub(super) fn until<T>(&self, what: &str, mut ask: impl FnMut() -> Result<Option<T>, Trouble>) -> T {
        let started = Instant::now();
        let mut hindrance = None;
        while started.elapsed() < PATIENCE {
            match ask() {
                Ok(Some(answer)) => return answer,
                Ok(None) => hindrance = None,
                Err(trouble) if trouble.is_passing() => hindrance = Some(trouble),
                Err(trouble) => self.fail(&format!("cannot wait until {what}: {trouble}")),
            }
            thread::sleep(GLANCE);
        }
        let hindrance = hindrance
            .map(|trouble| format!(" ({trouble})"))
            .unwrap_or_default();
        self.fail(&format!("waited {PATIENCE:?} in vain until {what}{hindrance}"))
    }
}

/// A value in a query (RFC 3986, section 2.3).
fn in_query(text: &str) -> String {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escaped = |byte: u8| {
        if unreserved(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(escaped).collect()
}
