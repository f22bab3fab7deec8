//! Inviting.

use std::fmt;
use std::time::Duration;

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait as _, QueryFilter};
use tallystick_base::{MemberId, Millis, PartyId};
use tallystick_commands::State;
use tallystick_commands::parties::{Ledger, Role};

use super::{InvitationId, InvitationPurpose, line};
use crate::entity::invitation;
use crate::portal::row::{forget, length};
use crate::portal::{InvitationRefusal, secret};
use crate::read::Viewer;
use crate::{Store, StoreError, bulk, rows};

/// For how long an invitation can be answered.
pub const LINK_LASTS: Duration = Duration::from_hours(3 * 24);
/// How many invitations of one party can be open at once.
pub const MOST_OPEN_INVITATIONS: u64 = 500;
/// How long an invitation is kept after that. A recovery takes its 72 hours in the meantime.
const KEPT: Duration = Duration::from_hours(30 * 24);

/// An invitation to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// Whom it invites.
    pub invitee: Invitee,
    /// What the inviter calls the invited, in one line of at most 100 characters.
    pub label: String,
}

/// Whom an invitation invites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invitee {
    /// A first member of a party that is not registered yet.
    NewParty {
        /// The party's id, from an earlier invitation of another of its first members; none gives it one.
        party: Option<PartyId>,
    },
    /// A member of the inviter's own party.
    NewMember {
        /// One who is there already and has no key at hand; none for someone new.
        member: Option<MemberId>,
    },
    /// The inviter, on another device.
    OwnDevice,
    /// A member of a party that lost its keys.
    Recovery {
        /// The party.
        party: PartyId,
        /// The member.
        member: MemberId,
    },
}

/// An invitation that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its id, for those who invite.
    pub id: InvitationId,
    /// What the link holds: 32 random bytes in base64url. It is kept nowhere else.
    pub secret: String,
    /// The party that is to own the key.
    pub party: PartyId,
    /// The member who is to hold it.
    pub member: MemberId,
    /// Until when it can be answered.
    pub expires: Millis,
}

/// Without the secret: whoever has it can answer.
impl fmt::Debug for Invited {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Invited")
            .field("id", &self.id)
            .field("party", &self.party)
            .field("member", &self.member)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl Invitee {
    /// What the invitation is for.
    pub const fn purpose(self) -> InvitationPurpose {
        match self {
            Self::NewParty { .. } => InvitationPurpose::NewParty,
            Self::NewMember { .. } => InvitationPurpose::NewMember,
            Self::OwnDevice => InvitationPurpose::OwnDevice,
            Self::Recovery { .. } => InvitationPurpose::Recovery,
        }
    }
}

impl Store {
    /// Makes an invitation. A member invites to another device of their own, an admin to the party, and members of the operator
    /// who may sign invite new parties, and parties that lost their keys.
    pub async fn invite(
        &self,
        viewer: &Viewer,
        invitation: NewInvitation,
    ) -> Result<Invited, InvitationRefusal> {
        may_invite(viewer, invitation.invitee)?;
        let label = line("the label", &invitation.label)?;
        let (party, member) = self.invited(viewer, invitation.invitee).await?;
        let made = self.now();
        let now = rows::moment(made);
        let over = invitation::Column::Expires.lt(now.saturating_sub(length(KEPT)));
        let over = Condition::all().add(over);
        forget::<invitation::Entity>(self.writer(), invitation::Column::Id, over).await?;
        self.check_open(viewer.party, now).await?;
        let expires = made.checked_add(LINK_LASTS).unwrap_or(Millis::MAX);
        let invited = Invited {
            id: InvitationId::new(made, self.ambient().random()),
            secret: secret::draw(self.ambient()),
            party,
            member,
            expires,
        };
        let row = invitation::Model {
            id: invited.id.to_string(),
            secret_hash: secret::digest(&invited.secret).to_string(),
            inviter_party: viewer.party.to_string(),
            inviter: viewer.member.to_string(),
            purpose: invitation.invitee.purpose().as_str().to_owned(),
            party: party.to_string(),
            member: member.to_string(),
            label: label.to_string(),
            made: now,
            expires: rows::moment(expires),
            answered: None,
            kid: None,
            jwk: None,
            possession: None,
            name: None,
        };
        bulk::insert::<invitation::Entity>(self.writer(), &[row]).await?;
        Ok(invited)
    }

