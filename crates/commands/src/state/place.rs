//! Where a case holds the state of a subject.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use tallystick_base::{
    AmendmentId, CancellationId, CertificateId, ContractId, MemberId, PartyId, PaymentId, ReceivableId,
    Subject, Thumbprint,
};
use tallystick_certificates::{ConfirmationLapse, PaymentRecord, evidence};
use tallystick_contracts::{Allowance, ContractNumber};
use tallystick_parties::Ledger;

use super::finance;
use super::{IDENTITY, KEY, LEDGER, PROFILE, RECOVERY, RULES, State, StateFault};
use crate::Case;
use crate::subject::borrowed;

impl State {
    /// The state of a subject in a case; `None` where the case does not hold it, or the subject is of no known kind.
    pub fn of(case: &Case, subject: &Subject) -> Option<Self> {
        let contracts = &case.certificates().contracts;
        let parties = &contracts.parties;
        match subject.kind() {
            LEDGER if *subject == Ledger::subject() => parties.ledger.clone().map(Self::Ledger),
            PartyId::KIND => get(&parties.parties, &id(subject)?).map(Self::Party),
            MemberId::KIND => get(&parties.members, &id(subject)?).map(Self::Member),
            KEY => get(&parties.keys, &kid(subject)?).map(Self::Key),
            PROFILE => get(&parties.profiles, &party(subject)?).map(Self::Profile),
            IDENTITY => get(&parties.identities, subject).map(Self::Identity),
            RECOVERY => get(&parties.recoveries, &party(subject)?).map(Self::Recovery),
            RULES => get(&parties.rules, subject.id()).map(Self::Rules),
            ContractId::KIND => get(&contracts.contracts, &id(subject)?).map(Self::Contract),
            Allowance::KIND => get(&contracts.allowances, &allowance(subject)?).map(Self::Allowance),
            AmendmentId::KIND => get(&contracts.amendments, &id(subject)?).map(Self::Amendment),
            ContractNumber::KIND => get(&contracts.numbers, subject).map(Self::ContractNumber),
            ReceivableId::KIND => get(&case.certificates().receivables, &id(subject)?).map(Self::Receivable),
            evidence::KIND => get(&case.certificates().evidence, subject).map(Self::Evidence),
            CertificateId::KIND => {
                get(&case.certificates().certificates, &id(subject)?).map(Self::Certificate)
            }
            PaymentId::KIND => get(&case.certificates().payments, &id(subject)?).map(Self::Payment),
            CancellationId::KIND => {
                get(&case.certificates().cancellations, &id(subject)?).map(Self::Cancellation)
            }
            PaymentRecord::KIND => {
                get(&case.certificates().payment_records, &party(subject)?).map(Self::PaymentRecord)
            }
            ConfirmationLapse::KIND => get(&case.certificates().confirmation_lapses, &receivable(subject)?)
                .map(Self::ConfirmationLapse),
            _ => finance::of(case, subject),
        }
    }

    /// Takes the state of a subject out of a case, which then does not hold it any more; `None` where it did not.
    pub fn take(case: &mut Case, subject: &Subject) -> Option<Self> {
        let certificates = &mut case.financing.certificates;
        let contracts = &mut certificates.contracts;
        let parties = &mut contracts.parties;
        match subject.kind() {
            LEDGER if *subject == Ledger::subject() => parties.ledger.take().map(Self::Ledger),
            PartyId::KIND => parties.parties.remove(&id(subject)?).map(Self::Party),
            MemberId::KIND => parties.members.remove(&id(subject)?).map(Self::Member),
            KEY => parties.keys.remove(&kid(subject)?).map(Self::Key),
            PROFILE => parties.profiles.remove(&party(subject)?).map(Self::Profile),
            IDENTITY => parties.identities.remove(subject).map(Self::Identity),
            RECOVERY => parties.recoveries.remove(&party(subject)?).map(Self::Recovery),
            RULES => parties.rules.remove(subject.id()).map(Self::Rules),
            ContractId::KIND => contracts.contracts.remove(&id(subject)?).map(Self::Contract),
            Allowance::KIND => contracts
                .allowances
                .remove(&allowance(subject)?)
                .map(Self::Allowance),
            AmendmentId::KIND => contracts.amendments.remove(&id(subject)?).map(Self::Amendment),
            ContractNumber::KIND => contracts.numbers.remove(subject).map(Self::ContractNumber),
            ReceivableId::KIND => certificates
                .receivables
                .remove(&id(subject)?)
                .map(Self::Receivable),
            evidence::KIND => certificates.evidence.remove(subject).map(Self::Evidence),
            CertificateId::KIND => certificates
                .certificates
                .remove(&id(subject)?)
                .map(Self::Certificate),
            PaymentId::KIND => certificates.payments.remove(&id(subject)?).map(Self::Payment),
            CancellationId::KIND => certificates
                .cancellations
                .remove(&id(subject)?)
                .map(Self::Cancellation),
            PaymentRecord::KIND => certificates
                .payment_records
                .remove(&party(subject)?)
                .map(Self::PaymentRecord),
            ConfirmationLapse::KIND => certificates
                .confirmation_lapses
                .remove(&receivable(subject)?)
                .map(Self::ConfirmationLapse),
            _ => finance::take(case, subject),
        }
    }

