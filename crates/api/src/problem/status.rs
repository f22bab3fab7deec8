//! Which status a refusal of the ledger has. Those of rejections follow from their class.

use axum::http::StatusCode;
use tallystick_base::RejectionClass;
use tallystick_ledger::Refusal;

/// The status of a refusal: 400 for what is malformed, 401 for a signature that does not stand, 403 for a right key in the
/// wrong place, 409 for what has moved on, 413 for what is too large. What only a verifier of stored bytes can meet is 500.
pub(super) fn of_refusal(refusal: &Refusal) -> StatusCode {
    use Refusal as R;
    match refusal {
        R::NotBase64 { .. }
        | R::NotHex { .. }
        | R::WrongLength { .. }
        | R::NotDecimal { .. }
        | R::Json { .. }
        | R::DuplicateMember { .. }
        | R::NotASubject { .. }
        | R::NotALedgerId(_)
        | R::NotAKind(_)
        | R::UnknownHeaderMember(_)
        | R::MissingHeaderMember(_)
        | R::WrongAlgorithm(_)
        | R::WrongType { .. }
        | R::NotAKey(_)
        | R::NotAPrivateKey
        | R::PreviousOutOfPlace(_)
        | R::NamedTwice { .. }
        | R::IssuerNotAParty(_)
        | R::WindowLength { .. }
        | R::TooEarly { .. }
        | R::TooLate { .. }
        | R::WrongLedger { .. }
        | R::BodyMismatch
        | R::SignatureCount { .. }
        | R::SignedTwice(_)
        | R::NoPossession(_)
        | R::UnnamedKey(_)
        | R::KeyMove { .. }
        | R::Opening(_)
        | R::NoteForm { .. } => StatusCode::BAD_REQUEST,
        R::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        R::BadSignature(_) | R::UnknownKey(_) | R::RevokedKey { .. } => StatusCode::UNAUTHORIZED,
        R::ForeignKey { .. } | R::OperatorSignatures(_) | R::ForeignCapacity { .. } | R::KeyInTwoRoles(_) => {
            StatusCode::FORBIDDEN
        }
        R::VersionGap { .. } | R::WrongPrevious(_) | R::StaleReliance { .. } | R::FalseObservation { .. } => {
            StatusCode::CONFLICT
        }
        R::ThumbprintMismatch(_)
        | R::KeyNotAdded(_)
        | R::KeyNotListed(_)
        | R::KeyRecordDiffers(_)
        | R::OtherLogKeys(_)
        | R::EntryForm(_)
        | R::WrongSequence { .. }
        | R::TimeReversed { .. }
        | R::BrokenChain
        | R::UnnamedSubject(_)
        | R::WrongFirstSubject { .. }
        | R::OutcomeMismatch
        | R::CheckpointSignature(_)
        | R::ProofMismatch
        | R::ReceiptDiffers(_)
        | R::OutsideTree { .. }
        | R::MissingTile(_)
        | R::VersionMissing { .. }
        | R::NotConserved { .. }
        | R::TooOld { .. }
        | R::DocumentNotNamed(_)
        | R::FileForm(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The status of a rejection by a rule.
pub(super) const fn of_class(class: RejectionClass) -> StatusCode {
    match class {
        RejectionClass::Forbidden => StatusCode::FORBIDDEN,
        RejectionClass::NotFound => StatusCode::NOT_FOUND,
        RejectionClass::Conflict => StatusCode::CONFLICT,
        RejectionClass::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
