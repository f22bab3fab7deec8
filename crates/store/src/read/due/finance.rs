//! Where something may fall due in financing and banking.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _,
};
use tallystick_base::{CertificateId, Millis, RulePack, Subject, Term};
use tallystick_commands::State;

use crate::StoreError;
use crate::entity::{auction, certificate, endorsement, guarantee, loan, request};
use crate::read::partial;
use crate::read::states::{self, corrupt};
use crate::rows::moment;

/// The stages in which a certificate is owed no more as itself.
const ENDED: [&str; 3] = ["split", "discharged", "cancelled"];

/// The statements that one index each answers.
pub(super) fn selects(pack: &RulePack, now: Millis, today: NaiveDate, most: u64) -> Vec<SelectStatement> {
    let mut selects = vec![
        auctions(now, most),
        requests(now, most),
        offers(now, most),
        approvals(now, most),
    ];
    // Without a rule for the day nothing can be marked, and the domain says so.
    if let Ok(rule) = pack.overdue_on(today) {
        let days: Vec<u32> = rule.value.first_days().collect();
        let marks = std::iter::once(0).chain(days.iter().copied());
        selects.extend(
            marks
                .zip(&days)
                .filter_map(|(mark, next)| unmarked(today, mark, *next, most)),
        );
    }
    selects
}

pub(super) fn auctions(now: Millis, most: u64) -> SelectStatement {
    auction::Entity::find()
        .select_only()
        .column(auction::Column::Subject)
        .filter(auction::Column::OverAfter.lt(moment(now)))
        .order_by_asc(auction::Column::OverAfter)
        .limit(most)
        .into_query()
}

pub(super) fn requests(now: Millis, most: u64) -> SelectStatement {
    request::Entity::find()
        .select_only()
        .column(request::Column::Subject)
        .filter(request::Column::ExpiresAfter.lt(moment(now)))
        .order_by_asc(request::Column::ExpiresAfter)
        .limit(most)
        .into_query()
}

pub(super) fn offers(now: Millis, most: u64) -> SelectStatement {
    guarantee::Entity::find()
        .select_only()
        .column(guarantee::Column::Subject)
        .filter(guarantee::Column::LapsesAfter.lt(moment(now)))
        .order_by_asc(guarantee::Column::LapsesAfter)
        .limit(most)
        .into_query()
}

pub(super) fn approvals(now: Millis, most: u64) -> SelectStatement {
    loan::Entity::find()
        .select_only()
        .column(loan::Column::Subject)
        .filter(loan::Column::LapsesAfter.lt(moment(now)))
        .order_by_asc(loan::Column::LapsesAfter)
        .limit(most)
        .into_query()
}

/// Loans whose last mark is this one, and that have been due for so many days that the next one is to be set.
pub(super) fn unmarked(today: NaiveDate, mark: u32, next: u32, most: u64) -> Option<SelectStatement> {
    let matured = today.checked_sub_days(Days::new(u64::from(next)))?;
    let select = loan::Entity::find()
        .select_only()
        .column(loan::Column::Subject)
        // In its days of grace a loan is not late.
        .filter(loan::Column::LateAfter.lt(today.to_string()))
        .filter(loan::Column::BucketFrom.eq(i64::from(mark)))
        .filter(loan::Column::MaturesOn.lte(matured.to_string()))
        .order_by_asc(loan::Column::MaturesOn)
        .limit(most)
        .into_query();
    Some(select)
}

/// Issued guarantees whose period is over. When that is follows from the guarantee and from its loan, so it is computed here;
/// few guarantees outlive their loan's maturity.
pub(super) async fn guarantees(
    connection: &impl ConnectionTrait,
    today: NaiveDate,
    most: u64,
) -> Result<Vec<String>, StoreError> {
    let rows = connection.query_all(&matured_guarantees(today)).await?;
    let mut over = Vec::new();
    for row in rows {
        let (subject, period, matures_on): (String, String, String) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let period: Term = period
            .parse()
            .map_err(|error| corrupt("guarantees", &subject, error))?;
        let matures_on: NaiveDate = matures_on
            .parse()
            .map_err(|error| corrupt("loans", &subject, error))?;
        if period.end_after(matures_on).is_ok_and(|end| end < today) {
            over.push(subject);
        }
        if over.len() as u64 >= most {
            break;
        }
    }
    Ok(over)
}

