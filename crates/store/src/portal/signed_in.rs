//! Being signed in: until it is idle or old, the key is revoked, or someone ends it.

use std::time::Duration;

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{Digest, MemberId, Millis, Thumbprint};
use tallystick_commands::parties::Role;

use super::row::{Row, length};
use super::{SignInRefusal, secret};
use crate::entity::{key, sign_in};
use crate::read::Viewer;
use crate::{Store, StoreError, rows};

/// After how long without any request a sign-in ends. Use is noted to the minute, so it may end up to a minute earlier.
pub const SIGN_IN_IDLE: Duration = Duration::from_mins(30);
/// After how long a sign-in ends, however much it is used.
pub const SIGN_IN_LASTS: Duration = Duration::from_hours(12);
/// How often at most it is written down that a sign-in is in use, so that reading a page seldom writes.
const NOTED_EVERY: Duration = Duration::from_mins(1);
/// How many sign-ins are listed.
const MOST_LISTED: u64 = 200;

/// A sign-in that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedSignIn {
    /// Its id, which opens nothing: the digest of its secret.
    pub id: Digest,
    /// The member.
    pub member: MemberId,
    /// The key.
    pub kid: Thumbprint,
    /// When it began.
    pub begun: Millis,
    /// When it was last used, to the minute.
    pub seen: Millis,
}

/// A sign-in as the browser that has it may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSignIn {
    /// The key that signed in.
    pub kid: Thumbprint,
    /// For how long it goes on if it is not used again.
    pub left: Duration,
}

impl Store {
    /// The sign-in of this secret, and for how long it goes on; `None` where it has ended. To ask this is no use of it.
    pub async fn own_sign_in(&self, secret: &str) -> Result<Option<OwnSignIn>, StoreError> {
        let now = rows::moment(self.now());
        let found = sign_in::Entity::find_by_id(secret::digest(secret).to_string())
            .filter(goes_on(now))
            .one(self.reader())
            .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let kid = row_of(&found).parse(&found.kid)?;
        let in_force = self.viewer(&kid).await?.is_some();
        Ok(in_force.then(|| OwnSignIn {
            kid,
            left: left_of(&found, now),
        }))
    }

    /// Who is signed in with this secret, as things are now; `None` where the sign-in has ended.
    pub async fn signed_in(&self, secret: &str) -> Result<Option<Viewer>, StoreError> {
        let id = secret::digest(secret).to_string();
        let now = rows::moment(self.now());
        let found = sign_in::Entity::find_by_id(&id)
            .filter(goes_on(now))
            .one(self.reader())
            .await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let kid = row_of(&found).parse(&found.kid)?;
        let viewer = self.viewer(&kid).await?;
        if viewer.is_some() && found.seen < noted_before(now) {
            sign_in::Entity::update_many()
                .col_expr(sign_in::Column::Seen, Expr::value(now))
                .filter(sign_in::Column::Id.eq(id))
                .filter(sign_in::Column::Seen.lt(now))
                .exec(self.writer())
                .await?;
        }
        Ok(viewer)
    }

    /// The sign-ins that go on, the last used first: for an admin those of the party, for anyone else one's own.
    pub async fn sign_ins_of(&self, viewer: &Viewer) -> Result<Vec<ListedSignIn>, StoreError> {
        let revoked = Query::select()
            .column(key::Column::Kid)
            .from(key::Entity)
            .and_where(key::Column::Revoked.is_not_null())
            .to_owned();
        let found = sign_in::Entity::find()
            .filter(within_reach(viewer))
            .filter(goes_on(rows::moment(self.now())))
            .filter(sign_in::Column::Kid.not_in_subquery(revoked))
            .order_by_desc(sign_in::Column::Seen)
            .order_by_asc(sign_in::Column::Id)
            .limit(MOST_LISTED)
            .all(self.reader())
            .await?;
        found.iter().map(listed).collect()
    }

    /// Ends a sign-in that [`Store::sign_ins_of`] lists for the viewer.
    pub async fn end_sign_in(&self, viewer: &Viewer, id: &Digest) -> Result<(), SignInRefusal> {
        let ended = sign_in::Entity::delete_many()
            .filter(sign_in::Column::Id.eq(id.to_string()))
            .filter(within_reach(viewer))
            .exec(self.writer())
            .await?;
        if ended.rows_affected == 1 {
            Ok(())
        } else {
            Err(SignInRefusal::NotFound)
        }
    }
}

/// Neither idle nor old.
fn goes_on(now: i64) -> Condition {
    Condition::all()
        .add(sign_in::Column::Begun.gt(now.saturating_sub(length(SIGN_IN_LASTS))))
        .add(sign_in::Column::Seen.gt(now.saturating_sub(length(SIGN_IN_IDLE))))
}

/// Until a sign-in is idle or old, whichever comes first.
fn left_of(found: &sign_in::Model, now: i64) -> Duration {
    let idle = found.seen.saturating_add(length(SIGN_IN_IDLE));
    let old = found.begun.saturating_add(length(SIGN_IN_LASTS));
    let left = Ord::min(idle, old).saturating_sub(now);
    Duration::from_millis(u64::try_from(left).unwrap_or_default())
}

/// Those that the viewer sees, and may end.
fn within_reach(viewer: &Viewer) -> Condition {
    let own =
        (!viewer.roles.contains(&Role::Admin)).then(|| sign_in::Column::Member.eq(viewer.member.to_string()));
    Condition::all()
        .add(sign_in::Column::Party.eq(viewer.party.to_string()))
        .add_option(own)
}

fn noted_before(now: i64) -> i64 {
    now.saturating_sub(length(NOTED_EVERY))
}

fn row_of(row: &sign_in::Model) -> Row<'_> {
    Row {
        table: "sign_ins",
        id: &row.id,
    }
}

fn listed(model: &sign_in::Model) -> Result<ListedSignIn, StoreError> {
    let row = row_of(model);
    Ok(ListedSignIn {
        id: row.parse(&model.id)?,
        member: row.parse(&model.member)?,
        kid: row.parse(&model.kid)?,
        begun: row.moment(model.begun)?,
        seen: row.moment(model.seen)?,
    })
}
