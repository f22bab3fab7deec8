//! Secrets that open a door: drawn here, handed out once, and known by their digest from then on.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use tallystick_base::Digest;

use crate::Ambient;

/// 32 random bytes in base64url.
pub(super) fn draw(ambient: &Ambient) -> String {
    URL_SAFE_NO_PAD.encode(ambient.random::<32>())
}

/// The SHA-256 of a secret's text. A secret of 256 random bits is not found by trying, so no slower hash is needed.
pub(super) fn digest(secret: &str) -> Digest {
    Digest::from_bytes(Sha256::digest(secret).into())
}

/// The id of the sign-in that this secret belongs to, by which [`Store::sign_ins_of`](crate::Store::sign_ins_of) lists it.
pub fn sign_in_id(secret: &str) -> Digest {
    digest(secret)
}
