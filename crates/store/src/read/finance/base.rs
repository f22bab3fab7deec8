//! The borrowing base of a supplier: on which certificates it can ask for money now, and how much under which product.
//!
//! Sums are taken by the database, of all that a party holds; certificates one by one are only shown, so many at a time.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{CertificateId, Millis, Money, PartyId, ProductId, Ratio, RulePack};
use tallystick_commands::State;
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::financing::Product;
use utoipa::ToSchema;

use super::portfolio::added;
use crate::entity::certificate::{Column, Entity, Model};
use crate::entity::{certificate_sum, product};
use crate::read::list::row::Row;
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::rows::moment;
use crate::{Store, StoreError};

/// The most certificates that a base names. Whoever holds more is shown those that are due first.
const MOST: u64 = 2_000;
/// The stages in which something is owed on a certificate.
pub(in crate::read) const LIVE: [&str; 5] = ["free", "offered", "reserved", "pledged", "assigned"];

/// Why a certificate backs no new request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unavailable {
    /// It is offered to another party.
    Offered,
    /// It backs a request that goes on.
    Reserved,
    /// It is pledged or assigned to a bank.
    Charged,
    /// A court has frozen it.
    Frozen,
    /// It is due today or was due earlier.
    Due,
}

/// From which side certificates are looked at by who may ask for money on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskingSide {
    /// Who holds them: it borrows on what it is owed.
    Holder,
    /// Who owes on them: it borrows downstream, for the holder to be paid.
    Debtor,
}

/// A certificate that may back a request, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CertificateOnBase {
    /// The certificate.
    pub certificate: CertificateId,
    /// Its number.
    #[schema(value_type = String)]
    pub number: CertificateNumber,
    /// Who owes on it.
    pub debtor: PartyId,
    /// Who holds it.
    pub holder: PartyId,
    /// What is outstanding.
    pub outstanding: Money,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Why it backs no new request; none where it does.
    pub unavailable: Option<Unavailable>,
}

/// What is outstanding on all certificates of a holder that one debtor owes on one day, as far as they are alike in whether they
/// back a new request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldSum {
    /// Who owes.
    pub debtor: PartyId,
    /// When they are due.
    pub due_on: NaiveDate,
    /// Why they back no new request; none where they do.
    pub unavailable: Option<Unavailable>,
    /// How many they are.
    pub certificates: u64,
    /// What is outstanding on them.
    pub outstanding: Money,
}

/// What could be asked for under one product on what one debtor owes: a request names one debtor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProductBase {
    /// The product.
    pub product: ProductId,
    /// Its bank.
    pub bank: PartyId,
    /// Its name.
    pub name: String,
    /// Who owes.
    pub debtor: PartyId,
    /// On how many certificates.
    pub certificates: u64,
    /// What is outstanding on them.
    pub outstanding: Money,
    /// How much of it the bank lends at most.
    pub advance_rate: Ratio,
    /// That share of it.
    pub up_to: Money,
}

/// What a supplier may borrow on now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BorrowingBase {
    /// Today, as the rules count days.
    pub on: NaiveDate,
    /// What it holds, due first comes first: at most 2,000 of them.
    pub certificates: Vec<CertificateOnBase>,
    /// Whether it holds more than these.
    pub more: bool,
    /// By product and debtor, the largest amount first: on all that it holds.
    pub products: Vec<ProductBase>,
}

/// The sums of a borrowing base: of all certificates, however many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BorrowingSums {
    /// Today, as the rules count days.
    pub on: NaiveDate,
    /// What is held, due first comes first.
    pub held: Vec<HeldSum>,
    /// By product and debtor, the largest amount first.
    pub products: Vec<ProductBase>,
}

/// What certificates that are alike share: debtor, day, stage, whether they are frozen, and currency.
type Alike = (String, String, String, i64, String);

