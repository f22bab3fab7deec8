//! `cargo xtask screenshots`: pictures of pages for the documents, of a demo as it is today. A picture is a line in the table.

use std::process::ExitCode;

use anyhow::ensure;
use tallystick_testbed::Demo;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::test;
use crate::workspace::Workspace;

/// Where the pictures are written.
const FOLDER: &str = "docs/pictures";

/// A page as somebody sees it.
struct Picture {
    /// The name of the file, without `.png`.
    name: &'static str,
    /// The member of the demo who looks, such as `city-bank-1`; nobody in particular for a public page.
    seat: Option<&'static str>,
    path: &'static str,
    /// A selector of what must be there before the picture is taken.
    shows: &'static str,
    language: Option<Language>,
    width: Width,
}

const PICTURES: &[Picture] = &[Picture {
    name: "api",
    seat: None,
    path: "/docs",
    shows: ".opblock-summary",
    // The document of the API is in English alone.
    language: None,
    width: Width::Desktop,
}];

/// Which pictures.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The names of the pictures to take, such as `api` [default: all]
    names: Vec<String>,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    for name in &args.names {
        ensure!(
            PICTURES.iter().any(|picture| picture.name == name),
            "there is no picture `{name}` in the table of crates/xtask/src/screenshots.rs"
        );
    }
    test::build_program(workspace)?;
    let demo = Demo::temporary(test::program()?.as_ref())?;
    let is_wanted =
        |picture: &&Picture| args.names.is_empty() || args.names.iter().any(|name| name == picture.name);
    for picture in PICTURES.iter().filter(is_wanted) {
        let file = format!("{FOLDER}/{}.png", picture.name);
        take(picture, &demo)?.screenshot(&workspace.root().join(&file));
        println!("{file}");
    }
    Ok(ExitCode::SUCCESS)
}

/// A browser that shows the page.
fn take(picture: &Picture, demo: &Demo) -> anyhow::Result<Browser> {
    let browser = Browser::start(demo.url(), picture.width)?;
    if let Some(seat) = picture.seat {
        browser.enter(seat);
    }
    browser.open(picture.path);
    if let Some(language) = picture.language {
        browser.language(language);
    }
    browser.wait_for(picture.shows);
    Ok(browser)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_picture_is_written_over_another() {
        let names: BTreeSet<_> = PICTURES.iter().map(|picture| picture.name).collect();
        assert_eq!(names.len(), PICTURES.len());
    }

    #[test]
    fn every_path_begins_at_the_root() {
        for picture in PICTURES {
            assert!(picture.path.starts_with('/'), "{}", picture.name);
        }
    }
}
