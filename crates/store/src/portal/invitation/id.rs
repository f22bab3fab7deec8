//! The id of an invitation, which opens nothing: the link has a secret of its own.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use tallystick_base::Millis;
use uuid::{Builder, Uuid};

/// A UUID of version 7, in lower case with hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct InvitationId(Uuid);

impl InvitationId {
    pub(super) fn new(now: Millis, random: [u8; 10]) -> Self {
        Self(Builder::from_unix_timestamp_millis(now.as_millis(), &random).into_uuid())
    }
}

impl FromStr for InvitationId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self)
    }
}

impl fmt::Display for InvitationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl From<InvitationId> for String {
    fn from(id: InvitationId) -> Self {
        id.to_string()
    }
}
