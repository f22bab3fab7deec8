//! What is owed for paying late on a certificate, and what stands behind it: the file with which it is complained about.

use std::collections::BTreeSet;

use tallystick_base::CertificateId;
use tallystick_commands::certificates::{Certificate, ComplaintFile, complaint_file};
use tallystick_commands::parties::{Profile, Rules};
use tallystick_commands::{Case, State};

use super::states::{self, corrupt};
use super::viewer::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// The complaint file of a certificate, reckoned up to today; `None` where it is no business of the viewer's.
    ///
    /// It is for those between whom the money is owed, and for auditors: the debtor, the supplier, the holder, and the bank that
    /// collects in the holder's place. Whoever else sees the certificate, as the bank that endorsed it or whom it is offered to, does
    /// not learn of the contract from it. A holder who took the certificate does: late interest is owed to it under that contract.
    pub async fn complaint(
        &self,
        viewer: &Viewer,
        id: CertificateId,
    ) -> Result<Option<ComplaintFile>, StoreError> {
        let Some(seen) = self.certificate(viewer, id).await? else {
            return Ok(None);
        };
        if !viewer.auditor && !is_between(&seen.state, viewer) {
            return Ok(None);
        }
        let issue = &seen.state.issue;
        let rules =
            Rules::subject(Rules::DEFAULT).map_err(|error| corrupt("subjects", Rules::DEFAULT, error))?;
        let behind = BTreeSet::from([
            issue.contract.subject(),
            issue.receivable.subject(),
            issue.debtor.subject(),
            Profile::subject(issue.debtor),
            seen.state.holder.subject(),
            Profile::subject(seen.state.holder),
            rules,
        ]);
        let mut case = Case::default();
        let found = states::load(self.reader(), &behind).await?;
        let found = found.into_iter().map(|(subject, stands)| (subject, stands.state));
        let certificate = (seen.subject, State::Certificate(seen.state));
        for (subject, state) in found.chain([certificate]) {
            state
                .put(&subject, &mut case)
                .map_err(|error| corrupt("subjects", &subject, error))?;
        }
        let file = complaint_file(case.certificates(), id, self.today().await?);
        let file = file.map_err(|rejection| corrupt("subjects", id.subject(), rejection))?;
        Ok(Some(file))
    }
}

/// Whether the viewer's party is one of those between whom the money of a certificate is owed.
fn is_between(certificate: &Certificate, viewer: &Viewer) -> bool {
    let issue = &certificate.issue;
    [
        issue.debtor,
        issue.supplier,
        certificate.holder,
        certificate.collector(),
    ]
    .contains(&viewer.party)
}
