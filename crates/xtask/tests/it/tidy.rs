use std::path::Path;

use tallystick_xtask::tidy;

#[test]
fn the_house_rules_are_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let findings = tidy::check(root).unwrap();
    assert!(findings.is_empty(), "\n{}\n", tidy::report(&findings));
}
