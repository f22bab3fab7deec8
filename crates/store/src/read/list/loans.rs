//! Loans.

use chrono::NaiveDate;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{FilingId, FinancingRequestId, LoanId, Millis, Money, PartyId, PoolId, Rate};

use super::Order;
use super::arms::{Date, List, managed};
use super::row::Row;
use super::search::ways::contains;
use crate::entity::loan::{Column, Entity, Model};
use crate::entity::{guarantee, relied_on};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::rows::moment;
use crate::{Store, StoreError};

/// Which loans; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct LoanFilter {
    /// Of this stage, in lower case.
    pub stage: Option<String>,
    /// Of this bank.
    pub bank: Option<PartyId>,
    /// Of this borrower.
    pub borrower: Option<PartyId>,
    /// On what this debtor owes.
    pub debtor: Option<PartyId>,
    /// Of this programme.
    pub programme: Option<String>,
    /// In this pool.
    pub pool: Option<PoolId>,
    /// Paid back on this day or later.
    pub matures_from: Option<NaiveDate>,
    /// Paid back on this day or earlier.
    pub matures_until: Option<NaiveDate>,
    /// Approved until this moment or longer, and not instructed.
    pub lapses_from: Option<Millis>,
    /// Approved until this moment at the latest, and not instructed.
    pub lapses_until: Option<Millis>,
    /// Whose end-to-end id contains this, or whose id it is.
    pub number: Option<String>,
    /// Whether it is recorded as overdue.
    pub overdue: Option<bool>,
    /// Whether a bank fact does not fit.
    pub conflicting: Option<bool>,
    /// In which order; due is what is to be paid back first.
    pub order: Order,
    /// Which page.
    pub page: Paging,
}

/// A loan in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedLoan {
    /// The loan.
    pub id: LoanId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The bank.
    pub bank: PartyId,
    /// Who borrows.
    pub borrower: PartyId,
    /// Who holds the certificates.
    pub holder: PartyId,
    /// Who owes on them.
    pub debtor: PartyId,
    /// The request.
    pub request: FinancingRequestId,
    /// The programme.
    pub programme: Option<String>,
    /// How much was approved.
    pub principal: Money,
    /// What went out, with fees and interest that were taken off it.
    pub lent: Money,
    /// What of it is not paid back.
    pub open_principal: Money,
    /// The rate a year.
    pub rate: Rate,
    /// The day of the approval.
    pub approved_on: NaiveDate,
    /// The day on which it is paid back.
    pub matures_on: NaiveDate,
    /// The value date of the first money that went out.
    pub disbursed_on: Option<NaiveDate>,
    /// The day on which it ended.
    pub closed_on: Option<NaiveDate>,
    /// The end-to-end id of the money that went out or is to go out.
    pub end_to_end: Option<String>,
    /// The first day on which repayment was late, once that is recorded.
    pub overdue_since: Option<NaiveDate>,
    /// The first day of the bucket of days overdue that was recorded last; 0 before the first.
    pub bucket_from: u32,
    /// Whether it is written off.
    pub written_off: bool,
    /// How many bank facts do not fit.
    pub conflicts: u64,
    /// The pool that bought it.
    pub pool: Option<PoolId>,
    /// Its filing in the registry of security interests.
    pub filing: Option<FilingId>,
}

impl Store {
    /// The loans that the viewer's party gave, took, guarantees or bought, and those on certificates that it holds.
    pub async fn loans(&self, viewer: &Viewer, filter: &LoanFilter) -> Result<Page<ListedLoan>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &LoanFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|value| Column::Stage.eq(value)))
        .add_option(filter.bank.map(|id| Column::Bank.eq(id.to_string())))
        .add_option(filter.borrower.map(|id| Column::Borrower.eq(id.to_string())))
        .add_option(filter.debtor.map(|id| Column::Debtor.eq(id.to_string())))
        .add_option(filter.programme.as_ref().map(|value| Column::Programme.eq(value)))
        .add_option(filter.pool.map(|id| Column::Pool.eq(id.subject().to_string())))
        .add_option(
            filter
                .matures_from
                .map(|day| Column::MaturesOn.gte(day.to_string())),
        )
        .add_option(
            filter
                .matures_until
                .map(|day| Column::MaturesOn.lte(day.to_string())),
        )
        .add_option(filter.lapses_from.map(|at| Column::LapsesAfter.gte(moment(at))))
        .add_option(filter.lapses_until.map(|at| Column::LapsesAfter.lte(moment(at))))
        .add_option(filter.number.as_deref().map(|text| {
            let own = [format!("{}/{text}", LoanId::KIND), text.to_owned()];
            Condition::any()
                .add(contains(Column::EndToEnd, text))
                .add(Column::Subject.is_in(own))
        }))
        .add_option(filter.overdue.map(|set| {
            if set {
                Column::OverdueSince.is_not_null()
            } else {
                Column::OverdueSince.is_null()
            }
        }))
        .add_option(filter.conflicting.map(|some| {
            if some {
                Column::Conflicts.gt(0)
            } else {
                Column::Conflicts.eq(0)
            }
        }));
    let (name, date) = match filter.order {
        Order::Newest => ("loans", None),
        Order::Due => ("loans-due", Some(Date::Earliest(Column::MaturesOn))),
    };
    List {
        name,
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow,
        subject: Column::Subject,
        date,
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let own = [Column::Bank, Column::Borrower, Column::Holder].map(|column| column.eq(party));
    let others = [
        Column::Subject.in_subquery(guaranteed(party)),
        Column::Pool.in_subquery(managed(party)),
    ];
    own.into_iter()
        .chain(others)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// The loans that rely on a guarantor.
fn guaranteed(party: &str) -> SelectStatement {
    let given = Query::select()
        .column(guarantee::Column::Subject)
        .from(guarantee::Entity)
        .and_where(guarantee::Column::Guarantor.eq(party))
        .to_owned();
    Query::select()
        .column(relied_on::Column::Loan)
        .from(relied_on::Entity)
        .and_where(relied_on::Column::Guarantee.in_subquery(given))
        .to_owned()
}

pub(super) fn listed(model: Model) -> Result<ListedLoan, StoreError> {
    let row = Row {
        table: "loans",
        subject: &model.subject,
    };
    Ok(ListedLoan {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        bank: row.parse(&model.bank)?,
        borrower: row.parse(&model.borrower)?,
        holder: row.parse(&model.holder)?,
        debtor: row.parse(&model.debtor)?,
        request: row.parse(&model.request)?,
        principal: row.money(model.principal, &model.currency)?,
        lent: row.money(model.lent, &model.currency)?,
        open_principal: row.money(model.open_principal, &model.currency)?,
        rate: row.parse(&model.rate)?,
        approved_on: row.parse(&model.approved_on)?,
        matures_on: row.parse(&model.matures_on)?,
        disbursed_on: row.optional(model.disbursed_on.as_ref())?,
        closed_on: row.optional(model.closed_on.as_ref())?,
        overdue_since: row.optional(model.overdue_since.as_ref())?,
        bucket_from: row.number(model.bucket_from)?,
        written_off: model.written_off != 0,
        conflicts: row.number(model.conflicts)?,
        pool: row.optional(model.pool.as_ref())?,
        filing: row.optional(model.filing.as_ref())?,
        stage: model.stage,
        programme: model.programme,
        end_to_end: model.end_to_end,
    })
}
