//! What the rules look at: the project's files, and its packages.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;

use anyhow::Context as _;

use super::build::{self, Way};
use super::graph::Graph;
use crate::workspace::Workspace;

/// The whole project, read once.
pub(super) struct Tree {
    /// Every file, text or not.
    pub(super) paths: Vec<String>,
    /// The text files among them.
    pub(super) files: Vec<File>,
    pub(super) graph: Graph,
    /// For each package of a pure room, every package that is compiled into it.
    pub(super) builds: BTreeMap<String, Vec<Way>>,
}

impl Tree {
    pub(super) fn read(workspace: &Workspace) -> anyhow::Result<Self> {
        let paths = workspace.files()?;
        let mut files = Vec::new();
        for path in &paths {
            let bytes =
                fs::read(workspace.root().join(path)).with_context(|| format!("cannot read {path}"))?;
            if bytes.contains(&0) {
                continue;
            }
            if let Ok(text) = String::from_utf8(bytes) {
                files.push(File::new(path, text));
            }
        }
        let graph = Graph::read(workspace)?;
        let builds = build::read(workspace, &graph)?;
        Ok(Self {
            paths,
            files,
            graph,
            builds,
        })
    }

    pub(super) fn rust_files(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is("rs"))
    }

    /// The first line of the file that contains `needle`, or 1: findings about packages point into a manifest.
    pub(super) fn line_of(&self, path: &str, needle: &str) -> usize {
        let text = self
            .files
            .iter()
            .find(|file| file.path == path)
            .map_or("", |file| file.text.as_str());
        text.lines()
            .position(|line| line.contains(needle))
            .map_or(1, |index| index + 1)
    }
}

/// A text file, its path relative to the root.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
    syntax: OnceCell<Option<syn::File>>,
}

impl File {
    pub(super) fn new(path: &str, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            text: text.into(),
            syntax: OnceCell::new(),
        }
    }

    pub(super) fn is(&self, extension: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, last)| last == extension)
    }

    /// The lines with their numbers from 1. Carriage returns stay, so that they can be found.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.split('\n'))
    }

    /// The parsed Rust source; nothing where it does not parse, which the compiler reports better.
    pub(super) fn syntax(&self) -> Option<&syn::File> {
        self.syntax
            .get_or_init(|| syn::parse_file(&self.text).ok())
            .as_ref()
    }
}

#[cfg(test)]
impl Tree {
    /// A made-up tree of these files, with no packages.
    pub(super) fn of_files(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::of_graph(Graph::default());
        tree.paths = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        tree.files = files.iter().map(|(path, text)| File::new(path, *text)).collect();
        tree
    }

    /// A made-up tree of these packages, with no files.
    pub(super) fn of_graph(graph: Graph) -> Self {
        Self {
            paths: Vec::new(),
            files: Vec::new(),
            graph,
            builds: BTreeMap::new(),
        }
    }
}

/// The findings as printed, for comparison in tests.
#[cfg(test)]
pub(super) fn printed(findings: &[super::Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_about_a_package_points_to_its_line() {
        let tree = Tree::of_files(&[("Cargo.lock", "[[package]]\nname = \"a\"\nname = \"b\"\n")]);
        assert_eq!(tree.line_of("Cargo.lock", "name = \"b\""), 3);
        assert_eq!(tree.line_of("Cargo.lock", "name = \"c\""), 1);
        assert_eq!(tree.line_of("elsewhere", "name"), 1);
    }

    #[test]
    fn the_extension_is_what_follows_the_last_dot() {
        assert!(File::new("a/b.rs", "").is("rs"));
        assert!(!File::new("a/b.rs.snap", "").is("rs"));
        assert!(!File::new("a/rs", "").is("rs"));
    }
}
