//! What stands behind things that are sought: the parties of a name, and the claims on an invoice.

use std::collections::BTreeSet;

use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use tallystick_base::{Capacity, PartyId, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::{EvidenceStage, evidence};
use tallystick_commands::parties::IdentityCode;

use super::{Hits, MOST, Sought, ways};
use crate::entity::{party, profile};
use crate::read::list::row::Row;
use crate::read::names::KnownParty;
use crate::read::states;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// How many parties of a name are looked for behind other things.
const MOST_NAMED: u64 = 20;
/// How many suppliers an invoice is looked for under.
const MOST_SELLERS: u64 = 2_000;

impl Store {
    /// The parties whose name contains the text, by name, or whose code it is: members know each other's.
    pub(super) async fn parties_named(&self, sought: &Sought) -> Result<Vec<PartyId>, StoreError> {
        let Some(text) = sought.text() else {
            return Ok(Vec::new());
        };
        let of_code = Query::select()
            .column(party::Column::Subject)
            .from(party::Entity)
            .and_where(party::Column::Code.eq(text.to_uppercase()))
            .to_owned();
        let known = Condition::any()
            .add(ways::contains(profile::Column::LegalName, text))
            .add(profile::Column::Party.in_subquery(of_code));
        let rows: Vec<String> = profile::Entity::find()
            .select_only()
            .column(profile::Column::Party)
            .filter(known)
            .order_by_asc(profile::Column::LegalName)
            .order_by_asc(profile::Column::Party)
            .limit(MOST_NAMED)
            .into_tuple()
            .all(self.reader())
            .await?;
        let id = |name: &String| {
            Row {
                table: "profiles",
                subject: name,
            }
            .parse(name)
        };
        rows.iter().map(id).collect()
    }

    pub(super) async fn known_hits(
        &self,
        viewer: &Viewer,
        named: &[PartyId],
    ) -> Result<Hits<KnownParty>, StoreError> {
        if named.is_empty() {
            return Ok(Hits::default());
        }
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let shown: BTreeSet<PartyId> = named.iter().take(most).copied().collect();
        Ok(Hits {
            items: self.known_parties(viewer, &shown).await?,
            more: named.len() > most,
        })
    }

    /// The claims that an invoice of this number backs. An invoice is found by its seller's code and its number together, so it
    /// is looked for under each supplier.
    pub(super) async fn claims_invoiced(&self, sought: &Sought) -> Result<Vec<String>, StoreError> {
        let Some(number) = sought
            .text()
            .filter(|text| text.contains(|c: char| c.is_ascii_digit()))
        else {
            return Ok(Vec::new());
        };
        let sellers: Vec<(String, String)> = party::Entity::find()
            .select_only()
            .column(party::Column::Scheme)
            .column(party::Column::Code)
            .filter(party::Column::Capacities.contains(format!(",{},", Capacity::Supplier)))
            .limit(MOST_SELLERS)
            .into_tuple()
            .all(self.reader())
            .await?;
        let subjects: BTreeSet<Subject> = sellers
            .into_iter()
            .filter_map(|(scheme, code)| {
                let seller = serde_json::json!({"scheme": scheme, "code": code});
                let seller: IdentityCode = serde_json::from_value(seller).ok()?;
                let name = evidence::keyed_name(&seller, number)?;
                Some(self.keys_held().pepper.subject(&name))
            })
            .collect();
        let found = states::load(self.reader(), &subjects).await?;
        let claims = found.into_values().flat_map(|stands| match stands.state {
            State::Evidence(evidence) => match evidence.stage {
                EvidenceStage::Claimed { by } => by.into_iter().map(|id| id.to_string()).collect(),
                EvidenceStage::Free {} => Vec::new(),
            },
            _ => Vec::new(),
        });
        Ok(claims.collect())
    }
}
