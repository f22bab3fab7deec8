//! The statement of a loan.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{LoanId, Money};
use tallystick_commands::banking::loan::account::{Account, account};
use utoipa::ToSchema;

use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// What is owed on a loan on a day, and every line that led there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LoanStatement {
    /// The loan.
    pub loan: LoanId,
    /// The version of the loan that it was computed from.
    pub version: u64,
    /// What would have to be paid on the day to pay the loan off.
    pub owed: Money,
    /// The account.
    pub account: Account,
}

impl Store {
    /// The statement of a loan as of a day, computed from its facts; `None` where there is no loan that the viewer may see.
    pub async fn loan_statement(
        &self,
        viewer: &Viewer,
        loan: LoanId,
        as_of: NaiveDate,
    ) -> Result<Option<LoanStatement>, StoreError> {
        let Some(seen) = self.loan(viewer, loan).await? else {
            return Ok(None);
        };
        let account = account(&seen.state, as_of).map_err(|error| corrupt("subjects", loan, error))?;
        let owed = account.owed().map_err(|error| corrupt("subjects", loan, error))?;
        Ok(Some(LoanStatement {
            loan,
            version: seen.version,
            owed,
            account,
        }))
    }
}
