//! Contracts, and what is claimed under them.

use tallystick_base::{AmendmentId, ContractId, PartyId, ReceivableId, Subject};
use tallystick_certificates::certificate::Issue;
use tallystick_certificates::{EvidenceStage, Receivable};
use tallystick_contracts::{Allowance, Contract};

use super::{Audience, certificates};
use crate::Case;
use crate::subject::borrowed;

pub(super) const SIDES: &str = "supplier and buyer";
pub(super) const SIDES_AND_FINANCIERS: &str =
    "supplier and buyer, and whoever lends on a certificate under it or is asked to";
pub(super) const DESK: &str = "supplier, buyer, and the confirmation centre where the claim names one";
pub(super) const DESK_AND_FINANCIERS: &str = "supplier, buyer, the confirmation centre where the claim names one, and whoever lends \
                                              on a certificate of it or is asked to";

pub(super) fn contract(case: &Case, subject: &Subject) -> Audience {
    let Some(id) = ContractId::try_from(subject).ok() else {
        return Audience::of([]);
    };
    let contract = case.certificates().contracts.contracts.get(&id);
    let financed = financiers(case, move |issue| issue.contract == id);
    Audience::of(contract.into_iter().flat_map(both).chain(financed))
}

pub(super) fn allowance(case: &Case, subject: &Subject) -> Audience {
    sides(case, Allowance::contract_of(subject))
}

pub(super) fn amendment(case: &Case, subject: &Subject) -> Audience {
    let id = AmendmentId::try_from(subject).ok();
    let amendment = id.and_then(|id| case.certificates().contracts.amendments.get(&id));
    Audience::of(
        amendment
            .into_iter()
            .flat_map(|amendment| [amendment.supplier, amendment.buyer]),
    )
}

/// A number lies between the same two parties, whichever contract of theirs holds or held it.
pub(super) fn number(case: &Case, subject: &Subject) -> Audience {
    let contracts = case.certificates().contracts.contracts.values();
    Audience::of(
        contracts
            .filter(|contract| contract.number == *subject)
            .flat_map(both),
    )
}

pub(super) fn receivable(case: &Case, subject: &Subject) -> Audience {
    let id = ReceivableId::try_from(subject).ok();
    let receivable = id.and_then(|id| case.certificates().receivables.get(&id));
    Audience::of(
        receivable
            .into_iter()
            .flat_map(|receivable| at_the_desk_and_financiers(case, receivable)),
    )
}

pub(super) fn lapse(case: &Case, subject: &Subject) -> Audience {
    desk(case, borrowed(subject, ReceivableId::KIND))
}

/// While it backs a claim, those whom the claim concerns. A free invoice is its seller's: whom it was shown to before has
/// no part in what is done with it next.
pub(super) fn evidence(case: &Case, subject: &Subject) -> Audience {
    match case
        .certificates()
        .evidence
        .get(subject)
        .map(|evidence| &evidence.stage)
    {
        Some(EvidenceStage::Claimed { by }) => {
            let backed = by.iter().filter_map(|id| case.certificates().receivables.get(id));
            Audience::of(backed.flat_map(|receivable| at_the_desk_and_financiers(case, receivable)))
        }
        Some(EvidenceStage::Free {}) => {
            let mut receivables = case.certificates().receivables.values();
            let claimed = receivables
                .find(|receivable| receivable.claim.evidence().any(|evidence| evidence == subject));
            Audience::of(claimed.map(|receivable| receivable.claim.supplier))
        }
        None => Audience::of([]),
    }
}

fn sides(case: &Case, id: Option<ContractId>) -> Audience {
    let contract = id.and_then(|id| case.certificates().contracts.contracts.get(&id));
    Audience::of(contract.into_iter().flat_map(both))
}

fn both(contract: &Contract) -> [PartyId; 2] {
    [contract.supplier, contract.buyer]
}

fn desk(case: &Case, id: Option<ReceivableId>) -> Audience {
    let receivable = id.and_then(|id| case.certificates().receivables.get(&id));
    Audience::of(receivable.into_iter().flat_map(at_the_desk))
}

fn at_the_desk_and_financiers<'c>(
    case: &'c Case,
    receivable: &'c Receivable,
) -> impl Iterator<Item = PartyId> + 'c {
    let id = receivable.claim.receivable;
    at_the_desk(receivable).chain(financiers(case, move |issue| issue.receivable == id))
}

/// Who lends on certificates that were issued so, or is asked to.
pub(super) fn financiers<'c>(
    case: &'c Case,
    issued: impl Fn(&Issue) -> bool + 'c,
) -> impl Iterator<Item = PartyId> + 'c {
    let certificates = case.certificates().certificates.values();
    certificates
        .filter(move |certificate| issued(&certificate.issue))
        .flat_map(|certificate| certificates::financiers(case, certificate))
}

fn at_the_desk(receivable: &Receivable) -> impl Iterator<Item = PartyId> + use<> {
    let claim = &receivable.claim;
    [claim.supplier, claim.buyer].into_iter().chain(claim.centre)
}
