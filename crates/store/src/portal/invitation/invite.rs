//! Inviting.

use std::time::Duration;

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait as _, QueryFilter};
use tallystick_base::{MemberId, Millis, PartyId};
use tallystick_commands::State;
use tallystick_commands::parties::Role;

use super::{InvitationId, InvitationPurpose, Invited, Invitee, NewInvitation, line};
use crate::entity::invitation;
use crate::portal::row::{forget, length};
use crate::portal::{InvitationRefusal, secret};
use crate::read::Viewer;
use crate::{Store, bulk, rows};

/// For how long an invitation can be answered.
pub const LINK_LASTS: Duration = Duration::from_hours(3 * 24);
/// How many invitations of one party can be open at once.
pub const MOST_OPEN_INVITATIONS: u64 = 500;
/// How long an invitation is kept after that. A recovery takes its 72 hours in the meantime.
const KEPT: Duration = Duration::from_hours(30 * 24);

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
