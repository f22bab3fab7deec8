//! `cargo xtask openapi`: the API document in `openapi/`, made from the routes themselves. It writes the document, and with `--check` it
//! compares.

use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;

use crate::workspace::Workspace;

const DOCUMENT: &str = "openapi/tallystick.json";

/// What to do with the document.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing, and compare it with what would be written
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    let stale = stale(workspace)?;
    if args.check {
        for path in &stale {
            println!("{path}: differs from what the routes say; run `cargo xtask openapi`");
        }
        return Ok(ExitCode::from(u8::from(!stale.is_empty())));
    }
    let path = workspace.root().join(DOCUMENT);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, document()?).with_context(|| format!("cannot write {DOCUMENT}"))?;
    let word = if stale.is_empty() { "unchanged" } else { "written" };
    println!("{DOCUMENT}: {word}");
    Ok(ExitCode::SUCCESS)
}

/// The document, where it is missing or differs from what would be written.
pub(crate) fn stale(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let found = fs::read_to_string(workspace.root().join(DOCUMENT)).unwrap_or_default();
    let is_stale = found != document()?;
    Ok(is_stale.then(|| DOCUMENT.to_owned()).into_iter().collect())
}

fn document() -> anyhow::Result<String> {
    let mut text = tallystick_api::document().to_pretty_json()?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_was_changed_or_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        assert_eq!(stale(&workspace).unwrap(), [DOCUMENT]);
        run(&Args { check: false }, &workspace).unwrap();
        assert_eq!(stale(&workspace).unwrap(), [""; 0]);
        fs::write(folder.path().join(DOCUMENT), "{}").unwrap();
        assert_eq!(stale(&workspace).unwrap(), [DOCUMENT]);
    }

    #[test]
    fn the_same_text_is_written_every_time() {
        assert_eq!(document().unwrap(), document().unwrap());
    }
}