    /// The party that is to own the key, and the member who is to hold it.
    async fn invited(
        &self,
        viewer: &Viewer,
        invitee: Invitee,
    ) -> Result<(PartyId, MemberId), InvitationRefusal> {
        match invitee {
            Invitee::NewParty { party: None } => Ok((self.new_party_id(), self.new_member_id())),
            Invitee::NewParty { party: Some(party) } => {
                self.check_unregistered(party).await?;
                Ok((party, self.new_member_id()))
            }
            Invitee::NewMember { member: None } => Ok((viewer.party, self.new_member_id())),
            Invitee::NewMember { member: Some(member) } => {
                self.check_member(viewer.party, member).await?;
                Ok((viewer.party, member))
            }
            Invitee::OwnDevice => Ok((viewer.party, viewer.member)),
            Invitee::Recovery { party, member } => {
                if viewer.operator && viewer.party == party {
                    return Err(InvitationRefusal::OperatorHelpsItself);
                }
                self.check_member(party, member).await?;
                Ok((party, member))
            }
        }
    }

    fn new_party_id(&self) -> PartyId {
        PartyId::from_parts(self.now().as_millis(), self.ambient().random())
    }

    fn new_member_id(&self) -> MemberId {
        MemberId::from_parts(self.now().as_millis(), self.ambient().random())
    }

    /// The party was named by an earlier invitation, and is not registered yet.
    async fn check_unregistered(&self, party: PartyId) -> Result<(), InvitationRefusal> {
        if self.state(&party.subject()).await?.is_some() {
            return Err(InvitationRefusal::PartyExists(party));
        }
        let earlier = invitation::Entity::find()
            .filter(invitation::Column::Party.eq(party.to_string()))
            .filter(invitation::Column::Purpose.eq(InvitationPurpose::NewParty.as_str()))
            .count(self.reader())
            .await?;
        if earlier == 0 {
            return Err(InvitationRefusal::PartyNotFound(party));
        }
        Ok(())
    }

    async fn check_member(&self, party: PartyId, member: MemberId) -> Result<(), InvitationRefusal> {
        match self.state(&member.subject()).await? {
            Some(State::Member(found)) if found.party == party && found.is_active() => Ok(()),
            Some(_) | None => Err(InvitationRefusal::MemberNotFound { member, party }),
        }
    }

    async fn check_open(&self, party: PartyId, now: i64) -> Result<(), InvitationRefusal> {
        let open = invitation::Entity::find()
            .filter(invitation::Column::InviterParty.eq(party.to_string()))
            .filter(invitation::Column::Answered.is_null())
            .filter(invitation::Column::Expires.gte(now))
            .count(self.reader())
            .await?;
        if open < MOST_OPEN_INVITATIONS {
            return Ok(());
        }
        Err(InvitationRefusal::TooManyOpen {
            limit: MOST_OPEN_INVITATIONS,
        })
    }

    /// What a party is called: by its register, and the operator by the opening. None before it is registered.
    pub(super) async fn name_of(&self, party: PartyId) -> Result<Option<String>, StoreError> {
        let profile = crate::entity::profile::Entity::find()
            .filter(crate::entity::profile::Column::Party.eq(party.to_string()))
            .one(self.reader())
            .await?;
        if let Some(profile) = profile {
            return Ok(Some(profile.legal_name));
        }
        Ok(match self.state(&Ledger::subject()).await? {
            Some(State::Ledger(ledger)) if ledger.operator == party => Some(ledger.name.to_string()),
            Some(_) | None => None,
        })
    }
}

fn may_invite(viewer: &Viewer, invitee: Invitee) -> Result<(), InvitationRefusal> {
    match invitee {
        Invitee::OwnDevice => Ok(()),
        Invitee::NewMember { .. } if viewer.roles.contains(&Role::Admin) => Ok(()),
        Invitee::NewMember { .. } => Err(InvitationRefusal::NotAnAdmin),
        Invitee::NewParty { .. } | Invitee::Recovery { .. } if viewer.operator && signs(viewer) => Ok(()),
        Invitee::NewParty { .. } | Invitee::Recovery { .. } => Err(InvitationRefusal::NotTheOperator),
    }
}

/// Whether the viewer may do more than read.
fn signs(viewer: &Viewer) -> bool {
    viewer.roles.iter().any(|role| match role {
        Role::Maker | Role::Checker | Role::Admin => true,
        Role::Viewer => false,
    })
}
