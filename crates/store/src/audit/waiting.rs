//! Proposals follow from no entry. What was signed of them is checked, and everything that follows from that; a decline, which nobody
//! signs, is held by a seal.
//!
//! That there was a proposal is signed by nobody, so one that goes away with all that belongs to it leaves no trace.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::Query,
};
use tallystick_base::Thumbprint;
use tallystick_ledger::{Claims, Head, PublicKey, Refusal, SignatureLine, Statement, check_body};

use super::{Difference, MISSING, Stop, unsigned};
use crate::Pepper;
use crate::append::integer;
use crate::entity::{decline, entry, key, member, proposal, proposal_signature};
use crate::proposal::{Kept, load};

/// How many are looked at at once.
const AT_ONCE: u64 = 300;

/// Checks every proposal, and that no signature and no seal belongs to none. `head` is where the entries have led.
pub(super) async fn check(
    live: &DatabaseTransaction,
    head: &Head,
    keys: &HashMap<Thumbprint, PublicKey>,
    pepper: &Pepper,
) -> Result<(), Stop> {
    let mut after = String::new();
    loop {
        let ids: Vec<String> = proposal::Entity::find()
            .select_only()
            .column(proposal::Column::Id)
            .filter(proposal::Column::Id.gt(after.as_str()))
            .order_by_asc(proposal::Column::Id)
            .limit(AT_ONCE)
            .into_tuple()
            .all(live)
            .await?;
        let Some(last) = ids.last() else {
            refuse_orphans(live).await?;
            return refuse_orphaned_seals(live).await;
        };
        after.clone_from(last);
        let kept = load(live, &ids).await?;
        let beside = Beside::read(live, keys, &kept).await?;
        for one in &kept {
            check_one(one, &beside)?;
            check_seal(&one.row, beside.seals.get(&one.row.id), pepper)?;
            unsigned::check(live, head, pepper, one).await?;
        }
    }
}

async fn refuse_orphans(live: &DatabaseTransaction) -> Result<(), Stop> {
    let proposals = Query::select()
        .column(proposal::Column::Id)
        .from(proposal::Entity)
        .to_owned();
    let orphan = proposal_signature::Entity::find()
        .filter(proposal_signature::Column::Proposal.not_in_subquery(proposals))
        .order_by_asc(proposal_signature::Column::Proposal)
        .one(live)
        .await?;
    match orphan {
        None => Ok(()),
        Some(row) => {
            let detail = "there is no proposal that it is a signature of";
            Err(Difference::new("proposal_signatures", signature_id(&row), None, detail).into())
        }
    }
}

async fn refuse_orphaned_seals(live: &DatabaseTransaction) -> Result<(), Stop> {
    let proposals = Query::select()
        .column(proposal::Column::Id)
        .from(proposal::Entity)
        .to_owned();
    let orphan = decline::Entity::find()
        .filter(decline::Column::Proposal.not_in_subquery(proposals))
        .order_by_asc(decline::Column::Proposal)
        .one(live)
        .await?;
    match orphan {
        None => Ok(()),
        Some(row) => {
            let detail = "there is no proposal whose decline it seals";
            Err(Difference::new("declines", row.proposal, None, detail).into())
        }
    }
}

/// What entries and the tables that follow from them say of some proposals. Those tables have been compared.
struct Beside<'k> {
    keys: &'k HashMap<Thumbprint, PublicKey>,
    /// The entries that statements became, by identity.
    entries: HashMap<Vec<u8>, i64>,
    holders: HashMap<String, key::Model>,
    /// The parties of members.
    parties: HashMap<String, String>,
    /// The seals of declines, by proposal.
    seals: HashMap<String, decline::Model>,
}

impl<'k> Beside<'k> {
    async fn read(
        live: &DatabaseTransaction,
        keys: &'k HashMap<Thumbprint, PublicKey>,
        kept: &[Kept],
    ) -> Result<Self, Stop> {
        let statements = kept.iter().filter_map(|one| hex::decode(&one.row.id).ok());
        let entries: Vec<(Vec<u8>, i64)> = entry::Entity::find()
            .select_only()
            .columns([entry::Column::Statement, entry::Column::Seq])
            .filter(entry::Column::Statement.is_in(statements))
            .into_tuple()
            .all(live)
            .await?;
        let lines = kept.iter().flat_map(|one| &one.signatures);
        let kids = lines.filter_map(|row| Some(SignatureLine::parse(&row.line).ok()?.kid().to_string()));
        let holders = key::Entity::find()
            .filter(key::Column::Kid.is_in(kids))
            .all(live)
            .await?;
        let members = kept.iter().filter_map(|one| one.row.declined_by.clone());
        let members = member::Entity::find()
            .filter(member::Column::Subject.is_in(members))
            .all(live)
            .await?;
        let seals = decline::Entity::find()
            .filter(decline::Column::Proposal.is_in(kept.iter().map(|one| one.row.id.as_str())))
            .all(live)
            .await?;
        Ok(Self {
            keys,
            entries: entries.into_iter().collect(),
            holders: holders.into_iter().map(|row| (row.kid.clone(), row)).collect(),
            parties: members.into_iter().map(|row| (row.subject, row.party)).collect(),
            seals: seals.into_iter().map(|row| (row.proposal.clone(), row)).collect(),
        })
    }
}

