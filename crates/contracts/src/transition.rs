//! What a decision causes: transitions, each on one subject.

use serde::Serialize;
use tallystick_base::{AmendmentId, ContractId, IllegalTransition, Subject};

use crate::{
    Allowance, AllowanceTransition, AmendmentTransition, Case, ContractNumber, ContractNumberTransition,
    ContractTransition, allowance, amendment, contract, contract_number,
};

/// One transition on one subject. The steps of a decision stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The subject that moves.
    pub subject: Subject,
    /// What happens to it.
    pub transition: Transition,
}

/// A transition of one of this crate's aggregates. In JSON it is the aggregate's own: the kind of the subject says
/// which that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Transition {
    /// Of a contract.
    Contract(ContractTransition),
    /// Of a contract's allowance.
    Allowance(AllowanceTransition),
    /// Of an amendment.
    Amendment(AmendmentTransition),
    /// Of a contract number.
    ContractNumber(ContractNumberTransition),
}

impl Transition {
    /// Reads a transition on a subject of this kind; `None` where the kind is not one of this crate.
    pub fn read(kind: &str, json: &str) -> Option<Result<Self, serde_json::Error>> {
        let read = match kind {
            ContractId::KIND => serde_json::from_str(json).map(Self::Contract),
            Allowance::KIND => serde_json::from_str(json).map(Self::Allowance),
            AmendmentId::KIND => serde_json::from_str(json).map(Self::Amendment),
            ContractNumber::KIND => serde_json::from_str(json).map(Self::ContractNumber),
            _ => return None,
        };
        Some(read)
    }

    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Contract(transition) => transition.name(),
            Self::Allowance(transition) => transition.name(),
            Self::Amendment(transition) => transition.name(),
            Self::ContractNumber(transition) => transition.name(),
        }
    }

    /// The kind of aggregate it belongs to: the kind of its subject.
    pub const fn aggregate(&self) -> &'static str {
        match self {
            Self::Contract(_) => ContractId::KIND,
            Self::Allowance(_) => Allowance::KIND,
            Self::Amendment(_) => AmendmentId::KIND,
            Self::ContractNumber(_) => ContractNumber::KIND,
        }
    }
}

macro_rules! wrapped {
    ($($variant:ident($type:ty)),+ $(,)?) => {$(
        impl From<$type> for Transition {
            fn from(transition: $type) -> Self {
                Self::$variant(transition)
            }
        }
    )+};
}

wrapped! {
    Contract(ContractTransition),
    Allowance(AllowanceTransition),
    Amendment(AmendmentTransition),
    ContractNumber(ContractNumberTransition),
}

impl Case {
    /// Applies a step to the states; on an error the state of its subject is gone, and the case is of no further use.
    pub fn apply(&mut self, step: &Step) -> Result<(), IllegalTransition> {
        let (subject, transition) = (&step.subject, &step.transition);
        let foreign = || IllegalTransition {
            aggregate: transition.aggregate(),
            stage: "a subject of another kind",
            transition: transition.name(),
        };
        if subject.kind() != transition.aggregate() {
            return Err(foreign());
        }
        match transition {
            Transition::Contract(t) => {
                let id = ContractId::try_from(subject).map_err(|_| foreign())?;
                let contract = contract::apply(self.contracts.remove(&id), t)?;
                self.contracts.insert(id, contract);
            }
            Transition::Allowance(t) => {
                let id = Allowance::contract_of(subject).ok_or_else(foreign)?;
                let allowance = allowance::apply(self.allowances.remove(&id), t)?;
                self.allowances.insert(id, allowance);
            }
            Transition::Amendment(t) => {
                let id = AmendmentId::try_from(subject).map_err(|_| foreign())?;
                let amendment = amendment::apply(self.amendments.remove(&id), t)?;
                self.amendments.insert(id, amendment);
            }
            Transition::ContractNumber(t) => {
                let number = contract_number::apply(self.numbers.remove(subject), t)?;
                self.numbers.insert(subject.clone(), number);
            }
        }
        Ok(())
    }
}
