use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tallystick_base::{MemberId, PartyId, Thumbprint};

/// A P-256 public key as JSON (RFC 7517; RFC 7518 section 6.2.1), with exactly these members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Jwk {
    /// Always `P-256`.
    pub crv: String,
    /// Always `EC`.
    pub kty: String,
    /// The point's x coordinate, base64url of 32 bytes.
    pub x: String,
    /// The point's y coordinate, base64url of 32 bytes.
    pub y: String,
}

impl Jwk {
    /// The thumbprint of the key (RFC 7638); `None` where its members are not those of a P-256 key. That the
    /// point lies on the curve is a matter of the envelope check.
    pub fn thumbprint(&self) -> Option<Thumbprint> {
        let Self { crv, kty, x, y } = self;
        // A coordinate has the text form of a thumbprint: 32 bytes of base64url.
        let is_coordinate = |text: &str| Thumbprint::parse(text).is_ok();
        if crv != "P-256" || kty != "EC" || !is_coordinate(x) || !is_coordinate(y) {
            return None;
        }
        let canonical = format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}","y":"{y}"}}"#);
        Some(Thumbprint::from_digest(Sha256::digest(canonical).into()))
    }
}

/// A signing key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// The party that owns it.
    pub party: PartyId,
    /// Who signs with it.
    pub holder: KeyHolder,
    /// The key.
    pub jwk: Jwk,
    /// Whether it was added by a recovery: flagged for good.
    pub restored: bool,
    /// Whether it may sign.
    pub stage: KeyStage,
}

/// Who signs with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KeyHolder {
    /// A member of the owner.
    Member(MemberId),
    /// The service itself, for what falls due. Only the operator owns such a key.
    Service {},
}

/// Whether a key may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KeyStage {
    /// It may sign.
    Active {},
    /// It may not sign any more, for good.
    Revoked {
        /// The entry since which its signatures are doubted; they are flagged, not removed.
        suspect_from: Option<u64>,
    },
}

impl Key {
    /// Whether it may sign.
    pub const fn is_active(&self) -> bool {
        match self.stage {
            KeyStage::Active {} => true,
            KeyStage::Revoked { .. } => false,
        }
    }

    /// The member who holds it; none where it is the service's.
    pub const fn member(&self) -> Option<MemberId> {
        match self.holder {
            KeyHolder::Member(member) => Some(member),
            KeyHolder::Service {} => None,
        }
    }
}

impl KeyStage {
    /// The name of the stage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active {} => "Active",
            Self::Revoked { .. } => "Revoked",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwk(x: &str) -> Jwk {
        Jwk {
            crv: "P-256".into(),
            kty: "EC".into(),
            x: x.into(),
            y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM".into(),
        }
    }

    #[test]
    fn rfc_7638_the_thumbprint_is_the_digest_of_the_canonical_members() {
        let key = jwk("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4");
        let thumbprint = key.thumbprint().unwrap();
        assert_eq!(thumbprint.as_str(), "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
    }

    #[test]
    fn what_is_no_coordinate_has_no_thumbprint() {
        let quoted = r#"","y":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6"#;
        for x in ["", "MKBC", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D5", quoted] {
            assert_eq!(jwk(x).thumbprint(), None, "{x}");
        }
    }
}
