//! Proposals follow from no entry; what was signed of them is checked instead.

use std::collections::HashMap;

use sea_orm::{DatabaseTransaction, EntityTrait, PaginatorTrait as _, QueryOrder as _};
use tallystick_base::Thumbprint;
use tallystick_ledger::{PublicKey, Refusal, check_body};

use super::{Difference, Stop};
use crate::entity::proposal;
use crate::proposal::{Kept, load};

/// How many are looked at at once.
const AT_ONCE: u64 = 500;

/// Checks every proposal: its identity is that of its payload, its body the one that was signed, its signatures good.
pub(super) async fn check(
    live: &DatabaseTransaction,
    keys: &HashMap<Thumbprint, PublicKey>,
) -> Result<(), Stop> {
    let pages = proposal::Entity::find()
        .order_by_asc(proposal::Column::Id)
        .paginate(live, AT_ONCE);
    for page in 0..pages.num_pages().await? {
        let ids: Vec<String> = pages
            .fetch_page(page)
            .await?
            .into_iter()
            .map(|row| row.id)
            .collect();
        for kept in load(live, &ids).await? {
            check_one(&kept, keys)?;
        }
    }
    Ok(())
}

fn check_one(kept: &Kept, keys: &HashMap<Thumbprint, PublicKey>) -> Result<(), Stop> {
    let id = &kept.row.id;
    let differs =
        |column: &str, refusal: Refusal| Difference::new("proposals", id, Some(column), refusal.to_string());
    // Once it is an entry its signatures are the entry's.
    if kept.signatures.is_empty() && kept.row.stage == "appended" {
        return Ok(());
    }
    let submission = kept.submission()?;
    let statement = &submission.statement;
    if statement.id()?.to_string() != *id {
        return Err(Difference::new("proposals", id, Some("payload"), "its identity is another").into());
    }
    let digest = check_body(&submission.body).map_err(|refusal| differs("body", refusal))?;
    if digest != statement.claims().body {
        return Err(differs("body", Refusal::BodyMismatch).into());
    }
    for line in statement.signatures() {
        let key = keys
            .get(line.kid())
            .ok_or_else(|| differs("payload", Refusal::UnknownKey(line.kid().clone())))?;
        line.verify(statement.payload(), key).map_err(|refusal| {
            let row = format!("{id}, {}", line.kid());
            Difference::new("proposal_signatures", row, Some("line"), refusal.to_string())
        })?;
    }
    Ok(())
}
