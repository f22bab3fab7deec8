//! The form of a body; its content is the business of the command.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, Salt};

use crate::{Refusal, json};

/// The longest body, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

#[derive(Deserialize)]
struct Salted {
    #[serde(rename = "salt")]
    _salt: Salt,
}

/// Checks the form of a body: at most 64 KiB of JSON, an object with a salt, no member twice at any depth. Returns its digest.
pub fn check_body(body: &[u8]) -> Result<Digest, Refusal> {
    if body.len() > MAX_BODY {
        return Err(Refusal::TooLarge {
            field: "body",
            limit: MAX_BODY,
            found: body.len(),
        });
    }
    let Salted { .. } = json::read("body", body)?;
    Ok(Digest::from_bytes(Sha256::digest(body).into()))
}
