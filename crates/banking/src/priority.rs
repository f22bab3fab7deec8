//! Who comes first when several have rights on one claim (Civil Code articles 414 and 768, which hold among factoring,
//! pledge and assignment alike: interpretation on guarantee, 法释〔2020〕28号, article 66).
//!
//! Who is registered comes first, by the time of registration; then who gave the debtor notice, by the time of its
//! arrival; then everyone else together, pro rata. It is shown before a bank lends; it moves nothing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, FilingId, LoanId, Millis, Money, MoneyError, NoticeId};
use tallystick_financing::RegistrySearch;
use tallystick_parties::ShortText;

use crate::{Case, FilingStage, Loan, LoanStage, Rejection};

/// Where a right comes from, by which it is called where it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RightSource {
    /// A bank's search of the registry shows it.
    Found {
        /// The number of its filing.
        number: ShortText,
    },
    /// A filing for a loan.
    Filing {
        /// The filing.
        filing: FilingId,
        /// Its number.
        number: ShortText,
    },
    /// A notice to the debtor, without a filing.
    Notice {
        /// The notice.
        notice: NoticeId,
    },
    /// A loan alone.
    Loan {
        /// The loan.
        loan: LoanId,
    },
}

/// A right on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// Where it comes from.
    pub source: RightSource,
    /// When it was registered, if it was.
    pub registered_at: Option<Millis>,
    /// When notice of it arrived at the debtor, if it did.
    pub noticed_at: Option<Millis>,
    /// How much it secures.
    pub amount: Money,
}

/// What a right comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    /// The right.
    pub right: Right,
    /// Its rank, from 1; rights of the same rank share pro rata.
    pub rank: u32,
    /// What it gets.
    pub gets: Money,
}

/// By what a right stands before another; smaller is earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Registered(Millis),
    Noticed(Millis),
    Neither,
}

impl Right {
    /// Registration is before notice, whichever was first (article 768). Of rights with the same registration, notice does
    /// not decide: the law knows no such order among them.
    const fn standing(&self) -> Standing {
        match (self.registered_at, self.noticed_at) {
            (Some(at), _) => Standing::Registered(at),
            (None, Some(at)) => Standing::Noticed(at),
            (None, None) => Standing::Neither,
        }
    }

    /// What it secures, nothing where less than that is stated.
    fn secured(&self) -> Money {
        if self.amount.is_negative() {
            Money::zero(self.amount.currency())
        } else {
            self.amount
        }
    }
}

/// Divides a sum among rights on it: in the order of their ranks, each rank in full before the next gets anything, and
/// within a rank pro rata by [`Money::split`]. What is given out is the lesser of the sum and of what all rights secure, to
/// the cent. Refused where currencies differ or a total is too large.
pub fn rank(mut rights: Vec<Right>, available: Money) -> Result<Vec<Ranked>, MoneyError> {
    // A stable order: of equals, whoever was named first stays first.
    rights.sort_by_key(Right::standing);
    let mut left = if available.is_negative() {
        Money::zero(available.currency())
    } else {
        available
    };
    let mut ranked = Vec::new();
    for (rank, group) in (1..).zip(rights.chunk_by(|one, next| one.standing() == next.standing())) {
        let shares = shared(group, left)?;
        left = left.checked_sub(Money::sum(left.currency(), shares.iter().copied())?)?;
        let got = group.iter().zip(shares);
        ranked.extend(got.map(|(right, gets)| Ranked {
            right: right.clone(),
            rank,
            gets,
        }));
    }
    Ok(ranked)
}

/// What each right of one rank gets of what the ranks before it left.
fn shared(group: &[Right], left: Money) -> Result<Vec<Money>, MoneyError> {
    let total = Money::sum(left.currency(), group.iter().map(Right::secured))?;
    if !total.compare(left)?.is_gt() {
        return Ok(group.iter().map(Right::secured).collect());
    }
    let weights: Vec<u64> = group
        .iter()
        .map(|right| right.secured().minor().unsigned_abs())
        .collect();
    left.split(&weights)
}

/// The rights on a certificate that a bank knows of: what its search of the registry shows, and what stands in the case, by
/// filing, by notice, or by a loan alone. One that a search shows and the case holds too is counted once, by the number of
/// the filing.
///
/// The case holds what the reader may see. What a search shows without an amount may secure all that is outstanding, and is taken for so much. A loan secures what
/// is lent on it; one that has ended secures nothing. A filing counts while it is not discharged, and until its last day
/// in the registry is over on the day of the search.
pub fn rights_on(
    case: &Case,
    certificate: CertificateId,
    search: &RegistrySearch,
) -> Result<Vec<Right>, Rejection> {
    let outstanding = case.financing.certificates.certificate(certificate)?.outstanding;
    let loans = case.loans.values();
    let mut rights: Vec<Right> = loans
        .filter(|loan| stands_on(loan, certificate))
        .map(|loan| right_of(case, loan, certificate, search.searched_on))
        .collect();
    for found in &search.found {
        let known = |right: &Right| matches!(&right.source, RightSource::Filing { number, .. } if *number == found.number);
        if !rights.iter().any(known) {
            let number = found.number.clone();
            rights.push(Right {
                source: RightSource::Found { number },
                registered_at: Some(found.registered_at),
                noticed_at: None,
                amount: found.amount.unwrap_or(outstanding),
            });
        }
    }
    Ok(rights)
}

/// The loan has not ended, and the certificate is one of its own.
fn stands_on(loan: &Loan, certificate: CertificateId) -> bool {
    let stands = match loan.stage {
        LoanStage::Approved { .. } | LoanStage::Instructed { .. } | LoanStage::Active {} => true,
        LoanStage::Closed { .. } | LoanStage::Cancelled { .. } | LoanStage::Lapsed { .. } => false,
    };
    stands && loan.approval.certificates.contains(&certificate)
}

fn right_of(case: &Case, loan: &Loan, certificate: CertificateId, on: NaiveDate) -> Right {
    let filing = loan
        .filing
        .and_then(|filing| case.filings.get(&filing))
        .filter(|filing| filing.stage == (FilingStage::Filed {}))
        .map(|filing| &filing.record)
        .filter(|filing| filing.certificates.contains(&certificate) && filing.until >= on);
    let notice = case
        .notices
        .values()
        .map(|notice| &notice.record)
        .filter(|notice| notice.loan == loan.id() && notice.certificates.contains(&certificate))
        .min_by_key(|notice| notice.arrived_at);
    let source = match (filing, notice) {
        (Some(filing), _) => RightSource::Filing {
            filing: filing.filing,
            number: filing.number.clone(),
        },
        (None, Some(notice)) => RightSource::Notice {
            notice: notice.notice,
        },
        (None, None) => RightSource::Loan { loan: loan.id() },
    };
    Right {
        source,
        registered_at: filing.map(|filing| filing.registered_at),
        noticed_at: notice.map(|notice| notice.arrived_at),
        amount: loan.approval.terms.principal,
    }
}
