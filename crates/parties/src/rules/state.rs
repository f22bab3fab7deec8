use serde::{Deserialize, Serialize};
use tallystick_base::{RulePack, Subject, SubjectError};

/// The rules of one jurisdiction, as last published.
///
/// What has come into force is never altered, so the present version answers for every date in the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The version, from 1: that of the subject `rules/<pack>`, which other acts name.
    pub version: u64,
    /// The rules.
    pub pack: RulePack,
}

impl Rules {
    /// The pack under which parties are registered: mainland China.
    pub const DEFAULT: &'static str = "cn";

    /// The subject of a pack, `rules/<pack>`.
    pub fn subject(pack: &str) -> Result<Subject, SubjectError> {
        Subject::new("rules", pack)
    }
}
