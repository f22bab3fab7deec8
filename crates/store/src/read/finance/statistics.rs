//! What auditors watch: how fast buyers confirm and pay, what banks lend, and what programmes carry.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::Serialize;
use tallystick_base::{Currency, Money, PartyId};
use utoipa::ToSchema;

use super::asked::{asked, rests};
use super::days::{AnswerDays, answered, days_between};
use super::portfolio::added;
use crate::entity::{certificate, loan, receivable, review};
use crate::read::list::row::Row;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// How a buyer confirms and pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BuyerStatistics {
    /// The buyer.
    pub buyer: PartyId,
    /// How many claims it was asked to confirm. What it left of a claim that it confirmed in part is no further one.
    pub claims: u64,
    /// How many of them it has answered.
    pub answered: u64,
    /// How many lapsed without an answer in time, answered later or not.
    pub lapsed: u64,
    /// The median of the calendar days from claim to answer.
    pub median_days_to_answer: Option<u32>,
    /// The most that it took.
    pub most_days_to_answer: Option<u32>,
    /// How many of its certificates are marked as overdue and not paid.
    pub overdue_certificates: u64,
    /// What is outstanding on them: one amount for each currency.
    pub overdue: Vec<Money>,
}

/// What a bank was asked and lent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BankStatistics {
    /// The bank.
    pub bank: PartyId,
    /// How many requests it was asked by.
    pub asked: u64,
    /// How many of them it declined.
    pub declined: u64,
    /// How many of its offers were taken.
    pub taken: u64,
    /// How many loans it approved.
    pub loans: u64,
    /// What it lent: one amount for each currency.
    pub lent: Vec<Money>,
    /// What of it is not paid back.
    pub open: Vec<Money>,
    /// What of that is recorded as overdue.
    pub overdue: Vec<Money>,
}

/// What was lent under a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProgrammeStatistics {
    /// The programme.
    pub programme: String,
    /// How many loans were approved.
    pub loans: u64,
    /// How many borrowers they have.
    pub borrowers: u64,
    /// What was lent: one amount for each currency.
    pub lent: Vec<Money>,
    /// What of it is not paid back.
    pub open: Vec<Money>,
}

#[derive(FromQueryResult)]
struct Answers {
    buyer: String,
    stage: String,
    claimed_on: String,
    answered_on: Option<String>,
    lapses: i64,
    rests: i64,
    many: i64,
}

#[derive(FromQueryResult)]
struct Late {
    debtor: String,
    currency: String,
    many: i64,
    outstanding: i64,
}

#[derive(FromQueryResult)]
struct Reviews {
    bank: String,
    stage: String,
    many: i64,
}

#[derive(FromQueryResult)]
struct LoanGroup {
    name: String,
    borrower: String,
    currency: String,
    bucket: i64,
    many: i64,
    lent: i64,
    open: i64,
}

