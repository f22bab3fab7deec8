//! The states that a decision about contracts reads.

use std::collections::BTreeMap;

use tallystick_base::{AmendmentId, ContractId, Subject};

use crate::{Allowance, Amendment, Contract, ContractNumber, Rejection};

/// Every state that a decision about contracts needs, and that later crates need of contracts.
///
/// It holds what the statement names; what it does not hold does not exist for the decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Parties with their members, keys and profiles, and the published rules.
    pub parties: tallystick_parties::Case,
    /// Contracts.
    pub contracts: BTreeMap<ContractId, Contract>,
    /// Their confirmed totals, by contract.
    pub allowances: BTreeMap<ContractId, Allowance>,
    /// Proposed amendments.
    pub amendments: BTreeMap<AmendmentId, Amendment>,
    /// Contract numbers, by their subject.
    pub numbers: BTreeMap<Subject, ContractNumber>,
}

impl Case {
    /// A contract, whatever its stage.
    pub fn contract(&self, id: ContractId) -> Result<&Contract, Rejection> {
        self.contracts
            .get(&id)
            .ok_or(Rejection::ContractNotFound { contract: id })
    }

    /// A contract that both sides accepted and that is neither closed nor terminated: the only kind under which
    /// something new is claimed.
    pub fn accepted(&self, id: ContractId) -> Result<&Contract, Rejection> {
        let contract = self.contract(id)?;
        if contract.is_accepted() {
            Ok(contract)
        } else {
            Err(Rejection::ContractStage {
                contract: id,
                stage: contract.stage.name(),
                needed: "Accepted",
            })
        }
    }

    /// The confirmed total of a contract that was accepted.
    pub fn allowance(&self, contract: ContractId) -> Result<&Allowance, Rejection> {
        self.allowances
            .get(&contract)
            .ok_or(Rejection::AllowanceNotFound { contract })
    }

    /// An amendment, whatever its stage.
    pub fn amendment(&self, id: AmendmentId) -> Result<&Amendment, Rejection> {
        self.amendments
            .get(&id)
            .ok_or(Rejection::AmendmentNotFound { amendment: id })
    }
}
