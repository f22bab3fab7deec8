//! What each bank makes of a request: its queue.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde::Serialize;
use tallystick_base::{FinancingRequestId, Millis, Money, PartyId, ProductId, Rate, ReviewId};

use super::arms::List;
use super::row::Row;
use crate::entity::request;
use crate::entity::review::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::rows::moment;
use crate::{Store, StoreError};

/// Which reviews; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct ReviewFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this request.
    pub request: Option<FinancingRequestId>,
    /// Of this bank.
    pub bank: Option<PartyId>,
    /// Of requests of this borrower.
    pub borrower: Option<PartyId>,
    /// Of requests on what this debtor owes.
    pub debtor: Option<PartyId>,
    /// Of requests of this stage, in lower case.
    pub request_stage: Option<String>,
    /// Of requests that end at this moment or later.
    pub request_ends_from: Option<Millis>,
    /// Whose offer can be accepted until this moment or longer.
    pub ends_from: Option<Millis>,
    /// Whose offer can be accepted until this moment at the latest.
    pub ends_until: Option<Millis>,
    /// Which page.
    pub page: Paging,
}

/// A review in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedReview {
    /// The review.
    pub id: ReviewId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The request.
    pub request: FinancingRequestId,
    /// The bank.
    pub bank: PartyId,
    /// Its product.
    pub product: ProductId,
    /// Whether its bid is sealed.
    pub sealed: bool,
    /// The day of the assessment.
    pub assessed_on: Option<NaiveDate>,
    /// How much it offers.
    pub offered: Option<Money>,
    /// The rate a year that it offers.
    pub rate: Option<Rate>,
    /// What that costs in all.
    pub cost: Option<Money>,
    /// The last moment at which the offer can be accepted.
    pub valid_until: Option<Millis>,
}

impl Store {
    /// The reviews of the viewer's bank, and those of the requests it made.
    pub async fn reviews(
        &self,
        viewer: &Viewer,
        filter: &ReviewFilter,
    ) -> Result<Page<ListedReview>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

/// How many banks a request asks, and what they made of it so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReviewCount {
    /// Banks that were asked.
    pub banks: u64,
    /// Offers that stand or were taken.
    pub offers: u64,
    /// Banks that declined.
    pub declined: u64,
}

impl Store {
    /// How many banks each of these requests asks, of those that the viewer's party made; an auditor sees all.
    pub async fn review_counts(
        &self,
        viewer: &Viewer,
        requests: &BTreeSet<FinancingRequestId>,
    ) -> Result<BTreeMap<FinancingRequestId, ReviewCount>, StoreError> {
        let mut counts: BTreeMap<FinancingRequestId, ReviewCount> = BTreeMap::new();
        if requests.is_empty() {
            return Ok(counts);
        }
        let own = (!viewer.auditor).then(|| Column::Request.in_subquery(borrowed(&viewer.party.to_string())));
        let rows: Vec<(String, String, i64)> = Entity::find()
            .select_only()
            .column(Column::Request)
            .column(Column::Stage)
            .column_as(Column::Subject.count(), "reviews")
            .filter(Column::Request.is_in(requests.iter().map(ToString::to_string)))
            .filter(Condition::all().add_option(own))
            .group_by(Column::Request)
            .group_by(Column::Stage)
            .into_tuple()
            .all(self.reader())
            .await?;
        for (request, stage, reviews) in rows {
            let row = Row {
                table: "reviews",
                subject: &request,
            };
            let reviews: u64 = row.number(reviews)?;
            let count = counts.entry(row.parse(&request)?).or_default();
            count.banks = count.banks.saturating_add(reviews);
            match stage.as_str() {
                "offered" | "taken" => count.offers = count.offers.saturating_add(reviews),
                "declined" => count.declined = count.declined.saturating_add(reviews),
                _ => {}
            }
        }
        Ok(counts)
    }
}

pub(super) fn list(viewer: &Viewer, filter: &ReviewFilter) -> List<Entity> {
    let narrow =
        Condition::all()
            .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
            .add_option(
                filter
                    .request
                    .map(|id| Column::Request.eq(id.subject().to_string())),
            )
            .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
            .add_option(filter.borrower.map(|id| {
                Column::Request.in_subquery(requests_of(request::Column::Borrower, &id.to_string()))
            }))
            .add_option(
                filter.debtor.map(|id| {
                    Column::Request.in_subquery(requests_of(request::Column::Debtor, &id.to_string()))
                }),
            )
            .add_option(standing(filter).map(Expr::exists))
            .add_option(filter.ends_from.map(|at| Column::ValidUntil.gte(moment(at))))
            .add_option(filter.ends_until.map(|at| Column::ValidUntil.lte(moment(at))));
    List {
        name: "reviews",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Bank].map(|column| column.eq(party));
    let others = [Column::Request.in_subquery(borrowed(party))];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// The request of a review, where it stands as asked. It is looked up for each review: of all requests of a stage, few may be of
/// one bank.
fn standing(filter: &ReviewFilter) -> Option<SelectStatement> {
    let stage = filter.request_stage.as_ref();
    let stage = stage.map(|stage| request::Column::Stage.eq(stage));
    let ends = filter.request_ends_from;
    let ends = ends.map(|at| request::Column::Until.gte(moment(at)));
    if stage.is_none() && ends.is_none() {
        return None;
    }
    let mut request = Query::select();
    request
        .expr(Expr::val(1))
        .from(request::Entity)
        .and_where(Expr::col((request::Entity, request::Column::Subject)).equals((Entity, Column::Request)))
        .cond_where(Condition::all().add_option(stage).add_option(ends));
    Some(request)
}

/// The requests of a borrower.
fn borrowed(party: &str) -> SelectStatement {
    requests_of(request::Column::Borrower, party)
}

/// The requests in which a party has this part.
fn requests_of(part: request::Column, party: &str) -> SelectStatement {
    Query::select()
        .column(request::Column::Subject)
        .from(request::Entity)
        .and_where(part.eq(party))
        .to_owned()
}

fn listed(model: Model) -> Result<ListedReview, StoreError> {
    let row = Row {
        table: "reviews",
        subject: &model.subject,
    };
    Ok(ListedReview {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        request: row.parse(&model.request)?,
        bank: row.parse(&model.bank)?,
        product: row.parse(&model.product)?,
        sealed: model.sealed != 0,
        assessed_on: row.optional(model.assessed_on.as_ref())?,
        offered: model
            .offered
            .map(|minor| row.money(minor, &model.currency))
            .transpose()?,
        rate: row.optional(model.rate.as_ref())?,
        cost: model
            .cost
            .map(|minor| row.money(minor, &model.currency))
            .transpose()?,
        valid_until: model.valid_until.map(|at| row.moment(at)).transpose()?,
        stage: model.stage,
    })
}
