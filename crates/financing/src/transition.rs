//! What a decision causes: transitions, each on one subject.

use tallystick_base::{
    FinancingRequestId, GuaranteeId, IllegalTransition, PartyId, ProductId, ReviewId, Subject, fold,
};

use crate::{
    Auction, AuctionTransition, Bid, BidRecord, BidRecordTransition, BidTransition, Case,
    GuaranteeTransition, GuarantorUse, GuarantorUseTransition, ProductTransition, RequestTransition,
    ReviewTransition, auction, bid, bid_record, guarantee, guarantor_use, product, request, review,
};

tallystick_base::transitions! {
    /// Of certificates, or of the crates before it.
    Certificates(tallystick_certificates::Transition);
    /// Of a product.
    Product(ProductTransition) = ProductId::KIND;
    /// Of a request.
    Request(RequestTransition) = FinancingRequestId::KIND;
    /// Of a review.
    Review(ReviewTransition) = ReviewId::KIND;
    /// Of a sealed bid.
    Bid(BidTransition) = Bid::KIND;
    /// Of an auction.
    Auction(AuctionTransition) = Auction::KIND;
    /// Of a bank's record of bids.
    BidRecord(BidRecordTransition) = BidRecord::KIND;
    /// Of a guarantee.
    Guarantee(GuaranteeTransition) = GuaranteeId::KIND;
    /// Of a guarantor's use.
    GuarantorUse(GuarantorUseTransition) = GuarantorUse::KIND;
}

impl From<tallystick_certificates::CertificateTransition> for Transition {
    fn from(transition: tallystick_certificates::CertificateTransition) -> Self {
        Self::Certificates(transition.into())
    }
}

impl Case {
    /// Applies a step to the states; on an error the state of its subject is gone, and the case is of no further use.
    pub fn apply(&mut self, step: &Step) -> Result<(), IllegalTransition> {
        let subject = &step.subject;
        let foreign = |kind| IllegalTransition {
            aggregate: kind,
            stage: "a subject of another kind",
            transition: step.transition.name(),
        };
        match &step.transition {
            Transition::Certificates(transition) => {
                self.certificates.apply(&tallystick_certificates::Step {
                    subject: subject.clone(),
                    transition: transition.clone(),
                })?;
            }
            Transition::Product(transition) => {
                let id = ProductId::try_from(subject).map_err(|_| foreign(ProductId::KIND))?;
                fold!(self.products, id, product::apply, transition);
            }
            Transition::Request(transition) => {
                let id =
                    FinancingRequestId::try_from(subject).map_err(|_| foreign(FinancingRequestId::KIND))?;
                fold!(self.requests, id, request::apply, transition);
            }
            Transition::Review(transition) => {
                let id = ReviewId::try_from(subject).map_err(|_| foreign(ReviewId::KIND))?;
                fold!(self.reviews, id, review::apply, transition);
            }
            Transition::Bid(transition) => {
                let id = of_review(subject).ok_or_else(|| foreign(Bid::KIND))?;
                fold!(self.bids, id, bid::apply, transition);
            }
            Transition::Auction(transition) => {
                let id = of_request(subject).ok_or_else(|| foreign(Auction::KIND))?;
                fold!(self.auctions, id, auction::apply, transition);
            }
            Transition::BidRecord(transition) => {
                let id = of_party(subject, BidRecord::KIND).ok_or_else(|| foreign(BidRecord::KIND))?;
                fold!(self.bid_records, id, bid_record::apply, transition);
            }
            Transition::Guarantee(transition) => {
                let id = GuaranteeId::try_from(subject).map_err(|_| foreign(GuaranteeId::KIND))?;
                fold!(self.guarantees, id, guarantee::apply, transition);
            }
            Transition::GuarantorUse(transition) => {
                let id = of_party(subject, GuarantorUse::KIND).ok_or_else(|| foreign(GuarantorUse::KIND))?;
                fold!(self.guarantor_uses, id, guarantor_use::apply, transition);
            }
        }
        Ok(())
    }
}

fn of_review(subject: &Subject) -> Option<ReviewId> {
    subject.original(Bid::KIND, ReviewId::KIND)
}

fn of_request(subject: &Subject) -> Option<FinancingRequestId> {
    subject.original(Auction::KIND, FinancingRequestId::KIND)
}

fn of_party(subject: &Subject, kind: &str) -> Option<PartyId> {
    subject.original(kind, PartyId::KIND)
}
