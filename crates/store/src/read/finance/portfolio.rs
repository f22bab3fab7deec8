//! What a bank has lent, by who owes it, by when it is due, and by how late it is.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder as _, QuerySelect};
use serde::Serialize;
use tallystick_base::{Money, MoneyError, PartyId};
use utoipa::ToSchema;

use crate::entity::loan::{Column, Entity};
use crate::read::list::row::Row;
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// The live loans of a bank, summed up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Portfolio {
    /// The bank.
    pub bank: PartyId,
    /// By debtor and currency, the largest first.
    pub exposures: Vec<Exposure>,
    /// By month of maturity and currency.
    pub maturities: Vec<Maturity>,
    /// By bucket of days overdue and currency: all that the rules tell apart, empty ones too; what is not overdue is in none.
    pub overdue: Vec<OverdueBucket>,
}

/// What a bank has at stake with one debtor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Exposure {
    /// Who owes on the certificates.
    pub debtor: PartyId,
    /// How many loans there are.
    pub loans: u64,
    /// Principal that is out and not paid back.
    pub open: Money,
    /// Principal that is approved or instructed and not out.
    pub committed: Money,
    /// What of the open principal is recorded as overdue.
    pub overdue: Money,
}

/// What falls due in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Maturity {
    /// The month, such as `2026-03`.
    pub month: String,
    /// How many loans.
    pub loans: u64,
    /// How much open principal.
    pub open: Money,
}

/// What is overdue for so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OverdueBucket {
    /// The first day of the bucket.
    pub from_day: u32,
    /// How many loans.
    pub loans: u64,
    /// How much open principal.
    pub open: Money,
}

/// A group of loans.
#[derive(FromQueryResult)]
struct Group {
    name: String,
    stage: String,
    currency: String,
    bucket: i64,
    loans: i64,
    principal: i64,
    open: i64,
}

impl Store {
    /// The portfolio of a bank: its own for a bank, any for auditors; `None` for everyone else.
    pub async fn portfolio(&self, viewer: &Viewer, bank: PartyId) -> Result<Option<Portfolio>, StoreError> {
        if !viewer.auditor && viewer.party != bank {
            return Ok(None);
        }
        let by_debtor = self.groups(bank, Expr::col(Column::Debtor)).await?;
        let month = Func::cust("substr").args([Expr::col(Column::MaturesOn), Expr::val(1), Expr::val(7)]);
        let by_month = self.groups(bank, month.into()).await?;
        Ok(Some(Portfolio {
            bank,
            exposures: exposures(&by_debtor)?,
            maturities: maturities(&by_month)?,
            overdue: buckets(&by_debtor, &self.first_days_overdue().await?)?,
        }))
    }

