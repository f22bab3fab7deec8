//! The running total of one contract.

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, ContractId, Money, ReceivableId, Subject};

use super::transition::AllowanceTransition;
use crate::rejection::{Rejection, left};

/// The confirmed total of a contract and its limit. It has one stage: open, from the contract's acceptance on and
/// after its end too, since a cancelled certificate still gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// The contract.
    pub contract: ContractId,
    /// The most that may be confirmed: the contract sum and the tolerance on it.
    pub limit: Money,
    /// What is confirmed.
    pub used: Money,
}

impl Allowance {
    /// The kind of its subjects.
    pub const KIND: &'static str = "allowance";

    /// The subject of a contract's allowance.
    pub fn subject_of(contract: ContractId) -> Subject {
        of_contract(&contract.uuid().to_string())
    }

    /// The contract whose allowance a subject of this kind is; `None` for another subject.
    pub fn contract_of(subject: &Subject) -> Option<ContractId> {
        if subject.kind() != Self::KIND {
            return None;
        }
        let contract = Subject::new(ContractId::KIND, subject.id()).ok()?;
        ContractId::try_from(&contract).ok()
    }

    /// What may still be confirmed.
    pub const fn left(&self) -> Money {
        left(self.limit, self.used)
    }

    /// The transition that takes an amount for a confirmation; a rejection where less is left.
    pub fn take(&self, receivable: ReceivableId, amount: Money) -> Result<AllowanceTransition, Rejection> {
        positive(amount)?;
        let used = self.used.checked_add(amount)?;
        if used.compare(self.limit)?.is_gt() {
            return Err(Rejection::AllowanceExceeded {
                contract: self.contract,
                limit: self.limit,
                used: self.used,
                amount,
            });
        }
        Ok(AllowanceTransition::Used {
            receivable,
            amount,
            used,
        })
    }

    /// The transition that gives an amount back when a certificate is cancelled; a rejection where so much was
    /// never taken.
    pub fn give_back(
        &self,
        certificate: CertificateId,
        amount: Money,
    ) -> Result<AllowanceTransition, Rejection> {
        positive(amount)?;
        let used = self.used.checked_sub(amount)?;
        if used.is_negative() {
            return Err(Rejection::AllowanceNotUsed {
                contract: self.contract,
                used: self.used,
                amount,
            });
        }
        Ok(AllowanceTransition::Returned {
            certificate,
            amount,
            used,
        })
    }
}

fn positive(amount: Money) -> Result<(), Rejection> {
    if amount.is_positive() {
        Ok(())
    } else {
        Err(Rejection::AllowanceAmount { amount })
    }
}

fn of_contract(uuid: &str) -> Subject {
    Subject::new(Allowance::KIND, uuid).expect("the kind is lower case, and a UUID has an id's characters")
}
