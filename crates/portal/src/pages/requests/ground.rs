//! What a new request stands on: certificates that are free, products that are open, the rules and the accounts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tallystick_base::{Capacity, CertificateId, Money, PartyId, Rate, Ratio, RulePack};
use tallystick_commands::financing::Product;
use tallystick_commands::parties::BankAccount;
use tallystick_store::{BorrowingBase, CertificateFilter, CertificateOnBase, MAX_PAGE, Order, Paging};

use super::draft::Draft;
use super::owed::OwedBase;
use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::pages::terms;
use crate::seat::Seated;

/// Everything that the steps of a new request read.
pub(super) struct Ground {
    pub(super) base: BorrowingBase,
    pub(super) products: Vec<Product>,
    pub(super) rules: RulePack,
    pub(super) names: Names,
    /// Numbers of certificates, as far as they were looked up.
    pub(super) numbers: BTreeMap<CertificateId, String>,
    /// The party that asks.
    pub(super) party: PartyId,
    /// Downstream, who holds each certificate; none upstream, where the party that asks holds them.
    holders: Option<BTreeMap<CertificateId, PartyId>>,
}

/// The certificates of a draft.
pub(super) struct Chosen<'g> {
    pub(super) certificates: Vec<&'g CertificateOnBase>,
    pub(super) debtor: PartyId,
    pub(super) holder: PartyId,
    pub(super) outstanding: Money,
    /// When the last of them is due.
    pub(super) last_due: NaiveDate,
}

/// Why the certificates of a draft make no request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unchosen {
    /// None is chosen, or none of them is free any more.
    Nothing,
    /// They have several debtors, or downstream several holders.
    SeveralOthers,
    /// They are in several currencies.
    SeveralCurrencies,
}

/// Why a product does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    Currency,
    Debtor,
    Supplier,
    /// It lends for so many days.
    Tenor {
        least: u32,
        most: u32,
    },
    /// It lends at most so much on these certificates.
    Advance(Money),
    /// The bank owes or holds the certificates itself.
    Involved,
    /// Nothing tells its rate today.
    NoRate,
}

impl Chosen<'_> {
    /// Whom the certificates of a request are owed by, or downstream owed to.
    pub(super) fn other(&self, ground: &Ground) -> PartyId {
        if ground.is_downstream() {
            self.holder
        } else {
            self.debtor
        }
    }
}

