use serde::{Deserialize, Serialize};
use tallystick_base::{RulePack, Salt};
use utoipa::ToSchema;

/// `rules.publish/1`: the whole rules of a jurisdiction, for the first time or anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishRules {
    /// 128 random bits.
    pub salt: Salt,
    /// The rules. What has come into force stands in them as it was published before.
    pub rules: RulePack,
}
