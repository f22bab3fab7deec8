//! What falls due, whichever crate says so: the statements that the service's key signs.

use serde::Serialize;
use tallystick_base::{Millis, Salt};

use crate::{Case, Command, Rejection};

/// A command that is due, with the body that is signed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The command.
    pub command: Command,
    /// Its body, as JSON on one line.
    pub body: String,
}

/// What is to be signed now, as these states stand; `salt` gives a new salt for each body. In the order of the crates.
pub fn due(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Due>, Rejection> {
    let mut all = Vec::new();
    for command in tallystick_certificates::due(case.certificates(), now, salt)? {
        all.push(signed(
            &command,
            command.kind(),
            Command::Certificates(command.clone()),
        )?);
    }
    for command in tallystick_financing::due(&case.financing, now, salt)? {
        all.push(signed(
            &command,
            command.kind(),
            Command::Financing(command.clone()),
        )?);
    }
    for command in tallystick_banking::due(case, now, salt)? {
        all.push(signed(
            &command,
            command.kind(),
            Command::Banking(command.clone()),
        )?);
    }
    Ok(all)
}

fn signed(body: &impl Serialize, kind: &str, command: Command) -> Result<Due, Rejection> {
    let body = serde_json::to_string(body).map_err(|error| Rejection::Body {
        kind: kind.to_owned(),
        detail: error.to_string(),
    })?;
    Ok(Due { command, body })
}
