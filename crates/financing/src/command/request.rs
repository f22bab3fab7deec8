//! Bodies of the commands on requests.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, FinancingRequestId, Millis, Money, PartyId, ReviewId, Salt};
use tallystick_parties::{BankAccount, ShortText};

use crate::request::{Direction, Invitation};

/// A holder, or downstream a debtor, asks banks for money against certificates, `request.submit/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitRequest {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new request.
    pub request: FinancingRequestId,
    /// Upstream or downstream.
    pub direction: Direction,
    /// The certificates: from 1 to 50, of one holder and one debtor.
    pub certificates: Vec<CertificateId>,
    /// How much is asked for.
    pub amount: Money,
    /// The day on which the money is needed.
    pub draw_on: NaiveDate,
    /// The day on which it is paid back.
    pub matures_on: NaiveDate,
    /// The last moment at which an offer can be accepted and approved.
    pub until: Millis,
    /// The last moment for sealed bids; left out where banks offer openly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bids_until: Option<Millis>,
    /// What it is for.
    pub purpose: ShortText,
    /// The banks that are asked: from 1 to 40, none twice.
    pub invitations: Vec<Invitation>,
    /// The guarantors that are asked; at most 10.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guarantors: BTreeSet<PartyId>,
    /// Where the money is paid to: one of the accounts in the borrower's profile. Downstream it is left out, for the holder says so when it joins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_to: Option<BankAccount>,
}

/// Downstream, the holder lets its certificates be paid by the loan, `request.join/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinRequest {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The request.
    pub request: FinancingRequestId,
    /// Where the money is paid to: one of the accounts in the holder's profile.
    pub pay_to: BankAccount,
}

/// The borrower accepts an offer, `request.accept/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptOffer {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The request.
    pub request: FinancingRequestId,
    /// The review whose offer it is.
    pub review: ReviewId,
}

/// The borrower takes the request back, `request.withdraw/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequest {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The request.
    pub request: FinancingRequestId,
}

/// The service records that the time of a request ran out, `request.expire/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpireRequest {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The request.
    pub request: FinancingRequestId,
}
