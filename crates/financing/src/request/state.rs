//! A request: what is asked for, on what, of whom, and where it stands.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{
    CertificateId, FinancingRequestId, GuaranteeId, LoanId, Millis, Money, PartyId, ProductId, ReviewId,
};
use tallystick_parties::{BankAccount, ShortText};

/// Who borrows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Direction {
    /// The holder borrows on what it is owed.
    Upstream {},
    /// The debtor borrows, and the money goes to the holder.
    Downstream {
        /// The holder, who joins by `request.join`.
        holder: PartyId,
    },
}

/// One bank that is asked, and under which of its products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// The bank.
    pub bank: PartyId,
    /// Its product.
    pub product: ProductId,
    /// The id of its new review.
    pub review: ReviewId,
}

/// One certificate behind the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Backing {
    /// The certificate.
    pub certificate: CertificateId,
    /// What was outstanding on it when the request was submitted.
    pub outstanding: Money,
    /// When it is due.
    pub due_on: NaiveDate,
}

/// What a request said when it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The request.
    pub request: FinancingRequestId,
    /// Who borrows.
    pub borrower: PartyId,
    /// Upstream or downstream.
    pub direction: Direction,
    /// Who holds the certificates.
    pub holder: PartyId,
    /// Who owes on all of them.
    pub debtor: PartyId,
    /// The certificates.
    pub backing: Vec<Backing>,
    /// How much is asked for.
    pub amount: Money,
    /// The day on which the money is needed; costs are computed from it.
    pub draw_on: NaiveDate,
    /// The day on which it is paid back.
    pub matures_on: NaiveDate,
    /// The last moment at which an offer can be accepted and approved.
    pub until: Millis,
    /// What it is for.
    pub purpose: ShortText,
    /// The banks.
    pub invitations: Vec<Invitation>,
    /// The guarantors that are asked.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub guarantors: BTreeSet<PartyId>,
    /// Whether bids are sealed.
    pub sealed: bool,
    /// Where the money is paid to; downstream the holder says so when it joins.
    pub pay_to: Option<BankAccount>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinancingRequest {
    /// What it said.
    pub submission: Submission,
    /// Where the money is paid to.
    pub pay_to: Option<BankAccount>,
    /// Downstream: the day on which the holder joined. Upstream it is none, for the borrower is the holder.
    pub joined_on: Option<NaiveDate>,
    /// The banks that have not declined.
    pub asked: BTreeSet<ReviewId>,
    /// The guarantees that were issued for it.
    pub guarantees: BTreeSet<GuaranteeId>,
    /// Where it stands, as last recorded. One that has expired since still stands here: see
    /// [`FinancingRequest::has_expired`].
    pub stage: RequestStage,
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RequestStage {
    /// With the banks.
    Submitted {},
    /// The borrower accepted an offer.
    Accepted {
        /// The review whose offer it is.
        review: ReviewId,
        /// The bank.
        bank: PartyId,
        /// The day.
        on: NaiveDate,
    },
    /// The bank approved a loan.
    Approved {
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
    },
    /// The money is out.
    Funded {
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
    },
    /// The loan is repaid.
    Closed {},
    /// Every bank declined, or the one whose offer was accepted did not lend.
    Declined {},
    /// The borrower took it back.
    Withdrawn {},
    /// Its time ran out.
    Expired {},
}

impl RequestStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Submitted {} => "Submitted",
            Self::Accepted { .. } => "Accepted",
            Self::Approved { .. } => "Approved",
            Self::Funded { .. } => "Funded",
            Self::Closed {} => "Closed",
            Self::Declined {} => "Declined",
            Self::Withdrawn {} => "Withdrawn",
            Self::Expired {} => "Expired",
        }
    }

    /// Whether it goes on: every stage but the final ones.
    pub const fn is_live(&self) -> bool {
        match self {
            Self::Submitted {} | Self::Accepted { .. } | Self::Approved { .. } | Self::Funded { .. } => true,
            Self::Closed {} | Self::Declined {} | Self::Withdrawn {} | Self::Expired {} => false,
        }
    }
}

impl FinancingRequest {
    /// The request's id.
    pub const fn id(&self) -> FinancingRequestId {
        self.submission.request
    }

    /// The certificates behind it.
    pub fn certificates(&self) -> impl Iterator<Item = CertificateId> + '_ {
        self.submission.backing.iter().map(|backing| backing.certificate)
    }

    /// Whether its certificates are reserved for it: upstream from the submission, downstream from the joining on.
    pub const fn holds_certificates(&self) -> bool {
        match self.submission.direction {
            Direction::Upstream {} => true,
            Direction::Downstream { .. } => self.joined_on.is_some(),
        }
    }

    /// Whether its time ran out before it was approved, whether or not that has been recorded.
    pub fn has_expired(&self, now: Millis) -> bool {
        matches!(
            self.stage,
            RequestStage::Submitted {} | RequestStage::Accepted { .. }
        ) && self.submission.until < now
    }
}
