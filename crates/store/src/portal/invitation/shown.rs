//! An invitation as the invited sees it, who has nothing but the link.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use tallystick_base::{MemberId, Millis, PartyId, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::parties::Ledger;
use tallystick_ledger::LedgerId;

use super::InvitationPurpose;
use crate::entity::{invitation, key, profile};
use crate::portal::row::Row;
use crate::portal::secret;
use crate::{Store, StoreError};

/// How far an invitation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum InvitationStage {
    /// It can be answered.
    Open,
    /// Nobody answered in time.
    Expired,
    /// A key was made for it, which no entry has added yet.
    Answered,
    /// The key is in the ledger.
    Added {
        /// The entry that added it.
        seq: u64,
    },
}

/// An invitation, with everything that the new key must prove.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invitation {
    /// The ledger, `lid` of the proof.
    pub ledger: LedgerId,
    /// What the key is for.
    pub purpose: InvitationPurpose,
    /// The party that is to own the key, `party` of the proof.
    pub party: PartyId,
    /// Its name; none where it is not registered yet.
    pub party_name: Option<String>,
    /// The member who is to hold the key.
    pub member: MemberId,
    /// What the inviter calls the invited.
    pub label: String,
    /// The name of the inviter's party.
    pub inviter_name: Option<String>,
    /// When it was made.
    pub made: Millis,
    /// Until when it can be answered.
    pub expires: Millis,
    /// The key that answered it.
    pub kid: Option<Thumbprint>,
    /// How far it is.
    pub stage: InvitationStage,
}

impl Store {
    /// The invitation of a link.
    pub async fn invitation(&self, secret: &str) -> Result<Option<Invitation>, StoreError> {
        match self.invitation_row(secret).await? {
            Some(found) => Ok(Some(self.shown(&found).await?)),
            None => Ok(None),
        }
    }

    pub(super) async fn invitation_row(&self, secret: &str) -> Result<Option<invitation::Model>, StoreError> {
        let found = invitation::Entity::find()
            .filter(invitation::Column::SecretHash.eq(secret::digest(secret).to_string()))
            .one(self.reader())
            .await?;
        Ok(found)
    }

    pub(super) async fn shown(&self, model: &invitation::Model) -> Result<Invitation, StoreError> {
        let row = row_of(model);
        let party = row.parse(&model.party)?;
        let inviter: PartyId = row.parse(&model.inviter_party)?;
        let key = match &model.kid {
            Some(kid) => key::Entity::find_by_id(kid).one(self.reader()).await?,
            None => None,
        };
        let party_name = self.name_of(party).await?;
        let inviter_name = if inviter == party {
            party_name.clone()
        } else {
            self.name_of(inviter).await?
        };
        Ok(Invitation {
            ledger: self.ledger().clone(),
            purpose: row.parse(&model.purpose)?,
            party,
            party_name,
            member: row.parse(&model.member)?,
            label: model.label.clone(),
            inviter_name,
            made: row.moment(model.made)?,
            expires: row.moment(model.expires)?,
            kid: model.kid.as_deref().map(|kid| row.parse(kid)).transpose()?,
            stage: stage(model, key.map(|key| key.added), self.now())?,
        })
    }

    /// What a party is called: by its register, and the operator by the opening. None before it is registered.
    async fn name_of(&self, party: PartyId) -> Result<Option<String>, StoreError> {
        let profile = profile::Entity::find()
            .filter(profile::Column::Party.eq(party.to_string()))
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

/// How far an invitation is, where `added` is the entry that added its key.
pub(super) fn stage(
    model: &invitation::Model,
    added: Option<i64>,
    now: Millis,
) -> Result<InvitationStage, StoreError> {
    let row = row_of(model);
    Ok(match (model.answered, added) {
        (Some(_), Some(seq)) => InvitationStage::Added {
            seq: u64::try_from(seq).map_err(|_| row.corrupt("the number of an entry is negative"))?,
        },
        (Some(_), None) => InvitationStage::Answered,
        (None, _) if row.moment(model.expires)? < now => InvitationStage::Expired,
        (None, _) => InvitationStage::Open,
    })
}

pub(super) fn row_of(model: &invitation::Model) -> Row<'_> {
    Row {
        table: "invitations",
        id: &model.id,
    }
}