    /// Open principal of a bank that is to be paid back within these days, both counted, by currency; nothing for those who do
    /// not see its portfolio.
    pub async fn maturing(
        &self,
        viewer: &Viewer,
        bank: PartyId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<Money>, StoreError> {
        if !viewer.auditor && viewer.party != bank {
            return Ok(Vec::new());
        }
        let bank = bank.to_string();
        let sums: Vec<(String, i64)> = Entity::find()
            .select_only()
            .column(Column::Currency)
            .column_as(sum(Column::OpenPrincipal), "open")
            .filter(Column::Bank.eq(&bank))
            .filter(Column::Stage.eq("active"))
            .filter(Column::MaturesOn.between(from.to_string(), until.to_string()))
            .group_by(Column::Currency)
            .order_by_asc(Column::Currency)
            .into_tuple()
            .all(self.reader())
            .await?;
        let row = Row {
            table: "loans",
            subject: &bank,
        };
        let sums = sums.iter().map(|(currency, open)| row.money(*open, currency));
        sums.collect()
    }

    /// The first day of every bucket by which the rules tell apart today how late a loan is.
    async fn first_days_overdue(&self) -> Result<Vec<u32>, StoreError> {
        let today = self.today().await?;
        let pack = self.rules().await?;
        // Without a rule for the day nothing is marked either.
        let rule = pack.as_ref().and_then(|pack| pack.overdue_on(today).ok());
        Ok(rule.map_or_else(Vec::new, |rule| rule.value.first_days().collect()))
    }

    async fn groups(&self, bank: PartyId, name: SimpleExpr) -> Result<Vec<Group>, StoreError> {
        let rows = Entity::find()
            .select_only()
            .column_as(name, "name")
            .column(Column::Stage)
            .column(Column::Currency)
            .column_as(Column::BucketFrom, "bucket")
            .column_as(Expr::expr(Column::Subject.count()).cast_as("bigint"), "loans")
            .column_as(sum(Column::Principal), "principal")
            .column_as(sum(Column::OpenPrincipal), "open")
            .filter(Column::Bank.eq(bank.to_string()))
            .filter(Column::Stage.is_in(["approved", "instructed", "active"]))
            .group_by(Expr::cust("1"))
            .group_by(Column::Stage)
            .group_by(Column::Currency)
            .group_by(Column::BucketFrom)
            .into_model::<Group>()
            .all(self.reader())
            .await?;
        Ok(rows)
    }
}

/// The sum of a column, as a number of 64 bits on both databases.
fn sum(column: Column) -> SimpleExpr {
    Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint")
}

fn exposures(groups: &[Group]) -> Result<Vec<Exposure>, StoreError> {
    let mut by_debtor: BTreeMap<(&str, &str), Exposure> = BTreeMap::new();
    for group in groups {
        let row = group.row();
        let nothing = group.nothing()?;
        let exposure = sum_of(&mut by_debtor, (&group.name, &group.currency), || {
            Ok(Exposure {
                debtor: row.parse(&group.name)?,
                loans: 0,
                open: nothing,
                committed: nothing,
                overdue: nothing,
            })
        })?;
        exposure.loans = exposure.loans.saturating_add(row.number(group.loans)?);
        if group.stage == "active" {
            let open = row.money(group.open, &group.currency)?;
            exposure.open = added(exposure.open, open)?;
            if group.bucket > 0 {
                exposure.overdue = added(exposure.overdue, open)?;
            }
        } else {
            let committed = row.money(group.principal, &group.currency)?;
            exposure.committed = added(exposure.committed, committed)?;
        }
    }
    let mut exposures: Vec<Exposure> = by_debtor.into_values().collect();
    exposures.sort_by_key(|exposure| (std::cmp::Reverse(exposure.open.minor()), exposure.debtor));
    Ok(exposures)
}

fn maturities(groups: &[Group]) -> Result<Vec<Maturity>, StoreError> {
    let mut by_month: BTreeMap<(&str, &str), Maturity> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.stage == "active") {
        let nothing = group.nothing()?;
        let maturity = sum_of(&mut by_month, (&group.name, &group.currency), || {
            Ok(Maturity {
                month: group.name.clone(),
                loans: 0,
                open: nothing,
            })
        })?;
        group.add_to(&mut maturity.loans, &mut maturity.open)?;
    }
    Ok(by_month.into_values().collect())
}

/// Those that begin on these days, and those that were recorded under other rules.
fn buckets(groups: &[Group], first_days: &[u32]) -> Result<Vec<OverdueBucket>, StoreError> {
    let mut by_bucket: BTreeMap<(i64, &str), OverdueBucket> = BTreeMap::new();
    for group in groups {
        let open = group.nothing()?;
        for from_day in first_days.iter().copied() {
            let key = (i64::from(from_day), group.currency.as_str());
            by_bucket.entry(key).or_insert(OverdueBucket {
                from_day,
                loans: 0,
                open,
            });
        }
    }
    let late = groups
        .iter()
        .filter(|group| group.stage == "active" && group.bucket > 0);
    for group in late {
        let nothing = group.nothing()?;
        let bucket = sum_of(&mut by_bucket, (group.bucket, &group.currency), || {
            Ok(OverdueBucket {
                from_day: group.row().number(group.bucket)?,
                loans: 0,
                open: nothing,
            })
        })?;
        group.add_to(&mut bucket.loans, &mut bucket.open)?;
    }
    Ok(by_bucket.into_values().collect())
}

impl Group {
    fn row(&self) -> Row<'_> {
        Row {
            table: "loans",
            subject: &self.name,
        }
    }

    /// No money, in the currency of its loans.
    fn nothing(&self) -> Result<Money, StoreError> {
        self.row().money(0, &self.currency)
    }

    /// Adds its loans, and the principal that is open on them.
    fn add_to(&self, loans: &mut u64, open: &mut Money) -> Result<(), StoreError> {
        let row = self.row();
        *loans = loans.saturating_add(row.number(self.loans)?);
        *open = added(*open, row.money(self.open, &self.currency)?)?;
        Ok(())
    }
}

/// What groups of one key are summed up in, which the first of them begins.
fn sum_of<K: Ord, S>(
    sums: &mut BTreeMap<K, S>,
    key: K,
    begin: impl FnOnce() -> Result<S, StoreError>,
) -> Result<&mut S, StoreError> {
    Ok(match sums.entry(key) {
        Entry::Occupied(sum) => sum.into_mut(),
        Entry::Vacant(place) => place.insert(begin()?),
    })
}

pub(super) fn added(one: Money, other: Money) -> Result<Money, StoreError> {
    one.checked_add(other)
        .map_err(|error: MoneyError| corrupt("loans", "sum", error))
}
