//! What a new request stands on: certificates that are free, products that are open, the rules and the accounts.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, CertificateId, Money, PartyId, Rate, Ratio, RulePack};
use tallystick_commands::financing::{MOST_CERTIFICATES, Product};
use tallystick_commands::parties::BankAccount;
use tallystick_store::{AskingSide, CertificateOnBase};

use super::draft::Draft;
use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::terms;
use crate::seat::Seated;

/// How many certificates of a draft are looked up, which is more than a request takes.
const MOST_LOOKED_UP: usize = 2 * MOST_CERTIFICATES;

/// Everything that the steps of a new request read.
pub(super) struct Ground {
    /// The certificates of the draft that back a new request now, due first comes first.
    pub(super) ticked: Vec<CertificateOnBase>,
    pub(super) products: Vec<Product>,
    pub(super) rules: RulePack,
    pub(super) names: Names,
    /// The party that asks.
    pub(super) party: PartyId,
    /// On which side of the certificates it stands.
    pub(super) side: AskingSide,
    on: NaiveDate,
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
    /// They are so many, and a request takes fewer.
    TooMany(usize),
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
    pub(super) async fn read(portal: &Portal, seated: &Seated, draft: &Draft) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let side = if seated.seat.acts_as(Capacity::Buyer) {
            AskingSide::Debtor
        } else {
            AskingSide::Holder
        };
        let named = draft.certificates.iter().take(MOST_LOOKED_UP);
        let named: Vec<CertificateId> = named
            .filter_map(|text| id(CertificateId::KIND, text).ok())
            .collect();
        let mut ticked = store.certificates_asked_on(viewer, side, &named).await?;
        ticked.retain(|one| one.unavailable.is_none());
        let mut ground = Self {
            ticked,
            products: store.open_products(viewer).await?,
            rules: terms::rules(portal, seated).await?,
            names: Names::default(),
            party: viewer.party,
            side,
            on: store.today().await?,
        };
        ground.name(portal, seated, &[]).await?;
        ground.sort();
        Ok(ground)
    }

    /// Looks up the names of everybody, and of the sides of these certificates.
    pub(super) async fn name(
        &mut self,
        portal: &Portal,
        seated: &Seated,
        more: &[CertificateOnBase],
    ) -> Result<(), Failure> {
        let sides = self.ticked.iter().chain(more);
        let parties: BTreeSet<PartyId> = sides
            .flat_map(|one| [one.debtor, one.holder])
            .chain(self.products.iter().map(|product| product.bank))
            .chain([self.party])
            .collect();
        self.names = Names::of(portal.store(), seated.viewer(), parties).await?;
        Ok(())
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

    /// Whether the party asks as a buyer, for the holder to be paid.
    pub(super) fn is_downstream(&self) -> bool {
        self.side == AskingSide::Debtor
    }

    /// The other side of a certificate, of which a request names one: upstream its debtor, downstream its holder.
    pub(super) fn other(&self, one: &CertificateOnBase) -> PartyId {
        match self.side {
            AskingSide::Holder => one.debtor,
            AskingSide::Debtor => one.holder,
        }
    }

    pub(super) const fn today(&self) -> NaiveDate {
        self.on
    }

    /// The certificates of a draft that are free now. What has gone since is left out: the page shows what is there.
    pub(super) fn chosen(&self, draft: &Draft) -> Result<Chosen<'_>, Unchosen> {
        let certificates: Vec<&CertificateOnBase> = self.ticked.iter().collect();
        if certificates.len() > MOST_CERTIFICATES {
            let ticked = draft.certificates.len();
            let found = if ticked > MOST_LOOKED_UP {
                ticked
            } else {
                certificates.len()
            };
            return Err(Unchosen::TooMany(found));
        }
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
            holder: first.holder,
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
