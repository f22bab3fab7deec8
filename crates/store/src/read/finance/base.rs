//! The borrowing base of a supplier: on which certificates it can ask for money now, and how much under which product.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{CertificateId, Money, PartyId, ProductId, Ratio, RulePack};
use tallystick_commands::State;
use tallystick_commands::certificates::{Certificate, CertificateNumber, CertificateStage};
use tallystick_commands::financing::Product;
use utoipa::ToSchema;

use super::portfolio::added;
use crate::entity::{certificate, product};
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// The most certificates of one base. Whoever holds more is shown those that are due first.
const MOST: u64 = 2_000;

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

/// A certificate that the supplier holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CertificateOnBase {
    /// The certificate.
    pub certificate: CertificateId,
    /// Who owes on it.
    pub debtor: PartyId,
    /// What is outstanding.
    pub outstanding: Money,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Why it backs no new request; none where it does.
    pub unavailable: Option<Unavailable>,
}

/// A certificate that the debtor owes, and may ask for money to pay before it is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateOwed {
    /// As on the base of its holder.
    pub on_base: CertificateOnBase,
    /// Its number.
    pub number: CertificateNumber,
    /// Who holds it.
    pub holder: PartyId,
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
    /// What it holds, due first comes first.
    pub certificates: Vec<CertificateOnBase>,
    /// By product and debtor, the largest amount first.
    pub products: Vec<ProductBase>,
}

impl Store {
    /// The borrowing base of the viewer's party; empty for one that holds nothing.
    pub async fn borrowing_base(&self, viewer: &Viewer) -> Result<BorrowingBase, StoreError> {
        let rules = self.rules().await?;
        let on = self.today().await?;
        let held = self.live(certificate::Column::Holder, viewer.party).await?;
        let certificates: Vec<CertificateOnBase> = held.iter().map(|one| self.on_base(one, on)).collect();
        let mut products = Vec::new();
        for product in self.open_products(viewer).await? {
            let advance_rate = product.terms.advance_rate.or_else(|| usual(rules.as_ref(), on));
            if let Some(advance_rate) = advance_rate {
                products.extend(under(&product, advance_rate, &certificates, viewer.party, on)?);
            }
        }
        products.sort_by_key(|base| (std::cmp::Reverse(base.up_to.minor()), base.product, base.debtor));
        Ok(BorrowingBase {
            on,
            certificates,
            products,
        })
    }

    /// What the viewer's party owes on certificates, due first comes first: what a request downstream is for.
    pub async fn owed_base(&self, viewer: &Viewer) -> Result<Vec<CertificateOwed>, StoreError> {
        let on = self.today().await?;
        let owed = self.live(certificate::Column::Debtor, viewer.party).await?;
        let owed = owed.iter().map(|one| CertificateOwed {
            on_base: self.on_base(one, on),
            number: one.issue.number.clone(),
            holder: one.holder,
        });
        Ok(owed.collect())
    }

    /// The certificates with this party on this side on which something is owed, due first comes first.
    async fn live(&self, side: certificate::Column, party: PartyId) -> Result<Vec<Certificate>, StoreError> {
        let owed_in = ["free", "offered", "reserved", "pledged", "assigned"];
        let names: Vec<String> = certificate::Entity::find()
            .select_only()
            .column(certificate::Column::Subject)
            .filter(side.eq(party.to_string()))
            .filter(certificate::Column::Stage.is_in(owed_in))
            .order_by_asc(certificate::Column::DueOn)
            .order_by_asc(certificate::Column::Subject)
            .limit(MOST)
            .into_tuple()
            .all(self.reader())
            .await?;
        let states = self.states_of("certificates", names).await?;
        let mut live: Vec<Certificate> = states
            .into_iter()
            .filter_map(|(_, state)| match state {
                State::Certificate(certificate) => Some(certificate),
                _ => None,
            })
            .collect();
        live.sort_by_key(|certificate| (certificate.issue.due_on, certificate.id()));
        Ok(live)
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

    fn on_base(&self, certificate: &Certificate, on: NaiveDate) -> CertificateOnBase {
        let unavailable = match certificate.stage_at(self.now()) {
            _ if certificate.frozen.is_some() => Some(Unavailable::Frozen),
            _ if certificate.issue.due_on <= on => Some(Unavailable::Due),
            CertificateStage::Offered { .. } => Some(Unavailable::Offered),
            CertificateStage::Reserved { .. } => Some(Unavailable::Reserved),
            CertificateStage::Free {} => None,
            CertificateStage::Pledged { .. }
            | CertificateStage::Assigned { .. }
            | CertificateStage::Split {}
            | CertificateStage::Discharged {}
            | CertificateStage::Cancelled {} => Some(Unavailable::Charged),
        };
        CertificateOnBase {
            certificate: certificate.id(),
            debtor: certificate.issue.debtor,
            outstanding: certificate.outstanding,
            due_on: certificate.issue.due_on,
            unavailable,
        }
    }
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
    certificates: &[CertificateOnBase],
    holder: PartyId,
    on: NaiveDate,
) -> Result<Vec<ProductBase>, StoreError> {
    let terms = &product.terms;
    let mut bases: Vec<ProductBase> = Vec::new();
    if !terms.suppliers.admits(holder) {
        return Ok(bases);
    }
    for one in certificates {
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
                base.certificates = base.certificates.saturating_add(1);
                base.outstanding = added(base.outstanding, one.outstanding)?;
            }
            None => bases.push(ProductBase {
                product: product.id,
                bank: product.bank,
                name: terms.name.to_string(),
                debtor: one.debtor,
                certificates: 1,
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
