use serde::{Deserialize, Serialize};
use tallystick_base::{CreditCode, KeyedFamily, KeyedName, Lei, PartyId};

/// The code under which an organisation is registered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(
    tag = "scheme",
    content = "code",
    rename_all = "kebab-case",
    deny_unknown_fields
)]
pub enum IdentityCode {
    /// A Unified Social Credit Code, 统一社会信用代码 (GB 32100-2015).
    Uscc(CreditCode),
    /// A Legal Entity Identifier (ISO 17442).
    Lei(Lei),
}

impl IdentityCode {
    /// The name of the scheme.
    pub const fn scheme(&self) -> &'static str {
        match self {
            Self::Uscc(_) => "uscc",
            Self::Lei(_) => "lei",
        }
    }

    /// The code itself.
    pub fn code(&self) -> &str {
        match self {
            Self::Uscc(code) => code.as_str(),
            Self::Lei(code) => code.as_str(),
        }
    }

    /// What the subject `identity/…` of this code is made from.
    pub fn keyed_name(&self) -> KeyedName {
        KeyedName {
            family: KeyedFamily::Identity,
            parts: vec![self.scheme().to_owned(), self.code().to_owned()],
        }
    }
}

/// A code that is taken, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The party registered under the code.
    pub party: PartyId,
}
