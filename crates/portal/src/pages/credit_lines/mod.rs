//! Credit lines of a bank: the list with what is used of each, opening one, one with its movements, and every act on it.

mod act;
mod amend;
mod chosen;
mod detail;
mod list;
mod meter;
mod movements;
mod new;
mod whom;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Bank};
use tallystick_base::{CreditLineId, Currency, Money};
use tallystick_commands::banking::{CreditLine, LineStage, LineUse};
use tallystick_store::Seen;

use super::asked::id;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::places::BANK;
use crate::seat::Seated;

/// Whose lines these are, and who looks after the rules.
const WHO: &[Capacity] = &[Bank, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/credit-lines", get(list::page))
        .route("/credit-lines/new", get(new::page))
        .route("/credit-lines/{id}", get(detail::page))
        .route("/credit-lines/{id}/amend", get(amend::page))
        .route("/credit-lines/{id}/amend/sum", get(amend::fragment))
        .route("/credit-lines/{id}/suspend", get(act::suspend))
        .route("/credit-lines/{id}/resume", get(act::resume))
        .route("/credit-lines/{id}/close", get(act::close))
}

/// What a bank does with a line that it has opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Amend,
    Suspend,
    Resume,
    Close,
}

/// A line with what is used of it.
struct Standing {
    line: Seen<CreditLine>,
    used: LineUse,
}

impl Standing {
    /// The line at an address.
    async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let line: CreditLineId = id(CreditLineId::KIND, text)?;
        let seen = store.credit_line(viewer, line).await?.ok_or(Failure::NotFound)?;
        let used = store.line_use(viewer, line).await?.ok_or(Failure::Fault)?;
        Ok(Self {
            line: seen,
            used: used.state,
        })
    }

    /// The line at an address, for the page of an act: of the bank itself, signed by those who trade, while it is open.
    async fn to_act(portal: &Portal, seated: &Seated, text: &str, act: Act) -> Result<Self, Failure> {
        let standing = Self::find(portal, seated, text).await?;
        if !standing.is_of(seated) {
            Err(Failure::NotFound)
        } else if !seated.seat.trades() {
            Err(Failure::NotYourRole)
        } else if !standing.takes(act) {
            Err(Failure::NotNow)
        } else {
            Ok(standing)
        }
    }

    fn is_of(&self, seated: &Seated) -> bool {
        seated.seat.acts_as(Bank) && self.line.state.bank == seated.viewer().party
    }

    /// Whether the stage of the line, and its use, let an act be done.
    fn takes(&self, act: Act) -> bool {
        match (act, &self.line.state.stage) {
            (_, LineStage::Closed {})
            | (Act::Suspend, LineStage::Suspended { .. })
            | (Act::Resume, LineStage::Open {}) => false,
            (Act::Amend, LineStage::Open {} | LineStage::Suspended { .. })
            | (Act::Suspend, LineStage::Open {})
            | (Act::Resume, LineStage::Suspended { .. }) => true,
            (Act::Close, LineStage::Open {} | LineStage::Suspended { .. }) => self.used.uses.is_empty(),
        }
    }

    /// What is left of a limit; below zero where it is under the use.
    fn left(&self) -> Result<Money, Failure> {
        self.used.left(&self.line.state.terms).map_err(|_| Failure::Fault)
    }

    /// On a line that does not revolve: what was paid back and is not free again.
    fn spent(&self) -> Result<Money, Failure> {
        let counted = self.used.counted(&self.line.state.terms);
        counted
            .and_then(|counted| counted.checked_sub(self.used.reserved))
            .and_then(|drawn| drawn.checked_sub(self.used.drawn))
            .map_err(|_| Failure::Fault)
    }

    fn place(&self) -> &str {
        self.line.subject.id()
    }
}

/// Whether the member opens lines.
fn opens(seated: &Seated) -> bool {
    BANK.contains(&seated.seat.acting) && seated.seat.trades()
}

/// An amount in a column of yuan: one of another currency says so.
fn in_yuan(amount: &Money) -> String {
    if amount.currency() == Currency::CNY {
        figures::figures(*amount)
    } else {
        amount.grouped_text()
    }
}
