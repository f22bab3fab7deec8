//! What falls due among parties.
//!
//! Nothing that falls due here is signed by the service. A veto window ends by itself: `key.restore` is refused before
//! and taken after, by the time of the entry. So there are reminders only, and reminders are messages, not entries.

use tallystick_base::{MemberId, Millis, PartyId, Thumbprint};

use crate::{Case, RecoveryStage, Rejection};

/// A message that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reminder {
    /// To every member of a party: a key is announced for it, and may be vetoed.
    VetoWindow {
        /// The party.
        party: PartyId,
        /// The member who is to hold the key.
        member: MemberId,
        /// The key.
        kid: Thumbprint,
        /// Until when a veto is certain to come in time.
        until: Millis,
    },
    /// To the operator: the window has passed, and nobody objected.
    KeyRestorable {
        /// The party.
        party: PartyId,
        /// The member who is to hold the key.
        member: MemberId,
        /// The key.
        kid: Thumbprint,
        /// Since when.
        since: Millis,
    },
}

/// The reminders that are due at a moment, by party.
pub fn reminders(case: &Case, now: Millis) -> Result<Vec<Reminder>, Rejection> {
    let mut reminders = Vec::new();
    for (&party, recovery) in &case.recoveries {
        let RecoveryStage::Announced(announcement) = &recovery.stage else {
            continue;
        };
        let restorable = announcement.restorable()?;
        let (member, kid) = (announcement.member, announcement.kid.clone());
        reminders.push(if now < restorable {
            Reminder::VetoWindow {
                party,
                member,
                kid,
                until: restorable,
            }
        } else {
            Reminder::KeyRestorable {
                party,
                member,
                kid,
                since: restorable,
            }
        });
    }
    Ok(reminders)
}
