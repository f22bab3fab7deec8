//! Which arrows exist between the stages of a loan.

use tallystick_base::{IllegalTransition, LoanId};

use super::fact::Fact;
use super::state::{Approval, Loan, LoanStage as Stage};
use super::transition::LoanTransition as Happened;

/// Follows one arrow.
pub fn apply(before: Option<Loan>, transition: &Happened) -> Result<Loan, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: LoanId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, Happened::Approved(approval)) => Ok(approved(approval)),
        (None, _) => Err(illegal("nothing")),
        (Some(loan), _) => {
            let stage = loan.stage.name();
            match next_stage(&loan.stage, transition) {
                Some(next) => Ok(booked(attempted(loan, transition), next, transition)),
                None => mark(loan, transition).ok_or_else(|| illegal(stage)),
            }
        }
    }
}

fn approved(approval: &Approval) -> Loan {
    Loan {
        filing: None,
        failed: Vec::new(),
        pool: None,
        facts: Vec::new(),
        overdue: None,
        recourse: None,
        written_off: None,
        conflicts: Vec::new(),
        stage: Stage::Approved {
            until: approval.until,
        },
        approval: approval.clone(),
    }
}

/// The stage that an arrow leads to; none where there is no such arrow, or only a mark.
fn next_stage(stage: &Stage, transition: &Happened) -> Option<Stage> {
    match (stage, transition) {
        (
            Stage::Approved { .. },
            Happened::Instructed {
                end_to_end,
                amount,
                value_on,
            },
        ) => Some(Stage::Instructed {
            end_to_end: end_to_end.clone(),
            amount: *amount,
            value_on: *value_on,
        }),
        (Stage::Instructed { .. }, Happened::DisbursementFailed { until, .. }) => {
            Some(Stage::Approved { until: *until })
        }
        // A bank fact: money that went out is out, whatever was recorded before.
        (
            Stage::Approved { .. }
            | Stage::Instructed { .. }
            | Stage::Cancelled { .. }
            | Stage::Lapsed { .. },
            Happened::Disbursed { .. },
        )
        | (Stage::Closed { .. }, Happened::Reopened {}) => Some(Stage::Active {}),
        (Stage::Active {}, Happened::Closed { on }) => Some(Stage::Closed { on: *on }),
        (Stage::Approved { .. }, Happened::Cancelled { on }) => Some(Stage::Cancelled { on: *on }),
        (Stage::Approved { .. }, Happened::Lapsed { on }) => Some(Stage::Lapsed { on: *on }),
        _ => None,
    }
}

/// What failed is remembered, so that its id is not used for another attempt.
fn attempted(mut loan: Loan, transition: &Happened) -> Loan {
    if let (Stage::Instructed { end_to_end, .. }, Happened::DisbursementFailed { .. }) =
        (&loan.stage, transition)
    {
        loan.failed.push(end_to_end.clone());
    }
    loan
}

/// What changes with the stage.
fn booked(mut loan: Loan, next: Stage, transition: &Happened) -> Loan {
    loan.stage = next;
    loan.facts.extend(fact(transition));
    loan
}

/// What changes beside the stage; none where the transition is no mark, or not one that can be set now.
fn mark(mut loan: Loan, transition: &Happened) -> Option<Loan> {
    let active = matches!(loan.stage, Stage::Active {});
    match transition {
        Happened::Filed { filing } if loan.filing.is_none() => loan.filing = Some(*filing),
        // Money that went out again is a fact like the first.
        Happened::Received { .. } | Happened::Disbursed { .. } | Happened::SurplusPaid { .. } => {
            loan.facts.extend(fact(transition));
        }
        Happened::Charged { .. } if active => loan.facts.extend(fact(transition)),
        Happened::ReceiptReversed { entry } => {
            let before = loan.facts.len();
            loan.facts
                .retain(|fact| !matches!(fact, Fact::Received { entry: booked, .. } if booked == entry));
            if loan.facts.len() == before {
                return None;
            }
        }
        Happened::MarkedOverdue(mark) if active => loan.overdue = Some(*mark),
        Happened::RecourseClaimed(claim) if active && loan.recourse.is_none() => {
            loan.recourse = Some(claim.clone());
        }
        Happened::WrittenOff(write_off) if active && loan.written_off.is_none() => {
            loan.written_off = Some(*write_off);
        }
        // Nothing of the loan changes; whoever reads its history finds the line.
        Happened::DisbursementShown { .. } => {}
        Happened::Flagged(conflict) => loan.conflicts.push(conflict.clone()),
        Happened::Pooled { pool } if active && loan.pool.is_none() => loan.pool = Some(*pool),
        _ => return None,
    }
    Some(loan)
}

/// What a transition says happened in money.
fn fact(transition: &Happened) -> Option<Fact> {
    Some(match transition {
        Happened::Disbursed {
            end_to_end,
            amount,
            value_on,
        } => Fact::Disbursed {
            end_to_end: end_to_end.clone(),
            amount: *amount,
            value_on: *value_on,
        },
        Happened::Received {
            entry,
            source,
            by,
            amount,
            value_on,
        } => Fact::Received {
            entry: entry.clone(),
            source: source.clone(),
            by: *by,
            amount: *amount,
            value_on: *value_on,
        },
        Happened::Charged { what, amount, on } => Fact::Charged {
            what: what.clone(),
            amount: *amount,
            on: *on,
        },
        Happened::SurplusPaid { to, amount, on } => Fact::SurplusPaid {
            to: *to,
            amount: *amount,
            on: *on,
        },
        _ => return None,
    })
}
