//! A ledger that a service serves, read over HTTP as the file that it could have been exported to.

use std::io::BufReader;
use std::path::Path;

use anyhow::Context as _;
use tallystick_base::{Capacity, PartyId};
use tallystick_client::{Ambient, Client, Signer, Trust};

use super::judge::{self, Checks, Judged};
use crate::{host, key_file, runtime};

/// Whether what was given is an address and no file.
pub(super) fn is_address(source: &Path) -> bool {
    let text = source.to_str().unwrap_or_default();
    text.starts_with("http://") || text.starts_with("https://")
}

/// Checks the ledger that is served at an address; `key` opens one that is not open to everybody.
pub(super) fn ledger(address: &str, checks: &Checks, key: Option<&Path>) -> anyhow::Result<Judged> {
    let runtime = runtime::start()?;
    let read = || -> anyhow::Result<Judged> {
        let source = runtime.block_on(async {
            let client = client(address, checks, key).await?;
            client.fetch_log().await.map_err(anyhow::Error::new)
        })?;
        // The entries are fetched by the runtime's own threads while this one checks them.
        judge::log(BufReader::new(source), checks)
    };
    read().with_context(|| format!("the ledger at {address} cannot be checked"))
}

async fn client(address: &str, checks: &Checks, key: Option<&Path>) -> anyhow::Result<Client> {
    let trust = match &checks.pinned {
        Some(vkeys) => Trust::Pinned(vkeys.clone()),
        None => Trust::FirstUse,
    };
    let ambient = Ambient::new(host::clock()?, host::filler()?);
    let client = Client::new(address, trust, ambient)?;
    let Some(path) = key else {
        return Ok(client);
    };
    let key = key_file::read(path)?;
    let kid = key.public().thumbprint();
    // Whose key it is, the service tells everybody; that it may be used, only the private half in the file shows.
    let known = client
        .log_keys()
        .await?
        .into_iter()
        .find(|record| record.kid == kid);
    let record = known.with_context(|| {
        format!(
            "{} holds key {kid}, which the ledger does not know",
            path.display()
        )
    })?;
    let signer = Signer {
        key,
        party: PartyId::try_from(&record.party)?,
        // Reading asks for no capacity in particular.
        capacity: Capacity::Auditor,
    };
    Ok(client.as_member(signer).client().clone())
}
