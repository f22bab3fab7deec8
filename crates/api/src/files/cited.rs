//! Which files a state cites, and whose uploads they can be.

use std::collections::BTreeSet;

use tallystick_base::{Digest, PartyId};
use tallystick_commands::State;

/// The parties whose upload a file may be that this state cites; `None` where it cites no such file.
pub(crate) fn cited_by(state: &State, digest: &Digest) -> Option<BTreeSet<PartyId>> {
    match state {
        State::Receivable(receivable) => {
            let claim = &receivable.claim;
            let cites = claim
                .documents
                .iter()
                .any(|claimed| claimed.document.digest == *digest);
            let parties = [claim.supplier, claim.buyer].into_iter().chain(claim.centre);
            cites.then(|| parties.collect())
        }
        State::Contract(contract) => {
            let cites = contract.terms.documents.iter().any(|file| file.digest == *digest);
            cites.then(|| BTreeSet::from([contract.supplier, contract.buyer]))
        }
        State::Amendment(amendment) => {
            let cites = amendment
                .changes
                .documents
                .iter()
                .any(|file| file.digest == *digest);
            cites.then(|| BTreeSet::from([amendment.supplier, amendment.buyer]))
        }
        State::Ledger(_)
        | State::Party(_)
        | State::Member(_)
        | State::Key(_)
        | State::Profile(_)
        | State::Identity(_)
        | State::Recovery(_)
        | State::Rules(_)
        | State::Allowance(_)
        | State::ContractNumber(_)
        | State::Evidence(_)
        | State::Certificate(_)
        | State::Payment(_)
        | State::Cancellation(_)
        | State::PaymentRecord(_)
        | State::ConfirmationLapse(_)
        | State::Product(_)
        | State::FinancingRequest(_)
        | State::Review(_)
        | State::Bid(_)
        | State::Auction(_)
        | State::BidRecord(_)
        | State::Guarantee(_)
        | State::GuarantorUse(_)
        | State::CreditLine(_)
        | State::LineUse(_)
        | State::LineBook(_)
        | State::Loan(_)
        | State::BankEntry(_)
        | State::Filing(_)
        | State::Notice(_)
        | State::Pool(_)
        | State::Sale(_)
        | State::Endorsement(_) => None,
    }
}
