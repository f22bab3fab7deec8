//! Credit lines.

use tallystick_base::{Capacity, Context};

use super::{check_actor, check_amount};
use crate::command::{AmendLine, CloseLine, OpenLine, ResumeLine, SuspendLine};
use crate::credit_line::{LineScope, LineStage, LineTerms};
use crate::{
    Case, CreditLine, CreditLineTransition, LineBook, LineBookTransition, LineRejection, LineUse,
    LineUseTransition, Part, Rejection, Step,
};

/// The most lines of one bank that are not closed: a loan names those that apply to it.
pub(crate) const MOST_LINES: usize = 150;

pub(super) fn open(case: &Case, body: &OpenLine, context: &Context) -> Result<Vec<Step>, Rejection> {
    let (line, bank) = (body.line, context.actor.party);
    check_actor(context, bank, Capacity::Bank, Part::Bank)?;
    if case.lines.contains_key(&line) {
        return Err(LineRejection::Exists { line }.into());
    }
    check_terms(&body.terms)?;
    check_scope(case, &body.scope)?;
    if let Some(book) = case.books.get(&bank) {
        check_room(book, &body.scope)?;
    }
    let opened = CreditLineTransition::Opened {
        line,
        bank,
        scope: body.scope.clone(),
        terms: body.terms.clone(),
    };
    let nothing_used = LineUseTransition::Opened {
        line,
        currency: body.terms.limit.currency(),
    };
    let added = LineBookTransition::Added {
        line,
        scope: body.scope.clone(),
    };
    Ok(vec![
        Step::new(line, opened),
        Step::new(LineUse::subject_of(line), nothing_used),
        Step::new(LineBook::subject_of(bank), added),
    ])
}

fn check_terms(terms: &LineTerms) -> Result<(), Rejection> {
    check_amount(terms.limit, terms.limit.currency())?;
    let (from, to) = (terms.valid_from, terms.valid_to);
    if from > to {
        return Err(LineRejection::Validity { from, to }.into());
    }
    Ok(())
}

/// The parties that a line is on take part.
fn check_scope(case: &Case, scope: &LineScope) -> Result<(), Rejection> {
    let parties = match scope {
        LineScope::Debtor { party } | LineScope::Supplier { party } | LineScope::Guarantor { party } => {
            vec![*party]
        }
        LineScope::Pair { debtor, supplier } => vec![*debtor, *supplier],
        LineScope::Group { head } => vec![*head],
        LineScope::Programme { .. } => Vec::new(),
    };
    for party in parties {
        case.parties().party(party)?;
    }
    Ok(())
}

/// One line a scope: what one party may owe is one limit, not the sum of several.
fn check_room(book: &LineBook, scope: &LineScope) -> Result<(), LineRejection> {
    if let Some((line, _)) = book.lines.iter().find(|(_, other)| *other == scope) {
        return Err(LineRejection::ScopeTaken { line: *line });
    }
    if book.lines.len() >= MOST_LINES {
        return Err(LineRejection::TooMany { most: MOST_LINES });
    }
    Ok(())
}

pub(super) fn amend(case: &Case, body: &AmendLine, context: &Context) -> Result<Vec<Step>, Rejection> {
    let line = own(case, body.line, context)?;
    check_stage(line, &["Open", "Suspended"])?;
    check_terms(&body.terms)?;
    check_amount(body.terms.limit, line.terms.limit.currency())?;
    let amended = CreditLineTransition::Amended {
        terms: body.terms.clone(),
    };
    Ok(vec![Step::new(body.line, amended)])
}

pub(super) fn suspend(case: &Case, body: &SuspendLine, context: &Context) -> Result<Vec<Step>, Rejection> {
    check_stage(own(case, body.line, context)?, &["Open"])?;
    let suspended = CreditLineTransition::Suspended {
        reason: body.reason.clone(),
    };
    Ok(vec![Step::new(body.line, suspended)])
}

pub(super) fn resume(case: &Case, body: &ResumeLine, context: &Context) -> Result<Vec<Step>, Rejection> {
    check_stage(own(case, body.line, context)?, &["Suspended"])?;
    Ok(vec![Step::new(body.line, CreditLineTransition::Resumed {})])
}

pub(super) fn close(case: &Case, body: &CloseLine, context: &Context) -> Result<Vec<Step>, Rejection> {
    let line = own(case, body.line, context)?;
    check_stage(line, &["Open", "Suspended"])?;
    let used = case
        .uses
        .get(&body.line)
        .ok_or(LineRejection::NotFound { line: body.line })?;
    if !used.uses.is_empty() {
        return Err(LineRejection::InUse {
            line: body.line,
            reserved: used.reserved,
            drawn: used.drawn,
        }
        .into());
    }
    let removed = LineBookTransition::Removed { line: body.line };
    Ok(vec![
        Step::new(body.line, CreditLineTransition::Closed {}),
        Step::new(LineBook::subject_of(line.bank), removed),
    ])
}

/// The line, which is the acting bank's.
fn own<'a>(
    case: &'a Case,
    line: tallystick_base::CreditLineId,
    context: &Context,
) -> Result<&'a CreditLine, Rejection> {
    let line = case.line(line)?;
    check_actor(context, line.bank, Capacity::Bank, Part::Bank)?;
    Ok(line)
}

fn check_stage(line: &CreditLine, needed: &[&'static str]) -> Result<(), LineRejection> {
    let stage = match line.stage {
        LineStage::Open {} | LineStage::Suspended { .. } | LineStage::Closed {} => line.stage.name(),
    };
    if needed.contains(&stage) {
        Ok(())
    } else {
        Err(LineRejection::Stage {
            line: line.id,
            stage,
            needed: needed.first().copied().unwrap_or("Open"),
        })
    }
}
