//! The movements of credit lines: all lines of a bank that apply move together, or none.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Millis, Money, PartyId, Subject};
use tallystick_parties::ShortText;

use crate::credit_line::{LineScope, LineStage};
use crate::line_use::Used;
use crate::{Case, CreditLine, LineRejection, LineShare, LineUse, LineUseTransition, Rejection, Step};

/// What a bank would be exposed to.
#[derive(Debug, Clone)]
pub(crate) struct Exposure {
    /// The bank.
    pub(crate) bank: PartyId,
    /// Who owes.
    pub(crate) debtor: PartyId,
    /// Who borrows, where that is not the debtor.
    pub(crate) supplier: Option<PartyId>,
    /// How much.
    pub(crate) amount: Money,
    /// Who guarantees how much of it.
    pub(crate) guaranteed: Vec<(PartyId, Money)>,
    /// The programme of the product.
    pub(crate) programme: Option<ShortText>,
}

impl Exposure {
    /// What a line with this scope would carry of it; none where the line does not apply.
    fn on(&self, case: &Case, scope: &LineScope) -> Option<Money> {
        let carries = |applies: bool| applies.then_some(self.amount);
        match scope {
            LineScope::Debtor { party } => carries(*party == self.debtor),
            LineScope::Supplier { party } => carries(self.supplier == Some(*party)),
            LineScope::Pair { debtor, supplier } => {
                carries(*debtor == self.debtor && self.supplier == Some(*supplier))
            }
            LineScope::Group { head } => {
                let mut sides = [Some(self.debtor), self.supplier].into_iter().flatten();
                carries(sides.any(|party| groups(case, party).contains(head)))
            }
            LineScope::Guarantor { party } => {
                let guaranteed = self.guaranteed.iter().find(|(guarantor, _)| guarantor == party);
                guaranteed.map(|(_, amount)| *amount)
            }
            LineScope::Programme { tag } => carries(self.programme.as_ref() == Some(tag)),
        }
    }
}

/// Every line of the bank that applies, each with what it would carry. A refusal where none is on anybody who owes or
/// borrows: somebody's credit must carry the loan, and a programme or a guarantor only bounds it.
pub(crate) fn applying(case: &Case, exposure: &Exposure) -> Result<Vec<LineShare>, Rejection> {
    let book = case.books.get(&exposure.bank);
    let lines = book.into_iter().flat_map(|book| &book.lines);
    let applying: Vec<(&LineScope, LineShare)> = lines
        .filter_map(|(line, scope)| {
            let amount = exposure.on(case, scope)?;
            Some((scope, LineShare { line: *line, amount }))
        })
        .collect();
    if !applying.iter().any(|(scope, _)| is_on_a_side(scope)) {
        return Err(LineRejection::NoneApplies.into());
    }
    Ok(applying.into_iter().map(|(_, share)| share).collect())
}

/// Whether a line is on somebody who owes or borrows.
const fn is_on_a_side(scope: &LineScope) -> bool {
    match scope {
        LineScope::Debtor { .. }
        | LineScope::Supplier { .. }
        | LineScope::Pair { .. }
        | LineScope::Group { .. } => true,
        LineScope::Guarantor { .. } | LineScope::Programme { .. } => false,
    }
}

/// The heads of the groups that a party belongs to: the one that its profile names, and itself.
pub(crate) fn groups(case: &Case, party: PartyId) -> BTreeSet<PartyId> {
    let profile = case.parties().profiles.get(&party);
    let named = profile.and_then(|profile| profile.data.group);
    [party].into_iter().chain(named).collect()
}

/// Reserves on every line, or refuses: each is open, valid on this day, and has room.
pub(super) fn reserve(
    case: &Case,
    shares: &[LineShare],
    by: &Subject,
    until: Option<Millis>,
    today: NaiveDate,
) -> Result<Vec<Step>, Rejection> {
    let reserved = shares.iter().map(|share| {
        let line = case.line(share.line)?;
        let used = used(case, share)?;
        check_usable(line, share, today)?;
        let left = used.left(&line.terms)?;
        if share.amount.compare(left)?.is_gt() {
            return Err(LineRejection::Exceeded {
                line: share.line,
                limit: line.terms.limit,
                used: used.counted(&line.terms)?,
                amount: share.amount,
            }
            .into());
        }
        let reserved = LineUseTransition::Reserved {
            by: by.clone(),
            amount: share.amount,
            until,
            reserved: used.reserved.checked_add(share.amount)?,
        };
        Ok(Step::new(LineUse::subject_of(share.line), reserved))
    });
    reserved.collect()
}

fn check_usable(line: &CreditLine, share: &LineShare, today: NaiveDate) -> Result<(), Rejection> {
    if let LineStage::Suspended { .. } | LineStage::Closed {} = line.stage {
        return Err(LineRejection::Stage {
            line: line.id,
            stage: line.stage.name(),
            needed: "Open",
        }
        .into());
    }
    let (from, to) = (line.terms.valid_from, line.terms.valid_to);
    if today < from || to < today {
        return Err(LineRejection::NotValid {
            line: line.id,
            from,
            to,
            today,
        }
        .into());
    }
    super::check_amount(share.amount, line.terms.limit.currency())
}

