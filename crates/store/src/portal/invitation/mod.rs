//! Invitations: links by which people make a key in their browser.
//!
//! An invitation is no act. It tells a browser for which ledger and party a new key is to be proved, and carries the key with
//! that proof to the members who will sign `party.register`, `member.add`, `key.add` or `key.restore` with it. Whether they do
//! is theirs to decide; the link alone enrols nobody.

mod answer;
mod id;
mod invite;
mod invitee;
mod list;
mod purpose;
mod shown;

use tallystick_commands::parties::ShortText;

pub use id::InvitationId;
pub use invite::{LINK_LASTS, MOST_OPEN_INVITATIONS};
pub use invitee::{Invited, Invitee, NewInvitation};
pub use list::{InvitationAnswer, ListedInvitation};
pub use purpose::InvitationPurpose;
pub use shown::{Invitation, InvitationStage};

use super::InvitationRefusal;

/// How many characters a label, or the name of whoever answers, has at most.
const LONGEST: usize = 100;

/// A line that somebody typed.
fn line(field: &'static str, text: &str) -> Result<ShortText, InvitationRefusal> {
    let found = text.chars().count();
    if found > LONGEST {
        return Err(InvitationRefusal::TooLong {
            field,
            limit: LONGEST,
            found,
        });
    }
    text.parse()
        .map_err(|error| InvitationRefusal::Text { field, error })
}
