//! What banks lend on now, to compare, with a way to ask.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use tallystick_base::{Capacity, Money, ProductId, RulePack};
use tallystick_commands::financing::{Eligible, Product};
use tallystick_store::{ListedProduct, MAX_PAGE, Paging, ProductFilter};

use super::publishes;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Page, terms, written};
use crate::places::MEMBERS;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "products/list.html")]
struct ProductsPage<'p> {
    frame: Frame<'p>,
    rows: Vec<RowView>,
    /// Whether the party may begin a request.
    begins: bool,
    /// A bank's own, those that it withdrew included.
    own: Vec<ListedProduct>,
    /// Whether the member publishes products.
    publishes: bool,
}

/// A product as a row.
struct RowView {
    id: String,
    bank: String,
    name: String,
    currency: String,
    rate: String,
    basis: String,
    fees: String,
    advance: String,
    least_days: u32,
    most_days: u32,
    interest: String,
    day_count: String,
    security: String,
    recourse: String,
    penalty: String,
    grace_days: u32,
    programme: Option<String>,
    /// Whether it is for parties on a list only.
    listed: bool,
    /// What the party could ask for on all that it holds of one debtor.
    up_to: Option<Money>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(MEMBERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let products = store.open_products(viewer).await?;
    let rules = terms::rules(&portal, &seated).await?;
    let today = store.today().await?;
    let names = Names::of(store, viewer, products.iter().map(|product| product.bank)).await?;
    let borrows = seated.seat.acts_as(Capacity::Supplier);
    let mut up_to: BTreeMap<ProductId, Money> = BTreeMap::new();
    if borrows {
        for base in store.borrowing_sums(viewer).await?.products {
            // The largest stands first.
            up_to.entry(base.product).or_insert(base.up_to);
        }
    }
    let begins = borrows && seated.seat.signs();
    let own = own(&portal, &seated).await?;
    let publishes = publishes(&seated);
    let frame = Frame::new(&portal, seated.visit);
    let reading = Reading {
        frame: &frame,
        rules: &rules,
        today,
    };
    let mut rows: Vec<RowView> = products
        .iter()
        .map(|product| reading.row(product, names.name(&product.bank), up_to.get(&product.id)))
        .collect();
    rows.sort_by(|one, other| (&one.bank, &one.name, &one.id).cmp(&(&other.bank, &other.name, &other.id)));
    written(&ProductsPage {
        frame,
        rows,
        begins,
        own,
        publishes,
    })
}

/// The products of the viewer's bank; nothing for others.
async fn own(portal: &Portal, seated: &Seated) -> Result<Vec<ListedProduct>, Failure> {
    if !seated.seat.acts_as(Capacity::Bank) {
        return Ok(Vec::new());
    }
    let filter = ProductFilter {
        bank: Some(seated.viewer().party),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..ProductFilter::default()
    };
    Ok(portal.store().products(seated.viewer(), &filter).await?.items)
}

/// What terms mean today.
struct Reading<'r> {
    frame: &'r Frame<'r>,
    rules: &'r RulePack,
    today: chrono::NaiveDate,
}

impl Reading<'_> {
    fn row(&self, product: &Product, bank: String, up_to: Option<&Money>) -> RowView {
        let (frame, terms) = (self.frame, &product.terms);
        let lpr = self.rules.lpr_one_year_on(self.today).ok();
        let rate = terms::rate_at_most(&terms.rate, lpr.map(|reading| reading.rate));
        let advance = terms.advance_rate.or_else(|| {
            let usual = self.rules.advance_on(self.today).ok()?;
            Some(usual.value.default_rate)
        });
        let factor = terms.penalty_factor.or_else(|| {
            let usual = self.rules.penalty_on(self.today).ok()?;
            Some(usual.value.default_factor)
        });
        let penalty = rate
            .zip(factor)
            .and_then(|(rate, factor)| rate.times(factor).ok());
        let listed = [&terms.debtors, &terms.suppliers]
            .iter()
            .any(|one| **one != Eligible::Anyone {});
        RowView {
            id: product.id.uuid().to_string(),
            bank,
            name: terms.name.to_string(),
            currency: terms.currency.as_str().to_owned(),
            rate: rate.map_or_else(String::new, tallystick_base::Rate::percent_text),
            basis: terms::rate_basis(frame, &terms.rate),
            fees: terms::fees(frame, terms),
            advance: advance.map_or_else(String::new, tallystick_base::Ratio::percent_text),
            least_days: terms.tenor.least_days,
            most_days: terms.tenor.most_days,
            interest: terms::interest_mode(frame, terms.interest),
            day_count: terms::day_count(frame, terms.day_count),
            security: terms::security(frame, terms.security),
            recourse: terms::recourse(frame, terms.recourse),
            penalty: penalty.map_or_else(String::new, tallystick_base::Rate::percent_text),
            grace_days: terms.grace_days,
            programme: terms
                .programme
                .as_ref()
                .map(|programme| programme.tag.to_string()),
            listed,
            up_to: up_to.copied(),
        }
    }
}
