//! The states that a decision reads.

use std::collections::BTreeMap;

use tallystick_base::{FinancingRequestId, GuaranteeId, PartyId, ProductId, ReviewId, RulePack};

use crate::{
    Auction, Bid, BidRecord, FinancingRequest, Guarantee, GuaranteeRejection, GuarantorUse, Product,
    ProductRejection, Rejection, RequestRejection, Review, ReviewRejection,
};

/// Every state that a decision about financing needs, and that later crates need of them.
///
/// It holds what the statement names; what it does not hold does not exist for the decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Certificates and receivables, contracts, parties and published rules.
    pub certificates: tallystick_certificates::Case,
    /// Products.
    pub products: BTreeMap<ProductId, Product>,
    /// Requests.
    pub requests: BTreeMap<FinancingRequestId, FinancingRequest>,
    /// Reviews.
    pub reviews: BTreeMap<ReviewId, Review>,
    /// Sealed bids, by their reviews.
    pub bids: BTreeMap<ReviewId, Bid>,
    /// Auctions, by their requests.
    pub auctions: BTreeMap<FinancingRequestId, Auction>,
    /// Banks' records of bids that they did not open. One that does not exist is clean.
    pub bid_records: BTreeMap<PartyId, BidRecord>,
    /// Guarantees.
    pub guarantees: BTreeMap<GuaranteeId, Guarantee>,
    /// What is used of guarantors' limits. One that does not exist is nothing.
    pub guarantor_uses: BTreeMap<PartyId, GuarantorUse>,
}

impl Case {
    /// Parties, members, keys, profiles and published rules.
    pub const fn parties(&self) -> &tallystick_parties::Case {
        &self.certificates.contracts.parties
    }

    /// A product, whatever its stage.
    pub fn product(&self, id: ProductId) -> Result<&Product, ProductRejection> {
        self.products
            .get(&id)
            .ok_or(ProductRejection::NotFound { product: id })
    }

    /// A request, whatever its stage.
    pub fn request(&self, id: FinancingRequestId) -> Result<&FinancingRequest, RequestRejection> {
        self.requests
            .get(&id)
            .ok_or(RequestRejection::NotFound { request: id })
    }

    /// A review, whatever its stage.
    pub fn review(&self, id: ReviewId) -> Result<&Review, ReviewRejection> {
        self.reviews
            .get(&id)
            .ok_or(ReviewRejection::NotFound { review: id })
    }

    /// A guarantee, whatever its stage.
    pub fn guarantee(&self, id: GuaranteeId) -> Result<&Guarantee, GuaranteeRejection> {
        self.guarantees
            .get(&id)
            .ok_or(GuaranteeRejection::NotFound { guarantee: id })
    }

    /// The rules that financing is decided by.
    pub fn rules(&self) -> Result<&RulePack, Rejection> {
        Ok(self.certificates.rules()?)
    }
}
