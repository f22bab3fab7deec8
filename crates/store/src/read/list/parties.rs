//! Parties, their members and keys.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::Serialize;
use tallystick_base::{Capacity, MemberId, PartyId, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::parties::{KeyStage, Ledger};

use super::arms::List;
use super::row::Row;
use super::search::ways::contains;
use crate::entity::party::{Column, Entity, Model};
use crate::entity::{key, member, profile};
use crate::read::page::{Page, Paging};
use crate::read::states;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which parties; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct PartyFilter {
    /// Of this stage, in lower case, such as `active`.
    pub stage: Option<String>,
    /// Acting in this capacity.
    pub capacity: Option<Capacity>,
    /// Registered under this code, whatever its scheme.
    pub code: Option<String>,
    /// With this in the name that its file states.
    pub name: Option<String>,
    /// Which page.
    pub page: Paging,
}

/// A party in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedParty {
    /// The party.
    pub id: PartyId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The name in its register; the operator's is the one from the opening.
    pub name: Option<String>,
    /// Its size class, where it has one.
    pub size: Option<String>,
    /// What it may act as.
    pub capacities: BTreeSet<Capacity>,
    /// What kind of buyer it is, where it is one.
    pub buyer_class: Option<String>,
    /// The scheme of its code: `uscc` or `lei`.
    pub scheme: String,
    /// Its code.
    pub code: String,
    /// How many members it has.
    pub members: u64,
}

/// A member of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedMember {
    /// The member.
    pub id: MemberId,
    /// The version of its subject.
    pub version: u64,
    /// The person's name.
    pub name: String,
    /// What the person may sign.
    pub roles: Vec<String>,
    /// The stage, in lower case: `active` or `removed`.
    pub stage: String,
}

/// A key of a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedKey {
    /// The key.
    pub kid: Thumbprint,
    /// The member who holds it; none for the service's own.
    pub member: Option<MemberId>,
    /// The entry that added it.
    pub added: u64,
    /// The entry that revoked it.
    pub revoked: Option<u64>,
    /// The entry since which its signatures are doubted.
    pub suspect_from: Option<u64>,
    /// Whether a recovery added it: flagged for good.
    pub restored: bool,
}

impl Store {
    /// The parties that the viewer may see: its own; for the operator and auditors, all.
    pub async fn parties(
        &self,
        viewer: &Viewer,
        filter: &PartyFilter,
    ) -> Result<Page<ListedParty>, StoreError> {
        let Page { items, next } = list(viewer, filter).page(self.reader(), &filter.page, Ok).await?;
        let profiles = self.profiles(&items).await?;
        let operator = match self.state(&Ledger::subject()).await? {
            Some(State::Ledger(ledger)) => Some((ledger.operator.to_string(), ledger.name.to_string())),
            Some(_) | None => None,
        };
        let items = items.into_iter().map(|model| {
            let own = operator
                .as_ref()
                .filter(|(id, _)| *id == model.subject)
                .map(|(_, name)| name.clone());
            let profile = profiles.get(&model.subject);
            listed(model, profile, own)
        });
        Ok(Page {
            items: items.collect::<Result<_, _>>()?,
            next,
        })
    }

    /// The members of a party, those who left included, in the order in which they came; none where the viewer may not see them.
    pub async fn members(&self, viewer: &Viewer, party: PartyId) -> Result<Vec<ListedMember>, StoreError> {
        if !viewer.sees_house_of(party) {
            return Ok(Vec::new());
        }
        let rows = member::Entity::find()
            .filter(member::Column::Party.eq(party.to_string()))
            .order_by_asc(member::Column::Subject)
            .all(self.reader())
            .await?;
        rows.into_iter().map(member_of).collect()
    }

