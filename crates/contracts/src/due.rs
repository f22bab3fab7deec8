//! What falls due among contracts.
//!
//! Nothing that falls due here is signed by the service: a registration or an amendment waits until the other side
//! answers or the proposer takes it back. So there are reminders only, and reminders are messages, not entries.

use tallystick_base::{AmendmentId, ContractId, PartyId};

use crate::{AmendmentStage, Case, ContractStage, Side};

/// A message that is due: what waits for the answer of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminder {
    /// A contract that the other side registered.
    ContractUnanswered {
        /// The contract.
        contract: ContractId,
        /// Who answers.
        party: PartyId,
    },
    /// An amendment that the other side proposed and that can still take effect.
    AmendmentUnanswered {
        /// The amendment.
        amendment: AmendmentId,
        /// Who answers.
        party: PartyId,
    },
}

/// What waits for an answer, contracts before amendments, each by id.
pub fn reminders(case: &Case) -> Vec<Reminder> {
    let contracts = case
        .contracts
        .values()
        .filter(|contract| matches!(contract.stage, ContractStage::Registered {}))
        .map(|contract| Reminder::ContractUnanswered {
            contract: contract.id,
            party: contract.party(contract.registered_by.other()),
        });
    let amendments = case
        .amendments
        .values()
        .filter(|amendment| matches!(amendment.stage, AmendmentStage::Proposed {}))
        .filter(|amendment| {
            case.contracts
                .get(&amendment.contract)
                .is_some_and(|contract| contract.is_accepted() && contract.revision == amendment.basis)
        })
        .map(|amendment| Reminder::AmendmentUnanswered {
            amendment: amendment.id,
            party: match amendment.proposed_by {
                Side::Supplier => amendment.buyer,
                Side::Buyer => amendment.supplier,
            },
        });
    contracts.chain(amendments).collect()
}
