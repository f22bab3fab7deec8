//! What a debtor has to pay, when, and to which account.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Func};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use tallystick_base::{Money, Subject};
use tallystick_commands::State;
use tallystick_commands::parties::BankAccount;

use super::arms::List;
use super::certificates::{ListedCertificate, listed};
use super::row::Row;
use crate::entity::certificate::{Column, Entity};
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
}

/// What is owed in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayableSum {
    /// On how many certificates.
    pub many: u64,
    /// How much.
    pub outstanding: Money,
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
        let mut payees: BTreeMap<Subject, BankAccount> = states
            .into_iter()
            .filter_map(|(subject, state)| match state {
                State::Certificate(certificate) => Some((subject, certificate.payee)),
                _ => None,
            })
            .collect();
        let payable = |certificate: ListedCertificate| {
            let subject = certificate.id.subject();
            let payee = payees
                .remove(&subject)
                .ok_or_else(|| corrupt("certificates", &subject, "it has no state"))?;
            Ok(PayableCertificate { certificate, payee })
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
        let groups = Entity::find()
            .select_only()
            .column(Column::Currency)
            .column_as(Expr::expr(Column::Subject.count()).cast_as("bigint"), "many")
            .column_as(
                Expr::expr(Func::sum(Expr::col(Column::Outstanding))).cast_as("bigint"),
                "outstanding",
            )
            .filter(owed(viewer))
            .filter(Condition::all().add_option(from.map(|day| Column::DueOn.gte(day.to_string()))))
            .filter(up_to(until))
            .group_by(Column::Currency)
            .order_by_asc(Column::Currency)
            .into_model::<Group>()
            .all(self.reader())
            .await?;
        let sum = |group: Group| {
            let row = Row {
                table: "certificates",
                subject: "sum",
            };
            Ok(PayableSum {
                many: row.number(group.many)?,
                outstanding: row.money(group.outstanding, &group.currency)?,
            })
        };
        groups.into_iter().map(sum).collect()
    }
}

pub(super) fn list(viewer: &Viewer, until: Option<NaiveDate>) -> List<Entity> {
    List {
        name: "certificates-to-pay",
        arms: Some(vec![owed(viewer)]),
        filter: up_to(until),
        subject: Column::Subject,
        date: Some(Column::DueOn),
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
