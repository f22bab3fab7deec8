//! The doors through which foreign bytes come in, for cargo-fuzz.
//!
//! The tables are those that the crates' own tests run over bounded random input.

#[path = "../../crates/documents/tests/it/fuzz_entry.rs"]
mod documents;
#[path = "../../crates/ledger/tests/it/fuzz_entry.rs"]
mod ledger;

/// Runs the door of this name over these bytes.
///
/// # Panics
///
/// When there is no such door, and whenever the door has found a fault.
pub fn run(name: &str, bytes: &[u8]) {
    let mut doors = ledger::DOORS.iter().chain(&documents::DOORS);
    let door = doors.find(|(door, _)| *door == name);
    let (_, door) = door.expect("a fuzz target is named after its door");
    door(bytes);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_door_has_a_target_of_its_name() {
        let targets = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz_targets")).unwrap();
        let targets: BTreeSet<String> = targets
            .map(|file| {
                file.unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        let doors = super::ledger::DOORS
            .iter()
            .chain(&super::documents::DOORS)
            .map(|(name, _)| (*name).to_owned());
        assert_eq!(targets, doors.collect());
        let manifest = include_str!("../Cargo.toml");
        for target in targets {
            let named = format!("path = \"fuzz_targets/{target}.rs\"");
            assert!(manifest.contains(&named), "{target} is in no [[bin]]");
        }
    }
}
