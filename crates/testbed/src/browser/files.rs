//! Files that a page gives, and files that are let go of over it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::Browser;
use super::trouble::Trouble;

impl Browser {
    /// Clicks on what leads to a file, and gives the file's name and its text once the browser has saved it.
    #[track_caller]
    pub fn download(&self, named: &str) -> (String, String) {
        let folder = match tempfile::tempdir() {
            Ok(folder) => folder,
            Err(error) => self.fail(&format!("there is no folder for `{named}`: {error}")),
        };
        self.command(
            "Browser.setDownloadBehavior",
            &json!({ "behavior": "allow", "downloadPath": folder.path() }),
        );
        self.click(named);
        self.until(&format!("`{named}` has given a file"), || {
            Ok(saved(folder.path()))
        })
    }

    /// Lets go of a file over what the words or the CSS selector name, as if it had been dragged there out of a folder.
    #[track_caller]
    pub fn drop_file(&self, named: &str, file: &Path) {
        let (x, y) = self.until(&format!("`{named}` can be dropped on"), || {
            if !self.is_attached()? {
                return Ok(None);
            }
            self.middle(named)
        });
        for step in ["dragEnter", "dragOver", "drop"] {
            let dragged = json!({ "items": [], "files": [file], "dragOperationsMask": 1 });
            self.command(
                "Input.dispatchDragEvent",
                &json!({ "type": step, "x": x, "y": y, "data": dragged }),
            );
        }
    }

    /// Where the middle of an element is on the screen, once it is scrolled to.
    fn middle(&self, named: &str) -> Result<Option<(f64, f64)>, Trouble> {
        let Some(element) = self.find(named)? else {
            return Ok(None);
        };
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' }); \
                      const { x, y, width, height } = arguments[0].getBoundingClientRect(); \
                      return { x: x + width / 2, y: y + height / 2 }";
        let place = self.look(script, &json!([element.argument()]))?;
        let number = |name| place.get(name).and_then(Value::as_f64);
        Ok(number("x").zip(number("y")))
    }

    /// Gives the browser a command of its own protocol.
    #[track_caller]
    pub(super) fn command(&self, command: &str, parameters: &Value) {
        if let Err(trouble) = self.session.devtools(command, parameters) {
            self.fail(&format!("the browser does not do {command}: {trouble}"));
        }
    }
}

/// The file in a folder; none while the browser still writes it under another name.
fn saved(folder: &Path) -> Option<(String, String)> {
    let mut files = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    files.find_map(|file| {
        let name = file.file_name().into_string().ok()?;
        let is_whole = !name.starts_with('.') && !name.ends_with(".crdownload");
        is_whole.then_some(())?;
        Some((name, fs::read_to_string(file.path()).ok()?))
    })
}
