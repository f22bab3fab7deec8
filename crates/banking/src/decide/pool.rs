//! Pools, and loans offered to them.

use std::time::Duration;

use tallystick_base::{Capacity, Context, LoanId};

use super::{check_actor, check_amount};
use crate::command::{AcceptSale, ClosePool, DeclineSale, OpenPool, ProposeSale, WithdrawSale};
use crate::loan::LoanStage;
use crate::pool::{Bought, Eligibility, MOST_LOANS, Measured, measured};
use crate::sale::SaleRecord;
use crate::{
    Case, Loan, LoanTransition, Part, Pool, PoolRejection, PoolStage, PoolTransition, Rejection, Sale,
    SaleStage, SaleTransition, Step,
};

/// The most debtors that a pool names.
const MOST_DEBTORS: usize = 200;

/// The most days for which an offer to a pool stands.
const MOST_DAYS: u64 = 30;

pub(super) fn open(case: &Case, body: &OpenPool, context: &Context) -> Result<Vec<Step>, Rejection> {
    let manager = context.actor.party;
    check_actor(context, manager, Capacity::AssetManager, Part::AssetManager)?;
    let pool = body.pool;
    if case.pools.contains_key(&pool) {
        return Err(PoolRejection::Exists { pool }.into());
    }
    check_eligibility(&body.eligibility)?;
    let opened = PoolTransition::Opened {
        pool,
        manager,
        name: body.name.clone(),
        eligibility: body.eligibility.clone(),
    };
    Ok(vec![Step::new(pool, opened)])
}

