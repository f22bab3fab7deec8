use serde::{Deserialize, Serialize};
use tallystick_base::{PartyId, Salt, Thumbprint};
use utoipa::ToSchema;

use super::{NewKey, NewMember};
use crate::{IdentityCode, ShortText};

/// `ledger.open/1`: entry 0, signed by exactly the keys that it adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenLedger {
    /// 128 random bits.
    pub salt: Salt,
    /// The two verifier keys of the log, Ed25519 then P-256, as C2SP texts.
    pub log_keys: Vec<String>,
    /// The operator's party, which signs.
    pub party: PartyId,
    /// The operator's name.
    pub name: ShortText,
    /// The code the operator is registered under.
    pub identity: IdentityCode,
    /// The operator's members: two admins at least.
    pub members: Vec<NewMember>,
    /// The key with which the service signs what falls due.
    pub service_key: Thumbprint,
    /// The keys of the members and of the service.
    pub keys: Vec<NewKey>,
}