fn matured_guarantees(today: NaiveDate) -> SelectStatement {
    Query::select()
        .column((guarantee::Entity, guarantee::Column::Subject))
        .column((guarantee::Entity, guarantee::Column::Period))
        .column((loan::Entity, loan::Column::MaturesOn))
        .from(guarantee::Entity)
        .inner_join(
            loan::Entity,
            Expr::col((loan::Entity, loan::Column::Subject))
                .equals((guarantee::Entity, guarantee::Column::Loan)),
        )
        .and_where(partial::equals(
            (guarantee::Entity, guarantee::Column::Stage),
            "'issued'",
        ))
        .and_where(Expr::col((loan::Entity, loan::Column::MaturesOn)).lt(today.to_string()))
        .to_owned()
}

/// Certificates that carried a bank's promise, have ended, and whose end is not counted.
pub(super) async fn ended_under_promise(
    connection: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<Subject>, StoreError> {
    let mut found = Vec::new();
    let rows = connection.query_all(&behind(most)).await?;
    for row in rows {
        let (promise, carried): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let promise =
            Subject::parse(promise.as_str()).map_err(|error| corrupt("endorsements", &promise, error))?;
        let stands = states::load(connection, &BTreeSet::from([promise.clone()])).await?;
        let Some(State::Endorsement(endorsement)) = stands.into_values().next().map(|one| one.state) else {
            continue;
        };
        let ended: Vec<String> = certificate::Entity::find()
            .select_only()
            .column(certificate::Column::Subject)
            .filter(certificate::Column::EndorsedAs.eq(carried))
            .filter(certificate::Column::Stage.is_in(ENDED))
            .into_tuple()
            .all(connection)
            .await?;
        for text in ended {
            let subject =
                Subject::parse(text.as_str()).map_err(|error| corrupt("certificates", &text, error))?;
            let id =
                CertificateId::try_from(&subject).map_err(|error| corrupt("certificates", &text, error))?;
            if !endorsement.counted.contains(&id) {
                found.push(subject);
            }
            if found.len() as u64 >= most {
                return Ok(found);
            }
        }
    }
    Ok(found)
}

/// Promises of which more certificates have ended than are counted, with the certificate that each was put on.
fn behind(most: u64) -> SelectStatement {
    let ended = Alias::new("ended");
    let counts = Query::select()
        .column(certificate::Column::EndorsedAs)
        .expr_as(
            Func::count(Expr::col(certificate::Column::Subject)),
            Alias::new("many"),
        )
        .from(certificate::Entity)
        .and_where(Expr::col(certificate::Column::EndorsedAs).is_not_null())
        .and_where(Expr::col(certificate::Column::Stage).is_in(ENDED))
        .group_by_col(certificate::Column::EndorsedAs)
        .to_owned();
    Query::select()
        .column((endorsement::Entity, endorsement::Column::Subject))
        .column((endorsement::Entity, endorsement::Column::Certificate))
        .from(endorsement::Entity)
        .join_subquery(
            sea_orm::JoinType::InnerJoin,
            counts,
            ended.clone(),
            Expr::col((ended.clone(), certificate::Column::EndorsedAs))
                .equals((endorsement::Entity, endorsement::Column::Certificate)),
        )
        .and_where(partial::equals(
            (endorsement::Entity, endorsement::Column::Stage),
            "'bound'",
        ))
        .and_where(
            Expr::col((ended, Alias::new("many")))
                .gt(Expr::col((endorsement::Entity, endorsement::Column::Counted))),
        )
        .limit(most)
        .to_owned()
}