    /// The keys of a party, revoked ones included, in the order in which they were added; none where the viewer may not see them.
    pub async fn party_keys(&self, viewer: &Viewer, party: PartyId) -> Result<Vec<ListedKey>, StoreError> {
        if !viewer.sees_house_of(party) {
            return Ok(Vec::new());
        }
        let rows = key::Entity::find()
            .filter(key::Column::Party.eq(party.to_string()))
            .order_by_asc(key::Column::Added)
            .order_by_asc(key::Column::Kid)
            .all(self.reader())
            .await?;
        let kids = rows.iter().map(|row| {
            Row {
                table: "keys",
                subject: &row.kid,
            }
            .parse::<Thumbprint>(&row.kid)
        });
        let subjects = kids
            .map(|kid| Ok(kid?.subject()))
            .collect::<Result<_, StoreError>>()?;
        let states = states::load(self.reader(), &subjects).await?;
        rows.into_iter()
            .map(|row| {
                let kid: Thumbprint = Row {
                    table: "keys",
                    subject: &row.kid,
                }
                .parse(&row.kid)?;
                let state = states.get(&kid.subject()).map(|stands| &stands.state);
                key_of(&row, kid, state)
            })
            .collect()
    }

    async fn profiles(&self, parties: &[Model]) -> Result<BTreeMap<String, profile::Model>, StoreError> {
        let names = parties.iter().map(|party| party.subject.as_str());
        let rows = profile::Entity::find()
            .filter(profile::Column::Party.is_in(names))
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.party.clone(), row)).collect())
    }
}

pub(super) fn list(viewer: &Viewer, filter: &PartyFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(
            filter
                .capacity
                .map(|capacity| Column::Capacities.contains(format!(",{capacity},"))),
        )
        .add_option(filter.code.as_ref().map(|code| Column::Code.eq(code)))
        .add_option(
            filter
                .name
                .as_ref()
                .map(|name| Column::Subject.in_subquery(named(name))),
        );
    List {
        name: "parties",
        arms: (!viewer.auditor && !viewer.operator)
            .then(|| vec![Condition::all().add(Column::Subject.eq(viewer.party.to_string()))]),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

/// The parties with this in their names.
fn named(name: &str) -> SelectStatement {
    Query::select()
        .column(profile::Column::Party)
        .from(profile::Entity)
        .and_where(contains(profile::Column::LegalName, name))
        .to_owned()
}

fn listed(
    model: Model,
    profile: Option<&profile::Model>,
    operator: Option<String>,
) -> Result<ListedParty, StoreError> {
    let row = Row {
        table: "parties",
        subject: &model.subject,
    };
    Ok(ListedParty {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        name: profile.map(|profile| profile.legal_name.clone()).or(operator),
        size: profile.and_then(|profile| profile.size.clone()),
        capacities: row.set::<Capacity, _>(&model.capacities)?,
        members: row.number(model.members)?,
        stage: model.stage,
        buyer_class: model.buyer_class,
        scheme: model.scheme,
        code: model.code,
    })
}

pub(super) fn member_of(model: member::Model) -> Result<ListedMember, StoreError> {
    let row = Row {
        table: "members",
        subject: &model.subject,
    };
    Ok(ListedMember {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        roles: row.set::<String, _>(&model.roles)?,
        name: model.name,
        stage: model.stage,
    })
}

fn key_of(model: &key::Model, kid: Thumbprint, state: Option<&State>) -> Result<ListedKey, StoreError> {
    let row = Row {
        table: "keys",
        subject: &model.kid,
    };
    let (suspect_from, restored) = match state {
        Some(State::Key(key)) => match key.stage {
            KeyStage::Revoked { suspect_from } => (suspect_from, key.restored),
            KeyStage::Active {} => (None, key.restored),
        },
        Some(_) | None => (None, false),
    };
    Ok(ListedKey {
        kid,
        member: row.optional(model.member.as_ref())?,
        added: row.number(model.added)?,
        revoked: model.revoked.map(|seq| row.number(seq)).transpose()?,
        suspect_from,
        restored,
    })
}