/// Frees all that is reserved for a loan or endorsement.
pub(super) fn release(case: &Case, shares: &[LineShare], by: &Subject) -> Result<Vec<Step>, Rejection> {
    let mut steps = Vec::new();
    for share in shares {
        let used = used(case, share)?;
        let amount = of(used, by).reserved;
        if amount.is_positive() {
            let released = LineUseTransition::Released {
                by: by.clone(),
                amount,
                reserved: used.reserved.checked_sub(amount)?,
            };
            steps.push(Step::new(LineUse::subject_of(share.line), released));
        }
    }
    Ok(steps)
}

/// What [`draw`] did.
pub(super) struct Drawn {
    /// The movements.
    pub(super) steps: Vec<Step>,
    /// The lines that had no room, each with what is drawn beyond it.
    pub(super) beyond: Vec<LineShare>,
}

/// Draws on every line: what is reserved for the loan first, then what is free. Money that is out is out, so this never
/// refuses; what a line has no room for is told, so that it is flagged, and no line is ever over its limit.
pub(super) fn draw(case: &Case, shares: &[LineShare], by: &Subject) -> Result<Drawn, Rejection> {
    let (mut steps, mut beyond) = (Vec::new(), Vec::new());
    for share in shares {
        let line = case.line(share.line)?;
        let used = used(case, share)?;
        let reserved = of(used, by).reserved.lesser(share.amount)?;
        let free = room(line, used.left(&line.terms)?);
        let more = share.amount.checked_sub(reserved)?.lesser(free)?;
        let drawn = reserved.checked_add(more)?;
        let over = share.amount.checked_sub(drawn)?;
        if over.is_positive() {
            beyond.push(LineShare {
                line: share.line,
                amount: over,
            });
        }
        steps.extend(drawn_on(used, share, by, more, drawn)?);
    }
    Ok(Drawn { steps, beyond })
}

/// What a line has room for: nothing where its limit was lowered under its use, or where it is closed.
fn room(line: &CreditLine, left: Money) -> Money {
    match line.stage {
        LineStage::Closed {} => Money::zero(left.currency()),
        LineStage::Open {} | LineStage::Suspended { .. } if left.is_negative() => {
            Money::zero(left.currency())
        }
        LineStage::Open {} | LineStage::Suspended { .. } => left,
    }
}

/// Draws again what had come back, where a booking of it is reversed. It was drawn before: a line that does not revolve still
/// counts it, and has room for it; one that revolves has the room that is left. Like [`draw`] it never refuses.
pub(super) fn redraw(case: &Case, shares: &[LineShare], by: &Subject) -> Result<Drawn, Rejection> {
    let (mut steps, mut beyond) = (Vec::new(), Vec::new());
    for share in shares {
        let line = case.line(share.line)?;
        let used = used(case, share)?;
        let back = used.ever_drawn.checked_sub(used.drawn)?;
        let left = if line.terms.revolving {
            used.left(&line.terms)?.lesser(back)?
        } else {
            back
        };
        let amount = share.amount.lesser(room(line, left))?;
        if amount.is_positive() {
            let redrawn = LineUseTransition::Redrawn {
                by: by.clone(),
                amount,
                drawn: used.drawn.checked_add(amount)?,
            };
            steps.push(Step::new(LineUse::subject_of(share.line), redrawn));
        }
        let over = share.amount.checked_sub(amount)?;
        if over.is_positive() {
            beyond.push(LineShare {
                line: share.line,
                amount: over,
            });
        }
    }
    Ok(Drawn { steps, beyond })
}

/// What is drawn was reserved, if only in the same moment: a line is used by no other way.
fn drawn_on(
    used: &LineUse,
    share: &LineShare,
    by: &Subject,
    more: Money,
    drawn: Money,
) -> Result<Vec<Step>, Rejection> {
    let subject = LineUse::subject_of(share.line);
    let mut steps = Vec::new();
    let reserved = used.reserved.checked_add(more)?;
    if more.is_positive() {
        let reserving = LineUseTransition::Reserved {
            by: by.clone(),
            amount: more,
            until: None,
            reserved,
        };
        steps.push(Step::new(subject.clone(), reserving));
    }
    if drawn.is_positive() {
        let drawing = LineUseTransition::Drawn {
            by: by.clone(),
            amount: drawn,
            reserved: reserved.checked_sub(drawn)?,
            drawn: used.drawn.checked_add(drawn)?,
        };
        steps.push(Step::new(subject, drawing));
    }
    Ok(steps)
}

/// Gives back what came back: on every line so much of what the loan has drawn there, at most all of it.
pub(super) fn restore(case: &Case, shares: &[LineShare], by: &Subject) -> Result<Vec<Step>, Rejection> {
    let mut steps = Vec::new();
    for share in shares {
        let used = used(case, share)?;
        let amount = share.amount.lesser(of(used, by).drawn)?;
        if amount.is_positive() {
            let restored = LineUseTransition::Restored {
                by: by.clone(),
                amount,
                drawn: used.drawn.checked_sub(amount)?,
            };
            steps.push(Step::new(LineUse::subject_of(share.line), restored));
        }
    }
    Ok(steps)
}

fn used<'a>(case: &'a Case, share: &LineShare) -> Result<&'a LineUse, LineRejection> {
    let line = share.line;
    case.uses.get(&line).ok_or(LineRejection::NotFound { line })
}

/// What one loan or endorsement uses.
fn of(used: &LineUse, by: &Subject) -> Used {
    let nothing = Money::zero(used.reserved.currency());
    used.uses.get(by).copied().unwrap_or(Used {
        reserved: nothing,
        drawn: nothing,
    })
}
