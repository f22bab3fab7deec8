//! What parties and their members are called.
//!
//! Members know each other's party names, as trade partners do: they are in public registers, and a contract cannot be
//! registered with a party that cannot be found. What else a file says is for those who see the house.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde::Serialize;
use tallystick_base::{Capacity, MemberId, PartyId};
use tallystick_commands::State;
use tallystick_commands::parties::Ledger;

use super::list::row::Row;
use super::viewer::Viewer;
use crate::entity::{member, party, profile};
use crate::{Store, StoreError};

/// What every member may know of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownParty {
    /// The party.
    pub id: PartyId,
    /// The name in its register.
    pub name: String,
    /// Its code.
    pub code: String,
    /// What it may act as.
    pub capacities: BTreeSet<Capacity>,
    /// What kind of buyer it is, where it is one.
    pub buyer_class: Option<String>,
    /// Its size class, where it has one.
    pub size: Option<String>,
}

impl Store {
    /// The names of parties. The viewer is any member.
    pub async fn party_names(
        &self,
        _: &Viewer,
        parties: &BTreeSet<PartyId>,
    ) -> Result<BTreeMap<PartyId, String>, StoreError> {
        if parties.is_empty() {
            return Ok(BTreeMap::new());
        }
        let subjects = parties.iter().map(ToString::to_string);
        let rows: Vec<(String, String)> = profile::Entity::find()
            .select_only()
            .column(profile::Column::Party)
            .column(profile::Column::LegalName)
            .filter(profile::Column::Party.is_in(subjects))
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut names = BTreeMap::new();
        for (subject, name) in rows {
            let row = Row {
                table: "profiles",
                subject: &subject,
            };
            names.insert(row.parse(&subject)?, name);
        }
        if names.len() < parties.len()
            && let Some(State::Ledger(ledger)) = self.state(&Ledger::subject()).await?
            && parties.contains(&ledger.operator)
        {
            // The operator has no file; its name is the one from the opening.
            names.insert(ledger.operator, ledger.name.to_string());
        }
        Ok(names)
    }

    /// The name of a party. The viewer is any member.
    pub async fn party_name(&self, viewer: &Viewer, id: PartyId) -> Result<Option<String>, StoreError> {
        Ok(self.party_names(viewer, &BTreeSet::from([id])).await?.remove(&id))
    }

    /// The name of a member, where the viewer sees the house of its party.
    pub async fn member_name(&self, viewer: &Viewer, id: MemberId) -> Result<Option<String>, StoreError> {
        let row = member::Entity::find_by_id(id.to_string())
            .one(self.reader())
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let house: PartyId = Row {
            table: "members",
            subject: &row.subject,
        }
        .parse(&row.party)?;
        Ok(viewer.sees_house_of(house).then_some(row.name))
    }

    /// The active party of this code, such as a unified social credit code. The viewer is any member who knows the whole code.
    pub async fn party_of_code(&self, _: &Viewer, code: &str) -> Result<Option<KnownParty>, StoreError> {
        let found = party::Entity::find()
            .filter(party::Column::Code.eq(code.trim().to_uppercase()))
            .filter(party::Column::Stage.eq("active"))
            .one(self.reader())
            .await?;
        match found {
            Some(row) => self.known(vec![row]).await.map(|mut known| known.pop()),
            None => Ok(None),
        }
    }

    /// These parties, as every member may know them; one without a file is left out.
    pub async fn known_parties(
        &self,
        _: &Viewer,
        parties: &BTreeSet<PartyId>,
    ) -> Result<Vec<KnownParty>, StoreError> {
        let subjects = parties.iter().map(ToString::to_string);
        let rows = party::Entity::find()
            .filter(party::Column::Subject.is_in(subjects))
            .all(self.reader())
            .await?;
        self.known(rows).await
    }

    /// The active parties that act in a capacity, by name: whom one may ask for money, for a guarantee, or to forward a claim.
    pub async fn parties_acting_as(
        &self,
        _: &Viewer,
        capacity: Capacity,
    ) -> Result<Vec<KnownParty>, StoreError> {
        let rows = party::Entity::find()
            .filter(party::Column::Capacities.contains(format!(",{capacity},")))
            .filter(party::Column::Stage.eq("active"))
            .limit(MOST)
            .all(self.reader())
            .await?;
        self.known(rows).await
    }

    async fn known(&self, rows: Vec<party::Model>) -> Result<Vec<KnownParty>, StoreError> {
        let subjects = rows.iter().map(|row| row.subject.as_str());
        let files = profile::Entity::find()
            .filter(profile::Column::Party.is_in(subjects))
            .all(self.reader())
            .await?;
        let mut files: BTreeMap<String, profile::Model> =
            files.into_iter().map(|file| (file.party.clone(), file)).collect();
        let mut known = Vec::with_capacity(rows.len());
        for model in rows {
            let Some(file) = files.remove(&model.subject) else {
                continue;
            };
            let row = Row {
                table: "parties",
                subject: &model.subject,
            };
            known.push(KnownParty {
                id: row.parse(&model.subject)?,
                name: file.legal_name,
                code: model.code,
                capacities: row.set::<Capacity, _>(&model.capacities)?,
                buyer_class: model.buyer_class,
                size: file.size,
            });
        }
        known.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(known)
    }
}

/// How many parties of a capacity are named at most; a service knows some dozens of banks.
const MOST: u64 = 500;
