//! Secrets in files: a P-256 key as PKCS#8 in PEM, 32 bytes as hexadecimal digits.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use tallystick_ledger::SigningKey;
use zeroize::Zeroizing;

use crate::private;

/// Far more than a P-256 key in PEM needs.
const LONGEST_FILE: u64 = 16 * 1024;

/// Writes a key to a new file that only its owner can read.
pub(crate) fn write(path: &Path, key: &SigningKey) -> anyhow::Result<()> {
    private::write_new(path, key.to_pem()?.as_bytes())
}

/// Reads a key.
pub(crate) fn read(path: &Path) -> anyhow::Result<SigningKey> {
    let cannot = || format!("{} cannot be read", path.display());
    SigningKey::from_pem(&text(path).with_context(cannot)?).with_context(cannot)
}

/// Writes 32 bytes to a new file that only its owner can read.
pub(crate) fn write_seed(path: &Path, seed: &Zeroizing<[u8; 32]>) -> anyhow::Result<()> {
    let mut text = Zeroizing::new(hex::encode(seed.as_slice()));
    text.push('\n');
    private::write_new(path, text.as_bytes())
}

/// Reads 32 bytes.
pub(crate) fn read_seed(path: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let text = text(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut seed = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_ascii_end(), seed.as_mut_slice())
        .ok()
        .with_context(|| format!("{} does not hold 64 hexadecimal digits", path.display()))?;
    Ok(seed)
}

fn text(path: &Path) -> anyhow::Result<Zeroizing<String>> {
    // As large as a file may be, so that no copy of the secret is left behind where the text had to grow.
    let mut text = Zeroizing::new(String::with_capacity(usize::try_from(LONGEST_FILE)?));
    File::open(path)?.take(LONGEST_FILE).read_to_string(&mut text)?;
    Ok(text)
}
