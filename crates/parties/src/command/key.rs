use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, MemberId, PartyId, Salt, Thumbprint};
use utoipa::ToSchema;

use crate::{Jwk, KeyHolder, ShortText};

/// A key that a body adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKey {
    /// The key's thumbprint (RFC 7638), which names it everywhere.
    pub kid: Thumbprint,
    /// The key.
    pub jwk: Jwk,
    /// A compact JWS by that key, which shows that its private half is in hand; absent only in the opening. The
    /// envelope check verifies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possession: Option<String>,
}

/// `key.add/1`: one further key of the acting party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddKey {
    /// 128 random bits.
    pub salt: Salt,
    /// Who will sign with it.
    pub holder: KeyHolder,
    /// The key: exactly one.
    pub keys: Vec<NewKey>,
}

/// `key.revoke/1`: a key signs nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevokeKey {
    /// 128 random bits.
    pub salt: Salt,
    /// The key.
    pub kid: Thumbprint,
    /// Why.
    pub reason: ShortText,
    /// The number of the entry since which its signatures are doubted; they are flagged, not removed.
    pub suspect_from: Option<u64>,
}

/// `key.recover/1`: the operator announces a key for a party that lost its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecoverKey {
    /// 128 random bits.
    pub salt: Salt,
    /// The party.
    pub party: PartyId,
    /// The member who will hold the key.
    pub member: MemberId,
    /// The key.
    pub kid: Thumbprint,
    /// What happened to the party's keys.
    pub reason: ShortText,
    /// The SHA-256 of the papers by which the operator convinced itself.
    pub evidence: Digest,
}

/// `key.veto/1`: any member of the party objects to the key announced for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VetoKey {
    /// 128 random bits.
    pub salt: Salt,
}

/// `key.restore/1`: the operator adds the announced key, 72 hours after the announcement at the earliest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreKey {
    /// 128 random bits.
    pub salt: Salt,
    /// The party that lost its keys.
    pub party: PartyId,
    /// The announced key: exactly one.
    pub keys: Vec<NewKey>,
}
