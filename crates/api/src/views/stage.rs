//! The names of stages, as they stand in views and in the filters of lists.

use serde::{Deserialize, Serialize};
use tallystick_commands::{certificates, contracts, parties};
use utoipa::ToSchema;

/// Names the stages of one kind of thing, and says which stage of the state has which name. The match is exhaustive, so that a
/// new stage must be given a name.
macro_rules! stages {
    ($(#[$doc:meta])* $name:ident of $state:path { $($(#[$variant_doc:meta])* $variant:ident = $text:literal: $pattern:pat,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// The name.
            pub(crate) const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl From<&$state> for $name {
            fn from(state: &$state) -> Self {
                use $state as State;
                match state {
                    $($pattern => Self::$variant,)+
                }
            }
        }
    };
}

stages! {
    /// Where a party stands.
    PartyStage of parties::PartyStage {
        /// Registered by the operator; the party has not accepted yet.
        Registered = "registered": State::Registered {},
        /// It acts.
        Active = "active": State::Active {},
        /// Stopped by the operator: it begins nothing new.
        Suspended = "suspended": State::Suspended { .. },
    }
}

stages! {
    /// Where a contract stands.
    ContractStage of contracts::contract::ContractStage {
        /// By one side; the other has not answered.
        Registered = "registered": State::Registered {},
        /// Receivables are claimed under it.
        Accepted = "accepted": State::Accepted {},
        /// The other side said no.
        Rejected = "rejected": State::Rejected { .. },
        /// The side that registered it took it back.
        Withdrawn = "withdrawn": State::Withdrawn {},
        /// Nothing new is claimed under it.
        Closed = "closed": State::Closed { .. },
        /// Ended before its time.
        Terminated = "terminated": State::Terminated { .. },
    }
}

stages! {
    /// Where a proposed amendment stands.
    AmendmentStage of contracts::amendment::AmendmentStage {
        /// By one side; the other has not answered.
        Proposed = "proposed": State::Proposed {},
        /// In effect.
        Accepted = "accepted": State::Accepted {},
        /// The other side said no.
        Rejected = "rejected": State::Rejected { .. },
        /// The side that proposed it took it back.
        Withdrawn = "withdrawn": State::Withdrawn {},
    }
}

stages! {
    /// Where a receivable stands.
    ReceivableStage of certificates::ReceivableStage {
        /// The buyer is asked to confirm.
        Claimed = "claimed": State::Claimed {},
        /// The buyer objects; it still can confirm or reject.
        Disputed = "disputed": State::Disputed { .. },
        /// The buyer acknowledged it.
        Confirmed = "confirmed": State::Confirmed(_),
        /// The buyer denies it.
        Rejected = "rejected": State::Rejected { .. },
        /// The supplier took it back.
        Withdrawn = "withdrawn": State::Withdrawn {},
    }
}

stages! {
    /// Where a certificate stands.
    CertificateStage of certificates::CertificateStage {
        /// In its holder's hands.
        Free = "free": State::Free {},
        /// Offered to another party; once the offer has expired it reads as free.
        Offered = "offered": State::Offered { .. },
        /// Held for a financing request.
        Reserved = "reserved": State::Reserved { .. },
        /// Pledged to a bank.
        Pledged = "pledged": State::Pledged { .. },
        /// Transferred to a bank for a loan.
        Assigned = "assigned": State::Assigned { .. },
        /// Divided into children.
        Split = "split": State::Split {},
        /// Paid in full.
        Discharged = "discharged": State::Discharged {},
        /// Taken back by debtor and holder together.
        Cancelled = "cancelled": State::Cancelled {},
    }
}

stages! {
    /// Where a reported payment stands.
    PaymentStage of certificates::PaymentStage {
        /// The debtor says so.
        Reported = "reported": State::Reported {},
        /// It was received, and counts.
        Acknowledged = "acknowledged": State::Acknowledged { .. },
        /// It was not received.
        Rejected = "rejected": State::Rejected { .. },
    }
}

stages! {
    /// Where a proposed cancellation stands.
    CancellationStage of certificates::CancellationStage {
        /// One side proposed it.
        Proposed = "proposed": State::Proposed {},
        /// The certificate is cancelled.
        Accepted = "accepted": State::Accepted {},
        /// The other side did not agree.
        Declined = "declined": State::Declined {},
        /// The side that proposed it took it back.
        Withdrawn = "withdrawn": State::Withdrawn {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_named_as_its_state_is_in_lower_case() {
        let divided = certificates::CertificateStage::Split {};
        let stage = CertificateStage::from(&divided);
        assert_eq!(stage.as_str(), divided.name().to_lowercase());
        assert_eq!(serde_json::to_string(&stage).unwrap(), r#""split""#);
        assert_eq!(
            serde_json::from_str::<CertificateStage>(r#""split""#).unwrap(),
            stage
        );
    }
}
