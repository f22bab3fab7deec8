//! Invitations as those who invite see them.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{MemberId, Millis, PartyId, Thumbprint};
use tallystick_commands::parties::Role;
use tallystick_ledger::Jwk;

use super::shown::{row_of, stage};
use super::{InvitationId, InvitationPurpose, InvitationStage};
use crate::entity::{invitation, key};
use crate::portal::InvitationRefusal;
use crate::read::Viewer;
use crate::{Store, StoreError};

/// How many invitations are listed.
const MOST_LISTED: u64 = 1_000;

/// An invitation of the viewer's party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedInvitation {
    /// Its id.
    pub id: InvitationId,
    /// What the key is for.
    pub purpose: InvitationPurpose,
    /// The party that is to own the key.
    pub party: PartyId,
    /// The member who is to hold it.
    pub member: MemberId,
    /// What the inviter calls the invited.
    pub label: String,
    /// The member who made it.
    pub inviter: MemberId,
    /// When it was made.
    pub made: Millis,
    /// Until when it can be answered.
    pub expires: Millis,
    /// The answer, where there is one.
    pub answer: Option<InvitationAnswer>,
    /// How far it is.
    pub stage: InvitationStage,
}

/// A key that was made for an invitation, as the body of a command lists it under `keys`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationAnswer {
    /// When it came.
    pub answered: Millis,
    /// The key's name.
    pub kid: Thumbprint,
    /// The key.
    pub jwk: Jwk,
    /// That whoever answered holds it: a compact JWS by the key for the ledger and party.
    pub possession: String,
    /// The name of whoever answered, as they wrote it.
    pub name: String,
}

impl Store {
    /// The invitations of the viewer's party, the newest first, until a month after they expire.
    pub async fn invitations(&self, viewer: &Viewer) -> Result<Vec<ListedInvitation>, StoreError> {
        let found = invitation::Entity::find()
            .filter(invitation::Column::InviterParty.eq(viewer.party.to_string()))
            .order_by_desc(invitation::Column::Made)
            .order_by_desc(invitation::Column::Id)
            .limit(MOST_LISTED)
            .all(self.reader())
            .await?;
        let kids = found.iter().filter_map(|row| row.kid.clone());
        let added: Vec<(String, i64)> = key::Entity::find()
            .select_only()
            .column(key::Column::Kid)
            .column(key::Column::Added)
            .filter(key::Column::Kid.is_in(kids))
            .into_tuple()
            .all(self.reader())
            .await?;
        let added: BTreeMap<String, i64> = added.into_iter().collect();
        let now = self.now();
        let listed = found.iter().map(|model| {
            let added = model.kid.as_ref().and_then(|kid| added.get(kid)).copied();
            listed(model, stage(model, added, now)?)
        });
        listed.collect()
    }

    /// Withdraws an invitation, answered or not: nothing of it is kept. Whoever made it may, and every admin of the party.
    pub async fn withdraw_invitation(
        &self,
        viewer: &Viewer,
        id: &InvitationId,
    ) -> Result<(), InvitationRefusal> {
        let own = (!viewer.roles.contains(&Role::Admin))
            .then(|| invitation::Column::Inviter.eq(viewer.member.to_string()));
        let reach = Condition::all()
            .add(invitation::Column::Id.eq(id.to_string()))
            .add(invitation::Column::InviterParty.eq(viewer.party.to_string()))
            .add_option(own);
        let withdrawn = invitation::Entity::delete_many()
            .filter(reach)
            .exec(self.writer())
            .await?;
        if withdrawn.rows_affected == 1 {
            Ok(())
        } else {
            Err(InvitationRefusal::NotFound)
        }
    }
}

fn listed(model: &invitation::Model, stage: InvitationStage) -> Result<ListedInvitation, StoreError> {
    let row = row_of(model);
    Ok(ListedInvitation {
        id: row.parse(&model.id)?,
        purpose: row.parse(&model.purpose)?,
        party: row.parse(&model.party)?,
        member: row.parse(&model.member)?,
        label: model.label.clone(),
        inviter: row.parse(&model.inviter)?,
        made: row.moment(model.made)?,
        expires: row.moment(model.expires)?,
        answer: answer(model)?,
        stage,
    })
}

fn answer(model: &invitation::Model) -> Result<Option<InvitationAnswer>, StoreError> {
    let row = row_of(model);
    let (Some(answered), Some(kid), Some(jwk), Some(possession), Some(name)) = (
        model.answered,
        &model.kid,
        &model.jwk,
        &model.possession,
        &model.name,
    ) else {
        return Ok(None);
    };
    Ok(Some(InvitationAnswer {
        answered: row.moment(answered)?,
        kid: row.parse(kid)?,
        jwk: serde_json::from_str(jwk).map_err(|error| row.corrupt(error))?,
        possession: possession.clone(),
        name: name.clone(),
    }))
}
