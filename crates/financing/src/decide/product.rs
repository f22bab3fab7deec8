//! Publishing products.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Ratio, RulePack};

use super::{check_actor, check_amount};
use crate::command::{PublishProduct, ReviseProduct, WithdrawProduct};
use crate::product::{DueKind, Eligible, FeeBasis, ProductTerms, RateBasis};
use crate::{Case, Part, Product, ProductRejection, ProductStage, ProductTransition, Rejection, Step};

/// Most fees of a product.
const MOST_FEES: usize = 10;
/// Most parties in one of its lists.
const MOST_PARTIES: usize = 200;
/// Most days of grace: what is unpaid for longer is overdue, whatever it is called.
const MOST_GRACE_DAYS: u32 = 90;

pub(super) fn publish(case: &Case, body: &PublishProduct, context: &Context) -> Result<Vec<Step>, Rejection> {
    let product = body.product;
    if case.products.contains_key(&product) {
        return Err(ProductRejection::Exists { product }.into());
    }
    check_terms(case.rules()?, &body.terms, context)?;
    let published = ProductTransition::Published {
        product,
        bank: context.actor.party,
        terms: Box::new(body.terms.clone()),
    };
    Ok(vec![Step::new(product, published)])
}

pub(super) fn revise(case: &Case, body: &ReviseProduct, context: &Context) -> Result<Vec<Step>, Rejection> {
    own_open(case.product(body.product)?, context)?;
    check_terms(case.rules()?, &body.terms, context)?;
    let revised = ProductTransition::Revised {
        terms: Box::new(body.terms.clone()),
    };
    Ok(vec![Step::new(body.product, revised)])
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawProduct,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    own_open(case.product(body.product)?, context)?;
    let on = context.received.date_at(case.rules()?.utc_offset_minutes);
    Ok(vec![Step::new(body.product, ProductTransition::Withdrawn { on })])
}

/// It is the acting bank's, and not withdrawn.
fn own_open(product: &Product, context: &Context) -> Result<(), Rejection> {
    check_actor(context, product.bank, Capacity::Bank, Part::Bank)?;
    Ok(check_open(product)?)
}

/// Requests may name it.
pub(super) fn check_open(product: &Product) -> Result<(), ProductRejection> {
    match product.stage {
        ProductStage::Open {} => Ok(()),
        ProductStage::Withdrawn { .. } => Err(ProductRejection::Withdrawn { product: product.id }),
    }
}

/// Terms that a loan can be made and repaid under, within the rules of the day.
fn check_terms(rules: &RulePack, terms: &ProductTerms, context: &Context) -> Result<(), Rejection> {
    let today = context.received.date_at(rules.utc_offset_minutes);
    check_rates(rules, terms, today)?;
    check_days(terms)?;
    check_order(terms)?;
    check_fees(terms)?;
    check_list(&terms.debtors)?;
    check_list(&terms.suppliers)?;
    Ok(())
}

fn check_rates(rules: &RulePack, terms: &ProductTerms, today: NaiveDate) -> Result<(), Rejection> {
    if let Some(found) = terms.advance_rate
        && !is_share(found)
    {
        return Err(ProductRejection::AdvanceRate { found }.into());
    }
    let penalty = &rules.penalty_on(today)?.value;
    if let Some(found) = terms.penalty_factor
        && (found < penalty.at_least || found > penalty.at_most)
    {
        let (at_least, at_most) = (penalty.at_least, penalty.at_most);
        return Err(ProductRejection::PenaltyFactor {
            found,
            at_least,
            at_most,
        }
        .into());
    }
    if let RateBasis::LprPlus { basis_points } = terms.rate {
        // What is below zero or above all measure on the first day is a slip of the pen.
        rules
            .lpr_one_year_on(today)?
            .rate
            .plus_basis_points(basis_points)?;
    }
    let subsidy = terms.programme.as_ref().and_then(|programme| programme.subsidy);
    if subsidy.is_some_and(|rate| rate.decimal().is_zero()) {
        return Err(ProductRejection::Subsidy.into());
    }
    Ok(())
}

fn check_days(terms: &ProductTerms) -> Result<(), ProductRejection> {
    let (least, most) = (terms.tenor.least_days, terms.tenor.most_days);
    if most == 0 || least > most {
        Err(ProductRejection::Tenor { least, most })
    } else if terms.grace_days > MOST_GRACE_DAYS {
        Err(ProductRejection::GraceDays {
            most: MOST_GRACE_DAYS,
            found: terms.grace_days,
        })
    } else {
        Ok(())
    }
}

fn check_order(terms: &ProductTerms) -> Result<(), ProductRejection> {
    let all = [
        DueKind::Costs,
        DueKind::Penalty,
        DueKind::Interest,
        DueKind::Principal,
    ];
    let each_once =
        |order: &Vec<DueKind>| order.len() == all.len() && all.iter().all(|kind| order.contains(kind));
    if terms.order.as_ref().is_none_or(each_once) {
        Ok(())
    } else {
        Err(ProductRejection::Order)
    }
}

fn check_fees(terms: &ProductTerms) -> Result<(), Rejection> {
    if terms.fees.len() > MOST_FEES {
        return Err(ProductRejection::FeeCount {
            most: MOST_FEES,
            found: terms.fees.len(),
        }
        .into());
    }
    let mut names = BTreeSet::new();
    for fee in &terms.fees {
        let name = || fee.name.clone();
        if !names.insert(fee.name.as_str()) {
            return Err(ProductRejection::FeeTwice { name: name() }.into());
        }
        match fee.basis {
            FeeBasis::Fixed { amount } => check_amount(amount, terms.currency)?,
            FeeBasis::Share { of_principal: found } if !is_share(found) => {
                return Err(ProductRejection::FeeShare { name: name(), found }.into());
            }
            FeeBasis::Share { .. } => {}
        }
    }
    Ok(())
}

fn check_list(eligible: &Eligible) -> Result<(), ProductRejection> {
    match eligible {
        Eligible::Anyone {} => Ok(()),
        Eligible::Listed { parties } if (1..=MOST_PARTIES).contains(&parties.len()) => Ok(()),
        Eligible::Listed { parties } => Err(ProductRejection::PartyCount {
            most: MOST_PARTIES,
            found: parties.len(),
        }),
    }
}

/// Above 0 and at most 1.
fn is_share(ratio: Ratio) -> bool {
    !ratio.decimal().is_zero() && ratio.decimal() <= 1.into()
}
