//! Signing in: a key answers a challenge with an access token, and the browser gets a secret for what follows.

use std::fmt;

use sea_orm::{ColumnTrait, Condition, EntityTrait};
use tallystick_ledger::AccessToken;

use super::row::{forget, length};
use super::signed_in::{SIGN_IN_IDLE, SIGN_IN_LASTS};
use super::{SignInRefusal, challenge, secret};
use crate::database::begin;
use crate::entity::sign_in;
use crate::read::Viewer;
use crate::{Store, StoreError, bulk, rows};

/// A sign-in that has just begun.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// What the browser shows from now on: 32 random bytes in base64url. It is kept nowhere else.
    pub secret: String,
    /// Who signed in.
    pub viewer: Viewer,
}

/// Without the secret: whoever has it is signed in.
impl fmt::Debug for SignedIn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignedIn")
            .field("viewer", &self.viewer)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Signs a member in, who answers a challenge of [`Store::challenge`] with an access token that has it as its `jti`.
    pub async fn sign_in(&self, token: &str) -> Result<SignedIn, SignInRefusal> {
        let token = AccessToken::parse(token)?;
        let viewer = self.holder_of(&token).await?;
        let now = rows::moment(self.now());
        self.forget_sign_ins(now).await?;
        let secret = secret::draw(self.ambient());
        let row = sign_in::Model {
            id: secret::digest(&secret).to_string(),
            kid: viewer.kid.to_string(),
            party: viewer.party.to_string(),
            member: viewer.member.to_string(),
            begun: now,
            seen: now,
        };
        let transaction = begin(self.writer()).await?;
        if !challenge::take(&transaction, token.nonce(), now).await? {
            transaction.rollback().await?;
            return Err(SignInRefusal::UnknownChallenge);
        }
        bulk::insert::<sign_in::Entity>(&transaction, &[row]).await?;
        transaction.commit().await?;
        Ok(SignedIn { secret, viewer })
    }

    /// Ends the sign-in of this secret, if there is one.
    pub async fn sign_out(&self, secret: &str) -> Result<(), StoreError> {
        sign_in::Entity::delete_by_id(secret::digest(secret).to_string())
            .exec(self.writer())
            .await?;
        Ok(())
    }

    /// The member who signed a token: with a key in force, for this ledger and now, in the name of the key's own party.
    async fn holder_of(&self, token: &AccessToken) -> Result<Viewer, SignInRefusal> {
        let key = self
            .public_key(token.kid())
            .await?
            .ok_or(SignInRefusal::NotEnrolled)?;
        if let Some(revoked) = key.revoked {
            return Err(SignInRefusal::RevokedKey { revoked });
        }
        token.verify(&key.key, self.ledger(), self.now())?;
        if *token.issuer() != key.party.subject() {
            return Err(SignInRefusal::ForeignToken);
        }
        if key.member.is_none() {
            return Err(SignInRefusal::NotAMember);
        }
        // A key in force whose member left stands for nobody any more.
        self.viewer(token.kid()).await?.ok_or(SignInRefusal::NotEnrolled)
    }

    /// Deletes the rows of sign-ins that have ended by themselves.
    async fn forget_sign_ins(&self, now: i64) -> Result<(), StoreError> {
        let over = Condition::any()
            .add(sign_in::Column::Begun.lte(now.saturating_sub(length(SIGN_IN_LASTS))))
            .add(sign_in::Column::Seen.lte(now.saturating_sub(length(SIGN_IN_IDLE))));
        forget::<sign_in::Entity>(self.writer(), sign_in::Column::Id, over).await
    }
}
