//! The ledger itself, as anyone may read it: checkpoints, keys, tiles and entries.

mod heads;
mod source;
mod tiles;

use bytes::Bytes;
use tallystick_base::{PartyId, Thumbprint};
use tallystick_ledger::{
    Checkpoint, InclusionProof, KeyRecord, Refusal, Tile, VerifierKey, verify_checkpoint,
};

pub(crate) use self::heads::Heads;
pub use self::source::LogSource;
use crate::http::{self, Call, malformed};
use crate::{Client, ClientError};

const TEXT: &str = "text/plain";
const BYTES: &str = "application/octet-stream";

impl Client {
    /// The newest signed checkpoint, as it is published.
    pub async fn checkpoint_note(&self) -> Result<String, ClientError> {
        self.log_text("log/checkpoint").await
    }

    /// The newest checkpoint, signed by both believed keys. That it continues what was seen before is what [`Client::observe`] checks.
    pub async fn checkpoint(&self) -> Result<Checkpoint, ClientError> {
        let note = self.checkpoint_note().await?;
        let checkpoint =
            verify_checkpoint(&note, self.vkeys().await?).map_err(ClientError::refused("the checkpoint"))?;
        self.note(&checkpoint)?;
        Ok(checkpoint)
    }

    /// The verifier keys that the service names now, whatever is believed.
    pub(crate) async fn fetch_vkeys(&self) -> Result<[VerifierKey; 2], ClientError> {
        let call = Call::get("log/vkeys").accept(TEXT);
        let text = http::read_text(&call, self.call_openly(&call).await?).await?;
        let keys: Vec<VerifierKey> = text
            .lines()
            .map(str::parse)
            .collect::<Result<_, _>>()
            .map_err(|refusal: Refusal| malformed(&call, refusal.to_string()))?;
        match <[VerifierKey; 2]>::try_from(keys) {
            Ok([first, second])
                if first.is_ed25519() && !second.is_ed25519() && first.name() == second.name() =>
            {
                Ok([first, second])
            }
            _ => Err(malformed(
                &call,
                "it is not an Ed25519 key and a P-256 key of one ledger, each on its line",
            )),
        }
    }

    /// Every key that an entry has added, in that order.
    pub async fn log_keys(&self) -> Result<Vec<KeyRecord>, ClientError> {
        let call = Call::get("log/keys");
        http::read_json(&call, self.call_openly(&call).await?).await
    }

    /// The party that a key signs for; none where no entry has added it, or a later one revoked it. A wrong answer does no harm: the
    /// key's signature counts for its owner only.
    pub async fn party_of(&self, kid: &Thumbprint) -> Result<Option<PartyId>, ClientError> {
        let record = self.log_keys().await?.into_iter().find(|key| key.kid == *kid);
        Ok(record
            .filter(|key| key.revoked.is_none())
            .and_then(|key| PartyId::try_from(&key.party).ok()))
    }

    /// The body of entry 0. For enrolled parties, unless the ledger is open.
    pub async fn opening(&self) -> Result<Bytes, ClientError> {
        self.log_bytes("log/opening".to_owned()).await
    }

    /// The proof that an entry stands in the ledger, verified by whoever has its leaf.
    pub async fn proof(&self, seq: u64) -> Result<InclusionProof, ClientError> {
        let call = Call::get(format!("log/proof/{seq}")).accept(TEXT);
        let text = http::read_text(&call, self.call_openly(&call).await?).await?;
        text.parse()
            .map_err(|refusal: Refusal| malformed(&call, refusal.to_string()))
    }

    /// A tile of the tree: 32 bytes for each of its hashes.
    pub async fn tile(&self, tile: Tile) -> Result<Bytes, ClientError> {
        self.log_bytes(format!("log/tile/{tile}")).await
    }

    /// The leaves under a tile of level 0, each behind its length in two bytes. For enrolled parties, unless the ledger is open.
    pub async fn entry_tile(&self, index: u64, width: u16) -> Result<Bytes, ClientError> {
        let tile = Tile {
            level: 0,
            index,
            width,
        }
        .to_string();
        let place = tile.strip_prefix("0/").unwrap_or(&tile);
        self.log_bytes(format!("log/tile/entries/{place}")).await
    }

    async fn log_text(&self, path: &str) -> Result<String, ClientError> {
        let call = Call::get(path).accept(TEXT);
        http::read_text(&call, self.call_openly(&call).await?).await
    }

    async fn log_bytes(&self, path: String) -> Result<Bytes, ClientError> {
        let call = Call::get(path).accept(BYTES);
        http::read_bytes(&call, self.call(&call).await?).await
    }
}
