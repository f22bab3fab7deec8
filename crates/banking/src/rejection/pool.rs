//! Why a command about a pool or a sale is refused.

use tallystick_base::{LoanId, Millis, Money, PoolId, Ratio, RejectionClass, SaleId};

/// Why a command about a pool or a sale is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PoolRejection {
    /// No such thing.
    #[error("{pool} does not exist; an asset manager opens one with pool.open")]
    NotFound {
        /// Its id.
        pool: PoolId,
    },
    /// The id is taken.
    #[error("{pool} exists; open this one under a new id")]
    Exists {
        /// Its id.
        pool: PoolId,
    },
    /// It would buy nothing.
    #[error("a pool that buys loans of at most 0 days buys none; state how many days a loan may have left")]
    NoDays,
    /// A share of nothing, or of more than all.
    #[error("one debtor may have a share above 0 and at most 1; this one is {share}")]
    Share {
        /// The share.
        share: Ratio,
    },
    /// Nobody, or too many.
    #[error(
        "a pool names 1 to {most} debtors, or leaves them out to take anyone's debt; this one names {found}"
    )]
    Debtors {
        /// The most.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// It buys no more.
    #[error("{pool} is Closed; it holds what it has and buys no more")]
    Closed {
        /// The pool.
        pool: PoolId,
    },
    /// It is full.
    #[error("{pool} holds {most} loans, the most that one pool holds; open another")]
    Full {
        /// The pool.
        pool: PoolId,
        /// The most.
        most: usize,
    },
    /// No such thing.
    #[error("{sale} does not exist; a bank offers one with sale.propose")]
    SaleNotFound {
        /// Its id.
        sale: SaleId,
    },
    /// The id is taken.
    #[error("{sale} exists; offer this loan under a new id")]
    SaleExists {
        /// Its id.
        sale: SaleId,
    },
    /// No money is out.
    #[error("{loan} is {stage}; a loan is sold while money is out on it, which is while it is Active")]
    LoanNotActive {
        /// The loan.
        loan: LoanId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Sold before.
    #[error("{loan} is in a pool; a loan is sold once")]
    Pooled {
        /// The loan.
        loan: LoanId,
    },
    /// Given up.
    #[error("{loan} is written off; what the bank does not expect any more it does not sell to a pool")]
    WrittenOff {
        /// The loan.
        loan: LoanId,
    },
    /// Too soon or too late.
    #[error(
        "an offer stands from now, {now}, for at most {most_days} days; this one until {until}: choose a moment between"
    )]
    Until {
        /// The last moment, as stated.
        until: Millis,
        /// The moment of the entry.
        now: Millis,
        /// The most days.
        most_days: u64,
    },
    /// It was answered or taken back.
    #[error("{sale} is {stage}; nothing is open on it: the bank may offer anew")]
    SaleAnswered {
        /// The sale.
        sale: SaleId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Its last moment has passed.
    #[error("{sale} stood until {until}; the bank may offer anew")]
    SaleExpired {
        /// The sale.
        sale: SaleId,
        /// The last moment.
        until: Millis,
    },
    /// Another debtor's debt.
    #[error("the pool names whose debts it buys, and the debtor of {loan} is not among them")]
    OtherDebtor {
        /// The loan.
        loan: LoanId,
    },
    /// Too much is open.
    #[error("the pool buys loans with at most {most} open; on {loan} {open} is open")]
    TooMuchOpen {
        /// The loan.
        loan: LoanId,
        /// The most.
        most: Money,
        /// What is open.
        open: Money,
    },
    /// Nothing is open.
    #[error("on {loan} nothing of its principal is open; there is nothing to buy")]
    NothingOpen {
        /// The loan.
        loan: LoanId,
    },
    /// It matures too late.
    #[error("the pool buys loans that mature in at most {most} days; {loan} matures in {days}")]
    TooLong {
        /// The loan.
        loan: LoanId,
        /// The most.
        most: u32,
        /// Its days.
        days: i64,
    },
    /// It is overdue.
    #[error("{loan} is overdue, and the pool buys no overdue loans")]
    Overdue {
        /// The loan.
        loan: LoanId,
    },
    /// One debtor would have too much of the pool.
    #[error(
        "one debtor has at most {share} of the pool; with {loan} its debtor would owe {debtor} of {total}: buy others first"
    )]
    OneDebtor {
        /// The loan.
        loan: LoanId,
        /// The most.
        share: Ratio,
        /// What that debtor would owe.
        debtor: Money,
        /// What everyone would owe.
        total: Money,
    },
}

impl PoolRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "pool-not-found",
            Self::Exists { .. } => "pool-exists",
            Self::NoDays => "pool-without-days",
            Self::Share { .. } => "pool-share",
            Self::Debtors { .. } => "pool-debtors",
            Self::Closed { .. } => "pool-closed",
            Self::Full { .. } => "pool-full",
            Self::SaleNotFound { .. } => "sale-not-found",
            Self::SaleExists { .. } => "sale-exists",
            Self::LoanNotActive { .. } => "sale-loan-not-active",
            Self::Pooled { .. } => "sale-loan-pooled",
            Self::WrittenOff { .. } => "sale-loan-written-off",
            Self::Until { .. } => "sale-until",
            Self::SaleAnswered { .. } => "sale-answered",
            Self::SaleExpired { .. } => "sale-expired",
            Self::OtherDebtor { .. } => "pool-of-other-debtors",
            Self::TooMuchOpen { .. } => "pool-open-above",
            Self::NothingOpen { .. } => "pool-nothing-open",
            Self::TooLong { .. } => "pool-days-above",
            Self::Overdue { .. } => "pool-loan-overdue",
            Self::OneDebtor { .. } => "pool-debtor-share",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } | Self::SaleNotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::Closed { .. }
            | Self::Full { .. }
            | Self::SaleExists { .. }
            | Self::LoanNotActive { .. }
            | Self::Pooled { .. }
            | Self::WrittenOff { .. }
            | Self::SaleAnswered { .. }
            | Self::SaleExpired { .. }
            | Self::OtherDebtor { .. }
            | Self::TooMuchOpen { .. }
            | Self::NothingOpen { .. }
            | Self::TooLong { .. }
            | Self::Overdue { .. }
            | Self::OneDebtor { .. } => RejectionClass::Conflict,
            Self::NoDays | Self::Share { .. } | Self::Debtors { .. } | Self::Until { .. } => {
                RejectionClass::Unprocessable
            }
        }
    }
}
