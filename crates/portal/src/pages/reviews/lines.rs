//! The credit lines of the bank that a loan would use, with what is left of each.

use tallystick_base::{GuaranteeId, Money};
use tallystick_commands::banking::{CreditLine, LineScope, LineShare, LineStage};

use super::reviewed::Reviewed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// A line that applies.
pub(super) struct LineView {
    pub(super) id: String,
    /// On whom it is.
    pub(super) on: String,
    pub(super) limit: Money,
    pub(super) left: Money,
    /// What the loan would take of it.
    pub(super) takes: Money,
    /// What is left after that; below zero where it has no room.
    pub(super) after: Money,
    /// Why it cannot be used, although it has room.
    pub(super) shut: Option<String>,
}

impl LineView {
    /// Whether the loan fits.
    pub(super) fn carries(&self) -> bool {
        self.shut.is_none() && !self.after.is_negative()
    }
}

/// The lines that an approval would reserve on, were so much lent.
pub(super) async fn applying(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    reviewed: &Reviewed,
) -> Result<Vec<LineView>, Failure> {
    let (amount, guarantee) = match reviewed.offer() {
        Some(offer) => (offer.terms.amount, offer.terms.guarantee),
        None => (reviewed.submission().amount, None),
    };
    of(portal, seated, frame, reviewed, amount, guarantee).await
}

/// The lines that an approval would reserve on, were so much lent on this guarantee.
pub(super) async fn of(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    amount: Money,
    guarantee: Option<GuaranteeId>,
) -> Result<Vec<LineView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let (request, review) = (reviewed.whole.state(), &reviewed.review.state);
    let shares = store
        .lines_applying(viewer, request, review, amount, guarantee)
        .await?;
    let mut views = Vec::new();
    for share in shares {
        let line = store.credit_line(viewer, share.line).await?;
        let used = store.line_use(viewer, share.line).await?;
        let (Some(line), Some(used)) = (line, used) else {
            continue;
        };
        let left = used.state.left(&line.state.terms).map_err(|_| Failure::Fault)?;
        let on = on_whom(portal, seated, frame, &line.state).await?;
        views.extend(view(frame, reviewed, &line.state, on, left, &share));
    }
    Ok(views)
}

/// None where the amounts are in several currencies, which no approval accepts.
fn view(
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    line: &CreditLine,
    on: String,
    left: Money,
    share: &LineShare,
) -> Option<LineView> {
    let today = reviewed.today;
    let shut = match &line.stage {
        LineStage::Suspended { .. } => Some(frame.say("review-line-suspended")),
        LineStage::Closed {} => Some(frame.say("review-line-closed")),
        LineStage::Open {} if today < line.terms.valid_from || line.terms.valid_to < today => {
            Some(frame.say("review-line-not-valid"))
        }
        LineStage::Open {} => None,
    };
    Some(LineView {
        id: line.id.uuid().to_string(),
        on,
        limit: line.terms.limit,
        left,
        takes: share.amount,
        after: left.checked_sub(share.amount).ok()?,
        shut,
    })
}

async fn on_whom(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    line: &CreditLine,
) -> Result<String, Failure> {
    let parties = match &line.scope {
        LineScope::Debtor { party } | LineScope::Supplier { party } | LineScope::Guarantor { party } => {
            vec![*party]
        }
        LineScope::Pair { debtor, supplier } => vec![*debtor, *supplier],
        LineScope::Group { head } => vec![*head],
        LineScope::Programme { .. } => Vec::new(),
    };
    let names = Names::of(portal.store(), seated.viewer(), parties).await?;
    Ok(match &line.scope {
        LineScope::Debtor { party } => frame.say_with("review-line-debtor", &[("name", &names.name(party))]),
        LineScope::Supplier { party } => {
            frame.say_with("review-line-supplier", &[("name", &names.name(party))])
        }
        LineScope::Pair { debtor, supplier } => {
            let (debtor, supplier) = (names.name(debtor), names.name(supplier));
            let values = [("debtor", debtor.as_str()), ("supplier", supplier.as_str())];
            frame.say_with("review-line-pair", &values)
        }
        LineScope::Group { head } => frame.say_with("review-line-group", &[("name", &names.name(head))]),
        LineScope::Guarantor { party } => {
            frame.say_with("review-line-guarantor", &[("name", &names.name(party))])
        }
        LineScope::Programme { tag } => frame.say_with("review-line-programme", &[("name", tag.as_str())]),
    })
}
