//! Where something may fall due, for the sweep.

mod finance;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _,
};
use tallystick_base::{Millis, Subject};

use super::present::parsed;
use crate::entity::{certificate, receivable, subject};
use crate::rows::moment;
use crate::{Store, StoreError};

impl Store {
    /// The subjects on which something may have fallen due: answers and offers whose time is over, unpaid certificates and loans
    /// without the mark of their day, auctions, requests and approvals that have ended, guarantees whose period is over, and
    /// endorsed certificates that have ended and are not counted. At most so many of each, those that waited longest first.
    ///
    /// What of it is due, and what is to be signed, is decided elsewhere, from their states.
    pub(crate) async fn due_candidates(&self, now: Millis, most: u64) -> Result<Vec<Subject>, StoreError> {
        let Some(rules) = self.rules().await? else {
            return Ok(Vec::new());
        };
        let today = now.date_at(rules.utc_offset_minutes);
        let mut found = Vec::new();
        let trade = [lapsed(today, most), expired(now, most), unmarked(today, most)];
        let finance = finance::selects(&rules, now, today, most);
        for select in trade.into_iter().chain(finance) {
            let rows = self.reader().query_all(&select).await?;
            for row in rows {
                found.push(row.try_get_by_index(0)?);
            }
        }
        found.extend(finance::guarantees(self.reader(), today, most).await?);
        let mut found: Vec<Subject> = parsed("subjects", found)?;
        found.extend(finance::ended_under_promise(self.reader(), most).await?);
        Ok(found)
    }
}

/// An answer after the last day does not undo a lapse, so answered receivables are among them too.
fn lapsed(today: NaiveDate, most: u64) -> SelectStatement {
    let recorded = Query::select()
        .expr(Expr::val(1))
        .from(subject::Entity)
        .and_where(
            Expr::col((subject::Entity, subject::Column::Subject))
                .equals((receivable::Entity, receivable::Column::Lapse)),
        )
        .to_owned();
    receivable::Entity::find()
        .select_only()
        .column(receivable::Column::Subject)
        .filter(receivable::Column::LapsesAfter.lt(today.to_string()))
        .filter(Expr::exists(recorded).not())
        .order_by_asc(receivable::Column::LapsesAfter)
        .limit(most)
        .into_query()
}

fn expired(now: Millis, most: u64) -> SelectStatement {
    certificate::Entity::find()
        .select_only()
        .column(certificate::Column::Subject)
        .filter(certificate::Column::OfferedUntil.lt(moment(now)))
        .order_by_asc(certificate::Column::OfferedUntil)
        .limit(most)
        .into_query()
}

