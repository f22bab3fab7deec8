//! Loans, and what is owed on them, as the service shows them.

use serde::Deserialize;
use tallystick_base::{LoanId, Money, PartyId};
use tallystick_client::Member;
use tallystick_commands::banking::Loan;

/// A loan as it stands.
#[derive(Debug, Deserialize)]
struct Shown {
    state: Loan,
}

/// What is owed on a loan today.
#[derive(Debug, Deserialize)]
pub(super) struct LoanStatement {
    /// What would have to be paid to pay it off.
    pub(super) owed: Money,
    pub(super) account: Account,
}

/// How that came about.
#[derive(Debug, Deserialize)]
pub(super) struct Account {
    pub(super) totals: Totals,
    surplus: Vec<SurplusShare>,
}

/// Sums over all lines of an account.
#[derive(Debug, Deserialize)]
pub(super) struct Totals {
    pub(super) paid_out: Money,
    pub(super) received: Money,
    pub(super) subsidy: Money,
}

/// What of the surplus is one party's.
#[derive(Debug, Deserialize)]
struct SurplusShare {
    to: PartyId,
    amount: Money,
    passed_on: Money,
}

impl LoanStatement {
    /// What of the surplus is still to be passed on to a party.
    pub(super) fn surplus_of(&self, party: PartyId) -> anyhow::Result<Option<Money>> {
        let share = self.account.surplus.iter().find(|share| share.to == party);
        Ok(share
            .map(|share| share.amount.checked_sub(share.passed_on))
            .transpose()?)
    }
}

/// A loan.
pub(super) async fn read(member: &Member, id: LoanId) -> anyhow::Result<Loan> {
    let shown: Shown = member.get(&format!("v1/loans/{}", id.uuid())).await?;
    Ok(shown.state)
}

/// Its statement as of the day of the ledger.
pub(super) async fn statement(member: &Member, id: LoanId) -> anyhow::Result<LoanStatement> {
    Ok(member.get(&format!("v1/loans/{}/statement", id.uuid())).await?)
}
