//! Who lends on what, and on which terms: products, requests, reviews and offers, sealed bids, guarantees.
//!
//! A holder asks banks for money against its certificates, or downstream the debtor asks for the money to pay its supplier
//! now. The certificates are reserved: a certificate backs one live request in the whole ledger. Banks offer, openly or in
//! sealed bids, or decline with reasons; every offer says what it costs in money. The borrower accepts one.
//!
//! # What this crate is not
//!
//! It lends nothing. Credit lines, approval, disbursement, repayment and everything after are decided in banking, which takes
//! the last arrows of requests, reviews and guarantees.
//!
//! # Stages
//!
//! ```text
//! product      Open ── withdrawn ──▶ Withdrawn
//!
//! request      Submitted ── accepted ──▶ Accepted ── approved ──▶ Approved ── funded ──▶ Funded ── closed ──▶ Closed
//!              Submitted, Accepted, Approved ── declined ──▶ Declined
//!              Submitted, Accepted ── withdrawn ──▶ Withdrawn
//!              Submitted, Accepted, Approved ── expired ──▶ Expired
//!              beside the stage: joined (downstream), guaranteed
//!
//! review       Open ── offered ──▶ Offered ── taken ──▶ Taken
//!              Offered ── offer withdrawn ──▶ Open
//!              Open, Offered ── not taken ──▶ NotTaken
//!              any of these but the last ── declined ──▶ Declined, ── ended ──▶ Ended
//!              beside the stage: assessed
//!
//! bid          Committed ── revealed ──▶ Revealed       Committed ── unrevealed ──▶ Unrevealed
//!
//! auction      Open ── closed ──▶ Closed                Open ── ended ──▶ Ended
//!
//! guarantee    Offered ── issued ──▶ Issued ── called ──▶ Called ── paid ──▶ Paid
//!              Offered ── withdrawn, lapsed ──▶ Withdrawn, Lapsed
//!              Issued ── paid ──▶ Paid                  Issued, Called, Paid ── released ──▶ Released
//! ```
//!
//! A bank's record of bids and a guarantor's use have one stage.

pub mod auction;
pub mod bid;
pub mod bid_record;
mod case;
mod command;
mod cost;
mod decide;
mod due;
pub mod guarantee;
pub mod guarantor_use;
pub mod product;
mod rejection;
pub mod request;
pub mod review;
mod subjects;
mod transition;

pub use auction::{Auction, AuctionBid, AuctionStage, AuctionTransition, award};
pub use bid::{Bid, BidStage, BidTransition, SealedBid};
pub use bid_record::{BidRecord, BidRecordTransition};
pub use case::Case;
pub use command::{
    AcceptOffer, CloseAuction, Command, CommitBid, DeclineRequest, ExpireRequest, IssueGuarantee,
    JoinRequest, LapseGuarantee, MakeOffer, OfferGuarantee, PublishProduct, RevealBid, ReviseProduct,
    SubmitRequest, WithdrawGuarantee, WithdrawOffer, WithdrawProduct, WithdrawRequest,
};
pub use cost::{Cost, cost};
pub use decide::{MOST_CERTIFICATES, check_actor, decide, ending};
pub use due::due;
pub use guarantee::{Guarantee, GuaranteeStage, GuaranteeTransition};
pub use guarantor_use::{GuarantorUse, GuarantorUseTransition};
pub use product::{
    DueKind, Eligible, Fee, FeeBasis, InterestMode, Product, ProductStage, ProductTerms, ProductTransition,
    Programme, RateBasis, Security, SurplusTo, TenorLimits,
};
pub use rejection::{
    AuctionRejection, GuaranteeRejection, Part, ProductRejection, Rejection, RequestRejection,
    ReviewRejection,
};
pub use request::{Direction, FinancingRequest, Invitation, RequestStage, RequestTransition};
pub use review::{
    Assessment, Check, CheckKind, CheckResult, DeclineReason, FeeLine, FoundRight, Offer, OfferTerms,
    RegistrySearch, Review, ReviewStage, ReviewTransition,
};
pub use subjects::{ended_with, subjects};
pub use transition::{Step, Transition};
