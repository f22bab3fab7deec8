//! A whole served ledger as the bytes of an exported log.

use std::fmt;
use std::io::{self, Read};

use bytes::{Buf as _, Bytes};
use futures::{StreamExt as _, stream};
use tallystick_ledger::{Checkpoint, KeyRecord, LogPreamble, TILE_WIDTH, verify_checkpoint};
use tokio::sync::mpsc;

use crate::{Client, ClientError};

/// Tiles of entries on their way at once.
const ABREAST: usize = 4;
/// Tiles that wait for the reader.
const AHEAD: usize = 16;

/// A served ledger, as the bytes of an exported log: good for
/// [`LogReader`](tallystick_ledger::LogReader) within a [`BufReader`](io::BufReader).
///
/// Entries are fetched while they are read, so memory stays flat. Reading waits for the network and must happen on a thread of
/// its own ([`tokio::task::spawn_blocking`]): within an asynchronous task it would panic, as everything does that blocks there.
pub struct LogSource {
    chunks: mpsc::Receiver<Result<Bytes, ClientError>>,
    current: Bytes,
    entries: u64,
}

impl LogSource {
    /// The number of entries that follow what stands before them.
    pub fn entries(&self) -> u64 {
        self.entries
    }
}

impl Read for LogSource {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.current.has_remaining() {
            match self.chunks.blocking_recv() {
                Some(chunk) => self.current = chunk.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.current.remaining());
        let (head, _) = buffer.split_at_mut(length);
        self.current.copy_to_slice(head);
        Ok(length)
    }
}

impl fmt::Debug for LogSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LogSource")
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// The served ledger up to its newest checkpoint, for a verifier. Nothing in it is checked here. On a ledger that is not open, a
    /// member must ask.
    pub async fn fetch_log(&self) -> Result<LogSource, ClientError> {
        let note = self.checkpoint_note().await?;
        // What the service itself names: whether these are the right keys is for the verifier to say.
        let vkeys = self.fetch_vkeys().await?;
        let checkpoint = verify_checkpoint(&note, &vkeys).map_err(ClientError::refused("the checkpoint"))?;
        let preamble = LogPreamble {
            vkeys: vkeys.to_vec(),
            keys: keys_as_of(&checkpoint, self.log_keys().await?),
            opening: self.opening().await?.into(),
            checkpoint: note,
            entries: checkpoint.size,
        };
        let preamble = preamble
            .encode()
            .map_err(ClientError::refused("what stands before the entries"))?;
        let (sender, chunks) = mpsc::channel(AHEAD);
        tokio::spawn(fetch_entries(self.clone(), checkpoint.size, sender));
        Ok(LogSource {
            chunks,
            current: preamble.into(),
            entries: checkpoint.size,
        })
    }
}

/// The keys as they stood at the checkpoint; entries may have followed it by the time they were asked for.
fn keys_as_of(checkpoint: &Checkpoint, keys: Vec<KeyRecord>) -> Vec<KeyRecord> {
    keys.into_iter()
        .filter(|key| key.added < checkpoint.size)
        .map(|key| KeyRecord {
            revoked: key.revoked.filter(|revoked| *revoked < checkpoint.size),
            ..key
        })
        .collect()
}

/// Sends tile after tile, until all are sent, one fails, or nobody reads any more.
async fn fetch_entries(client: Client, size: u64, sender: mpsc::Sender<Result<Bytes, ClientError>>) {
    let client = &client;
    let mut tiles = stream::iter(tiles(size))
        .map(|(index, width)| async move { client.entry_tile(index, width).await })
        .buffered(ABREAST);
    while let Some(tile) = tiles.next().await {
        let failed = tile.is_err();
        if sender.send(tile).await.is_err() || failed {
            return;
        }
    }
}

/// The tiles of entries of a ledger of this size: index and width.
fn tiles(size: u64) -> impl Iterator<Item = (u64, u16)> {
    (0..size.div_ceil(TILE_WIDTH)).map(move |index| {
        let width = size.saturating_sub(index * TILE_WIDTH).min(TILE_WIDTH);
        (index, u16::try_from(width).unwrap_or(u16::MAX))
    })
}

#[cfg(test)]
mod tests {
    use tallystick_ledger::{LogReader, encode_leaf, verify_log};

    use super::*;

    #[test]
    fn the_last_tile_is_as_wide_as_what_is_left() {
        assert_eq!(tiles(0).count(), 0);
        assert_eq!(tiles(255).collect::<Vec<_>>(), [(0, 255)]);
        assert_eq!(tiles(256).collect::<Vec<_>>(), [(0, 256)]);
        assert_eq!(tiles(513).collect::<Vec<_>>(), [(0, 256), (1, 256), (2, 1)]);
    }

    #[test]
    fn keys_stand_as_they_did_at_the_checkpoint() {
        let log = include_bytes!("../../../../fixtures/ledger/log-20.tlog");
        let reader = LogReader::open(log.as_slice()).unwrap();
        let preamble = reader.preamble();
        let at = |size| {
            let root = tallystick_ledger::Hash::empty();
            let origin = preamble.vkeys[0].name().clone();
            keys_as_of(&Checkpoint { origin, size, root }, preamble.keys.clone())
        };
        assert_eq!(at(u64::MAX), preamble.keys);
        assert!(at(0).is_empty());
        for size in 0..20 {
            for key in at(size) {
                assert!(
                    key.added < size && key.revoked.is_none_or(|revoked| revoked < size),
                    "{size}"
                );
            }
        }
    }

    #[test]
    fn what_is_put_together_is_an_exported_log() {
        let log = include_bytes!("../../../../fixtures/ledger/log-20.tlog");
        let mut reader = LogReader::open(log.as_slice()).unwrap();
        let preamble = reader.preamble().clone();
        let mut tile = Vec::new();
        while let Some(leaf) = reader.next_leaf().unwrap() {
            tile.extend(encode_leaf(&leaf).unwrap());
        }
        let (sender, chunks) = mpsc::channel(1);
        sender.try_send(Ok(Bytes::from(tile))).unwrap();
        drop(sender);
        let source = LogSource {
            entries: preamble.entries,
            chunks,
            current: preamble.encode().unwrap().into(),
        };
        let reader = LogReader::open(io::BufReader::new(source)).unwrap();
        let report = verify_log(reader, Some(&preamble.vkeys), |_| ()).unwrap();
        assert!(report.is_valid());
    }

    #[test]
    fn a_fault_on_the_way_is_told_and_not_taken_for_the_end() {
        let (sender, chunks) = mpsc::channel(2);
        sender.try_send(Ok(Bytes::from("head"))).unwrap();
        let fault = ClientError::Connection("gone".to_owned());
        sender.try_send(Err(fault)).unwrap();
        drop(sender);
        let mut source = LogSource {
            chunks,
            current: Bytes::new(),
            entries: 2,
        };
        let mut text = String::new();
        let error = source.read_to_string(&mut text).unwrap_err();
        assert!(error.to_string().contains("gone"), "{error}");
    }

    #[test]
    fn a_source_gives_chunks_one_after_the_other_and_then_ends() {
        let (sender, chunks) = mpsc::channel(3);
        for chunk in ["first ", "", "second"] {
            sender.try_send(Ok(Bytes::from(chunk))).unwrap();
        }
        drop(sender);
        let mut source = LogSource {
            chunks,
            current: Bytes::from_static(b"head "),
            entries: 2,
        };
        let mut text = String::new();
        source.read_to_string(&mut text).unwrap();
        assert_eq!(text, "head first second");
    }
}
