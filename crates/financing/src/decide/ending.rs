//! What ends with a request: reservations, reviews, the auction, and guarantees that were issued for it.

use tallystick_base::ReviewId;
use tallystick_certificates::{Certificate, CertificateStage, CertificateTransition};

use crate::{
    Auction, AuctionStage, AuctionTransition, Case, FinancingRequest, GuaranteeTransition, GuarantorUse,
    GuarantorUseTransition, Rejection, RequestTransition, ReviewTransition, Step,
};

/// The steps by which a request ends without money having moved: the request first, by the given transition; its
/// certificates are released where they are held for it, its reviews that are still live end (but for `besides`, which has
/// a step of its own), its auction ends if it is open, and its guarantees are released and their guarantors' use freed.
///
/// Banking takes them too, where an approval is cancelled or lapses.
pub fn ending(
    case: &Case,
    request: &FinancingRequest,
    by: RequestTransition,
    besides: Option<ReviewId>,
) -> Result<Vec<Step>, Rejection> {
    let mut steps = vec![Step::new(request.id(), by)];
    steps.extend(released(case, request)?);
    for id in request.asked.iter().copied().filter(|id| Some(*id) != besides) {
        if case.review(id)?.stage.is_live() {
            steps.push(Step::new(id, ReviewTransition::Ended {}));
        }
    }
    let auction = case.auctions.get(&request.id());
    if auction.is_some_and(|auction| auction.stage == AuctionStage::Open {}) {
        steps.push(Step::new(
            Auction::subject_of(request.id()),
            AuctionTransition::Ended {},
        ));
    }
    for id in request.guarantees.iter().copied() {
        let guarantee = case.guarantee(id)?;
        if guarantee.binds() {
            let guarantor = GuarantorUse::subject_of(guarantee.terms.guarantor);
            steps.push(Step::new(id, GuaranteeTransition::Released {}));
            steps.push(Step::new(
                guarantor,
                GuarantorUseTransition::Freed { guarantee: id },
            ));
        }
    }
    Ok(steps)
}

/// The certificates of a request, back in their holder's hands.
fn released(case: &Case, request: &FinancingRequest) -> Result<Vec<Step>, Rejection> {
    let mut steps = Vec::new();
    if request.holds_certificates() {
        for id in request.certificates() {
            let certificate = case.certificates.certificate(id)?;
            if is_held_for(certificate, request) {
                steps.push(Step::new(id, CertificateTransition::Released {}));
            }
        }
    }
    Ok(steps)
}

/// Reserved for this request, or pledged after that: a pledge follows only on a reservation, and from the pledge on nobody
/// else can reserve it. One that the debtor has paid meanwhile is held no longer, and one that was assigned has moved money.
fn is_held_for(certificate: &Certificate, request: &FinancingRequest) -> bool {
    match &certificate.stage {
        CertificateStage::Reserved { request: held_for } => *held_for == request.id(),
        CertificateStage::Pledged { .. } => true,
        CertificateStage::Free {}
        | CertificateStage::Offered { .. }
        | CertificateStage::Assigned { .. }
        | CertificateStage::Split {}
        | CertificateStage::Discharged {}
        | CertificateStage::Cancelled {} => false,
    }
}