impl Store {
    /// The borrowing base of the viewer's party; empty for one that holds nothing.
    pub async fn borrowing_base(&self, viewer: &Viewer) -> Result<BorrowingBase, StoreError> {
        let BorrowingSums { on, products, .. } = self.borrowing_sums(viewer).await?;
        let rows = Entity::find()
            .filter(Column::Holder.eq(viewer.party.to_string()))
            .filter(Column::Stage.is_in(LIVE))
            .order_by_asc(Column::DueOn)
            .order_by_asc(Column::Subject)
            .limit(MOST + 1)
            .all(self.reader())
            .await?;
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        let shown = rows.into_iter().take(most);
        let certificates = shown.map(|row| on_base(&row, on, self.now()));
        Ok(BorrowingBase {
            on,
            certificates: certificates.collect::<Result<_, _>>()?,
            more,
            products,
        })
    }

    /// What the viewer's party holds and may borrow on, in sums.
    pub async fn borrowing_sums(&self, viewer: &Viewer) -> Result<BorrowingSums, StoreError> {
        let rules = self.rules().await?;
        let on = self.today().await?;
        let held = self.held_sums(viewer, on).await?;
        let mut products = Vec::new();
        for product in self.open_products(viewer).await? {
            let advance_rate = product.terms.advance_rate.or_else(|| usual(rules.as_ref(), on));
            if let Some(advance_rate) = advance_rate {
                products.extend(under(&product, advance_rate, &held, viewer.party, on)?);
            }
        }
        products.sort_by_key(|base| (std::cmp::Reverse(base.up_to.minor()), base.product, base.debtor));
        Ok(BorrowingSums { on, held, products })
    }

    /// What the viewer's party holds, by debtor, day and whether it backs a new request.
    async fn held_sums(&self, viewer: &Viewer, on: NaiveDate) -> Result<Vec<HeldSum>, StoreError> {
        let kept = certificate_sum::Entity::find()
            .filter(certificate_sum::Column::Holder.eq(viewer.party.to_string()))
            .all(self.reader())
            .await?;
        let mut alike: BTreeMap<Alike, (i64, i64)> = BTreeMap::new();
        for row in kept {
            let key = (row.debtor, row.due_on, row.stage, row.frozen, row.currency);
            alike.insert(key, (row.certificates, row.outstanding));
        }
        // The sums are of stages as recorded; an offer that has lapsed since frees its certificate.
        for row in self.lapsed_offers(viewer).await? {
            for (stage, sign) in [(row.stage.as_str(), -1), ("free", 1)] {
                let key = (
                    row.debtor.clone(),
                    row.due_on.clone(),
                    stage.to_owned(),
                    row.frozen,
                    row.currency.clone(),
                );
                let (many, outstanding) = alike.entry(key).or_default();
                *many = many.saturating_add(sign);
                *outstanding = outstanding.saturating_add(row.outstanding.saturating_mul(sign));
            }
        }
        let row = Row {
            table: "certificate_sums",
            subject: "sum",
        };
        let held = alike.into_iter().filter(|(_, (many, _))| *many > 0);
        let held = held.map(
            |((debtor, due_on, stage, frozen, currency), (many, outstanding))| {
                let due_on: NaiveDate = row.parse(&due_on)?;
                Ok(HeldSum {
                    debtor: row.parse(&debtor)?,
                    due_on,
                    unavailable: unavailable(&stage, false, frozen != 0, due_on <= on),
                    certificates: row.number(many)?,
                    outstanding: row.money(outstanding, &currency)?,
                })
            },
        );
        let mut held: Vec<HeldSum> = held.collect::<Result<_, StoreError>>()?;
        held.sort_by_key(|sum| (sum.due_on, sum.debtor));
        Ok(held)
    }

