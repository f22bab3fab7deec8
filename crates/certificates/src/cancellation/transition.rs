//! What can happen to a proposed cancellation.

use serde::{Deserialize, Serialize};
use tallystick_base::{CancellationId, CertificateId, IllegalTransition, PartyId};
use tallystick_parties::ShortText;

use super::state::{Cancellation, CancellationStage};

/// Something that happened to a proposed cancellation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CancellationTransition {
    /// Debtor or holder proposed it.
    Proposed {
        /// Its id.
        cancellation: CancellationId,
        /// The certificate.
        certificate: CertificateId,
        /// Who proposes it.
        by: PartyId,
        /// Who has to agree.
        to: PartyId,
        /// Which of the two is the debtor.
        debtor: PartyId,
        /// Why.
        reason: ShortText,
    },
    /// The other side agreed.
    Accepted {},
    /// The other side did not agree.
    Declined {},
    /// The side that proposed it took it back.
    Withdrawn {},
}

impl CancellationTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed { .. } => "proposed",
            Self::Accepted {} => "accepted",
            Self::Declined {} => "declined",
            Self::Withdrawn {} => "withdrawn",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<Cancellation>,
    transition: &CancellationTransition,
) -> Result<Cancellation, IllegalTransition> {
    use CancellationStage as Stage;
    use CancellationTransition as Happened;

    let illegal = |stage| IllegalTransition {
        aggregate: "cancellation",
        stage,
        transition: transition.name(),
    };
    let Some(cancellation) = before else {
        return proposed(transition).ok_or(illegal("nothing"));
    };
    let stage = match (&cancellation.stage, transition) {
        (Stage::Proposed {}, Happened::Accepted {}) => Stage::Accepted {},
        (Stage::Proposed {}, Happened::Declined {}) => Stage::Declined {},
        (Stage::Proposed {}, Happened::Withdrawn {}) => Stage::Withdrawn {},
        (Stage::Proposed {}, Happened::Proposed { .. })
        | (Stage::Accepted {} | Stage::Declined {} | Stage::Withdrawn {}, _) => {
            return Err(illegal(cancellation.stage.name()));
        }
    };
    Ok(Cancellation {
        stage,
        ..cancellation
    })
}

fn proposed(transition: &CancellationTransition) -> Option<Cancellation> {
    match transition.clone() {
        CancellationTransition::Proposed {
            cancellation,
            certificate,
            by,
            to,
            debtor,
            reason,
        } => Some(Cancellation {
            cancellation,
            certificate,
            by,
            to,
            debtor,
            reason,
            stage: CancellationStage::Proposed {},
        }),
        CancellationTransition::Accepted {}
        | CancellationTransition::Declined {}
        | CancellationTransition::Withdrawn {} => None,
    }
}
