//! Keys in doubt, and keys that recoveries added.

use std::collections::BTreeSet;

use tallystick_base::{MemberId, PartyId};

use crate::Portal;
use crate::failure::Failure;
use crate::fingerprint::short;
use crate::people::People;
use crate::seat::Seated;

/// How many entries of one key are listed; the others are counted.
const LISTED: usize = 24;

/// A key whose signatures are doubted, with what it signed since.
pub(super) struct SuspectView {
    pub(super) short: String,
    pub(super) party: String,
    pub(super) party_id: String,
    /// None for the service's own.
    pub(super) holder: Option<String>,
    pub(super) suspect_from: u64,
    pub(super) revoked: u64,
    /// The entries that it signed since, without the one by which its holder revoked it with the key itself.
    pub(super) signed: Vec<u64>,
    /// How many more there are than are listed.
    pub(super) more: usize,
}

/// A key that a recovery added.
pub(super) struct RestoredView {
    pub(super) short: String,
    pub(super) party: String,
    pub(super) party_id: String,
    pub(super) holder: Option<String>,
    pub(super) added: u64,
    pub(super) revoked: Option<u64>,
}

pub(super) async fn suspect(portal: &Portal, seated: &Seated) -> Result<Vec<SuspectView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let keys = store.suspect_keys(viewer).await?;
    let people = people(portal, seated, keys.iter().map(|key| (key.party, key.member))).await?;
    let mut views = Vec::with_capacity(keys.len());
    // The newest doubt is the one that nobody has looked at.
    for key in keys.iter().rev() {
        let mut signed = store.entries_signed_by(viewer, key).await?;
        signed.retain(|seq| *seq != key.revoked);
        let more = signed.len().saturating_sub(LISTED);
        signed.truncate(LISTED);
        views.push(SuspectView {
            short: short(&key.kid),
            party: people.name(key.party.subject()),
            party_id: key.party.subject().id().to_owned(),
            holder: key.member.map(|member| people.name(member.subject())),
            suspect_from: key.suspect_from,
            revoked: key.revoked,
            signed,
            more,
        });
    }
    Ok(views)
}

pub(super) async fn restored(portal: &Portal, seated: &Seated) -> Result<Vec<RestoredView>, Failure> {
    let keys = portal.store().restored_keys(seated.viewer()).await?;
    let people = people(portal, seated, keys.iter().map(|key| (key.party, key.member))).await?;
    let view = |key: &tallystick_store::RestoredKey| RestoredView {
        short: short(&key.kid),
        party: people.name(key.party.subject()),
        party_id: key.party.subject().id().to_owned(),
        holder: key.member.map(|member| people.name(member.subject())),
        added: key.added,
        revoked: key.revoked,
    };
    Ok(keys.iter().map(view).collect())
}

async fn people(
    portal: &Portal,
    seated: &Seated,
    owners: impl Iterator<Item = (PartyId, Option<MemberId>)>,
) -> Result<People, Failure> {
    let (parties, members): (BTreeSet<PartyId>, Vec<Option<MemberId>>) = owners.unzip();
    let members = members.into_iter().flatten().collect();
    Ok(People::of(portal.store(), seated.viewer(), parties, members).await?)
}
