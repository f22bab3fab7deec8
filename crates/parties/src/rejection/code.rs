//! The code and the class of each rejection: two tables.

use tallystick_base::RejectionClass;

use super::Rejection;

impl Rejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PartyNotFound { .. } => "party-not-found",
            Self::MemberNotFound { .. } => "member-not-found",
            Self::KeyNotFound { .. } => "key-not-found",
            Self::ProfileNotFound { .. } => "profile-not-found",
            Self::RulesNotFound { .. } => "rules-not-found",
            Self::RecoveryNotFound { .. } => "recovery-not-found",
            Self::KeyedNameMissing { .. } => "keyed-name-missing",
            Self::CommandUnknown { .. } => "command-unknown",
            Self::PartyNotAccepted { .. } => "party-not-accepted",
            Self::PartySuspended { .. } => "party-suspended",
            Self::CapacityNotHeld { .. } => "capacity-not-held",
            Self::CapacityForbidden { .. } => "capacity-forbidden",
            Self::MemberOfAnother { .. } => "member-of-another",
            Self::MemberRemoved { .. } => "member-removed",
            Self::RoleForbidden { .. } => "role-forbidden",
            Self::SignaturesTooFew { .. } => "signatures-too-few",
            Self::CheckerMissing => "checker-missing",
            Self::LedgerOpened { .. } => "ledger-opened",
            Self::OpeningActor { .. } => "opening-actor",
            Self::OpeningSigners { .. } => "opening-signers",
            Self::LogKeys { .. } => "log-keys",
            Self::RulesName { .. } => "rules-name",
            Self::RulesZone { .. } => "rules-zone",
            Self::RulesAltered { .. } => "rules-altered",
            Self::TextDigest { .. } => "text-digest",
            Self::PartyExists { .. } => "party-exists",
            Self::IdentityTaken { .. } => "identity-taken",
            Self::NoCapacity => "no-capacity",
            Self::CapacityReserved { .. } => "capacity-reserved",
            Self::AuditorNotAlone => "auditor-not-alone",
            Self::BuyerClassMissing => "buyer-class-missing",
            Self::BuyerClassWithoutBuyer => "buyer-class-without-buyer",
            Self::PartyAccepted { .. } => "party-accepted",
            Self::PartyNotSuspended { .. } => "party-not-suspended",
            Self::OperatorStays { .. } => "operator-stays",
            Self::SizeMissing => "size-missing",
            Self::NetAssetsMissing => "net-assets-missing",
            Self::GroupOfItself { .. } => "group-of-itself",
            Self::AdminsTooFew { .. } => "admins-too-few",
            Self::NoRole => "no-role",
            Self::MemberExists { .. } => "member-exists",
            Self::MemberKeys { .. } => "member-keys",
            Self::SoleMemberNotSmall => "sole-member-not-small",
            Self::PolicyCommand { .. } => "policy-command",
            Self::PolicySignatures { .. } => "policy-signatures",
            Self::PolicyChecker { .. } => "policy-checker",
            Self::OneKeyOnly { .. } => "one-key-only",
            Self::KeyMisnamed { .. } => "key-misnamed",
            Self::KeyExists { .. } => "key-exists",
            Self::KeyShared { .. } => "key-shared",
            Self::KeyUnmatched { .. } => "key-unmatched",
            Self::ServiceKeyElsewhere { .. } => "service-key-elsewhere",
            Self::KeyOfAnotherMember { .. } => "key-of-another-member",
            Self::KeyOfAnotherParty { .. } => "key-of-another-party",
            Self::KeyRevoked { .. } => "key-revoked",
            Self::OperatorLockedOut { .. } => "operator-locked-out",
            Self::OperatorHelpsItself { .. } => "operator-helps-itself",
            Self::RecoveryVetoed { .. } => "recovery-vetoed",
            Self::RecoveryDone { .. } => "recovery-done",
            Self::RecoveryTooEarly { .. } => "recovery-too-early",
            Self::KeyNotAnnounced { .. } => "key-not-announced",
            Self::Time { .. } => "time",
        }
    }

    /// Of which kind it is, which decides the status of the answer.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::PartyNotFound { .. }
            | Self::MemberNotFound { .. }
            | Self::KeyNotFound { .. }
            | Self::ProfileNotFound { .. }
            | Self::RulesNotFound { .. }
            | Self::RecoveryNotFound { .. } => RejectionClass::NotFound,
            Self::CapacityNotHeld { .. }
            | Self::CapacityForbidden { .. }
            | Self::MemberOfAnother { .. }
            | Self::RoleForbidden { .. }
            | Self::SignaturesTooFew { .. }
            | Self::CheckerMissing
            | Self::OpeningActor { .. }
            | Self::OpeningSigners { .. }
            | Self::ServiceKeyElsewhere { .. }
            | Self::KeyOfAnotherMember { .. }
            | Self::KeyOfAnotherParty { .. } => RejectionClass::Forbidden,
            Self::PartyNotAccepted { .. }
            | Self::PartySuspended { .. }
            | Self::MemberRemoved { .. }
            | Self::LedgerOpened { .. }
            | Self::RulesZone { .. }
            | Self::RulesAltered { .. }
            | Self::PartyExists { .. }
            | Self::IdentityTaken { .. }
            | Self::PartyAccepted { .. }
            | Self::PartyNotSuspended { .. }
            | Self::AdminsTooFew { .. }
            | Self::MemberExists { .. }
            | Self::MemberKeys { .. }
            | Self::KeyExists { .. }
            | Self::KeyRevoked { .. }
            | Self::OperatorLockedOut { .. }
            | Self::RecoveryVetoed { .. }
            | Self::RecoveryDone { .. }
            | Self::RecoveryTooEarly { .. }
            | Self::KeyNotAnnounced { .. } => RejectionClass::Conflict,
            Self::KeyedNameMissing { .. }
            | Self::CommandUnknown { .. }
            | Self::LogKeys { .. }
            | Self::RulesName { .. }
            | Self::TextDigest { .. }
            | Self::NoCapacity
            | Self::CapacityReserved { .. }
            | Self::AuditorNotAlone
            | Self::BuyerClassMissing
            | Self::BuyerClassWithoutBuyer
            | Self::OperatorStays { .. }
            | Self::SizeMissing
            | Self::NetAssetsMissing
            | Self::GroupOfItself { .. }
            | Self::NoRole
            | Self::SoleMemberNotSmall
            | Self::PolicyCommand { .. }
            | Self::PolicySignatures { .. }
            | Self::PolicyChecker { .. }
            | Self::OneKeyOnly { .. }
            | Self::KeyMisnamed { .. }
            | Self::KeyShared { .. }
            | Self::KeyUnmatched { .. }
            | Self::OperatorHelpsItself { .. }
            | Self::Time { .. } => RejectionClass::Unprocessable,
        }
    }
}
