//! In which ways a row can be known.

use sea_orm::sea_query::{Expr, ExprTrait as _, Func, LikeExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait};

use crate::read::list::arms::List;

/// In which ways a row can be known.
pub(super) struct Ways {
    /// Through an index each.
    pub(super) indexed: Vec<Condition>,
    /// Through all rows of the viewer.
    scanned: Vec<Condition>,
}

impl Ways {
    pub(super) fn new(indexed: Vec<Condition>) -> Self {
        Self {
            indexed,
            scanned: Vec::new(),
        }
    }

    /// A number begins with the text.
    pub(super) fn begins(&mut self, column: impl ColumnTrait, text: Option<&str>) {
        self.indexed
            .extend(text.map(|text| Condition::all().add(begins(column, text))));
    }

    /// A text contains the text.
    pub(super) fn contains(&mut self, column: impl ColumnTrait, text: Option<&str>) {
        self.scanned
            .extend(text.map(|text| Condition::all().add(contains(column, text))));
    }

    /// A column names one of the parties.
    pub(super) fn names<C: ColumnTrait>(&mut self, columns: &[C], parties: &[String]) {
        if !parties.is_empty() {
            let each = columns
                .iter()
                .map(|column| Condition::all().add(column.is_in(parties.iter().cloned())));
            self.indexed.extend(each);
        }
    }

    /// The list, narrowed to these ways; none where there is no way.
    pub(super) fn narrow<E: EntityTrait>(self, mut list: List<E>) -> Option<List<E>> {
        if list.arms.is_some() {
            return self.narrow_read(list);
        }
        if self.indexed.is_empty() {
            return None;
        }
        list.arms = Some(self.indexed);
        Some(list)
    }

    /// The same where all rows of the list may be read, as those of one party or of what is few.
    pub(super) fn narrow_read<E: EntityTrait>(self, mut list: List<E>) -> Option<List<E>> {
        let ways: Vec<Condition> = self.indexed.into_iter().chain(self.scanned).collect();
        if ways.is_empty() {
            return None;
        }
        let any = ways.into_iter().fold(Condition::any(), Condition::add);
        list.filter = list.filter.add(any);
        Some(list)
    }
}

pub(super) fn begins(column: impl ColumnTrait, text: &str) -> Expr {
    // Texts are compared byte by byte on both databases, and no text goes on with a character above this one.
    let end = format!("{text}\u{10ffff}");
    Expr::expr(column.gte(text)).and(column.lt(end))
}

/// Whether a text contains another, whatever the case of its Latin letters.
pub(in crate::read::list) fn contains(column: impl ColumnTrait, text: &str) -> Expr {
    let mut pattern = String::from("%");
    for character in text.to_ascii_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    Expr::expr(Func::lower(column.into_expr())).like(LikeExpr::new(pattern).escape('\\'))
}
