//! Packages from outside that must not be used: nowhere, not in some rooms, or not in two versions.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Way;
use super::finding::Finding;
use super::graph::Package;
use super::rooms;
use super::tree::Tree;

pub(super) const RULE: &str = "bans";

/// A package that stays out, and why.
struct Ban {
    package: &'static str,
    reason: &'static str,
}

const fn ban(package: &'static str, reason: &'static str) -> Ban {
    Ban { package, reason }
}

const ONE_CRYPTO_STACK: &str =
    "ring is the one crypto stack, and two TLS providers make rustls refuse to start";
const PURE: &str = "the same code must run in a test, in replay and in an offline verifier";
const STORE_ONLY: &str = "only `store` knows the database";

/// Nowhere in `Cargo.lock`.
const NOWHERE: &[Ban] = &[
    ban("openssl-sys", ONE_CRYPTO_STACK),
    ban("openssl", ONE_CRYPTO_STACK),
    ban("native-tls", ONE_CRYPTO_STACK),
    ban("aws-lc-rs", ONE_CRYPTO_STACK),
    ban("aws-lc-sys", ONE_CRYPTO_STACK),
];

/// Not in what a pure room compiles, however far away.
const NOT_IN_PURE_ROOMS: &[Ban] = &[
    ban("tokio", PURE),
    ban("async-std", PURE),
    ban("smol", PURE),
    ban("mio", PURE),
    ban("socket2", PURE),
    ban("axum", PURE),
    ban("hyper", PURE),
    ban("reqwest", PURE),
    ban("ureq", PURE),
    ban("rustls", PURE),
    ban("sea-orm", PURE),
    ban("sqlx", PURE),
    ban("sqlx-core", PURE),
    ban("rusqlite", PURE),
    ban("object_store", PURE),
    ban("tempfile", PURE),
    ban("rand", PURE),
    ban("getrandom", PURE),
];

/// (user, used): arrows that bring a banned package into a pure room without harm. ring draws randomness to make keys
/// and to sign, zip to encrypt; a pure room verifies with the one and unpacks with the other.
const HARMLESS: &[(&str, &str)] = &[("ring", "getrandom"), ("zip", "getrandom")];

/// Threads are the business of whoever calls a pure room; only the ledger's verifier spreads its own work.
const THREADS: Ban = ban(
    "rayon",
    "of the pure rooms only `ledger` spreads its work over threads",
);
const MAY_USE_THREADS: &str = "ledger";

/// Not used directly by the two rooms that face the outside.
const NOT_AT_THE_FRONT: &[Ban] = &[
    ban("sea-orm", STORE_ONLY),
    ban("sea-orm-migration", STORE_ONLY),
    ban("sqlx", STORE_ONLY),
];
const FRONT: [&str; 2] = ["api", "portal"];

/// At most one version in `Cargo.lock`.
const ONE_VERSION: &[Ban] = &[
    ban("rustls", "two TLS providers make rustls refuse to start"),
    ban("sqlx", "a second sqlx takes the bundled SQLite back"),
    ban("sqlx-core", "a second sqlx takes the bundled SQLite back"),
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = in_lock_file(tree);
    findings.extend(from_elsewhere(tree));
    for (package, manifest) in tree.graph.members() {
        let Some(room) = rooms::find(&package.name) else {
            continue;
        };
        if let Some(ways) = tree.builds.get(&package.name) {
            findings.extend(in_pure_room(tree, ways, room.name, manifest));
        }
        if FRONT.contains(&room.name) {
            findings.extend(at_the_front(tree, package, room.name, manifest));
        }
    }
    findings
}

fn in_lock_file(tree: &Tree) -> Vec<Finding> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in &tree.graph.packages {
        versions
            .entry(&package.name)
            .or_default()
            .insert(&package.version);
    }
    let finding = |name: &str, advice: String| {
        let line = tree.line_of("Cargo.lock", &format!("name = \"{name}\""));
        Finding::new("Cargo.lock", line, RULE, advice)
    };
    let mut findings = Vec::new();
    for Ban { package, reason } in NOWHERE.iter().filter(|ban| versions.contains_key(ban.package)) {
        findings.push(finding(
            package,
            format!("`{package}` must not be used: {reason}; find it with `cargo tree -i`"),
        ));
    }
    for Ban { package, reason } in ONE_VERSION {
        let found: Vec<&str> = versions.get(package).into_iter().flatten().copied().collect();
        if found.len() > 1 {
            let found = found.join(" and ");
            findings.push(finding(
                package,
                format!("one version of `{package}`, not {found}: {reason}"),
            ));
        }
    }
    for version in versions
        .get("sqlx")
        .into_iter()
        .flatten()
        .filter(|version| is_before_0_9(version))
    {
        findings.push(finding(
            "sqlx",
            format!("sqlx {version} brings its own bundled SQLite; use 0.9 or newer"),
        ));
    }
    findings
}

/// Packages that not everyone can fetch: from a repository, or from somebody's own registry.
fn from_elsewhere(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &tree.graph.packages {
        let Some(source) = package.elsewhere.as_deref() else {
            continue;
        };
        let line = tree.line_of("Cargo.lock", source);
        let advice = format!(
            "`{}` comes from {source}; take it from the public registry",
            package.name
        );
        findings.push(Finding::new("Cargo.lock", line, RULE, advice));
    }
    findings
}

fn is_before_0_9(version: &str) -> bool {
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u64>().unwrap_or(u64::MAX));
    parts.next() == Some(0) && parts.next().is_some_and(|minor| minor < 9)
}

fn in_pure_room(tree: &Tree, ways: &[Way], room: &str, manifest: &str) -> Vec<Finding> {
    let threads = (room != MAY_USE_THREADS).then_some(&THREADS);
    let mut findings = Vec::new();
    for way in ways {
        // What another pure room brings in is found there.
        let by_another = rooms::find(way.first()).is_some_and(|first| first.pure);
        if by_another || HARMLESS.iter().any(|arrow| way.takes(*arrow)) {
            continue;
        }
        let Some(ban) = NOT_IN_PURE_ROOMS
            .iter()
            .chain(threads)
            .find(|ban| ban.package == way.last())
        else {
            continue;
        };
        let advice = format!(
            "`{room}` must do without `{}`, reached by {way}: {}",
            ban.package, ban.reason
        );
        findings.push(Finding::new(
            manifest,
            tree.line_of(manifest, way.first()),
            RULE,
            advice,
        ));
    }
    findings
}

fn at_the_front(tree: &Tree, package: &Package, room: &str, manifest: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (used, _) in tree.graph.used_by(package) {
        if let Some(ban) = NOT_AT_THE_FRONT.iter().find(|ban| ban.package == used.name) {
            let advice = format!(
                "`{room}` must not use `{}`: {}; ask `store`",
                ban.package, ban.reason
            );
            findings.push(Finding::new(
                manifest,
                tree.line_of(manifest, ban.package),
                RULE,
                advice,
            ));
        }
    }
    findings
}

#[cfg(test)]
#[path = "bans_tests.rs"]
mod tests;
