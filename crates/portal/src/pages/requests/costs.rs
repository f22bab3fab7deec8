//! What a request would cost in money, product by product: the most that each allows, by the very function that offers are computed with.

use askama::Template;
use axum::extract::State;
use tallystick_base::{Money, Rate};
use tallystick_commands::financing::{Cost, FeeLine, InterestMode, OfferTerms, Product, cost};

use super::ASKS;
use super::choose::unfit;
use super::draft::Draft;
use super::ground::{Chosen, Ground, Unfit};
use super::wish::{Wish, wish};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::compare::{Compared, Head};
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

/// A product with what it would cost at most.
pub(super) struct Reckoned {
    pub(super) terms: OfferTerms,
    pub(super) cost: Cost,
    /// What is to be paid at maturity.
    pub(super) owed: Money,
    pub(super) penalty: Option<Rate>,
}

/// What stands below the inputs: the problems, or the costs.
#[derive(Debug, Default)]
pub(super) struct Costs {
    pub(super) problems: Vec<String>,
    pub(super) table: Option<Compared>,
    /// Products that are chosen and do not do, with the reason.
    pub(super) unfit: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "requests/cost.html")]
struct CostPage<'p> {
    frame: Frame<'p>,
    costs: Costs,
}

/// The part of the page that follows what one types.
pub(super) async fn fragment(State(portal): State<Portal>, seated: Seated, draft: Draft) -> Page {
    let seated = seated.only(ASKS)?;
    let ground = Ground::read(&portal, &seated, &draft).await?;
    let frame = Frame::new(&portal, seated.visit);
    let costs = match ground.chosen(&draft) {
        Ok(chosen) => costs(&frame, &ground, &chosen, &draft),
        Err(_) => Costs {
            problems: vec![frame.say("unchosen-nothing")],
            ..Costs::default()
        },
    };
    written(&CostPage { frame, costs })
}

/// What a product would cost at most, or why it does not do.
pub(super) fn reckon(
    ground: &Ground,
    chosen: &Chosen<'_>,
    product: &Product,
    wish: &Wish,
) -> Result<Reckoned, Unfit> {
    match ground.unfit(product, chosen) {
        None | Some(Unfit::Tenor { .. }) => {}
        Some(why) => return Err(why),
    }
    let limits = &product.terms.tenor;
    let days = (wish.matures_on - wish.draw_on).num_days();
    if !(i64::from(limits.least_days)..=i64::from(limits.most_days)).contains(&days) {
        return Err(Unfit::Tenor {
            least: limits.least_days,
            most: limits.most_days,
        });
    }
    let most = ground.up_to(product, chosen.outstanding).ok_or(Unfit::NoRate)?;
    if wish.amount.minor() > most.minor() {
        return Err(Unfit::Advance(most));
    }
    dearest(ground, product, wish).ok_or(Unfit::NoRate)
}

/// The dearest offer that a product allows.
fn dearest(ground: &Ground, product: &Product, wish: &Wish) -> Option<Reckoned> {
    let rate = terms::rate_at_most(&product.terms.rate, ground.lpr())?;
    let fees = product.terms.fees.iter().map(|fee| {
        Some(FeeLine {
            name: fee.name.clone(),
            amount: fee.basis.of(wish.amount).ok()?,
        })
    });
    let terms = OfferTerms {
        amount: wish.amount,
        rate,
        fees: fees.collect::<Option<_>>()?,
        guarantee: None,
        conditions: Vec::new(),
    };
    let cost = cost(
        &terms,
        &product.terms,
        wish.draw_on,
        wish.matures_on,
        wish.guarantee_fee,
    )
    .ok()?;
    let owed = match product.terms.interest {
        InterestMode::Arrears => wish.amount.checked_add(cost.interest).ok()?,
        InterestMode::Discount => wish.amount,
    };
    Some(Reckoned {
        owed,
        penalty: ground
            .penalty_factor(product)
            .and_then(|factor| rate.times(factor).ok()),
        terms,
        cost,
    })
}

/// The costs under the products that are chosen; under every one that does where none is chosen yet.
pub(super) fn costs(frame: &Frame<'_>, ground: &Ground, chosen: &Chosen<'_>, draft: &Draft) -> Costs {
    let wish = match wish(frame, ground, chosen, draft) {
        Ok(wish) => wish,
        Err(problems) => {
            return Costs {
                problems,
                ..Costs::default()
            };
        }
    };
    let mut costs = Costs::default();
    let mut columns = Vec::new();
    for product in &ground.products {
        let is_chosen = draft.products.contains(&product.id.uuid().to_string());
        // While none is chosen, all that are for these certificates are shown.
        let is_shown = is_chosen || draft.products.is_empty() && ground.unfit(product, chosen).is_none();
        match reckon(ground, chosen, product, &wish) {
            Ok(reckoned) if is_shown => columns.push((product, reckoned)),
            Err(why) if is_shown => {
                let name = format!("{} {}", ground.names.name(&product.bank), product.terms.name);
                costs.unfit.push((name, unfit(frame, &why)));
            }
            Ok(_) | Err(_) => {}
        }
    }
    costs.table = (!columns.is_empty()).then(|| table(frame, ground, &wish, &columns));
    costs
}

fn table(frame: &Frame<'_>, ground: &Ground, wish: &Wish, columns: &[(&Product, Reckoned)]) -> Compared {
    let days = (wish.matures_on - wish.draw_on).num_days();
    let mut table = Compared {
        caption: frame.say_n("cost-caption", days),
        ..Compared::default()
    };
    table.heads = columns
        .iter()
        .map(|(product, _)| Head {
            name: ground.names.name(&product.bank),
            below: product.terms.name.to_string(),
            ..Head::default()
        })
        .collect();
    let each = |figure: &dyn Fn(&Product, &Reckoned) -> String| -> Vec<String> {
        columns
            .iter()
            .map(|(product, reckoned)| figure(product, reckoned))
            .collect()
    };
    let money = |figure: fn(&Cost) -> Money| each(&|_, reckoned| frame.figures(&figure(&reckoned.cost)));
    table.line(
        frame.say("cost-rate"),
        each(&|_, one| one.terms.rate.percent_text()),
    );
    table.line(frame.say("cost-interest"), money(|cost| cost.interest));
    table.line(frame.say("cost-fees"), money(|cost| cost.fees));
    table.line(frame.say("cost-guarantee-fee"), money(|cost| cost.guarantee_fee));
    if columns.iter().any(|(_, one)| one.cost.subsidy.is_positive()) {
        table.line(frame.say("cost-subsidy"), money(|cost| cost.subsidy));
    }
    table.sum(frame.say("cost-total"), money(|cost| cost.total));
    let a_year = |cost: &Cost| cost.a_year(wish.draw_on, wish.matures_on);
    table.sum(
        frame.say("cost-a-year"),
        each(&|_, one| a_year(&one.cost).map_or_else(String::new, Rate::percent_text)),
    );
    table.line(frame.say("cost-in-hand"), money(|cost| cost.paid_out));
    table.line(frame.say("cost-owed"), each(&|_, one| frame.figures(&one.owed)));
    table.line(
        frame.say("cost-penalty"),
        each(&|_, one| one.penalty.map_or_else(String::new, Rate::percent_text)),
    );
    table.line(
        frame.say("cost-grace"),
        each(&|product, _| frame.say_n("days-n", product.terms.grace_days)),
    );
    table.line(
        frame.say("cost-recourse"),
        each(&|product, _| terms::recourse(frame, product.terms.recourse)),
    );
    table
}
