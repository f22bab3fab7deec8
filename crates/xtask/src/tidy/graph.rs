//! Packages and the arrows between them, as `cargo metadata` resolves them with every feature on.
//!
//! It resolves as for the lock file: more generously than any build, so arrows to packages from outside may be there
//! that nothing compiles. What is compiled is told by [`build`](super::build).

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, TargetKind};

use crate::workspace::Workspace;

/// A package's place in the graph.
pub(super) type Index = usize;

/// Every package of `Cargo.lock`.
#[derive(Default)]
pub(super) struct Graph {
    pub(super) packages: Vec<Package>,
}

pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    /// The `license` field of its manifest.
    pub(super) license: Option<String>,
    /// Where it comes from, as `Cargo.lock` writes it, when that is not the public registry; nothing for one in a folder.
    pub(super) elsewhere: Option<String>,
    /// For a package of this workspace, its manifest relative to the root; nothing for all others.
    pub(super) manifest: Option<String>,
    /// Source files of its libraries and binaries, relative to the root for a package of this workspace.
    pub(super) roots: Vec<String>,
    /// How many integration-test binaries it has.
    pub(super) test_binaries: usize,
    pub(super) uses: Vec<Use>,
}

/// An arrow to another package.
#[derive(Clone, Copy)]
pub(super) struct Use {
    pub(super) package: Index,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Normal,
    Build,
    Test,
}

impl Graph {
    pub(super) fn read(workspace: &Workspace) -> anyhow::Result<Self> {
        let metadata = MetadataCommand::new()
            .manifest_path(workspace.root().join("Cargo.toml"))
            .features(CargoOpt::AllFeatures)
            .other_options(vec!["--locked".to_owned()])
            .exec()
            .context("`cargo metadata --locked` failed")?;
        Self::from_metadata(&metadata)
    }

    fn from_metadata(metadata: &Metadata) -> anyhow::Result<Self> {
        let indexes: BTreeMap<_, _> = metadata
            .packages
            .iter()
            .enumerate()
            .map(|(index, package)| (&package.id, index))
            .collect();
        let root = metadata.workspace_root.as_std_path();
        let mut graph = Self {
            packages: metadata
                .packages
                .iter()
                .map(|package| {
                    Package::from_metadata(package, root, metadata.workspace_members.contains(&package.id))
                })
                .collect(),
        };
        let resolve = metadata
            .resolve
            .as_ref()
            .context("`cargo metadata` resolved nothing")?;
        for node in &resolve.nodes {
            let user = indexes
                .get(&node.id)
                .and_then(|index| graph.packages.get_mut(*index));
            let user = user.with_context(|| format!("`cargo metadata` does not describe {}", node.id))?;
            for dependency in &node.deps {
                let package = *indexes
                    .get(&dependency.pkg)
                    .context("a dependency is not described")?;
                let mut kinds: Vec<Kind> = dependency
                    .dep_kinds
                    .iter()
                    .filter_map(|kind| Kind::of(kind.kind))
                    .collect();
                kinds.sort();
                kinds.dedup();
                user.uses
                    .extend(kinds.into_iter().map(|kind| Use { package, kind }));
            }
        }
        Ok(graph)
    }

    /// The packages of this workspace with their manifests.
    pub(super) fn members(&self) -> impl Iterator<Item = (&Package, &str)> {
        self.packages
            .iter()
            .filter_map(|package| Some((package, package.manifest.as_deref()?)))
    }

    /// The packages this one uses directly, with the kind of use.
    pub(super) fn used_by(&self, package: &Package) -> impl Iterator<Item = (&Package, Kind)> {
        package
            .uses
            .iter()
            .filter_map(|used| Some((self.packages.get(used.package)?, used.kind)))
    }
}

impl Package {
    fn from_metadata(package: &cargo_metadata::Package, root: &Path, member: bool) -> Self {
        let relative = |path: &Path| {
            path.strip_prefix(root)
                .unwrap_or(path)
                .to_string_lossy()
                .replace('\\', "/")
        };
        let is_root =
            |kind: &TargetKind| matches!(kind, TargetKind::Lib | TargetKind::Bin | TargetKind::ProcMacro);
        let targets = &package.targets;
        Self {
            name: package.name.to_string(),
            version: package.version.to_string(),
            license: package.license.clone(),
            elsewhere: package
                .source
                .as_ref()
                .filter(|source| !source.is_crates_io())
                .map(|source| source.repr.clone()),
            manifest: member.then(|| relative(package.manifest_path.as_std_path())),
            roots: targets
                .iter()
                .filter(|target| target.kind.iter().any(is_root))
                .map(|target| relative(target.src_path.as_std_path()))
                .collect(),
            test_binaries: targets
                .iter()
                .filter(|target| target.kind.contains(&TargetKind::Test))
                .count(),
            uses: Vec::new(),
        }
    }
}

impl Kind {
    const fn of(kind: DependencyKind) -> Option<Self> {
        match kind {
            DependencyKind::Normal => Some(Self::Normal),
            DependencyKind::Build => Some(Self::Build),
            DependencyKind::Development => Some(Self::Test),
            _ => None,
        }
    }
}

#[cfg(test)]
pub(super) mod made_up {
    //! Graphs written as arrows, for the tests of the rules.

    use super::*;

    /// Names that begin with `tallystick` are packages of the workspace; `name@1.2.3` gives a version. An arrow is
    /// (user, used, kind).
    pub(in crate::tidy) fn graph(arrows: &[(&str, &str, Kind)]) -> Graph {
        let mut graph = Graph::default();
        for (user, used, kind) in arrows {
            let user = index(&mut graph, user);
            let package = index(&mut graph, used);
            graph.packages[user].uses.push(Use { package, kind: *kind });
        }
        graph
    }

    /// A package that uses nothing.
    pub(in crate::tidy) fn package(full_name: &str) -> Package {
        let (name, version) = full_name.split_once('@').unwrap_or((full_name, "1.0.0"));
        let folder = name
            .strip_prefix("tallystick")
            .map(|rest| rest.strip_prefix('-').unwrap_or("tallystick"));
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            license: Some("Apache-2.0".to_owned()),
            elsewhere: None,
            manifest: folder.map(|folder| format!("crates/{folder}/Cargo.toml")),
            roots: Vec::new(),
            test_binaries: 0,
            uses: Vec::new(),
        }
    }

    fn index(graph: &mut Graph, full_name: &str) -> Index {
        let new = package(full_name);
        let known = graph
            .packages
            .iter()
            .position(|old| old.name == new.name && old.version == new.version);
        known.unwrap_or_else(|| {
            graph.packages.push(new);
            graph.packages.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_workspace_is_read_with_its_members_and_their_arrows() {
        let graph = Graph::read(&Workspace::find().unwrap()).unwrap();
        let (xtask, manifest) = graph
            .members()
            .find(|(package, _)| package.name == "tallystick-xtask")
            .unwrap();
        assert_eq!(manifest, "crates/xtask/Cargo.toml");
        assert_eq!(xtask.test_binaries, 1);
        assert_eq!(xtask.roots.len(), 2);
        assert!(
            graph
                .used_by(xtask)
                .any(|(used, kind)| used.name == "syn" && kind == Kind::Normal)
        );
        assert!(
            graph
                .used_by(xtask)
                .any(|(used, kind)| used.name == "rstest" && kind == Kind::Test)
        );
    }
}
