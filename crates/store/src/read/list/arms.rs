//! One page of one list.
//!
//! A party sees a row in one of several roles. One condition with `OR` between them would make the database read and sort
//! everything that the party ever had to do with, for each page. So each role is asked for by itself, in the order of the
//! page and no further than the page goes, which an index answers; the few rows that come out are then put in order.

use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait as _, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, Order as Direction, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait as _, Select,
};

use super::row::text_of;
use crate::StoreError;
use crate::entity::{certificate, loan, pool};
use crate::read::page::{Cursor, Page, Paging};
use crate::read::present::asking;

/// A list of one table.
pub(super) struct List<E: EntityTrait> {
    /// Its name, which its cursors carry.
    pub(super) name: &'static str,
    /// In which roles the viewer sees a row; none where it sees every row.
    pub(super) arms: Option<Vec<Condition>>,
    /// What else was asked for.
    pub(super) filter: Condition,
    /// The column that tells the rows apart.
    pub(super) subject: E::Column,
    /// The date that comes before it in the order; without one the newest subject comes first.
    pub(super) date: Option<Date<E::Column>>,
}

/// A date that comes before the subject in an order, and which end of it comes first.
#[derive(Debug, Clone, Copy)]
pub(super) enum Date<C> {
    /// The earliest.
    Earliest(C),
    /// The latest.
    Latest(C),
}

impl<C: Copy> Date<C> {
    fn column(self) -> C {
        match self {
            Self::Earliest(column) | Self::Latest(column) => column,
        }
    }

    /// The subjects of one day come in the direction of the days, so that an index on both answers.
    fn direction(self) -> Direction {
        match self {
            Self::Earliest(_) => Direction::Asc,
            Self::Latest(_) => Direction::Desc,
        }
    }
}

impl<E: EntityTrait> List<E>
where
    E::Model: ModelTrait<Entity = E> + Send + Sync,
{
    pub(super) async fn page<T>(
        self,
        connection: &impl ConnectionTrait,
        paging: &Paging,
        item: impl FnMut(E::Model) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        let rows = self.select(paging)?.all(connection).await?;
        let cursor = |row: &E::Model| {
            let subject = text_of(row.get(self.subject));
            match self.date {
                Some(date) => Cursor::new(self.name, &[&text_of(row.get(date.column())), &subject]),
                None => Cursor::new(self.name, &[&subject]),
            }
        };
        Page::of(rows, paging.limit(), cursor, item)
    }

    /// The statement: one row more than the page has, to see whether there is another page.
    pub(super) fn select(&self, paging: &Paging) -> Result<Select<E>, StoreError> {
        let after = self.after(paging)?;
        let limit = paging.limit() + 1;
        let one = |arm: Option<&Condition>| {
            let select = E::find().filter(self.filter.clone()).filter(after.clone());
            let select = arm.map_or(select.clone(), |arm| select.filter(arm.clone()));
            self.ordered(select).limit(limit)
        };
        let arms = match self.arms.as_deref() {
            None => return Ok(one(None)),
            Some([only]) => return Ok(one(Some(only))),
            Some(arms) => arms.iter().map(|arm| self.subjects(one(Some(arm))).into_query()),
        };
        let seen = arms.map(wrapped).reduce(|mut all, arm| {
            all.union(UnionType::All, arm);
            all
        });
        let seen = seen.unwrap_or_else(|| self.subjects(E::find().filter(Expr::val(false))).into_query());
        Ok(self
            .ordered(E::find().filter(self.subject.in_subquery(seen)))
            .limit(limit))
    }

    fn ordered(&self, select: Select<E>) -> Select<E> {
        match self.date {
            Some(date) => select
                .order_by(date.column(), date.direction())
                .order_by(self.subject, date.direction()),
            None => select.order_by(self.subject, Direction::Desc),
        }
    }

    fn subjects(&self, select: Select<E>) -> Select<E> {
        select.select_only().column(self.subject)
    }

    fn after(&self, paging: &Paging) -> Result<Condition, StoreError> {
        let all = Condition::all();
        let Some(date) = self.date else {
            let key = paging.key::<1>(self.name)?;
            return Ok(key.map_or(all.clone(), |[subject]| all.add(self.subject.lt(subject))));
        };
        let key = paging.key::<2>(self.name)?;
        Ok(key.map_or(all.clone(), |[day, subject]| {
            let place = Expr::tuple([Expr::col(date.column()), Expr::col(self.subject)]);
            let last = Expr::tuple([Expr::val(day), Expr::val(subject)]);
            all.add(match date {
                Date::Earliest(_) => place.gt(last),
                Date::Latest(_) => place.lt(last),
            })
        }))
    }
}

/// A statement with an order and a limit of its own can stand in a union on both databases only as a table.
fn wrapped(arm: SelectStatement) -> SelectStatement {
    Query::select()
        .column(Alias::new("subject"))
        .from_subquery(arm, Alias::new("arm"))
        .to_owned()
}

/// What certificates came from that a party lends on, and that it is asked to lend on or guarantee: their contracts or their
/// receivables.
pub(super) fn financed(origin: certificate::Column, party: &str) -> [SelectStatement; 2] {
    let of = |condition: Expr| {
        Query::select()
            .column(origin)
            .from(certificate::Entity)
            .and_where(condition)
            .to_owned()
    };
    [
        of(certificate::Column::Bank.eq(party)),
        of(certificate::Column::ReservedFor.in_subquery(asking(party))),
    ]
}

/// The loans of a borrower, or on the certificates of a holder.
pub(super) fn lent(side: loan::Column, party: &str) -> SelectStatement {
    Query::select()
        .column(loan::Column::Subject)
        .from(loan::Entity)
        .and_where(side.eq(party))
        .to_owned()
}

/// The pools of an asset manager.
pub(super) fn managed(party: &str) -> SelectStatement {
    Query::select()
        .column(pool::Column::Subject)
        .from(pool::Entity)
        .and_where(pool::Column::Manager.eq(party))
        .to_owned()
}
