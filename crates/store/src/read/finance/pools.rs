//! What a pool holds, and what it is offered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use tallystick_base::{LoanId, Money, PartyId, PoolId, SaleId};
use tallystick_commands::State;
use tallystick_commands::banking::loan::account::account;
use tallystick_commands::banking::pool::{Measured, PoolValue, measured, pool_value};
use tallystick_commands::banking::{Loan, LoanStage, LoanTerms, Pool, SaleStage};

use crate::entity::pool::{Column, Entity};
use crate::read::item::Seen;
use crate::read::list::row::Row;
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// A pool with its loans, and what they are worth on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolStanding {
    /// The pool.
    pub pool: Seen<Pool>,
    /// The loans that it bought.
    pub loans: BTreeMap<LoanId, Loan>,
    /// What they are worth, and what came in on them.
    pub value: PoolValue,
}

/// What every member that deals with a pool may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPool {
    /// Its name.
    pub name: String,
    /// Its asset manager.
    pub manager: PartyId,
}

/// A loan that is offered to a pool, as its asset manager is shown it before it buys: who owes, on which terms, and how the rules
/// of the pool measure it. The papers behind it are the bank's until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedLoan {
    /// The loan.
    pub loan: LoanId,
    /// Who borrows.
    pub borrower: PartyId,
    /// Who owes on the certificates.
    pub debtor: PartyId,
    /// How many certificates secure it.
    pub certificates: usize,
    /// How many guarantees it relies on.
    pub guarantees: usize,
    /// Its terms.
    pub terms: LoanTerms,
    /// What would have to be paid today to pay it off.
    pub owed: Money,
    /// What it comes to at maturity, if nothing is paid before; what is owed today where that has passed.
    pub at_maturity: Money,
    /// How the rules of the pool measure it; none where it is in another currency.
    pub measured: Option<Measured>,
    /// Whether it can still be sold: money is out, no pool has it, and it is not written off.
    pub for_sale: bool,
}

impl Store {
    /// A pool as its asset manager or an auditor sees it; `None` for everyone else, for its loans are of several banks.
    pub async fn pool_standing(
        &self,
        viewer: &Viewer,
        pool: PoolId,
        as_of: NaiveDate,
    ) -> Result<Option<PoolStanding>, StoreError> {
        let seen = self.pool(viewer, pool).await?;
        let Some(pool) = seen.filter(|seen| manages(viewer, &seen.state)) else {
            return Ok(None);
        };
        let loans = self.loans_of(&pool.state, None).await?;
        let value = pool_value(&pool.state, &loans, as_of)
            .map_err(|error| corrupt("subjects", &pool.subject, error))?;
        Ok(Some(PoolStanding { pool, loans, value }))
    }

    /// The loan of an offer that has not been answered, for the asset manager of the pool and for auditors; the bank sees its own
    /// loan anyway.
    pub async fn offered_loan(
        &self,
        viewer: &Viewer,
        sale: SaleId,
    ) -> Result<Option<OfferedLoan>, StoreError> {
        let Some(sale) = self.sale(viewer, sale).await?.map(|seen| seen.state) else {
            return Ok(None);
        };
        let pool = self.pool(viewer, sale.record.pool).await?.map(|seen| seen.state);
        let Some(pool) = pool.filter(|pool| manages(viewer, pool)) else {
            return Ok(None);
        };
        if sale.stage != (SaleStage::Proposed {}) {
            return Ok(None);
        }
        let id = sale.record.loan;
        let loans = self.loans_of(&pool, Some(id)).await?;
        let today = self.today().await?;
        let loan = loans
            .get(&id)
            .ok_or_else(|| corrupt("subjects", id, "an offered loan is not there"))?;
        let owed_on = |day| {
            let owed = account(loan, day).and_then(|account| Ok(account.owed()?));
            owed.map_err(|error| corrupt("subjects", id, error))
        };
        let approval = &loan.approval;
        Ok(Some(OfferedLoan {
            loan: id,
            borrower: approval.borrower,
            debtor: approval.debtor,
            certificates: approval.certificates.len(),
            guarantees: approval.guarantees.len(),
            terms: approval.terms.clone(),
            owed: owed_on(today)?,
            at_maturity: owed_on(approval.terms.matures_on.max(today))?,
            // Whatever else is wrong with an amount has kept the account from being made.
            measured: measured(&pool, &loans, loan, today).ok(),
            for_sale: loan.stage == (LoanStage::Active {})
                && loan.pool.is_none()
                && loan.written_off.is_none(),
        }))
    }

    /// What these pools are called, and whose they are: pools are offered to every bank, as products are to every supplier.
    pub async fn known_pools(
        &self,
        _: &Viewer,
        pools: &BTreeSet<PoolId>,
    ) -> Result<BTreeMap<PoolId, KnownPool>, StoreError> {
        if pools.is_empty() {
            return Ok(BTreeMap::new());
        }
        self.pools_where(Column::Subject.is_in(pools.iter().map(|pool| pool.subject().to_string())))
            .await
    }

    /// Every pool that buys, by id: a bank offers its loans to them.
    pub async fn open_pools(&self, _: &Viewer) -> Result<BTreeMap<PoolId, KnownPool>, StoreError> {
        self.pools_where(Column::Stage.eq("open")).await
    }

    async fn pools_where(&self, filter: Expr) -> Result<BTreeMap<PoolId, KnownPool>, StoreError> {
        let rows: Vec<(String, String, String)> = Entity::find()
            .select_only()
            .column(Column::Subject)
            .column(Column::Name)
            .column(Column::Manager)
            .filter(filter)
            .into_tuple()
            .all(self.reader())
            .await?;
        let known = rows.into_iter().map(|(subject, name, manager)| {
            let row = Row {
                table: "pools",
                subject: &subject,
            };
            let manager = row.parse(&manager)?;
            Ok((row.parse(&subject)?, KnownPool { name, manager }))
        });
        known.collect()
    }

    /// The loans of a pool, and one more.
    async fn loans_of(
        &self,
        pool: &Pool,
        more: Option<LoanId>,
    ) -> Result<BTreeMap<LoanId, Loan>, StoreError> {
        let wanted = pool.loans.keys().copied().chain(more);
        let names = wanted.map(|loan| loan.subject().to_string()).collect();
        let states = self.states_of("pools", names).await?;
        let loans = states.into_iter().filter_map(|(_, state)| match state {
            State::Loan(loan) => Some((loan.id(), loan)),
            _ => None,
        });
        Ok(loans.collect())
    }
}

fn manages(viewer: &Viewer, pool: &Pool) -> bool {
    viewer.auditor || viewer.party == pool.manager
}
