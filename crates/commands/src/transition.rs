//! Every transition, whichever crate it belongs to, and its fold.

use serde::Serialize;
use tallystick_base::{IllegalTransition, Subject};

use crate::Case;

/// One transition on one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The subject that moves.
    pub subject: Subject,
    /// What happens to it.
    pub transition: Transition,
}

/// A transition of any aggregate. In JSON it is the aggregate's own; the kind of its subject says which that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Transition {
    /// Of parties, members, keys and rules.
    Parties(tallystick_parties::Transition),
    /// Of contracts.
    Contracts(tallystick_contracts::Transition),
    /// Of receivables and certificates.
    Certificates(tallystick_certificates::Transition),
    /// Of financing.
    Financing(tallystick_financing::Transition),
    /// Of banking.
    Banking(tallystick_banking::Transition),
}

impl Transition {
    /// Reads a transition on a subject of this kind, as an outcome's part holds it; `None` for a kind that nothing here knows.
    pub fn read(kind: &str, json: &str) -> Option<Result<Self, serde_json::Error>> {
        tallystick_parties::Transition::read(kind, json)
            .map(|read| read.map(Self::Parties))
            .or_else(|| {
                tallystick_contracts::Transition::read(kind, json).map(|read| read.map(Self::Contracts))
            })
            .or_else(|| {
                tallystick_certificates::Transition::read(kind, json).map(|read| read.map(Self::Certificates))
            })
            .or_else(|| {
                tallystick_financing::Transition::read(kind, json).map(|read| read.map(Self::Financing))
            })
            .or_else(|| tallystick_banking::Transition::read(kind, json).map(|read| read.map(Self::Banking)))
    }

    /// The transition's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Parties(transition) => transition.name(),
            Self::Contracts(transition) => transition.name(),
            Self::Certificates(transition) => transition.name(),
            Self::Financing(transition) => transition.name(),
            Self::Banking(transition) => transition.name(),
        }
    }
}

/// A later crate takes transitions of an earlier one; in the outcome they stand as that one's own.
impl From<tallystick_banking::Step> for Step {
    fn from(step: tallystick_banking::Step) -> Self {
        match step.transition {
            tallystick_banking::Transition::Financing(transition) => Self::from(tallystick_financing::Step {
                subject: step.subject,
                transition,
            }),
            own => Self {
                subject: step.subject,
                transition: Transition::Banking(own),
            },
        }
    }
}

impl From<tallystick_financing::Step> for Step {
    fn from(step: tallystick_financing::Step) -> Self {
        match step.transition {
            tallystick_financing::Transition::Certificates(transition) => {
                Self::from(tallystick_certificates::Step {
                    subject: step.subject,
                    transition,
                })
            }
            own => Self {
                subject: step.subject,
                transition: Transition::Financing(own),
            },
        }
    }
}

impl From<tallystick_certificates::Step> for Step {
    fn from(step: tallystick_certificates::Step) -> Self {
        let transition = match step.transition {
            tallystick_certificates::Transition::Contracts(transition) => Transition::Contracts(transition),
            own => Transition::Certificates(own),
        };
        Self {
            subject: step.subject,
            transition,
        }
    }
}

impl From<tallystick_contracts::Step> for Step {
    fn from(step: tallystick_contracts::Step) -> Self {
        Self {
            subject: step.subject,
            transition: Transition::Contracts(step.transition),
        }
    }
}

impl From<tallystick_parties::Step> for Step {
    fn from(step: tallystick_parties::Step) -> Self {
        Self {
            subject: step.subject,
            transition: Transition::Parties(step.transition),
        }
    }
}

/// Folds a step into the states. On an error the state of its subject is gone, and the case is of no further use.
pub fn apply(case: &mut Case, step: Step) -> Result<(), IllegalTransition> {
    let Step { subject, transition } = step;
    let earlier = &mut case.financing;
    match transition {
        Transition::Parties(transition) => earlier
            .certificates
            .contracts
            .parties
            .apply(&tallystick_parties::Step { subject, transition }),
        Transition::Contracts(transition) => earlier
            .certificates
            .contracts
            .apply(&tallystick_contracts::Step { subject, transition }),
        Transition::Certificates(transition) => earlier
            .certificates
            .apply(&tallystick_certificates::Step { subject, transition }),
        Transition::Financing(transition) => {
            earlier.apply(&tallystick_financing::Step { subject, transition })
        }
        Transition::Banking(transition) => case.apply(&tallystick_banking::Step { subject, transition }),
    }
}
