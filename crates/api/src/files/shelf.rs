//! Where files are kept: one object for the bytes, under their digest, and a slip beside it that says whose upload it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, PartyId};

use crate::problem::{ApiRefusal, Failure};

/// What is known of a kept file besides its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slip {
    /// The media type under which the uploader sent it.
    pub(crate) media_type: String,
    /// Its length in bytes.
    pub(crate) size: u64,
}

/// A kept file.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) slip: Slip,
    pub(crate) bytes: Bytes,
}

/// The folder or bucket of files. Each party that uploads a file has a slip of its own with it, so that a file sent by two
/// parties is kept once and is still each one's own.
#[derive(Clone)]
pub(crate) struct Shelf {
    objects: Arc<dyn ObjectStore>,
}

impl Shelf {
    pub(crate) fn new(objects: Arc<dyn ObjectStore>) -> Self {
        Self { objects }
    }

    /// Keeps a file for a party. To keep it again changes nothing. The bytes go first: a crash between the two leaves a file
    /// without a slip, which nobody can ask for, and the next upload completes it.
    pub(crate) async fn keep(&self, bytes: &Bytes, party: PartyId, slip: &Slip) -> Result<Digest, Failure> {
        let digest = digest_of(bytes);
        self.put(&bytes_at(&digest), bytes.clone()).await?;
        let text = serde_json::to_vec(slip).map_err(|_| ApiRefusal::Crashed)?;
        self.put(&slip_at(&digest, party), text.into()).await?;
        Ok(digest)
    }

    /// A file that this party uploaded.
    pub(crate) async fn of(&self, digest: &Digest, party: PartyId) -> Result<Option<Kept>, Failure> {
        let Some(slip) = self.slip(digest, party).await? else {
            return Ok(None);
        };
        match self.get(&bytes_at(digest)).await? {
            Some(bytes) if digest_of(&bytes) == *digest => Ok(Some(Kept { slip, bytes })),
            Some(_) | None => Err(damaged(digest)),
        }
    }

    /// What is known of a file that this party uploaded, without its bytes.
    pub(crate) async fn slip(&self, digest: &Digest, party: PartyId) -> Result<Option<Slip>, Failure> {
        let slip = self.get(&slip_at(digest, party)).await?;
        slip.map(|slip| read_slip(digest, &slip)).transpose()
    }

    /// A file that one of these parties uploaded, for whoever may see what cites it.
    pub(crate) async fn of_any(
        &self,
        digest: &Digest,
        parties: &BTreeSet<PartyId>,
    ) -> Result<Option<Kept>, Failure> {
        for party in parties {
            if let Some(kept) = self.of(digest, *party).await? {
                return Ok(Some(kept));
            }
        }
        Ok(None)
    }

    async fn put(&self, at: &Path, bytes: Bytes) -> Result<(), Failure> {
        let options = PutOptions {
            mode: PutMode::Create,
            ..PutOptions::default()
        };
        match self.objects.put_opts(at, PutPayload::from(bytes), options).await {
            Ok(_) | Err(Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(unreachable(&error)),
        }
    }

    async fn get(&self, at: &Path) -> Result<Option<Bytes>, Failure> {
        let found = match self.objects.get(at).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(unreachable(&error)),
        };
        found.bytes().await.map(Some).map_err(|error| unreachable(&error))
    }
}

fn read_slip(digest: &Digest, slip: &[u8]) -> Result<Slip, Failure> {
    serde_json::from_slice(slip).map_err(|_| damaged(digest))
}

fn damaged(digest: &Digest) -> Failure {
    tracing::error!(%digest, "a kept file is damaged");
    ApiRefusal::DamagedFile.into()
}

fn unreachable(error: &Error) -> Failure {
    tracing::error!(%error, "the files cannot be reached");
    ApiRefusal::Files.into()
}

/// SHA-256 of the exact bytes.
pub(crate) fn digest_of(bytes: &[u8]) -> Digest {
    Digest::from_bytes(Sha256::digest(bytes).into())
}

/// Two levels of folders, so that none grows large: `ab/cd/abcd….`
fn folder(digest: &Digest) -> [String; 2] {
    let [first, second, ..] = *digest.as_bytes();
    [format!("{first:02x}"), format!("{second:02x}")]
}

fn bytes_at(digest: &Digest) -> Path {
    let [first, second] = folder(digest);
    Path::from_iter([first, second, digest.to_string()])
}

fn slip_at(digest: &Digest, party: PartyId) -> Path {
    let [first, second] = folder(digest);
    Path::from_iter([first, second, format!("{digest}.{}.json", party.uuid())])
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::*;

    fn party(number: u8) -> PartyId {
        PartyId::from_parts(1_770_000_000_000, [number; 10])
    }

    fn slip() -> Slip {
        Slip {
            media_type: "text/plain".into(),
            size: 5,
        }
    }

    #[tokio::test]
    async fn a_file_is_its_uploaders_and_comes_back_as_it_went() {
        let shelf = Shelf::new(Arc::new(InMemory::new()));
        let bytes = Bytes::from_static(b"paper");
        let digest = shelf.keep(&bytes, party(1), &slip()).await.unwrap();
        assert_eq!(shelf.keep(&bytes, party(1), &slip()).await.unwrap(), digest);
        let kept = shelf.of(&digest, party(1)).await.unwrap().unwrap();
        assert_eq!((kept.bytes, kept.slip), (bytes, slip()));
        assert!(shelf.of(&digest, party(2)).await.unwrap().is_none());
        let either = BTreeSet::from([party(1), party(2)]);
        assert!(shelf.of_any(&digest, &either).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_file_that_no_longer_hashes_to_its_digest_is_not_served() {
        let objects = Arc::new(InMemory::new());
        let shelf = Shelf::new(objects.clone());
        let bytes = Bytes::from_static(b"paper");
        let digest = shelf.keep(&bytes, party(1), &slip()).await.unwrap();
        objects.put(&bytes_at(&digest), "other".into()).await.unwrap();
        let failure = shelf.of(&digest, party(1)).await.unwrap_err();
        assert_eq!(failure.problem().code, "damaged-file");
    }

    #[test]
    fn files_lie_two_folders_deep() {
        let digest = Digest::from_bytes([0xab; 32]);
        assert_eq!(bytes_at(&digest).to_string(), format!("ab/ab/{digest}"));
    }
}
