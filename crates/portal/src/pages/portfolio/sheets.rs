//! The tables of a portfolio as files: all of its currencies, in a column of their own.

use tallystick_store::Portfolio;

use super::book::Book;
use crate::frame::Frame;
use crate::pages::sheet::{Cell, Sheet, figures, words};

/// One of the tables; none of another name.
pub(super) fn sheet(frame: &Frame<'_>, book: &Book, name: &str) -> Option<Sheet> {
    match name {
        "exposures" => Some(exposures(frame, book)),
        "maturities" => Some(maturities(frame, &book.portfolio)),
        "overdue" => Some(overdue(frame, &book.portfolio)),
        _ => None,
    }
}

fn exposures(frame: &Frame<'_>, book: &Book) -> Sheet {
    let rows = book.portfolio.exposures.iter().map(|one| {
        let line = book.lines.get(&(one.debtor, one.open.currency()));
        vec![
            Cell::Text(book.names.name(&one.debtor)),
            Cell::Money(vec![one.open]),
            Cell::Money(vec![one.committed]),
            Cell::Money(vec![one.overdue]),
            Cell::Count(one.loans),
            Cell::Money(line.map(|(_, left)| *left).into_iter().collect()),
        ]
    });
    Sheet {
        heads: vec![
            words(frame.say("debtor")),
            figures(frame.say("portfolio-open")),
            figures(frame.say("portfolio-committed")),
            figures(frame.say("portfolio-overdue")),
            figures(frame.say("portfolio-loans")),
            figures(frame.say("portfolio-line-left")),
        ],
        rows: rows.collect(),
    }
}

fn maturities(frame: &Frame<'_>, portfolio: &Portfolio) -> Sheet {
    let rows = portfolio.maturities.iter().map(|one| {
        vec![
            Cell::Text(one.month.clone()),
            Cell::Money(vec![one.open]),
            Cell::Count(one.loans),
        ]
    });
    Sheet {
        heads: vec![
            words(frame.say("month")),
            figures(frame.say("portfolio-open")),
            figures(frame.say("portfolio-loans")),
        ],
        rows: rows.collect(),
    }
}

fn overdue(frame: &Frame<'_>, portfolio: &Portfolio) -> Sheet {
    let rows = portfolio.overdue.iter().map(|one| {
        vec![
            Cell::Text(frame.say_n("portfolio-from-day", one.from_day)),
            Cell::Money(vec![one.open]),
            Cell::Count(one.loans),
        ]
    });
    Sheet {
        heads: vec![
            words(frame.say("portfolio-days")),
            figures(frame.say("portfolio-open")),
            figures(frame.say("portfolio-loans")),
        ],
        rows: rows.collect(),
    }
}