fn check_one(kept: &Kept, beside: &Beside<'_>) -> Result<(), Stop> {
    let row = &kept.row;
    let differs = |column: &str, detail: String| Difference::new("proposals", &row.id, Some(column), detail);
    let refused = |column: &'static str| move |refusal: Refusal| differs(column, refusal.to_string());
    let (claims, id) = Statement::unsigned(&row.payload).map_err(refused("payload"))?;
    if id.to_string() != row.id {
        // Where there are signatures, they belong to the identity that the row has.
        let column = if kept.signatures.is_empty() {
            "id"
        } else {
            "payload"
        };
        return Err(differs(column, "the payload has another identity".into()).into());
    }
    if check_body(&row.body).map_err(refused("body"))? != claims.body {
        return Err(differs("body", Refusal::BodyMismatch.to_string()).into());
    }
    let expires = integer(claims.expires_at.saturating_mul(1_000))?;
    for (column, stored, signed) in [
        ("party", row.party.clone(), claims.issuer.to_string()),
        ("kind", row.kind.clone(), claims.kind.to_string()),
        ("subject", row.subject.clone(), claims.subject.to_string()),
        ("expires", row.expires.to_string(), expires.to_string()),
    ] {
        if stored != signed {
            let detail = format!("it is {stored}, and the payload says {signed}");
            return Err(differs(column, detail).into());
        }
    }
    check_stage(row, &claims, beside)?;
    check_signatures(kept, &claims, beside)?;
    Ok(())
}

/// Its stage is that of the ledger, where the ledger has one, and who declined it is of the party.
fn check_stage(row: &proposal::Model, claims: &Claims, beside: &Beside<'_>) -> Result<(), Difference> {
    let differs = |column: &str, detail: String| Difference::new("proposals", &row.id, Some(column), detail);
    let statement = hex::decode(&row.id).unwrap_or_default();
    let seq = beside.entries.get(&statement).copied();
    if (row.stage == "appended") != seq.is_some() {
        let is = if seq.is_some() { "an" } else { "no" };
        return Err(differs(
            "stage",
            format!("it is {}, and the statement is {is} entry", row.stage),
        ));
    }
    if row.seq != seq {
        return Err(differs("seq", "the statement is another entry, or none".into()));
    }
    let is_declined = row.stage == "declined";
    if is_declined && row.declined_by.is_none() {
        return Err(differs("stage", "it is declined by nobody".into()));
    }
    let of_party = |member: &String| {
        beside
            .parties
            .get(member)
            .is_some_and(|party| *party == claims.issuer.as_str())
    };
    if row
        .declined_by
        .as_ref()
        .is_some_and(|member| !is_declined || !of_party(member))
    {
        let detail = "only a proposal that was declined names someone, and it names a member of its party";
        return Err(differs("declined_by", detail.into()));
    }
    if is_declined != row.reason.is_some() {
        return Err(differs("reason", "there is one where it is declined".into()));
    }
    Ok(())
}

/// A proposal has a seal where it was declined, and it is the one over who declined it and why.
fn check_seal(
    row: &proposal::Model,
    seal: Option<&decline::Model>,
    pepper: &Pepper,
) -> Result<(), Difference> {
    let Some(seal) = seal else {
        return match row.stage.as_str() {
            "declined" => Err(Difference::new("declines", &row.id, None, MISSING)),
            _ => Ok(()),
        };
    };
    let (Some(declined_by), Some(reason)) = (&row.declined_by, &row.reason) else {
        let detail = format!("it is {}, and was declined", row.stage);
        return Err(Difference::new("proposals", &row.id, Some("stage"), detail));
    };
    let expected = decline::Model::of(&row.id, declined_by, reason, pepper);
    if seal.seal.len() != expected.seal.len() {
        let detail = format!("a seal has {} bytes", expected.seal.len());
        return Err(Difference::new("declines", &row.id, Some("seal"), detail));
    }
    if *seal != expected {
        let detail = "the seal of the decline is over another reason, or over another member who gave it";
        return Err(Difference::new("proposals", &row.id, Some("reason"), detail));
    }
    Ok(())
}

/// Every signature holds, by a key of the party that belongs to the member who is named.
fn check_signatures(kept: &Kept, claims: &Claims, beside: &Beside<'_>) -> Result<(), Difference> {
    // One that was appended in the batch in which it was made has its signatures in its entry.
    if kept.signatures.is_empty() && kept.row.stage != "appended" {
        let detail = "a proposal has the signature of whoever made it";
        let id = format!("{}, 0", kept.row.id);
        return Err(Difference::new("proposal_signatures", id, None, detail));
    }
    for (place, row) in (0..).zip(&kept.signatures) {
        let differs = |column: &str, detail: String| {
            Difference::new("proposal_signatures", signature_id(row), Some(column), detail)
        };
        if row.place != place {
            return Err(differs("place", format!("the next place is {place}")));
        }
        let refused = |refusal: Refusal| differs("line", refusal.to_string());
        let line = SignatureLine::parse(&row.line).map_err(refused)?;
        let unknown = || refused(Refusal::UnknownKey(line.kid().clone()));
        let key = beside.keys.get(line.kid()).ok_or_else(unknown)?;
        line.verify(&kept.row.payload, key).map_err(refused)?;
        let holder = beside.holders.get(line.kid().as_str()).ok_or_else(unknown)?;
        if holder.party != claims.issuer.as_str() {
            return Err(differs("line", "its key is another party's".into()));
        }
        if row.kid != holder.kid {
            return Err(differs("kid", format!("key {} signed", holder.kid)));
        }
        if holder.member.as_ref() != Some(&row.member) {
            return Err(differs(
                "member",
                "the key that signed is another member's".into(),
            ));
        }
    }
    Ok(())
}

/// The row of a signature, by its key.
pub(super) fn signature_id(row: &proposal_signature::Model) -> String {
    format!("{}, {}", row.proposal, row.place)
}