    /// Certificates of the viewer's party whose offer has lapsed, and whose lapse the next sweep records: few.
    async fn lapsed_offers(&self, viewer: &Viewer) -> Result<Vec<Model>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Holder.eq(viewer.party.to_string()))
            .filter(offer_lapsed(self.now()))
            .all(self.reader())
            .await?;
        Ok(rows)
    }

    /// Every product under which banks take requests now, whole: they are offered to everyone who is enrolled.
    pub async fn open_products(&self, _: &Viewer) -> Result<Vec<Product>, StoreError> {
        let names: Vec<String> = product::Entity::find()
            .select_only()
            .column(product::Column::Subject)
            .filter(product::Column::Stage.eq("open"))
            .into_tuple()
            .all(self.reader())
            .await?;
        let states = self.states_of("products", names).await?;
        let products = states.into_iter().filter_map(|(_, state)| match state {
            State::Product(product) => Some(product),
            _ => None,
        });
        Ok(products.collect())
    }
}

/// Certificates whose offer can be accepted no longer. They are free, whether or not that is recorded yet.
pub(in crate::read) fn offer_lapsed(now: Millis) -> Condition {
    Condition::all()
        .add(Column::Stage.eq("offered"))
        .add(Column::OfferedUntil.lt(moment(now)))
}

/// Why a certificate backs no new request: the one place that says so.
fn unavailable(stage: &str, lapsed: bool, frozen: bool, due: bool) -> Option<Unavailable> {
    match stage {
        _ if frozen => Some(Unavailable::Frozen),
        _ if due => Some(Unavailable::Due),
        "free" => None,
        "offered" => (!lapsed).then_some(Unavailable::Offered),
        "reserved" => Some(Unavailable::Reserved),
        _ => Some(Unavailable::Charged),
    }
}

pub(in crate::read) fn on_base(
    model: &Model,
    on: NaiveDate,
    now: Millis,
) -> Result<CertificateOnBase, StoreError> {
    let row = Row {
        table: "certificates",
        subject: &model.subject,
    };
    let due_on: NaiveDate = row.parse(&model.due_on)?;
    let lapsed = model.offered_until.is_some_and(|until| until < moment(now));
    Ok(CertificateOnBase {
        certificate: row.parse(&model.subject)?,
        number: row.parse(&model.number)?,
        debtor: row.parse(&model.debtor)?,
        holder: row.parse(&model.holder)?,
        outstanding: row.money(model.outstanding, &model.currency)?,
        due_on,
        unavailable: unavailable(&model.stage, lapsed, model.frozen != 0, due_on <= on),
    })
}

/// What banks lend by the rules where a product says nothing.
fn usual(pack: Option<&RulePack>, on: NaiveDate) -> Option<Ratio> {
    let rule = pack?.advance_on(on).ok()?;
    Some(rule.value.default_rate)
}

/// What a product lends on what each debtor owes.
fn under(
    product: &Product,
    advance_rate: Ratio,
    held: &[HeldSum],
    holder: PartyId,
    on: NaiveDate,
) -> Result<Vec<ProductBase>, StoreError> {
    let terms = &product.terms;
    let mut bases: Vec<ProductBase> = Vec::new();
    if !terms.suppliers.admits(holder) {
        return Ok(bases);
    }
    for one in held {
        let days = (one.due_on - on).num_days();
        let fits = one.unavailable.is_none()
            && one.outstanding.currency() == terms.currency
            && terms.debtors.admits(one.debtor)
            && days >= i64::from(terms.tenor.least_days);
        if !fits {
            continue;
        }
        match bases.iter_mut().find(|base| base.debtor == one.debtor) {
            Some(base) => {
                base.certificates = base.certificates.saturating_add(one.certificates);
                base.outstanding = added(base.outstanding, one.outstanding)?;
            }
            None => bases.push(ProductBase {
                product: product.id,
                bank: product.bank,
                name: terms.name.to_string(),
                debtor: one.debtor,
                certificates: one.certificates,
                outstanding: one.outstanding,
                advance_rate,
                up_to: Money::zero(terms.currency),
            }),
        }
    }
    for base in &mut bases {
        let up_to = advance_rate.of(base.outstanding);
        base.up_to = up_to.map_err(|error| corrupt("products", product.id, error))?;
    }
    Ok(bases)
}