/// Some loan could be bought by it.
fn check_eligibility(eligibility: &Eligibility) -> Result<(), Rejection> {
    check_amount(eligibility.most_open, eligibility.currency)?;
    if eligibility.most_days == 0 {
        return Err(PoolRejection::NoDays.into());
    }
    let share = eligibility.one_debtor;
    if share.decimal().is_zero() || share.decimal() > 1_u32.into() {
        return Err(PoolRejection::Share { share }.into());
    }
    match &eligibility.debtors {
        Some(debtors) if debtors.is_empty() || debtors.len() > MOST_DEBTORS => {
            let (most, found) = (MOST_DEBTORS, debtors.len());
            Err(PoolRejection::Debtors { most, found }.into())
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn close(case: &Case, body: &ClosePool, context: &Context) -> Result<Vec<Step>, Rejection> {
    let pool = case.pool(body.pool)?;
    check_actor(context, pool.manager, Capacity::AssetManager, Part::AssetManager)?;
    check_open(pool)?;
    Ok(vec![Step::new(body.pool, PoolTransition::Closed {})])
}

fn check_open(pool: &Pool) -> Result<(), PoolRejection> {
    match pool.stage {
        PoolStage::Open {} => Ok(()),
        PoolStage::Closed {} => Err(PoolRejection::Closed { pool: pool.id }),
    }
}

pub(super) fn propose(case: &Case, body: &ProposeSale, context: &Context) -> Result<Vec<Step>, Rejection> {
    let loan = case.loan(body.loan)?;
    let bank = loan.approval.bank;
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    let sale = body.sale;
    if case.sales.contains_key(&sale) {
        return Err(PoolRejection::SaleExists { sale }.into());
    }
    check_for_sale(loan)?;
    check_open(case.pool(body.pool)?)?;
    check_amount(body.price, loan.approval.terms.principal.currency())?;
    check_until(body, context)?;
    let record = SaleRecord {
        sale,
        bank,
        loan: body.loan,
        pool: body.pool,
        price: body.price,
        until: body.until,
    };
    Ok(vec![Step::new(sale, SaleTransition::Proposed(record))])
}

/// Money is out on it, it is nobody else's, and it is not given up.
fn check_for_sale(loan: &Loan) -> Result<(), PoolRejection> {
    let id = loan.id();
    if loan.stage != (LoanStage::Active {}) {
        let stage = loan.stage.name();
        Err(PoolRejection::LoanNotActive { loan: id, stage })
    } else if loan.pool.is_some() {
        Err(PoolRejection::Pooled { loan: id })
    } else if loan.written_off.is_some() {
        Err(PoolRejection::WrittenOff { loan: id })
    } else {
        Ok(())
    }
}

fn check_until(body: &ProposeSale, context: &Context) -> Result<(), PoolRejection> {
    let (until, now) = (body.until, context.received);
    let most = Duration::from_secs(MOST_DAYS * 24 * 60 * 60);
    match until.since(now) {
        Some(ahead) if !ahead.is_zero() && ahead <= most => Ok(()),
        Some(_) | None => Err(PoolRejection::Until {
            until,
            now,
            most_days: MOST_DAYS,
        }),
    }
}

pub(super) fn accept(case: &Case, body: &AcceptSale, context: &Context) -> Result<Vec<Step>, Rejection> {
    let sale = case.sale(body.sale)?;
    let pool = case.pool(sale.record.pool)?;
    check_actor(context, pool.manager, Capacity::AssetManager, Part::AssetManager)?;
    check_stands(sale, context)?;
    check_open(pool)?;
    if pool.loans.len() >= MOST_LOANS {
        let (pool, most) = (pool.id, MOST_LOANS);
        return Err(PoolRejection::Full { pool, most }.into());
    }
    let loan = case.loan(sale.record.loan)?;
    check_for_sale(loan)?;
    let today = context.received.date_at(case.rules()?.utc_offset_minutes);
    let measured = measured(pool, &case.loans, loan, today)?;
    let loan = loan.id();
    check_eligible(&pool.eligibility, loan, &measured)?;

    let bought = Bought {
        debtor: measured.debtor,
        price: sale.record.price,
        open: measured.open,
        on: today,
    };
    Ok(vec![
        Step::new(body.sale, SaleTransition::Accepted {}),
        Step::new(pool.id, PoolTransition::Bought { loan, bought }),
        Step::new(loan, LoanTransition::Pooled { pool: pool.id }),
    ])
}

/// It was not answered, and its last moment has not passed.
fn check_stands(sale: &Sale, context: &Context) -> Result<(), PoolRejection> {
    let (id, until) = (sale.record.sale, sale.record.until);
    match sale.stage {
        SaleStage::Proposed {} if until < context.received => {
            Err(PoolRejection::SaleExpired { sale: id, until })
        }
        SaleStage::Proposed {} => Ok(()),
        SaleStage::Accepted {} | SaleStage::Declined {} | SaleStage::Withdrawn {} => {
            Err(PoolRejection::SaleAnswered {
                sale: id,
                stage: sale.stage.name(),
            })
        }
    }
}

/// The loan is one of those that the pool may buy, and one debtor does not owe too much of what is open in it then.
fn check_eligible(eligibility: &Eligibility, id: LoanId, measured: &Measured) -> Result<(), Rejection> {
    if !eligibility.admits_debtor(measured.debtor) {
        return Err(PoolRejection::OtherDebtor { loan: id }.into());
    }
    let (open, days) = (measured.open, measured.days);
    if !open.is_positive() {
        return Err(PoolRejection::NothingOpen { loan: id }.into());
    }
    if !eligibility.admits_open(open)? {
        let most = eligibility.most_open;
        return Err(PoolRejection::TooMuchOpen { loan: id, most, open }.into());
    }
    if !eligibility.admits_days(days) {
        let most = eligibility.most_days;
        return Err(PoolRejection::TooLong { loan: id, most, days }.into());
    }
    if !eligibility.admits_overdue(days) {
        return Err(PoolRejection::Overdue { loan: id }.into());
    }
    if eligibility.admits_share(measured)? {
        return Ok(());
    }
    Err(PoolRejection::OneDebtor {
        loan: id,
        share: eligibility.one_debtor,
        debtor: measured.of_debtor,
        total: measured.of_all,
    }
    .into())
}

pub(super) fn decline(case: &Case, body: &DeclineSale, context: &Context) -> Result<Vec<Step>, Rejection> {
    let sale = case.sale(body.sale)?;
    let manager = case.pool(sale.record.pool)?.manager;
    check_actor(context, manager, Capacity::AssetManager, Part::AssetManager)?;
    check_stands(sale, context)?;
    Ok(vec![Step::new(body.sale, SaleTransition::Declined {})])
}

pub(super) fn withdraw(case: &Case, body: &WithdrawSale, context: &Context) -> Result<Vec<Step>, Rejection> {
    let sale = case.sale(body.sale)?;
    check_actor(context, sale.record.bank, Capacity::Bank, Part::Bank)?;
    check_stands(sale, context)?;
    Ok(vec![Step::new(body.sale, SaleTransition::Withdrawn {})])
}
