//! What each bank makes of a request, for its queue.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::financing::{Review, ReviewStage};

use crate::rows::{moment, stage};

/// One review.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub(crate) struct Model {
    /// `review/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The request, `financing-request/…`.
    pub(crate) request: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// Its product, `product/…`.
    pub(crate) product: String,
    /// Whether its bid is sealed, as 0 or 1.
    pub(crate) sealed: i64,
    /// The day of the assessment.
    pub(crate) assessed_on: Option<String>,
    /// How much it offers, in minor units.
    pub(crate) offered: Option<i64>,
    /// The currency.
    pub(crate) currency: String,
    /// The rate a year that it offers.
    pub(crate) rate: Option<String>,
    /// What that costs in all, in minor units.
    pub(crate) cost: Option<i64>,
    /// The last moment at which the offer can be accepted.
    pub(crate) valid_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, review: &Review) -> Self {
        let offer = match &review.stage {
            ReviewStage::Offered(offer) | ReviewStage::Taken(offer) => Some(offer),
            ReviewStage::Open {}
            | ReviewStage::NotTaken {}
            | ReviewStage::Declined { .. }
            | ReviewStage::Ended {} => None,
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(review.stage.name()),
            request: review.request.subject().to_string(),
            bank: review.bank.to_string(),
            product: review.product.subject().to_string(),
            sealed: i64::from(review.sealed),
            assessed_on: review
                .assessment
                .as_ref()
                .map(|assessment| assessment.on.to_string()),
            offered: offer.map(|offer| offer.terms.amount.minor()),
            currency: review.terms.currency.to_string(),
            rate: offer.map(|offer| offer.terms.rate.to_string()),
            cost: offer.map(|offer| offer.cost.total.minor()),
            valid_until: offer.map(|offer| moment(offer.valid_until)),
        }
    }
}
