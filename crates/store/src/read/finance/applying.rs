//! Which credit lines of a bank a loan would use.

use std::collections::BTreeSet;

use tallystick_base::{GuaranteeId, Money, Subject};
use tallystick_commands::banking::{LineBook, LineShare, lines_for};
use tallystick_commands::financing::{FinancingRequest, Review};
use tallystick_commands::parties::Profile;
use tallystick_commands::{Case, State};

use crate::read::Viewer;
use crate::read::states::{corrupt, load};
use crate::{Store, StoreError};

impl Store {
    /// The lines that an approval under this review would reserve on, were so much lent on this guarantee, each with its
    /// share; none where no line of the bank is on anybody who owes or borrows, and for everybody but the bank and auditors.
    ///
    /// Groups are looked up as a decision looks them up, in the files of debtor and borrower: of those the bank learns only
    /// that a line of its own on the group applies.
    pub async fn lines_applying(
        &self,
        viewer: &Viewer,
        request: &FinancingRequest,
        review: &Review,
        amount: Money,
        guarantee: Option<GuaranteeId>,
    ) -> Result<Vec<LineShare>, StoreError> {
        if !viewer.auditor && viewer.party != review.bank {
            return Ok(Vec::new());
        }
        let submission = &request.submission;
        let mut wanted: BTreeSet<Subject> = [submission.debtor, submission.borrower]
            .map(Profile::subject)
            .into();
        wanted.insert(LineBook::subject_of(review.bank));
        wanted.extend(guarantee.map(GuaranteeId::subject));
        let mut case = Case::default();
        for (subject, stands) in load(self.reader(), &wanted).await? {
            State::put(stands.state, &subject, &mut case)
                .map_err(|error| corrupt("subjects", &subject, error))?;
        }
        // The only refusals are that no line applies, and amounts in other currencies, on which no line can be used either.
        Ok(lines_for(&case, request, review, amount, guarantee).unwrap_or_default())
    }
}
