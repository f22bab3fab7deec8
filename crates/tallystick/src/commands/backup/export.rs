//! The exported log of a store.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, bail};
use tallystick_ledger::{
    Checkpoint, KeyRecord, LogPreamble, LogReader, Status, TILE_WIDTH, VerifierKey, verify_log,
};
use tallystick_store::Store;

/// Writes everything under this checkpoint; entries that follow meanwhile are left out.
pub(super) async fn write(store: &Store, head: &Checkpoint, note: String, path: &Path) -> anyhow::Result<()> {
    let preamble = LogPreamble {
        vkeys: store.vkeys().to_vec(),
        keys: keys_as_of(head, store.keys().await?),
        opening: store.opening().await?,
        checkpoint: note,
        entries: head.size,
    };
    let cannot = || format!("{} cannot be written", path.display());
    let mut file = BufWriter::new(File::create_new(path).with_context(cannot)?);
    file.write_all(&preamble.encode()?).with_context(cannot)?;
    for index in 0..head.size.div_ceil(TILE_WIDTH) {
        let left = head.size.saturating_sub(index.saturating_mul(TILE_WIDTH));
        let width = u16::try_from(left.min(TILE_WIDTH))?;
        let Some(leaves) = store.entry_tile(index, width).await? else {
            bail!("entries under the checkpoint are missing; run an audit");
        };
        file.write_all(&leaves).with_context(cannot)?;
    }
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error);
    file.and_then(|file| file.sync_all()).with_context(cannot)
}

/// The keys as they stood at the checkpoint.
fn keys_as_of(head: &Checkpoint, keys: Vec<KeyRecord>) -> Vec<KeyRecord> {
    keys.into_iter()
        .filter(|key| key.added < head.size)
        .map(|key| KeyRecord {
            revoked: key.revoked.filter(|revoked| *revoked < head.size),
            ..key
        })
        .collect()
}

/// Checks the file that was written.
pub(super) fn verify(path: &Path, vkeys: &[VerifierKey; 2]) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let reader = LogReader::open(BufReader::new(file))?;
    let report = verify_log(reader, Some(vkeys), |_| {})?;
    for verdict in &report.verdicts {
        if let Status::Invalid { reason, .. } = &verdict.status {
            bail!("the exported log is not valid: {reason}; run an audit");
        }
    }
    Ok(())
}
