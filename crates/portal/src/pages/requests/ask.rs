//! Step 2: how much, of which banks, for which days; below the inputs stands what it would cost.

use askama::Template;
use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::financing::Product;
use tallystick_commands::parties::BankAccount;
use tallystick_store::KnownParty;

use super::choose::unfit;
use super::costs::{Costs, costs};
use super::draft::Draft;
use super::form::Form;
use super::ground::{Chosen, Ground};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "requests/ask.html")]
struct AskPage<'p> {
    frame: Frame<'p>,
    draft: Draft,
    problems: Vec<String>,
    other: String,
    /// Whether the holder says where the money goes, when it joins.
    downstream: bool,
    count: usize,
    outstanding: Money,
    products: Vec<ProductView>,
    guarantors: Vec<GuarantorView>,
    accounts: Vec<AccountView>,
    costs: Costs,
    today: NaiveDate,
    back: String,
}

struct ProductView {
    id: String,
    bank: String,
    name: String,
    says: String,
    ticked: bool,
    unfit: Option<String>,
}

struct GuarantorView {
    id: String,
    name: String,
    ticked: bool,
}

struct AccountView {
    place: String,
    says: String,
    chosen: bool,
}

pub(super) fn show(portal: &Portal, seated: Seated, ground: &Ground, form: Form) -> Page {
    let chosen = ground.chosen(&form.draft).map_err(|_| Failure::NotFound)?;
    let frame = Frame::new(portal, seated.visit);
    let typed = form.draft.step > 2;
    written(&AskPage {
        other: ground.names.name(&chosen.other(ground)),
        downstream: ground.is_downstream(),
        count: chosen.certificates.len(),
        outstanding: chosen.outstanding,
        products: products(&frame, ground, &chosen, &form.draft),
        guarantors: guarantors(&form),
        accounts: accounts(&form),
        costs: costs(&frame, ground, &chosen, &form.draft),
        problems: if typed { form.problems } else { Vec::new() },
        today: ground.today(),
        back: form.draft.address(1),
        draft: form.draft,
        frame,
    })
}

fn products(frame: &Frame<'_>, ground: &Ground, chosen: &Chosen<'_>, draft: &Draft) -> Vec<ProductView> {
    let view = |product: &Product| {
        let id = product.id.uuid().to_string();
        let rate = terms::rate_at_most(&product.terms.rate, ground.lpr());
        let rate = rate.map_or_else(String::new, tallystick_base::Rate::percent_text);
        let up_to = ground.up_to(product, chosen.outstanding);
        let up_to = up_to.map_or_else(String::new, |up_to| frame.money(&up_to));
        let says = [("amount", up_to.as_str()), ("rate", rate.as_str())];
        ProductView {
            bank: ground.names.name(&product.bank),
            name: product.terms.name.to_string(),
            says: frame.say_with("product-says", &says),
            ticked: draft.products.contains(&id),
            unfit: ground.unfit(product, chosen).map(|why| unfit(frame, &why)),
            id,
        }
    };
    ground.products.iter().map(view).collect()
}

fn guarantors(form: &Form) -> Vec<GuarantorView> {
    let view = |known: &KnownParty| {
        let id = known.id.uuid().to_string();
        GuarantorView {
            name: known.name.clone(),
            ticked: form.draft.guarantors.contains(&id),
            id,
        }
    };
    form.guarantors.iter().map(view).collect()
}

fn accounts(form: &Form) -> Vec<AccountView> {
    let view = |(place, account): (usize, &BankAccount)| {
        let place = place.to_string();
        AccountView {
            says: format!("{} · {}", account.account, account.bank),
            chosen: form.draft.account == place,
            place,
        }
    };
    form.accounts.iter().enumerate().map(view).collect()
}
