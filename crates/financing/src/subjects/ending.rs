//! What ends with a request.

use tallystick_base::{CertificateId, Subject};

use crate::{Auction, Case, FinancingRequest, GuarantorUse, Rejection};

/// The subjects besides the request itself that [`crate::ending`] moves. Banking names them too.
///
/// They are at most 50 certificates, 40 reviews, an auction, and the guarantee that the accepted offer relies on with its
/// guarantor's use: 93 of the 200 that a statement names.
pub fn ended_with(case: &Case, request: &FinancingRequest) -> Result<Vec<Subject>, Rejection> {
    let mut subjects = Vec::new();
    if request.holds_certificates() {
        subjects.extend(request.certificates().map(CertificateId::subject));
    }
    subjects.extend(request.asked.iter().map(|review| review.subject()));
    if request.submission.sealed {
        subjects.push(Auction::subject_of(request.id()));
    }
    for id in &request.guarantees {
        let guarantor = case.guarantee(*id)?.terms.guarantor;
        subjects.extend([id.subject(), GuarantorUse::subject_of(guarantor)]);
    }
    Ok(subjects)
}
