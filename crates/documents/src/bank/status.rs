//! What may become of a payment.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! statuses {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal,)+) => {
        /// What has become of a payment or of a group of payments (`ExternalPaymentTransactionStatus1Code`,
        /// `ExternalPaymentGroupStatus1Code`). In JSON it is its code.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum PaymentStatus {
            $($(#[doc = $doc])+ $variant,)+
            /// Any other code.
            Other(String),
        }

        impl PaymentStatus {
            /// The code.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(code) => code,
                }
            }
        }

        impl From<String> for PaymentStatus {
            fn from(code: String) -> Self {
                match code.as_str() {
                    $($code => Self::$variant,)+
                    _ => Self::Other(code),
                }
            }
        }
    };
}

statuses! {
    /// Settled on the account of the creditor (`ACCC`).
    CreditSettled = "ACCC",
    /// Checked against the profile of the customer (`ACCP`).
    ProfileAccepted = "ACCP",
    /// Checked, and the account has the funds (`ACFC`).
    FundsChecked = "ACFC",
    /// Settled on the account of the debtor (`ACSC`).
    DebitSettled = "ACSC",
    /// Accepted, and settling (`ACSP`).
    Settling = "ACSP",
    /// Formally accepted (`ACTC`).
    FormAccepted = "ACTC",
    /// Accepted with a change (`ACWC`).
    AcceptedWithChange = "ACWC",
    /// Accepted without posting to the account of the creditor (`ACWP`).
    AcceptedWithoutPosting = "ACWP",
    /// Blocked: neither posted nor given back (`BLCK`).
    Blocked = "BLCK",
    /// Cancelled (`CANC`).
    Cancelled = "CANC",
    /// Part of a group is accepted (`PART`).
    PartlyAccepted = "PART",
    /// Signed by some of those who must (`PATC`).
    PartlySigned = "PATC",
    /// Pending (`PDNG`).
    Pending = "PDNG",
    /// Received (`RCVD`).
    Received = "RCVD",
    /// Rejected (`RJCT`).
    Rejected = "RJCT",
}

impl PaymentStatus {
    /// Whether the money has left the account of the debtor for good.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::CreditSettled | Self::DebitSettled)
    }

    /// Whether the payment will not be made.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Rejected | Self::Cancelled)
    }
}

impl From<PaymentStatus> for String {
    fn from(status: PaymentStatus) -> Self {
        match status {
            PaymentStatus::Other(code) => code,
            known => known.as_str().to_owned(),
        }
    }
}

impl fmt::Display for PaymentStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
