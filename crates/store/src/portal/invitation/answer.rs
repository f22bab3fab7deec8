//! Answering: the invited browser made a key.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tallystick_base::{Subject, Thumbprint};
use tallystick_ledger::{Jwk, LedgerId, PublicKey, Refusal, verify_possession};

use super::shown::row_of;
use super::{Invitation, InvitationStage, line};
use crate::entity::invitation;
use crate::portal::InvitationRefusal;
use crate::{Store, rows};

/// The longest proof of possession, in bytes; a usual one has about 400.
const LONGEST_PROOF: usize = 2_048;

impl Store {
    /// Answers an invitation with a new key, its proof of possession, and the name of whoever holds it. It is answered once; the
    /// same key again changes nothing and is no fault.
    pub async fn answer_invitation(
        &self,
        secret: &str,
        jwk: &Jwk,
        possession: &str,
        name: &str,
    ) -> Result<Invitation, InvitationRefusal> {
        let found = self
            .invitation_row(secret)
            .await?
            .ok_or(InvitationRefusal::NotFound)?;
        let shown = self.shown(&found).await?;
        let key = PublicKey::from_jwk(jwk)?;
        let kid = key.thumbprint();
        match shown.stage {
            InvitationStage::Answered | InvitationStage::Added { .. } => return same_key(shown, &kid),
            InvitationStage::Expired => {
                return Err(InvitationRefusal::Expired {
                    expired: shown.expires,
                });
            }
            InvitationStage::Open => {}
        }
        let name = line("the name", name)?;
        check_possession(possession, &key, self.ledger(), &shown.party.subject())?;
        if self.public_key(&kid).await?.is_some() {
            return Err(InvitationRefusal::KeyExists(kid));
        }
        let jwk = serde_json::to_string(&key.to_jwk()).map_err(|error| row_of(&found).corrupt(error))?;
        let answered = invitation::Entity::update_many()
            .col_expr(
                invitation::Column::Answered,
                Expr::value(rows::moment(self.now())),
            )
            .col_expr(invitation::Column::Kid, Expr::value(kid.to_string()))
            .col_expr(invitation::Column::Jwk, Expr::value(jwk))
            .col_expr(invitation::Column::Possession, Expr::value(possession))
            .col_expr(invitation::Column::Name, Expr::value(name.to_string()))
            .filter(invitation::Column::Id.eq(&found.id))
            .filter(invitation::Column::Answered.is_null())
            .exec(self.writer())
            .await?;
        let shown = self
            .invitation(secret)
            .await?
            .ok_or(InvitationRefusal::NotFound)?;
        if answered.rows_affected == 1 {
            return Ok(shown);
        }
        // Somebody answered in between, or withdrew it.
        same_key(shown, &kid)
    }
}

fn same_key(shown: Invitation, kid: &Thumbprint) -> Result<Invitation, InvitationRefusal> {
    match &shown.kid {
        Some(other) if other != kid => Err(InvitationRefusal::Answered(other.clone())),
        Some(_) => Ok(shown),
        None => Err(InvitationRefusal::NotFound),
    }
}

fn check_possession(
    proof: &str,
    key: &PublicKey,
    ledger: &LedgerId,
    party: &Subject,
) -> Result<(), InvitationRefusal> {
    if proof.len() > LONGEST_PROOF {
        return Err(InvitationRefusal::TooLong {
            field: "the proof of possession",
            limit: LONGEST_PROOF,
            found: proof.len(),
        });
    }
    verify_possession(proof, key, ledger, party).map_err(|refusal| match refusal {
        Refusal::NoPossession(kid) => InvitationRefusal::NoPossession {
            kid,
            ledger: ledger.clone(),
            party: party.clone(),
        },
        other => InvitationRefusal::Key(other),
    })
}
