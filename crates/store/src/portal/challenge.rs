//! Challenges: what a key must sign to show that it is at hand now, and not a recording of an earlier time.

use std::time::Duration;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use tallystick_ledger::Nonce;

use super::row::{forget, length};
use crate::entity::challenge;
use crate::{Store, StoreError, bulk, rows};

/// For how long a challenge can be answered.
pub const CHALLENGE_LASTS: Duration = Duration::from_mins(2);

impl Store {
    /// A new challenge, for one sign-in on any instance.
    pub async fn challenge(&self) -> Result<Nonce, StoreError> {
        let now = rows::moment(self.now());
        // Whoever asks for many leaves no more than those of two minutes behind.
        let over = Condition::all().add(challenge::Column::Expires.lt(now));
        forget::<challenge::Entity>(self.writer(), challenge::Column::Nonce, over).await?;
        let nonce = Nonce::from_bytes(self.ambient().random());
        let row = challenge::Model {
            nonce: nonce.to_string(),
            expires: now.saturating_add(length(CHALLENGE_LASTS)),
        };
        bulk::insert::<challenge::Entity>(self.writer(), &[row]).await?;
        Ok(nonce)
    }
}

/// Takes a challenge away; whether it was there to be answered. Of two that take it at once, one finds it.
pub(super) async fn take(
    connection: &impl ConnectionTrait,
    nonce: Nonce,
    now: i64,
) -> Result<bool, StoreError> {
    let taken = challenge::Entity::delete_many()
        .filter(challenge::Column::Nonce.eq(nonce.to_string()))
        .filter(challenge::Column::Expires.gte(now))
        .exec(connection)
        .await?;
    Ok(taken.rows_affected == 1)
}