fn unmarked(today: NaiveDate, most: u64) -> SelectStatement {
    certificate::Entity::find()
        .select_only()
        .column(certificate::Column::Subject)
        .filter(certificate::Column::MarkAfter.lt(today.to_string()))
        .order_by_asc(certificate::Column::MarkAfter)
        .limit(most)
        .into_query()
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, Statement};
    use tallystick_migrations::{Migrator, MigratorTrait as _};

    use super::*;
    use crate::bulk;
    use crate::entity::loan;

    async fn database() -> DatabaseConnection {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1);
        let connection = Database::connect(options).await.unwrap();
        Migrator::up(&connection, None).await.unwrap();
        connection
    }

    fn receivable(name: &str, lapses_after: Option<&str>) -> receivable::Model {
        let text = String::new;
        receivable::Model {
            subject: format!("receivable/{name}"),
            version: 1,
            stage: "claimed".into(),
            contract: text(),
            supplier: text(),
            buyer: text(),
            centre: None,
            amount: 1,
            currency: "CNY".into(),
            claimed_on: text(),
            due_on: text(),
            answer_by: None,
            answered_on: None,
            lapses_after: lapses_after.map(str::to_owned),
            lapse: format!("confirmation-lapse/{name}"),
            forwarded: 0,
            mismatches: 0,
            rest_of: None,
            certificate: None,
            confirmed: None,
        }
    }

    async fn found(connection: &DatabaseConnection, select: SelectStatement) -> Vec<String> {
        let rows = connection.query_all(&select).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    #[tokio::test]
    async fn the_day_of_an_answer_is_not_over_before_its_end_and_a_lapse_is_recorded_once() {
        let connection = database().await;
        let rows = [
            receivable("due-today", Some("2026-03-11")),
            receivable("due-yesterday", Some("2026-03-10")),
            receivable("due-long-ago", Some("2026-01-10")),
            receivable("recorded", Some("2026-02-10")),
            receivable("answered-in-time", None),
        ];
        bulk::insert::<receivable::Entity>(&connection, &rows)
            .await
            .unwrap();
        let recorded = subject::Model {
            subject: "confirmation-lapse/recorded".into(),
            version: 1,
            seq: 1,
            chain: Vec::new(),
            state: "{}".into(),
        };
        bulk::insert::<subject::Entity>(&connection, &[recorded])
            .await
            .unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).unwrap();
        let due = ["receivable/due-long-ago", "receivable/due-yesterday"];
        assert_eq!(found(&connection, lapsed(today, 9)).await, due);
        assert_eq!(
            found(&connection, lapsed(today, 1)).await,
            due[..1],
            "the oldest first"
        );
    }

    /// A loan that money is out on, with what says when it is late; everything else is beside the point.
    fn loan(name: &str, matures_on: &str, late_after: Option<&str>, bucket_from: i64) -> loan::Model {
        let text = String::new;
        loan::Model {
            subject: format!("loan/{name}"),
            version: 1,
            stage: "active".into(),
            bank: text(),
            borrower: text(),
            holder: text(),
            debtor: text(),
            request: text(),
            programme: None,
            principal: 1,
            lent: 1,
            open_principal: 1,
            currency: "CNY".into(),
            rate: text(),
            approved_on: text(),
            matures_on: matures_on.into(),
            disbursed_on: None,
            closed_on: None,
            end_to_end: None,
            lapses_after: None,
            overdue_since: None,
            bucket_from,
            late_after: late_after.map(str::to_owned),
            written_off: 0,
            conflicts: 0,
            pool: None,
            filing: None,
        }
    }

    #[tokio::test]
    async fn a_loan_in_its_days_of_grace_is_no_candidate_and_keeps_none_from_being_one() {
        let connection = database().await;
        let rows = [
            loan("long-in-grace", "2026-02-01", Some("2026-03-11"), 0),
            loan("last-day-of-grace", "2026-03-08", Some("2026-03-11"), 0),
            loan("late", "2026-03-07", Some("2026-03-10"), 0),
            loan("marked", "2026-02-20", Some("2026-02-23"), 1),
            loan("marked-long-ago", "2026-02-08", Some("2026-02-11"), 1),
            loan("paid-back", "2026-01-01", None, 0),
        ];
        bulk::insert::<loan::Entity>(&connection, &rows).await.unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 3, 11).unwrap();
        let unmarked = |mark, next, most| finance::unmarked(today, mark, next, most).unwrap();
        assert_eq!(found(&connection, unmarked(0, 1, 1)).await, ["loan/late"]);
        assert_eq!(found(&connection, unmarked(0, 1, 9)).await, ["loan/late"]);
        let next_bucket = found(&connection, unmarked(1, 31, 9)).await;
        assert_eq!(next_bucket, ["loan/marked-long-ago"]);
    }

    #[tokio::test]
    async fn the_sweep_reads_what_may_be_due_and_nothing_else() {
        let connection = database().await;
        let (now, today) = (Millis::new(0).unwrap(), NaiveDate::MIN);
        for (select, index) in [
            (lapsed(today, 9), "receivables_by_lapse (lapses_after<?)"),
            (expired(now, 9), "certificates_by_end_of_offer (offered_until<?)"),
            (unmarked(today, 9), "certificates_by_mark (mark_after<?)"),
            (finance::auctions(now, 9), "auctions_by_end (over_after<?)"),
            (finance::requests(now, 9), "requests_by_expiry (expires_after<?)"),
            (finance::offers(now, 9), "guarantees_by_lapse (lapses_after<?)"),
            (finance::approvals(now, 9), "loans_by_lapse (lapses_after<?)"),
            (
                finance::unmarked(NaiveDate::MAX, 1, 31, 9).unwrap(),
                "loans_by_mark (bucket_from=? AND matures_on<?)",
            ),
        ] {
            let built = DbBackend::Sqlite.build(&select);
            let sql = format!("EXPLAIN QUERY PLAN {}", built.sql);
            let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, built.values.unwrap());
            let rows = connection.query_all_raw(explain).await.unwrap();
            let plan: Vec<String> = rows
                .iter()
                .map(|row| row.try_get("", "detail").unwrap())
                .collect();
            assert!(plan.iter().any(|line| line.contains(index)), "{plan:?}");
            assert!(
                plan.iter()
                    .all(|line| !line.starts_with("SCAN") && !line.contains("TEMP")),
                "{plan:?}"
            );
        }
    }
}
