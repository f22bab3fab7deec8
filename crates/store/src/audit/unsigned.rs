//! What nobody signs of a proposal, as far as it follows from something else: when its signatures arrived, and how many it asks
//! for.
//!
//! How many must sign was decided when the last signature arrived, and can be decided again unless the party, its members, or what
//! the act rests on moved since. Then the number that was told is no more than a memory, as it is of a proposal that has ended.

use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Query,
};
use tallystick_base::Salt;
use tallystick_commands::MissingSignatures;
use tallystick_ledger::Head;

use super::waiting::signature_id;
use super::{Difference, Stop};
use crate::append::{Means, PlaceError, Reading, States, place};
use crate::entity::{entry, key, member, subject};
use crate::proposal::{Kept, moment};
use crate::{Pepper, StoreError};

/// By how much the clocks of two instances may differ, in milliseconds.
const SKEW: i64 = 60_000;

/// Checks one proposal, of which all that was signed has been checked.
pub(super) async fn check(
    live: &DatabaseTransaction,
    head: &Head,
    pepper: &Pepper,
    kept: &Kept,
) -> Result<(), Stop> {
    check_arrivals(live, kept).await?;
    check_bounds(kept)?;
    if kept.row.stage != "waiting" {
        return Ok(());
    }
    let Some(last) = kept.signatures.iter().map(|row| row.received).max() else {
        return Ok(());
    };
    if has_moved(live, &kept.row.party, last).await? {
        return Ok(());
    }
    match decided_again(live, head, pepper, kept, last).await? {
        None => Ok(()),
        Some(missing) => compare(live, kept, missing).await,
    }
}

/// A proposal is made when its first signature arrives, and none arrives after its window.
async fn check_arrivals(live: &DatabaseTransaction, kept: &Kept) -> Result<(), Stop> {
    let row = &kept.row;
    let Some(first) = kept.signatures.first() else {
        return Ok(());
    };
    if let Some(late) = kept.signatures.iter().find(|one| one.received > row.expires) {
        let detail = format!("the window of the proposal ended at {}", row.expires);
        let id = signature_id(late);
        return Err(Difference::new("proposal_signatures", id, Some("received"), detail).into());
    }
    // Of a key that was revoked meanwhile the signature goes away, and it may have been the first.
    if kept.signatures.iter().any(|one| one.received == row.created)
        || has_revoked(live, &row.party, row.created).await?
    {
        return Ok(());
    }
    if kept.signatures.iter().all(|one| one.received < row.created) {
        let detail = "all signatures had arrived before";
        return Err(Difference::new("proposals", &row.id, Some("created"), detail).into());
    }
    let detail = format!(
        "the proposal was made at {}, with its first signature",
        row.created
    );
    let id = signature_id(first);
    Err(Difference::new("proposal_signatures", id, Some("received"), detail).into())
}

/// Whatever the policy says: who waits, waits for at least one signature more.
fn check_bounds(kept: &Kept) -> Result<(), Difference> {
    let row = &kept.row;
    if !matches!(row.checker, 0 | 1) {
        let detail = "it is neither 0 nor 1";
        return Err(Difference::new("proposals", &row.id, Some("checker"), detail));
    }
    let found = i64::try_from(kept.signatures.len()).unwrap_or(i64::MAX);
    if row.needed <= found {
        let detail = format!("{found} members had signed, and it waited for another");
        return Err(Difference::new("proposals", &row.id, Some("needed"), detail));
    }
    Ok(())
}

/// Whether the party has revoked a key since then.
async fn has_revoked(live: &DatabaseTransaction, party: &str, since: i64) -> Result<bool, Stop> {
    let last: Option<i64> = key::Entity::find()
        .select_only()
        .column(key::Column::Revoked)
        .filter(key::Column::Party.eq(party))
        .filter(key::Column::Revoked.is_not_null())
        .order_by_desc(key::Column::Revoked)
        .into_tuple()
        .one(live)
        .await?;
    match last {
        None => Ok(false),
        Some(seq) => is_since(live, seq, since).await,
    }
}