impl Store {
    /// By buyer; nothing for anyone but an auditor.
    pub async fn buyer_statistics(&self, viewer: &Viewer) -> Result<Vec<BuyerStatistics>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        let answers = receivable::Entity::find()
            .select_only()
            .column(receivable::Column::Buyer)
            .column(receivable::Column::Stage)
            .column(receivable::Column::ClaimedOn)
            .column(receivable::Column::AnsweredOn)
            .column_as(lapsed_before(self.today().await?), "lapses")
            .column_as(rests(), "rests")
            .column_as(
                Expr::expr(receivable::Column::Subject.count()).cast_as("bigint"),
                "many",
            )
            .group_by(receivable::Column::Buyer)
            .group_by(receivable::Column::Stage)
            .group_by(receivable::Column::ClaimedOn)
            .group_by(receivable::Column::AnsweredOn)
            .into_model::<Answers>()
            .all(self.reader())
            .await?;
        buyers(&answers, &self.late(None).await?)
    }

    /// What is overdue and not paid, of one buyer or of all.
    async fn late(&self, of: Option<PartyId>) -> Result<Vec<Late>, StoreError> {
        let of = of.map(|buyer| certificate::Column::Debtor.eq(buyer.to_string()));
        let late = certificate::Entity::find()
            .select_only()
            .column(certificate::Column::Debtor)
            .column(certificate::Column::Currency)
            .column_as(
                Expr::expr(certificate::Column::Subject.count()).cast_as("bigint"),
                "many",
            )
            .column_as(
                Expr::expr(Func::sum(Expr::col(certificate::Column::Outstanding))).cast_as("bigint"),
                "outstanding",
            )
            .filter(Condition::all().add_option(of))
            .filter(certificate::Column::OverdueSince.is_not_null())
            .filter(certificate::Column::Outstanding.gt(0))
            .group_by(certificate::Column::Debtor)
            .group_by(certificate::Column::Currency)
            .into_model::<Late>()
            .all(self.reader())
            .await?;
        Ok(late)
    }

    /// How many certificates of a buyer are overdue and not paid, and what is outstanding on them by currency.
    pub(super) async fn overdue_of(&self, buyer: PartyId) -> Result<(u64, Vec<Money>), StoreError> {
        let late = self.late(Some(buyer)).await?;
        let statistics = buyers(&[], &late)?.pop();
        Ok(statistics.map_or((0, Vec::new()), |one| (one.overdue_certificates, one.overdue)))
    }

    /// By bank; nothing for anyone but an auditor.
    pub async fn bank_statistics(&self, viewer: &Viewer) -> Result<Vec<BankStatistics>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        let reviews = review::Entity::find()
            .select_only()
            .column(review::Column::Bank)
            .column(review::Column::Stage)
            .column_as(
                Expr::expr(review::Column::Subject.count()).cast_as("bigint"),
                "many",
            )
            .group_by(review::Column::Bank)
            .group_by(review::Column::Stage)
            .into_model::<Reviews>()
            .all(self.reader())
            .await?;
        banks(&reviews, &self.lent_by(loan::Column::Bank).await?)
    }

    /// By programme; nothing for anyone but an auditor.
    pub async fn programme_statistics(
        &self,
        viewer: &Viewer,
    ) -> Result<Vec<ProgrammeStatistics>, StoreError> {
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        programmes(&self.lent_by(loan::Column::Programme).await?)
    }

    async fn lent_by(&self, name: loan::Column) -> Result<Vec<LoanGroup>, StoreError> {
        let sum = |column: loan::Column| Expr::expr(Func::sum(Expr::col(column))).cast_as("bigint");
        let rows = loan::Entity::find()
            .select_only()
            .column_as(name, "name")
            .column(loan::Column::Borrower)
            .column(loan::Column::Currency)
            .column_as(loan::Column::BucketFrom, "bucket")
            .column_as(
                Expr::expr(loan::Column::Subject.count()).cast_as("bigint"),
                "many",
            )
            .column_as(sum(loan::Column::Lent), "lent")
            .column_as(sum(loan::Column::OpenPrincipal), "open")
            .filter(name.is_not_null())
            .group_by(name)
            .group_by(loan::Column::Borrower)
            .group_by(loan::Column::Currency)
            .group_by(loan::Column::BucketFrom)
            .into_model::<LoanGroup>()
            .all(self.reader())
            .await?;
        Ok(rows)
    }
}

/// How many claims lapsed before this day; one whose period still runs has not.
pub(super) fn lapsed_before(today: NaiveDate) -> Expr {
    let lapsed = Expr::case(receivable::Column::LapsesAfter.lt(today.to_string()), 1);
    Expr::expr(Func::count(lapsed)).cast_as("bigint")
}

fn buyers(answers: &[Answers], late: &[Late]) -> Result<Vec<BuyerStatistics>, StoreError> {
    let mut by_buyer: BTreeMap<PartyId, (BuyerStatistics, AnswerDays)> = BTreeMap::new();
    let fresh = |buyer| {
        let statistics = BuyerStatistics {
            buyer,
            claims: 0,
            answered: 0,
            lapsed: 0,
            median_days_to_answer: None,
            most_days_to_answer: None,
            overdue_certificates: 0,
            overdue: Vec::new(),
        };
        (statistics, AnswerDays::default())
    };
    for group in answers {
        let row = Row {
            table: "receivables",
            subject: &group.buyer,
        };
        let buyer = row.parse(&group.buyer)?;
        let (statistics, days) = by_buyer.entry(buyer).or_insert_with(|| fresh(buyer));
        let asked = asked(row, group.many, group.rests)?;
        statistics.claims = statistics.claims.saturating_add(asked);
        statistics.lapsed = statistics.lapsed.saturating_add(row.number(group.lapses)?);
        if let Some(answered_on) = answered(&group.stage, group.answered_on.as_deref()) {
            statistics.answered = statistics.answered.saturating_add(asked);
            days.count(days_between(row, &group.claimed_on, answered_on)?, asked);
        }
    }
    for group in late {
        let row = Row {
            table: "certificates",
            subject: &group.debtor,
        };
        let buyer = row.parse(&group.debtor)?;
        let (statistics, _) = by_buyer.entry(buyer).or_insert_with(|| fresh(buyer));
        statistics.overdue_certificates = statistics
            .overdue_certificates
            .saturating_add(row.number(group.many)?);
        add(
            &mut statistics.overdue,
            row.money(group.outstanding, &group.currency)?,
        )?;
    }
    let finished = by_buyer.into_values().map(|(statistics, days)| BuyerStatistics {
        median_days_to_answer: days.median(),
        most_days_to_answer: days.most(),
        ..statistics
    });
    Ok(finished.collect())
}

