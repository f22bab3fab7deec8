//! The workbench of a supplier: what waits, what it may borrow now, and what money comes in.

use askama::Template;
use chrono::NaiveDate;
use tallystick_base::{Currency, Money};
use tallystick_commands::financing::{MOST_CERTIFICATES, ProductTerms, RateBasis};
use tallystick_store::{HeldSum, ProductBase};

use super::coming::{Coming, LEFT};
use super::supplier_late::{self, Late};
use super::supplier_waits::{self, Waits};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How many products are shown; the others stand in the list of products.
const PRODUCTS: usize = 12;

#[derive(Template)]
#[template(path = "home/supplier.html")]
struct SupplierPage<'p> {
    frame: Frame<'p>,
    waits: Waits,
    /// The outstanding amount of the certificates on which it may borrow now, and how many they are.
    free: Money,
    free_count: u64,
    /// How many certificates one request takes, where that is fewer.
    takes: Option<usize>,
    /// The most that any one choice of products lends on them.
    most: Option<Money>,
    products: Vec<ProductRow>,
    coming: Coming,
    /// The late interest on those of its certificates that are late for longest.
    late: Late,
    today: NaiveDate,
    left: i64,
}

/// What one product lends on what one debtor owes.
struct ProductRow {
    bank: String,
    name: String,
    debtor: String,
    outstanding: Money,
    up_to: Money,
    advance: String,
    /// What it costs at most a year, where the product says so.
    rate: Option<String>,
    fees: usize,
    address: String,
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let frame = Frame::new(portal, seated.visit.clone());
    let base = store.borrowing_sums(viewer).await?;
    let free: Vec<&HeldSum> = base
        .held
        .iter()
        .filter(|one| one.unavailable.is_none() && one.outstanding.currency() == Currency::CNY)
        .collect();
    let free_count: u64 = free.iter().map(|one| one.certificates).sum();
    let sum = Money::sum(Currency::CNY, free.iter().map(|one| one.outstanding));
    let parties = base.products.iter().flat_map(|one| [one.bank, one.debtor]);
    let names = Names::of(store, viewer, parties).await?;
    let mut products = Vec::new();
    for one in base.products.iter().take(PRODUCTS) {
        let terms = store.product(viewer, one.product).await?;
        products.push(row(
            &frame,
            &names,
            one,
            terms.map(|seen| seen.state.terms).as_ref(),
        ));
    }
    let coming = Coming::of(&base.held, base.on, Currency::CNY).map_err(|_| Failure::Fault)?;
    let late = if coming.overdue_count > 0 {
        supplier_late::read(portal, &seated, base.on, coming.overdue_count).await?
    } else {
        Late::default()
    };
    written(&SupplierPage {
        waits: supplier_waits::read(portal, &seated, &frame).await?,
        takes: (free_count > MOST_CERTIFICATES as u64).then_some(MOST_CERTIFICATES),
        free_count,
        free: sum.map_err(|_| Failure::Fault)?,
        most: most(&base.products)?,
        late,
        coming,
        today: base.on,
        left: LEFT,
        products,
        frame,
    })
}

fn row(frame: &Frame<'_>, names: &Names, base: &ProductBase, terms: Option<&ProductTerms>) -> ProductRow {
    ProductRow {
        bank: names.name(&base.bank),
        name: base.name.clone(),
        debtor: names.name(&base.debtor),
        outstanding: base.outstanding,
        up_to: base.up_to,
        advance: base.advance_rate.percent_text(),
        rate: terms.map(|terms| match terms.rate {
            RateBasis::Fixed { rate } => {
                frame.say_with("supplier-rate-fixed", &[("rate", &rate.percent_text())])
            }
            RateBasis::LprPlus { basis_points } => {
                frame.say_with("supplier-rate-lpr", &[("points", &format!("{basis_points:+}"))])
            }
        }),
        fees: terms.map_or(0, |terms| terms.fees.len()),
        address: format!("/requests/new?product={}", base.product.uuid()),
    }
}

/// A request names one debtor: the best product for each debtor, added up.
fn most(products: &[ProductBase]) -> Result<Option<Money>, Failure> {
    let mut seen = Vec::new();
    let mut most: Option<Money> = None;
    // The largest come first.
    for one in products
        .iter()
        .filter(|one| one.up_to.currency() == Currency::CNY)
    {
        if seen.contains(&one.debtor) {
            continue;
        }
        seen.push(one.debtor);
        let sum = most.unwrap_or(Money::zero(Currency::CNY)).checked_add(one.up_to);
        most = Some(sum.map_err(|_| Failure::Fault)?);
    }
    Ok(most)
}
