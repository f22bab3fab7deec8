//! How callers tell rejections apart.

use tallystick_base::RejectionClass;

use super::Rejection;

impl Rejection {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Parties(rejection) => rejection.code(),
            Self::Rules(error) => error.code(),
            Self::Money(error) => error.code(),
            Self::ContractNotFound { .. } => "contract-not-found",
            Self::AmendmentNotFound { .. } => "amendment-not-found",
            Self::AllowanceNotFound { .. } => "allowance-not-found",
            Self::NotASide { .. } => "not-a-side",
            Self::AnsweredByProposer { .. } => "answered-by-proposer",
            Self::WithdrawnByOther { .. } => "withdrawn-by-other",
            Self::ContractExists { .. } => "contract-exists",
            Self::AmendmentExists { .. } => "amendment-exists",
            Self::ContractNumberTaken { .. } => "contract-number-taken",
            Self::ContractStage { .. } => "contract-stage",
            Self::AmendmentStage { .. } => "amendment-stage",
            Self::AmendmentStale { .. } => "amendment-stale",
            Self::AmountBelowConfirmed { .. } => "amount-below-confirmed",
            Self::LimitBelowConfirmed { .. } => "limit-below-confirmed",
            Self::AllowanceExceeded { .. } => "allowance-exceeded",
            Self::AllowanceNotUsed { .. } => "allowance-not-used",
            Self::AllowanceAmount { .. } => "allowance-amount",
            Self::SupplierIsBuyer { .. } => "supplier-is-buyer",
            Self::AmountNotPositive { .. } => "amount-not-positive",
            Self::ToleranceTooWide { .. } => "tolerance-too-wide",
            Self::SignedInFuture { .. } => "signed-in-future",
            Self::AmendmentBeforeContract { .. } => "amendment-before-contract",
            Self::AmendmentChangesNothing => "amendment-changes-nothing",
            Self::AmendmentCurrency { .. } => "amendment-currency",
            Self::SupplierSizeDiffers { .. } => "supplier-size-differs",
            Self::PaymentDaysMissing { .. } => "payment-days-missing",
            Self::PaymentDaysTooMany { .. } => "payment-days-too-many",
            Self::PaymentReasonMissing { .. } => "payment-reason-missing",
            Self::PayWhenPaid => "pay-when-paid",
            Self::ClockStartForbidden => "clock-start-forbidden",
            Self::InspectionDaysMissing => "inspection-days-missing",
            Self::DaysTooMany { .. } => "days-too-many",
            Self::ConfirmationDaysMissing => "confirmation-days-missing",
            Self::ConfirmationDaysTooMany { .. } => "confirmation-days-too-many",
            Self::LateRateTooLow { .. } => "late-rate-too-low",
            Self::DocumentCount { .. } => "document-count",
            Self::DocumentRepeated { .. } => "document-repeated",
            Self::DocumentForm { .. } => "document-form",
        }
    }

    /// Of which kind the rejection is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::Parties(rejection) => rejection.status(),
            Self::NotASide { .. } | Self::AnsweredByProposer { .. } | Self::WithdrawnByOther { .. } => {
                RejectionClass::Forbidden
            }
            Self::ContractNotFound { .. }
            | Self::AmendmentNotFound { .. }
            | Self::AllowanceNotFound { .. } => RejectionClass::NotFound,
            Self::ContractExists { .. }
            | Self::AmendmentExists { .. }
            | Self::ContractNumberTaken { .. }
            | Self::ContractStage { .. }
            | Self::AmendmentStage { .. }
            | Self::AmendmentStale { .. }
            | Self::AmountBelowConfirmed { .. }
            | Self::LimitBelowConfirmed { .. }
            | Self::AllowanceExceeded { .. }
            | Self::AllowanceNotUsed { .. } => RejectionClass::Conflict,
            Self::Rules(_)
            | Self::Money(_)
            | Self::AllowanceAmount { .. }
            | Self::SupplierIsBuyer { .. }
            | Self::AmountNotPositive { .. }
            | Self::ToleranceTooWide { .. }
            | Self::SignedInFuture { .. }
            | Self::AmendmentBeforeContract { .. }
            | Self::AmendmentChangesNothing
            | Self::AmendmentCurrency { .. }
            | Self::SupplierSizeDiffers { .. }
            | Self::PaymentDaysMissing { .. }
            | Self::PaymentDaysTooMany { .. }
            | Self::PaymentReasonMissing { .. }
            | Self::PayWhenPaid
            | Self::ClockStartForbidden
            | Self::InspectionDaysMissing
            | Self::DaysTooMany { .. }
            | Self::ConfirmationDaysMissing
            | Self::ConfirmationDaysTooMany { .. }
            | Self::LateRateTooLow { .. }
            | Self::DocumentCount { .. }
            | Self::DocumentRepeated { .. }
            | Self::DocumentForm { .. } => RejectionClass::Unprocessable,
        }
    }
}
