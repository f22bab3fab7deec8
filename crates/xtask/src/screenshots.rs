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
    /// The name of the file, without `.png`; of a page that is translated, in a folder of each language.
    name: &'static str,
    /// The member of the demo who looks, such as `city-bank-1`; nobody in particular for a public page.
    seat: Option<&'static str>,
    path: &'static str,
    /// A selector of a link on that page, whose first is followed: pages of one thing have ids that differ with every demo.
    follow: Option<&'static str>,
    /// A selector of what must be there before the picture is taken.
    shows: &'static str,
    /// Whether the page is written in every language.
    is_translated: bool,
    width: Width,
}

/// A timeline whose entries the browser has verified, each of them.
const VERIFIED: &str = ".timeline:not(:has(.verify-here:not([data-verified])))";

const PICTURES: &[Picture] = &[
    Picture {
        // The document of the API is in English alone.
        is_translated: false,
        ..public("api", "/docs", ".opblock-summary")
    },
    public("anyone-check", "/check", "main form"),
    desk("supplier-home", "supplier-1", "/home", "main table"),
    desk("supplier-financing", "weaver-1", "/requests/new", "main table"),
    behind(
        "supplier-certificate",
        "weaver-1",
        "/certificates",
        "main a[href^='/certificates/']",
        VERIFIED,
    ),
    phone("supplier-phone", "supplier-1", "/home", "main table"),
    desk("buyer-home", "hospital-3", "/home", "main table"),
    behind(
        "buyer-confirm",
        "hospital-3",
        "/receivables",
        "main a[href$='/confirm']",
        "main form",
    ),
    behind(
        "buyer-second",
        "hospital-4",
        "/waiting",
        "main a[href^='/waiting/']",
        ".cosign-place .review",
    ),
    phone("buyer-phone", "hospital-4", "/home", "main table"),
    behind(
        "centre-forward",
        "centre-1",
        "/receivables",
        "main a[href$='/forward']",
        "main form",
    ),
    behind(
        "bank-review",
        "city-bank-1",
        "/reviews",
        "main a[href^='/reviews/']",
        VERIFIED,
    ),
    behind(
        "bank-loan",
        "city-bank-1",
        "/loans",
        "main a[href^='/loans/']",
        VERIFIED,
    ),
    behind(
        "guarantor-request",
        "guarantor-1",
        "/guarantees",
        "main a[href^='/guarantees/asked/']",
        VERIFIED,
    ),
    behind(
        "asset-manager-offer",
        "asset-manager-1",
        "/sales",
        "main a[href^='/sales/']",
        VERIFIED,
    ),
    desk("auditor-statistics", "auditor-1", "/statistics", "main table"),
    desk("operator-service", "operator-1", "/service", "main h1"),
];

/// A page before anybody has signed in.
const fn public(name: &'static str, path: &'static str, shows: &'static str) -> Picture {
    Picture {
        name,
        seat: None,
        path,
        follow: None,
        shows,
        is_translated: true,
        width: Width::Desktop,
    }
}

/// A page that a member opens at a desk.
const fn desk(name: &'static str, seat: &'static str, path: &'static str, shows: &'static str) -> Picture {
    Picture {
        seat: Some(seat),
        ..public(name, path, shows)
    }
}

/// A page that a member finds through the first such link of a list.
const fn behind(
    name: &'static str,
    seat: &'static str,
    list: &'static str,
    follow: &'static str,
    shows: &'static str,
) -> Picture {
    Picture {
        follow: Some(follow),
        ..desk(name, seat, list, shows)
    }
}

/// A page that a member opens on a phone.
const fn phone(name: &'static str, seat: &'static str, path: &'static str, shows: &'static str) -> Picture {
    Picture {
        width: Width::Phone,
        ..desk(name, seat, path, shows)
    }
}

impl Picture {
    /// The files that are made of it, without `.png`, each with the language to choose on the page.
    fn files(&self) -> Vec<(String, Option<Language>)> {
        if !self.is_translated {
            return vec![(self.name.to_owned(), None)];
        }
        [("zh", Language::Zh), ("en", Language::En)]
            .map(|(folder, language)| (format!("{folder}/{}", self.name), Some(language)))
            .into()
    }
}

/// Which pictures.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The names of the pictures to take, such as `api` or `en/bank-review` [default: all]
    names: Vec<String>,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    for name in &args.names {
        ensure!(
            PICTURES
                .iter()
                .flat_map(Picture::files)
                .any(|(file, _)| file == *name),
            "there is no picture `{name}` in the table of crates/xtask/src/screenshots.rs"
        );
    }
    test::build_program(workspace)?;
    let demo = Demo::temporary(test::program()?.as_ref())?;
    for picture in PICTURES {
        for (name, language) in picture.files() {
            if !args.names.is_empty() && !args.names.contains(&name) {
                continue;
            }
            let file = format!("{FOLDER}/{name}.png");
            take(picture, language, &demo)?.screenshot(&workspace.root().join(&file));
            println!("{file}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A browser that shows the page.
fn take(picture: &Picture, language: Option<Language>, demo: &Demo) -> anyhow::Result<Browser> {
    let browser = Browser::start(demo.url(), picture.width)?;
    if let Some(seat) = picture.seat {
        browser.enter(seat);
    }
    browser.open(picture.path);
    if let Some(link) = picture.follow {
        browser.click(link);
    }
    if let Some(language) = language {
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
        let names: Vec<_> = PICTURES
            .iter()
            .flat_map(Picture::files)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }

    #[test]
    fn a_page_that_is_translated_has_a_picture_in_each_language() {
        let files = PICTURES.iter().flat_map(Picture::files).map(|(name, _)| name);
        let files: BTreeSet<_> = files.collect();
        for name in ["api", "en/bank-review", "zh/bank-review"] {
            assert!(files.contains(name), "{name}");
        }
    }

    #[test]
    fn every_path_begins_at_the_root() {
        for picture in PICTURES {
            assert!(picture.path.starts_with('/'), "{}", picture.name);
        }
    }
}
