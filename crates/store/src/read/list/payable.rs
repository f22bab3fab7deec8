//! What a debtor has to pay, when, and to which account.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Func};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Select,
};
use serde::Serialize;
use tallystick_base::{Money, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::certificate::FormerPayee;
use tallystick_commands::parties::BankAccount;

use super::arms::{Date, List};
use super::certificates::{ListedCertificate, listed};
use super::row::Row;
use crate::entity::certificate::{Column, Entity};
use crate::entity::certificate_sum;
use crate::read::page::{Page, Paging};
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// A certificate on which something is owed, and where it is paid to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayableCertificate {
    /// The certificate.
    pub certificate: ListedCertificate,
    /// The account that a payment goes to now.
    pub payee: BankAccount,
    /// The account before that, where it has changed.
    pub former: Option<FormerPayee>,
}

/// What is owed in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayableSum {
    /// On how many certificates.
    pub many: u64,
    /// How much.
    pub outstanding: Money,
}

/// What is owed on one day, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayableDay {
    /// The day.
    pub day: NaiveDate,
    /// How much is due on it.
    pub sum: PayableSum,
}

#[derive(FromQueryResult)]
struct Group {
    currency: String,
    many: i64,
    outstanding: i64,
}

impl Store {
    /// What the viewer's party owes on certificates, what is due first before the rest; up to a day where one is given.
    pub async fn certificates_to_pay(
        &self,
        viewer: &Viewer,
        until: Option<NaiveDate>,
        paging: &Paging,
    ) -> Result<Page<PayableCertificate>, StoreError> {
        let page = list(viewer, until).page(self.reader(), paging, listed).await?;
        let names = page
            .items
            .iter()
            .map(|item| item.id.subject().to_string())
            .collect();
        let states = self.states_of("certificates", names).await?;
        let mut payees: BTreeMap<Subject, (BankAccount, Option<FormerPayee>)> = states
            .into_iter()
            .filter_map(|(subject, state)| match state {
                State::Certificate(certificate) => {
                    Some((subject, (certificate.payee, certificate.former_payee)))
                }
                _ => None,
            })
            .collect();
        let payable = |certificate: ListedCertificate| {
            let subject = certificate.id.subject();
            let (payee, former) = payees
                .remove(&subject)
                .ok_or_else(|| corrupt("certificates", &subject, "it has no state"))?;
            Ok(PayableCertificate {
                certificate,
                payee,
                former,
            })
        };
        let items = page
            .items
            .into_iter()
            .map(payable)
            .collect::<Result<_, StoreError>>()?;
        Ok(Page {
            items,
            next: page.next,
        })
    }

    /// How much the viewer's party owes on certificates that are due from one day to another: one sum for each currency.
    pub async fn sums_to_pay(
        &self,
        viewer: &Viewer,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
    ) -> Result<Vec<PayableSum>, StoreError> {
        let groups = sums(viewer, from, until)
            .order_by_asc(certificate_sum::Column::Currency)
            .into_model::<Group>()
            .all(self.reader())
            .await?;
        groups.into_iter().map(|group| group.sum()).collect()
    }

    /// The same day by day.
    pub async fn days_to_pay(
        &self,
        viewer: &Viewer,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<PayableDay>, StoreError> {
        let groups = sums(viewer, Some(from), Some(until))
            .column_as(certificate_sum::Column::DueOn, "day")
            .group_by(certificate_sum::Column::DueOn)
            .order_by_asc(certificate_sum::Column::DueOn)
            .order_by_asc(certificate_sum::Column::Currency)
            .into_model::<GroupOfDay>()
            .all(self.reader())
            .await?;
        let day = |of: GroupOfDay| {
            Ok(PayableDay {
                day: SUM.parse(&of.day)?,
                sum: of.group.sum()?,
            })
        };
        groups.into_iter().map(day).collect()
    }
}

/// A sum stands for no row of its own.
const SUM: Row<'static> = Row {
    table: "certificate_sums",
    subject: "sum",
};

#[derive(FromQueryResult)]
struct GroupOfDay {
    day: String,
    #[sea_orm(nested)]
    group: Group,
}

impl Group {
    fn sum(&self) -> Result<PayableSum, StoreError> {
        Ok(PayableSum {
            many: SUM.number(self.many)?,
            outstanding: SUM.money(self.outstanding, &self.currency)?,
        })
    }
}

/// One sum for each currency, of the sums that the database keeps.
fn sums(
    viewer: &Viewer,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
) -> Select<certificate_sum::Entity> {
    use certificate_sum::Column;
    let total = |column: Column| Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint");
    certificate_sum::Entity::find()
        .select_only()
        .column(Column::Currency)
        .column_as(total(Column::Certificates), "many")
        .column_as(total(Column::Outstanding), "outstanding")
        .filter(Column::Debtor.eq(viewer.party.to_string()))
        .filter(Condition::all().add_option(from.map(|day| Column::DueOn.gte(day.to_string()))))
        .filter(Condition::all().add_option(until.map(|day| Column::DueOn.lte(day.to_string()))))
        .group_by(Column::Currency)
}

pub(super) fn list(viewer: &Viewer, until: Option<NaiveDate>) -> List<Entity> {
    List {
        name: "certificates-to-pay",
        arms: Some(vec![owed(viewer)]),
        filter: up_to(until),
        subject: Column::Subject,
        date: Some(Date::Earliest(Column::DueOn)),
    }
}

/// Nothing is outstanding on a certificate that was split, cancelled or paid.
fn owed(viewer: &Viewer) -> Condition {
    Condition::all()
        .add(Column::Debtor.eq(viewer.party.to_string()))
        .add(Column::Outstanding.gt(0))
}

fn up_to(until: Option<NaiveDate>) -> Condition {
    Condition::all().add_option(until.map(|day| Column::DueOn.lte(day.to_string())))
}
