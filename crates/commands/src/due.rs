//! What falls due, whichever crate says so: the statements that the service's key signs.

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

/// What is to be signed now, as these states stand; `salt` gives a new salt for each body.
pub fn due(case: &Case, now: Millis, salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Due>, Rejection> {
    let commands = tallystick_certificates::due(case, now, salt)?;
    commands
        .into_iter()
        .map(|command| {
            let body = serde_json::to_string(&command).map_err(|error| Rejection::Body {
                kind: command.kind().to_owned(),
                detail: error.to_string(),
            })?;
            Ok(Due {
                command: Command::Certificates(command),
                body,
            })
        })
        .collect()
}
