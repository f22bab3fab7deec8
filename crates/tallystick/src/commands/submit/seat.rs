//! Where to submit, and as whom.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use tallystick_base::Capacity;
use tallystick_client::{Ambient, Client, Member, Signer, Trust};

use crate::{host, key_file, vkeys};

/// The service, and the key of the member who acts.
#[derive(Debug, clap::Args)]
pub(in crate::commands) struct SeatArgs {
    /// The address of the service: https://…, or http://… on this machine.
    #[arg(long, env = "TALLYSTICK_URL")]
    url: String,
    /// The file with your private key, as `tallystick keys new` wrote it.
    #[arg(long, env = "TALLYSTICK_KEY", value_name = "FILE")]
    key: PathBuf,
    /// The log's verifier keys as you know them, one a line; without it, those that the service names are believed.
    #[arg(long, env = "TALLYSTICK_VKEYS", value_name = "FILE")]
    vkeys: Option<PathBuf>,
    /// The capacity in which your party acts, such as supplier [default: the only one it has].
    #[arg(long)]
    capacity: Option<Capacity>,
}

impl SeatArgs {
    /// Finds out whose key it is, and sits down.
    pub(in crate::commands) async fn take(&self) -> anyhow::Result<Member> {
        let key = key_file::read(&self.key)?;
        let trust = match &self.vkeys {
            Some(path) => Trust::Pinned(vkeys::read(path)?),
            None => Trust::FirstUse,
        };
        let client = Client::new(&self.url, trust, Ambient::new(host::clock()?, host::filler()?))?;
        let kid = key.public().thumbprint();
        let party = client
            .party_of(&kid)
            .await?
            .with_context(|| format!("no party of this ledger has the key {kid}; its admins enrol it"))?;
        // Who one is does not depend on the capacity, which stands in statements only.
        let capacity = self.capacity.unwrap_or(Capacity::Supplier);
        let member = client.as_member(Signer { key, party, capacity });
        if self.capacity.is_some() {
            return Ok(member);
        }
        let mut capacities: Vec<Capacity> = member.me().await?.capacities.into_iter().collect();
        // No person signs for the service.
        capacities.retain(|capacity| *capacity != Capacity::Service);
        match capacities.as_slice() {
            [only] => Ok(member.in_capacity(*only)),
            several => {
                let names: Vec<&str> = several.iter().map(|capacity| capacity.as_str()).collect();
                bail!(
                    "say with --capacity how your party acts; it may as {}",
                    names.join(", ")
                )
            }
        }
    }
}