/// Whether the party or one of its members has moved since then: its policy is part of the one, roles are part of the other.
async fn has_moved(live: &DatabaseTransaction, party: &str, since: i64) -> Result<bool, Stop> {
    let members = Query::select()
        .column(member::Column::Subject)
        .from(member::Entity)
        .and_where(member::Column::Party.eq(party))
        .to_owned();
    let of_party = Condition::any()
        .add(subject::Column::Subject.eq(party))
        .add(subject::Column::Subject.in_subquery(members));
    let last: Option<i64> = subject::Entity::find()
        .select_only()
        .column(subject::Column::Seq)
        .filter(of_party)
        .order_by_desc(subject::Column::Seq)
        .into_tuple()
        .one(live)
        .await?;
    match last {
        None => Ok(true),
        Some(seq) => is_since(live, seq, since).await,
    }
}

/// Whether an entry may have come after this moment, by whichever clock. Only what surely came before lets anything be compared.
async fn is_since(live: &DatabaseTransaction, seq: i64, since: i64) -> Result<bool, Stop> {
    let received: Option<i64> = entry::Entity::find_by_id(seq)
        .select_only()
        .column(entry::Column::Received)
        .into_tuple()
        .one(live)
        .await?;
    Ok(received.is_none_or(|received| received.saturating_add(SKEW) >= since))
}

/// What is missing, as the entries stand now; nothing where it could not be appended any more, whoever signed.
async fn decided_again(
    live: &DatabaseTransaction,
    head: &Head,
    pepper: &Pepper,
    kept: &Kept,
    last: i64,
) -> Result<Option<MissingSignatures>, Stop> {
    let submission = kept.submission()?;
    let reading = Reading::of(&submission);
    let mut states = States::default();
    states.load(live, &[&reading.reach]).await?;
    let clock = moment(last).ok_or_else(|| StoreError::Corrupt {
        table: "proposals",
        id: kept.row.id.clone(),
        detail: "a time is out of range".into(),
    })?;
    let mut means = Means {
        clock,
        pepper,
        salt: &mut || Salt::from_bytes([0; 16]),
        completed: &mut |_, _, _| (),
    };
    // It is placed in copies of what the entries led to, which nobody looks at afterwards.
    match place(&mut head.clone(), &mut states, &submission, &reading, &mut means) {
        Err(PlaceError::Short(missing)) => Ok(Some(missing)),
        Ok(_) | Err(PlaceError::Input(_) | PlaceError::Rule(_)) => Ok(None),
        Err(PlaceError::Fault(error)) => Err(error.into()),
    }
}

async fn compare(live: &DatabaseTransaction, kept: &Kept, missing: MissingSignatures) -> Result<(), Stop> {
    let row = &kept.row;
    let differs = |column: &str, detail: String| Difference::new("proposals", &row.id, Some(column), detail);
    if row.checker != i64::from(missing.checker) {
        let is = if missing.checker { "a" } else { "no" };
        return Err(differs("checker", format!("decided again, {is} checker is missing")).into());
    }
    let (least, most) = match missing.needed {
        Some(needed) => (needed, needed),
        // One more than have signed; whoever signed with two keys at once was counted twice, and only one of them is kept.
        None => (kept.signatures.len() + 1, keys_of(live, kept).await? + 1),
    };
    if usize::try_from(row.needed).is_ok_and(|needed| (least..=most).contains(&needed)) {
        return Ok(());
    }
    Err(differs("needed", format!("decided again, {least} must sign")).into())
}

/// How many keys those hold who have signed.
async fn keys_of(live: &DatabaseTransaction, kept: &Kept) -> Result<usize, Stop> {
    let members = kept.signatures.iter().map(|row| row.member.as_str());
    let keys = key::Entity::find()
        .filter(key::Column::Member.is_in(members))
        .all(live)
        .await?;
    Ok(keys.len())
}
