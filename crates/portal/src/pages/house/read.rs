//! The house of the viewer's party, as its pages need it.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{MemberId, PartyId, Thumbprint};
use tallystick_commands::parties::{Party, Profile};
use tallystick_store::{ListedKey, ListedMember, Seen, Viewer};

use crate::Portal;
use crate::failure::Failure;
use crate::people::People;

/// The house of a party.
pub(in crate::pages) struct House {
    pub(in crate::pages) party: Seen<Party>,
    /// Its file; the operator has none.
    pub(in crate::pages) profile: Option<Seen<Profile>>,
    pub(in crate::pages) members: Vec<ListedMember>,
    pub(in crate::pages) keys: Vec<ListedKey>,
    pub(in crate::pages) people: People,
}

/// Reads the house of the viewer's party.
pub(super) async fn house(portal: &Portal, viewer: &Viewer) -> Result<House, Failure> {
    house_of(portal, viewer, viewer.party).await
}

/// Reads the house of a party: the viewer's, or, for the operator and auditors, any.
pub(in crate::pages) async fn house_of(
    portal: &Portal,
    viewer: &Viewer,
    party: PartyId,
) -> Result<House, Failure> {
    let store = portal.store();
    let members = store.members(viewer, party).await?;
    let ids: BTreeSet<MemberId> = members.iter().map(|member| member.id).collect();
    Ok(House {
        party: store.party(viewer, party).await?.ok_or(Failure::NotFound)?,
        profile: store.profile(viewer, party).await?,
        keys: store.party_keys(viewer, party).await?,
        people: People::of(store, viewer, [party].into(), ids).await?,
        members,
    })
}

impl House {
    /// A member who has not left.
    pub(in crate::pages) fn member(&self, id: MemberId) -> Option<&ListedMember> {
        self.members
            .iter()
            .find(|member| member.id == id && member.stage == "active")
    }

    /// The members who have not left.
    pub(in crate::pages) fn active(&self) -> impl Iterator<Item = &ListedMember> {
        self.members.iter().filter(|member| member.stage == "active")
    }

    /// The keys with which a member can still sign.
    pub(super) fn keys_of(&self, id: MemberId) -> impl Iterator<Item = &ListedKey> {
        self.keys
            .iter()
            .filter(move |key| key.member == Some(id) && key.revoked.is_none())
    }

    pub(super) fn key(&self, kid: &Thumbprint) -> Option<&ListedKey> {
        self.keys.iter().find(|key| key.kid == *kid)
    }
}

/// The versions of what a page was made from, for the form on it.
pub(in crate::pages) fn shown(subjects: &[(&str, u64)]) -> String {
    let versions: BTreeMap<_, _> = subjects.iter().copied().collect();
    serde_json::to_string(&versions).unwrap_or_default()
}

/// The tag of a key: whether it may sign, and what is to be known of it.
pub(in crate::pages) fn key_stage(key: &ListedKey) -> &'static str {
    match (key.revoked, key.suspect_from) {
        (Some(_), Some(_)) => "suspect",
        (Some(_), None) => "revoked",
        (None, _) => "active",
    }
}
