//! Keys that are announced for parties that lost theirs: those that were made by a link of the operator.

use std::collections::BTreeSet;

use tallystick_base::{Millis, PartyId};
use tallystick_commands::State;
use tallystick_commands::parties::{Recovery, RecoveryStage};
use tallystick_store::{InvitationPurpose, InvitationStage, ListedInvitation};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// A key that is announced, and neither vetoed nor added.
pub(in crate::pages) struct Announced {
    /// The party that lost its keys.
    pub(in crate::pages) party: PartyId,
    /// From when on it may be added.
    pub(in crate::pages) until: Millis,
}

impl Announced {
    /// Whether the party has had its time to object.
    pub(in crate::pages) fn is_over(&self, now: Millis) -> bool {
        now >= self.until
    }
}

/// What is announced for the parties of these links.
pub(in crate::pages) async fn announced(
    portal: &Portal,
    seated: &Seated,
    links: &[ListedInvitation],
) -> Result<Vec<Announced>, Failure> {
    let made = links
        .iter()
        .filter(|one| one.purpose == InvitationPurpose::Recovery && one.stage == InvitationStage::Answered);
    let parties: BTreeSet<PartyId> = made.map(|one| one.party).collect();
    let mut found = Vec::new();
    for party in parties {
        let subject = Recovery::subject(party);
        let seen = portal.store().subject(seated.viewer(), &subject).await?;
        if let Some(State::Recovery(Recovery {
            stage: RecoveryStage::Announced(announcement),
        })) = seen.map(|seen| seen.state)
        {
            found.push(Announced {
                party,
                until: announcement.restorable().unwrap_or(Millis::MAX),
            });
        }
    }
    Ok(found)
}
