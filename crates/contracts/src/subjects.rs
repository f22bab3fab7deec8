//! What a statement about contracts names.

use tallystick_base::{KeyedName, Named, PartyId, Subject};
use tallystick_parties::{Profile, Rules};

use crate::{Allowance, Case, Command, Rejection, contract_number};

/// The outside identifiers of a command, whose subjects the case must hold before it is decided.
pub fn keyed_names(command: &Command, _case: &Case) -> Vec<KeyedName> {
    match command {
        Command::RegisterContract(body) => {
            vec![contract_number::key(
                body.buyer,
                body.supplier,
                body.number.as_str(),
            )]
        }
        Command::AcceptContract(_)
        | Command::RejectContract(_)
        | Command::WithdrawContract(_)
        | Command::CloseContract(_)
        | Command::TerminateContract(_)
        | Command::ProposeAmendment(_)
        | Command::AcceptAmendment(_)
        | Command::RejectAmendment(_)
        | Command::WithdrawAmendment(_) => Vec::new(),
    }
}

/// The subjects that the statement of a command names.
pub fn subjects(command: &Command, _acting: PartyId, case: &Case) -> Result<Named, Rejection> {
    match command {
        Command::RegisterContract(body) => {
            let number = contract_number::key(body.buyer, body.supplier, body.number.as_str());
            let number = case.parties.keyed(&number)?.clone();
            Ok(Named::only(body.contract.subject()).with_alt([number]).with_rel([
                Profile::subject(body.supplier),
                Profile::subject(body.buyer),
                rules(),
            ]))
        }
        Command::AcceptContract(body) => {
            Ok(Named::only(body.contract.subject()).with_alt([Allowance::subject_of(body.contract)]))
        }
        Command::RejectContract(body) => {
            let number = case.contract(body.contract)?.number.clone();
            Ok(Named::only(body.contract.subject()).with_alt([number]))
        }
        Command::WithdrawContract(body) => {
            let number = case.contract(body.contract)?.number.clone();
            Ok(Named::only(body.contract.subject()).with_alt([number]))
        }
        Command::CloseContract(body) => Ok(Named::only(body.contract.subject())),
        Command::TerminateContract(body) => Ok(Named::only(body.contract.subject())),
        Command::ProposeAmendment(body) => {
            Ok(Named::only(body.amendment.subject()).with_rel([body.contract.subject()]))
        }
        Command::AcceptAmendment(body) => {
            let contract = case.amendment(body.amendment)?.contract;
            Ok(Named::only(body.amendment.subject())
                .with_alt([contract.subject(), Allowance::subject_of(contract)]))
        }
        Command::RejectAmendment(body) => Ok(Named::only(body.amendment.subject())),
        Command::WithdrawAmendment(body) => Ok(Named::only(body.amendment.subject())),
    }
}

fn rules() -> Subject {
    Rules::subject(Rules::DEFAULT).expect("the name of the pack is two letters")
}