impl Ground {
    pub(super) async fn read(portal: &Portal, seated: &Seated) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let (base, holders, numbers) = if seated.seat.acts_as(Capacity::Buyer) {
            let owed = OwedBase::read(portal, seated).await?;
            (owed.base, Some(owed.holders), owed.numbers)
        } else {
            (store.borrowing_base(viewer).await?, None, BTreeMap::new())
        };
        let products = store.open_products(viewer).await?;
        let rules = terms::rules(portal, seated).await?;
        let parties: BTreeSet<PartyId> = base
            .certificates
            .iter()
            .map(|one| one.debtor)
            .chain(holders.iter().flat_map(BTreeMap::values).copied())
            .chain(products.iter().map(|product| product.bank))
            .chain([viewer.party])
            .collect();
        let names = Names::of(store, viewer, parties).await?;
        let mut ground = Self {
            base,
            products,
            rules,
            names,
            numbers,
            party: viewer.party,
            holders,
        };
        ground.sort();
        Ok(ground)
    }

    /// Banks by name, and the products of each by theirs: an order that does not favour anyone by chance.
    fn sort(&mut self) {
        let names = &self.names;
        self.products.sort_by_key(|product| {
            (
                names.name(&product.bank),
                product.terms.name.to_string(),
                product.id,
            )
        });
    }

    /// Looks up the numbers of the certificates on the base, those that are due first.
    pub(super) async fn with_numbers(mut self, portal: &Portal, seated: &Seated) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        if self.is_downstream() {
            return Ok(self);
        }
        for stage in ["free", "offered", "reserved", "pledged", "assigned"] {
            let filter = CertificateFilter {
                stage: Some(stage.to_owned()),
                holder: Some(viewer.party),
                order: Order::Due,
                page: Paging {
                    after: None,
                    limit: MAX_PAGE,
                },
                ..CertificateFilter::default()
            };
            let found = store.certificates(viewer, &filter).await?;
            let numbers = found
                .items
                .into_iter()
                .map(|one| (one.id, one.number.to_string()));
            self.numbers.extend(numbers);
        }
        Ok(self)
    }

    /// The number of a certificate, or its id where it was not looked up.
    pub(super) fn number(&self, certificate: CertificateId) -> String {
        let known = self.numbers.get(&certificate);
        known.map_or_else(|| certificate.uuid().to_string(), Clone::clone)
    }

    /// Whether the party asks as a buyer, for the holder to be paid.
    pub(super) const fn is_downstream(&self) -> bool {
        self.holders.is_some()
    }

    fn holder(&self, certificate: CertificateId) -> PartyId {
        let holders = self.holders.as_ref();
        let holder = holders.and_then(|holders| holders.get(&certificate));
        holder.copied().unwrap_or(self.party)
    }

    /// The other side of a certificate, of which a request names one: upstream its debtor, downstream its holder.
    pub(super) fn other(&self, one: &CertificateOnBase) -> PartyId {
        if self.is_downstream() {
            self.holder(one.certificate)
        } else {
            one.debtor
        }
    }

    pub(super) const fn today(&self) -> NaiveDate {
        self.base.on
    }

    /// The certificates that back a new request.
    pub(super) fn free(&self) -> impl Iterator<Item = &CertificateOnBase> {
        self.base
            .certificates
            .iter()
            .filter(|one| one.unavailable.is_none())
    }

    /// The certificates of a draft that are free now. What has gone since is left out: the page shows what is there.
    pub(super) fn chosen(&self, draft: &Draft) -> Result<Chosen<'_>, Unchosen> {
        let certificates: Vec<&CertificateOnBase> = self
            .free()
            .filter(|one| draft.certificates.contains(&one.certificate.uuid().to_string()))
            .collect();
        let first = certificates.first().ok_or(Unchosen::Nothing)?;
        let (debtor, currency) = (first.debtor, first.outstanding.currency());
        let other = self.other(first);
        if certificates.iter().any(|one| self.other(one) != other) {
            return Err(Unchosen::SeveralOthers);
        }
        let amounts = certificates.iter().map(|one| one.outstanding);
        let outstanding = Money::sum(currency, amounts).map_err(|_| Unchosen::SeveralCurrencies)?;
        let last_due = certificates.iter().map(|one| one.due_on).max();
        Ok(Chosen {
            debtor,
            holder: self.holder(first.certificate),
            outstanding,
            last_due: last_due.unwrap_or(first.due_on),
            certificates,
        })
    }

    /// The LPR for one year, today.
    pub(super) fn lpr(&self) -> Option<Rate> {
        let reading = self.rules.lpr_one_year_on(self.today()).ok()?;
        Some(reading.rate)
    }

    /// What share of what is outstanding a product lends.
    pub(super) fn advance(&self, product: &Product) -> Option<Ratio> {
        let usual = || Some(self.rules.advance_on(self.today()).ok()?.value.default_rate);
        product.terms.advance_rate.or_else(usual)
    }

    /// The multiple of the contract rate on what is overdue.
    pub(super) fn penalty_factor(&self, product: &Product) -> Option<Ratio> {
        let usual = || Some(self.rules.penalty_on(self.today()).ok()?.value.default_factor);
        product.terms.penalty_factor.or_else(usual)
    }

    /// How much a product lends at most on certificates.
    pub(super) fn up_to(&self, product: &Product, outstanding: Money) -> Option<Money> {
        self.advance(product)?.of(outstanding).ok()
    }

    /// Why a product is not for these certificates, however much is asked for.
    pub(super) fn unfit(&self, product: &Product, chosen: &Chosen<'_>) -> Option<Unfit> {
        let terms = &product.terms;
        let days = (chosen.last_due - self.today()).num_days();
        if chosen.outstanding.currency() != terms.currency {
            Some(Unfit::Currency)
        } else if !terms.debtors.admits(chosen.debtor) {
            Some(Unfit::Debtor)
        } else if !terms.suppliers.admits(chosen.holder) {
            Some(Unfit::Supplier)
        } else if product.bank == chosen.debtor || product.bank == chosen.holder {
            Some(Unfit::Involved)
        } else if days < i64::from(terms.tenor.least_days) {
            Some(Unfit::Tenor {
                least: terms.tenor.least_days,
                most: terms.tenor.most_days,
            })
        } else if terms::rate_at_most(&terms.rate, self.lpr()).is_none() {
            Some(Unfit::NoRate)
        } else {
            None
        }
    }
}

/// The accounts in the profile of the party that looks.
pub(super) async fn accounts(portal: &Portal, seated: &Seated) -> Result<Vec<BankAccount>, Failure> {
    let viewer = seated.viewer();
    let profile = portal.store().profile(viewer, viewer.party).await?;
    Ok(profile.map(|seen| seen.state.data.accounts).unwrap_or_default())
}