fn banks(reviews: &[Reviews], lent: &[LoanGroup]) -> Result<Vec<BankStatistics>, StoreError> {
    let mut by_bank: BTreeMap<PartyId, BankStatistics> = BTreeMap::new();
    let fresh = |bank| BankStatistics {
        bank,
        asked: 0,
        declined: 0,
        taken: 0,
        loans: 0,
        lent: Vec::new(),
        open: Vec::new(),
        overdue: Vec::new(),
    };
    for group in reviews {
        let row = Row {
            table: "reviews",
            subject: &group.bank,
        };
        let bank = row.parse(&group.bank)?;
        let statistics = by_bank.entry(bank).or_insert_with(|| fresh(bank));
        let many: u64 = row.number(group.many)?;
        statistics.asked = statistics.asked.saturating_add(many);
        match group.stage.as_str() {
            "declined" => statistics.declined = statistics.declined.saturating_add(many),
            "taken" => statistics.taken = statistics.taken.saturating_add(many),
            _ => {}
        }
    }
    for group in lent {
        let row = group.row();
        let bank = row.parse(&group.name)?;
        let statistics = by_bank.entry(bank).or_insert_with(|| fresh(bank));
        statistics.loans = statistics.loans.saturating_add(row.number(group.many)?);
        let open = row.money(group.open, &group.currency)?;
        add(&mut statistics.lent, row.money(group.lent, &group.currency)?)?;
        add(&mut statistics.open, open)?;
        if group.bucket > 0 {
            add(&mut statistics.overdue, open)?;
        }
    }
    Ok(by_bank.into_values().collect())
}

fn programmes(lent: &[LoanGroup]) -> Result<Vec<ProgrammeStatistics>, StoreError> {
    let mut by_name: BTreeMap<&str, (ProgrammeStatistics, std::collections::BTreeSet<&str>)> =
        BTreeMap::new();
    for group in lent {
        let row = group.row();
        let (statistics, borrowers) = by_name.entry(&group.name).or_insert_with(|| {
            let statistics = ProgrammeStatistics {
                programme: group.name.clone(),
                loans: 0,
                borrowers: 0,
                lent: Vec::new(),
                open: Vec::new(),
            };
            (statistics, std::collections::BTreeSet::new())
        });
        borrowers.insert(&group.borrower);
        statistics.loans = statistics.loans.saturating_add(row.number(group.many)?);
        add(&mut statistics.lent, row.money(group.lent, &group.currency)?)?;
        add(&mut statistics.open, row.money(group.open, &group.currency)?)?;
    }
    let finished = by_name
        .into_values()
        .map(|(statistics, borrowers)| ProgrammeStatistics {
            borrowers: borrowers.len() as u64,
            ..statistics
        });
    Ok(finished.collect())
}

impl LoanGroup {
    fn row(&self) -> Row<'_> {
        Row {
            table: "loans",
            subject: &self.name,
        }
    }
}

/// Adds an amount to the sum of its currency; nothing adds nothing.
pub(super) fn add(sums: &mut Vec<Money>, amount: Money) -> Result<(), StoreError> {
    let currency: Currency = amount.currency();
    match sums.iter_mut().find(|sum| sum.currency() == currency) {
        Some(sum) => *sum = added(*sum, amount)?,
        None if amount.is_zero() => {}
        None => sums.push(amount),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(stage: &str, answered_on: &str, many: i64) -> Answers {
        Answers {
            buyer: "party/01980000-0000-7000-8000-000000000001".to_owned(),
            stage: stage.to_owned(),
            claimed_on: "2026-02-01".to_owned(),
            answered_on: Some(answered_on.to_owned()),
            lapses: 0,
            rests: 0,
            many,
        }
    }

    #[test]
    fn what_is_left_of_a_claim_is_no_further_one() {
        let rest = Answers {
            rests: 1,
            ..claims("disputed", "2026-02-01", 1)
        };
        let counted = buyers(&[claims("confirmed", "2026-02-11", 1), rest], &[]).unwrap();
        let [buyer] = counted.as_slice() else {
            panic!("one buyer")
        };
        assert_eq!(
            (buyer.claims, buyer.answered, buyer.median_days_to_answer),
            (1, 1, Some(10))
        );
    }

    #[test]
    fn what_the_supplier_took_back_was_claimed_and_never_answered() {
        let groups = [
            claims("confirmed", "2026-02-05", 2),
            claims("withdrawn", "2026-02-21", 1),
        ];
        let found = buyers(&groups, &[]).unwrap();
        let [buyer] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((buyer.claims, buyer.answered), (3, 2));
        assert_eq!(
            (buyer.median_days_to_answer, buyer.most_days_to_answer),
            (Some(4), Some(4))
        );
    }
}
