//! What auditors look for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, Query};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{CertificateId, MemberId, PartyId, Subject, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::parties::KeyStage;

use super::list::row::Row;
use super::states::{self, corrupt, natural};
use super::viewer::Viewer;
use crate::entity::{certificate, entry, key};
use crate::{Store, StoreError};

/// The kind of the entries by which a recovery adds a key.
const RESTORED: &str = "key.restore/1";
/// How many entries one round of a search reads.
const ROUND: u64 = 1_000;

/// What counts as splitting beyond the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitWindow {
    /// The first day that counts.
    pub from: NaiveDate,
    /// The last day that counts.
    pub until: NaiveDate,
    /// How many splits of one root it takes.
    pub at_least: u32,
}

/// A certificate that was split often in a short time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrequentSplit {
    /// The certificate that the confirmation issued.
    pub root: CertificateId,
    /// How many splits of it, or of what came out of it, fall into the window.
    pub splits: u64,
    /// How many certificates came out of these.
    pub children: u64,
    /// The deepest of them: so many splits below the root.
    pub depth: u64,
}

/// A key whose signatures are doubted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuspectKey {
    /// The key.
    pub kid: Thumbprint,
    /// The party that owned it.
    pub party: PartyId,
    /// The member who held it; none for the service's own.
    pub member: Option<MemberId>,
    /// The entry since which its signatures are doubted.
    pub suspect_from: u64,
    /// The entry that revoked it.
    pub revoked: u64,
}

/// A key that a recovery added: the operator did, for a party that had lost its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RestoredKey {
    /// The key.
    pub kid: Thumbprint,
    /// The party.
    pub party: PartyId,
    /// The member who holds it.
    pub member: Option<MemberId>,
    /// The entry that added it.
    pub added: u64,
    /// The entry that revoked it since, if any.
    pub revoked: Option<u64>,
}

#[derive(FromQueryResult)]
struct SplitRow {
    root: String,
    splits: i64,
    children: i64,
    depth: i64,
}

impl Store {
    /// The roots that were split often within a window, most often first; nothing for anyone but an auditor.
    pub async fn frequent_splits(
        &self,
        viewer: &Viewer,
        window: SplitWindow,
    ) -> Result<Vec<FrequentSplit>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        let splits =
            || Expr::expr(Func::count_distinct(Expr::col(certificate::Column::Parent))).cast_as("bigint");
        let rows = certificate::Entity::find()
            .select_only()
            .column(certificate::Column::Root)
            .column_as(splits(), "splits")
            .column_as(Expr::expr(Expr::cust("COUNT(*)")).cast_as("bigint"), "children")
            .column_as(
                Expr::expr(certificate::Column::Depth.max()).cast_as("bigint"),
                "depth",
            )
            .filter(certificate::Column::Parent.is_not_null())
            .filter(certificate::Column::IssuedOn.between(window.from.to_string(), window.until.to_string()))
            .group_by(certificate::Column::Root)
            .having(splits().gte(i64::from(window.at_least)))
            .order_by_desc(splits())
            .order_by_asc(certificate::Column::Root)
            .into_model::<SplitRow>()
            .all(self.reader())
            .await?;
        rows.iter().map(frequent).collect()
    }

    /// The keys that were revoked with doubts about what they signed before, in the order of their revocation; nothing for
    /// anyone but an auditor.
    pub async fn suspect_keys(&self, viewer: &Viewer) -> Result<Vec<SuspectKey>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        let rows = key::Entity::find()
            .filter(key::Column::Revoked.is_not_null())
            .order_by_asc(key::Column::Revoked)
            .order_by_asc(key::Column::Kid)
            .all(self.reader())
            .await?;
        let mut revoked = Vec::with_capacity(rows.len());
        for row in rows {
            let kid = Thumbprint::parse(&row.kid).map_err(|error| corrupt("keys", &row.kid, error))?;
            revoked.push((kid, natural("keys", &row.kid, row.revoked.unwrap_or_default())?));
        }
        let subjects: BTreeSet<Subject> = revoked.iter().map(|(kid, _)| kid.subject()).collect();
        let states = states::load(self.reader(), &subjects).await?;
        let suspect = revoked.into_iter().filter_map(|(kid, revoked)| {
            let State::Key(key) = &states.get(&kid.subject())?.state else {
                return None;
            };
            let KeyStage::Revoked {
                suspect_from: Some(suspect_from),
            } = key.stage
            else {
                return None;
            };
            Some(SuspectKey {
                kid,
                party: key.party,
                member: key.member(),
                suspect_from,
                revoked,
            })
        });
        Ok(suspect.collect())
    }

    /// The keys that recoveries added, the newest first; nothing for anyone but an auditor.
    pub async fn restored_keys(&self, viewer: &Viewer) -> Result<Vec<RestoredKey>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        // By the entry of each key, of which there are few: the ledger itself is not searched by kind.
        let by_recovery = Query::select()
            .expr(Expr::val(1))
            .from(entry::Entity)
            .and_where(
                Expr::col((entry::Entity, entry::Column::Seq)).equals((key::Entity, key::Column::Added)),
            )
            .and_where(Expr::col((entry::Entity, entry::Column::Kind)).eq(RESTORED))
            .to_owned();
        let rows = key::Entity::find()
            .filter(Expr::exists(by_recovery))
            .order_by_desc(key::Column::Added)
            .order_by_asc(key::Column::Kid)
            .all(self.reader())
            .await?;
        rows.iter().map(restored).collect()
    }

    /// The entries that a suspect key signed since it is doubted, ascending; nothing for anyone but an auditor.
    pub async fn entries_signed_by(
        &self,
        viewer: &Viewer,
        suspect: &SuspectKey,
    ) -> Result<Vec<u64>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        let bound = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
        let (mut from, until) = (bound(suspect.suspect_from), bound(suspect.revoked));
        let mut signed = Vec::new();
        loop {
            let rows = entry::Entity::find()
                .filter(entry::Column::Seq.between(from, until))
                .order_by_asc(entry::Column::Seq)
                .limit(ROUND)
                .all(self.reader())
                .await?;
            let Some(last) = rows.last().map(|row| row.seq) else {
                return Ok(signed);
            };
            let party = suspect.party.to_string();
            for row in rows.into_iter().filter(|row| row.issuer == party) {
                let (entry, _) = super::entry::read(row)?;
                if entry
                    .statement
                    .signatures()
                    .iter()
                    .any(|line| *line.kid() == suspect.kid)
                {
                    signed.push(entry.sequence);
                }
            }
            from = last.saturating_add(1);
        }
    }
}

fn restored(model: &key::Model) -> Result<RestoredKey, StoreError> {
    let row = Row {
        table: "keys",
        subject: &model.kid,
    };
    Ok(RestoredKey {
        kid: row.parse(&model.kid)?,
        party: row.parse(&model.party)?,
        member: row.optional(model.member.as_ref())?,
        added: row.number(model.added)?,
        revoked: model.revoked.map(|seq| row.number(seq)).transpose()?,
    })
}

fn frequent(row: &SplitRow) -> Result<FrequentSplit, StoreError> {
    let count = |number| natural("certificates", &row.root, number);
    Ok(FrequentSplit {
        root: row
            .root
            .parse()
            .map_err(|error| corrupt("certificates", &row.root, error))?,
        splits: count(row.splits)?,
        children: count(row.children)?,
        depth: count(row.depth)?,
    })
}
