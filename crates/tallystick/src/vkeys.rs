//! The log's verifier keys in a file, one a line.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use tallystick_ledger::VerifierKey;

/// Both verifier keys, in the order of the format whatever their order in the file.
pub(crate) fn read(path: &Path) -> anyhow::Result<[VerifierKey; 2]> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let keys: Vec<VerifierKey> = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .with_context(|| format!("{} does not hold verifier keys", path.display()))?;
    match <[VerifierKey; 2]>::try_from(keys) {
        Ok([first, second]) if first.is_ed25519() && !second.is_ed25519() => Ok([first, second]),
        Ok([first, second]) if second.is_ed25519() && !first.is_ed25519() => Ok([second, first]),
        _ => bail!(
            "{} must hold two verifier keys, one Ed25519 and one P-256, each on its line",
            path.display()
        ),
    }
}
