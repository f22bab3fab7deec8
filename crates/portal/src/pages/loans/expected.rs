//! The plan of a loan whose money is not out yet: reckoned as if it went out on the day that is expected.

use chrono::NaiveDate;
use tallystick_commands::banking::{Fact, Loan, LoanStage};
use tallystick_commands::parties::ShortText;

use super::acts::Ground;
use super::owed::Owed;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

/// What stands in the place of the id that the bank gives the payment; no page shows it.
const UNSENT: &str = "unsent";

/// A plan, and what it is reckoned from.
pub(super) struct Expected {
    /// From which day, and what would arrive on it, in a sentence.
    pub(super) says: String,
    pub(super) plan: Owed,
}

impl Expected {
    /// None where the money is out, or does not go out any more.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        frame: &Frame<'_>,
        ground: &Ground,
    ) -> Result<Option<Self>, Failure> {
        let loan = ground.loan();
        let (told, value_on) = match &loan.stage {
            LoanStage::Approved { .. } if !loan.has_lapsed(ground.now) => {
                (false, wished(portal, seated, ground).await?)
            }
            LoanStage::Instructed { value_on, .. } => (true, *value_on),
            LoanStage::Approved { .. }
            | LoanStage::Active {}
            | LoanStage::Closed { .. }
            | LoanStage::Cancelled { .. }
            | LoanStage::Lapsed { .. } => return Ok(None),
        };
        let terms = &loan.approval.terms;
        // Whoever wanted it for a day on which it would be due already has to ask anew.
        if value_on >= terms.matures_on {
            return Ok(None);
        }
        let paid = terms.paid_out(value_on).map_err(|_| Failure::Fault)?;
        let out = paid_out(loan, value_on)?;
        let (day, paid) = (frame.deadline(&value_on), frame.money(&paid));
        let values = [("day", day.as_str()), ("paid", paid.as_str())];
        Ok(Some(Self {
            says: if told {
                frame.say_with("plan-expected-told", &values)
            } else {
                frame.say_with("plan-expected-wished", &values)
            },
            plan: Owed::planned(frame, &out).map_err(|_| Failure::Fault)?,
        }))
    }
}

/// The day for which the borrower wants the money, or today where that has passed or is not for the viewer.
async fn wished(portal: &Portal, seated: &Seated, ground: &Ground) -> Result<NaiveDate, Failure> {
    let request = ground.loan().approval.request;
    let seen = portal.store().request(seated.viewer(), request).await?;
    let wished = seen.map(|seen| seen.state.submission.draw_on);
    Ok(wished.unwrap_or(ground.today).max(ground.today))
}

/// The loan as it would stand.
fn paid_out(loan: &Loan, value_on: NaiveDate) -> Result<Loan, Failure> {
    let amount = loan
        .approval
        .terms
        .paid_out(value_on)
        .map_err(|_| Failure::Fault)?;
    let mut out = loan.clone();
    out.stage = LoanStage::Active {};
    out.facts.push(Fact::Disbursed {
        end_to_end: UNSENT.parse::<ShortText>().map_err(|_| Failure::Fault)?,
        amount,
        value_on,
    });
    Ok(out)
}
