use super::super::build;
use super::super::graph::{Graph, Kind, made_up};
use super::super::tree::printed;
use super::*;

fn found(arrows: &[(&str, &str, Kind)]) -> Vec<String> {
    printed(&check(&Tree::of_graph(made_up::graph(arrows))))
}

#[test]
fn a_second_crypto_stack_is_found_wherever_it_hides() {
    let found = found(&[
        ("tallystick", "hyper-tls", Kind::Normal),
        ("hyper-tls", "native-tls", Kind::Normal),
    ]);
    assert!(
        found[0].starts_with("Cargo.lock:1: bans: `native-tls` must not be used: ring is"),
        "{found:?}"
    );
}

#[test]
fn two_versions_of_rustls_are_found() {
    let found = found(&[
        ("tallystick", "rustls@0.22.4", Kind::Normal),
        ("tallystick", "rustls@0.23.1", Kind::Test),
    ]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("one version of `rustls`, not 0.22.4 and 0.23.1"),
        "{found:?}"
    );
}

#[test]
fn one_version_of_rustls_passes() {
    assert_eq!(found(&[("tallystick", "rustls@0.23.1", Kind::Normal)]), [""; 0]);
}

#[test]
fn an_old_sqlx_is_found_and_a_new_one_is_not() {
    assert_eq!(
        found(&[("tallystick-store", "sqlx@0.8.6", Kind::Normal)]).len(),
        1
    );
    assert_eq!(
        found(&[("tallystick-store", "sqlx@0.9.0", Kind::Normal)]).len(),
        0
    );
    assert_eq!(
        found(&[("tallystick-store", "sqlx@1.0.0", Kind::Normal)]).len(),
        0
    );
}

/// A tree of one package with what `cargo tree` tells of it.
fn found_in_build(package: &str, listing: &str) -> Vec<String> {
    let mut tree = Tree::of_graph(Graph {
        packages: vec![made_up::package(package)],
    });
    tree.builds = build::made_up(package, listing);
    printed(&check(&tree))
}

#[test]
fn a_pure_room_does_not_reach_a_runtime_and_the_way_to_it_is_named() {
    let found = found_in_build(
        "tallystick-ledger",
        "0tallystick-ledger v0.1.0\n1reader v1.0.0\n2tokio v1.0.0\n",
    );
    assert_eq!(
        found,
        [
            "crates/ledger/Cargo.toml:1: bans: `ledger` must do without `tokio`, reached by reader → tokio: \
          the same code must run in a test, in replay and in an offline verifier"
        ]
    );
}

#[test]
fn the_randomness_of_ring_is_harmless_and_of_others_is_not() {
    assert_eq!(
        found_in_build("tallystick-ledger", "0l v1\n1ring v1\n2getrandom v1\n"),
        [""; 0]
    );
    assert_eq!(
        found_in_build("tallystick-base", "0b v1\n1uuid v1\n2getrandom v1\n").len(),
        1
    );
}

#[test]
fn what_another_pure_room_brings_in_is_found_there() {
    let listing = "0tallystick-ledger v1\n1tallystick-base v1\n2uuid v1\n3getrandom v1\n";
    assert_eq!(found_in_build("tallystick-ledger", listing), [""; 0]);
}

#[test]
fn only_the_ledger_spreads_its_work_over_threads() {
    assert_eq!(found_in_build("tallystick-ledger", "0l v1\n1rayon v1\n"), [""; 0]);
    assert_eq!(
        found_in_build("tallystick-documents", "0d v1\n1rayon v1\n").len(),
        1
    );
}

#[test]
fn other_rooms_may_use_a_runtime() {
    assert_eq!(found(&[("tallystick-store", "tokio", Kind::Normal)]), [""; 0]);
}

#[test]
fn api_and_portal_do_not_use_the_database_themselves() {
    let found = found(&[
        ("tallystick-api", "sea-orm", Kind::Test),
        ("tallystick-portal", "tallystick-store", Kind::Normal),
        ("tallystick-store", "sea-orm", Kind::Normal),
    ]);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("`api` must not use `sea-orm`"), "{found:?}");
}

#[test]
fn a_package_from_a_repository_or_another_registry_is_found() {
    let from = |elsewhere: Option<&str>| {
        let mut package = made_up::package("other");
        package.elsewhere = elsewhere.map(str::to_owned);
        printed(&check(&Tree::of_graph(Graph {
            packages: vec![package],
        })))
    };
    assert_eq!(from(None), [""; 0]);
    let found = from(Some("git+https://example.org/other#0123abc"));
    assert_eq!(
        found,
        [
            "Cargo.lock:1: bans: `other` comes from git+https://example.org/other#0123abc; \
          take it from the public registry"
        ]
    );
}