    /// Puts the state into a case, in place of what the case held of this subject.
    ///
    /// A state that is not of the subject's kind, or that names itself otherwise, is refused, and the case stays as it was.
    pub fn put(self, subject: &Subject, case: &mut Case) -> Result<(), StateFault> {
        let kind = self.kind();
        let placed = subject.kind() == kind && self.place(subject, case).is_some();
        if placed {
            Ok(())
        } else {
            let subject = subject.clone();
            Err(StateFault::Misplaced { kind, subject })
        }
    }

    /// Puts the state where a subject of its own kind has it; `None`, and nothing is put, where the ids do not agree.
    fn place(self, subject: &Subject, case: &mut Case) -> Option<()> {
        let certificates = &mut case.financing.certificates;
        let contracts = &mut certificates.contracts;
        let parties = &mut contracts.parties;
        match self {
            Self::Ledger(state) => {
                same(subject, &&Ledger::subject())?;
                parties.ledger = Some(state);
            }
            Self::Party(state) => set(&mut parties.parties, id(subject)?, state),
            Self::Member(state) => set(&mut parties.members, id(subject)?, state),
            Self::Key(state) => {
                let own = state.jwk.thumbprint()?;
                set(&mut parties.keys, same(kid(subject)?, &own)?, state);
            }
            Self::Profile(state) => set(&mut parties.profiles, party(subject)?, state),
            Self::Identity(state) => set(&mut parties.identities, subject.clone(), state),
            Self::Recovery(state) => set(&mut parties.recoveries, party(subject)?, state),
            Self::Rules(state) => {
                same(subject.id(), &state.pack.pack.as_str())?;
                set(&mut parties.rules, subject.id().to_owned(), state);
            }
            Self::Contract(state) => set(&mut contracts.contracts, same(id(subject)?, &state.id)?, state),
            Self::Allowance(state) => {
                let own = same(allowance(subject)?, &state.contract)?;
                set(&mut contracts.allowances, own, state);
            }
            Self::Amendment(state) => set(&mut contracts.amendments, same(id(subject)?, &state.id)?, state),
            Self::ContractNumber(state) => set(&mut contracts.numbers, subject.clone(), state),
            Self::Receivable(state) => {
                let own = same(id(subject)?, &state.claim.receivable)?;
                set(&mut certificates.receivables, own, state);
            }
            Self::Evidence(state) => set(&mut certificates.evidence, subject.clone(), state),
            Self::Certificate(state) => set(
                &mut certificates.certificates,
                same(id(subject)?, &state.id())?,
                state,
            ),
            Self::Payment(state) => set(
                &mut certificates.payments,
                same(id(subject)?, &state.payment)?,
                state,
            ),
            Self::Cancellation(state) => {
                let own = same(id(subject)?, &state.cancellation)?;
                set(&mut certificates.cancellations, own, state);
            }
            Self::PaymentRecord(state) => set(&mut certificates.payment_records, party(subject)?, state),
            Self::ConfirmationLapse(state) => {
                let own = same(receivable(subject)?, &state.receivable)?;
                set(&mut certificates.confirmation_lapses, own, state);
            }
            later => finance::place(later, subject, case)?,
        }
        Some(())
    }
}

/// The first of two ids, where they agree.
fn same<T: PartialEq>(one: T, other: &T) -> Option<T> {
    (one == *other).then_some(one)
}

pub(super) fn id<T: for<'a> TryFrom<&'a Subject>>(subject: &Subject) -> Option<T> {
    T::try_from(subject).ok()
}

fn kid(subject: &Subject) -> Option<Thumbprint> {
    Thumbprint::parse(subject.id()).ok()
}

fn party(subject: &Subject) -> Option<PartyId> {
    borrowed(subject, PartyId::KIND)
}

fn receivable(subject: &Subject) -> Option<ReceivableId> {
    borrowed(subject, ReceivableId::KIND)
}

fn allowance(subject: &Subject) -> Option<ContractId> {
    borrowed(subject, ContractId::KIND)
}

fn get<I: Ord + Borrow<Q>, Q: Ord + ?Sized, S: Clone>(states: &BTreeMap<I, S>, id: &Q) -> Option<S> {
    states.get(id).cloned()
}

fn set<I: Ord, S>(states: &mut BTreeMap<I, S>, id: I, state: S) {
    states.insert(id, state);
}
