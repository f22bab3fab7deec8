//! One subject, as it stands.

use std::collections::BTreeSet;

use serde::Serialize;
use tallystick_base::{
    AmendmentId, CancellationId, CertificateId, ContractId, PartyId, PaymentId, ReceivableId, Subject,
};
use tallystick_commands::State;
use tallystick_commands::certificates::{Cancellation, Certificate, Payment, PaymentRecord, Receivable};
use tallystick_commands::contracts::{Allowance, Amendment, Contract};
use tallystick_commands::parties::{Party, Profile};

use super::sight::Sights;
use super::viewer::Viewer;
use crate::{Store, StoreError};

/// A state that the viewer may see, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen<T> {
    /// The subject.
    pub subject: Subject,
    /// Its version.
    pub version: u64,
    /// The entry that gave it this version. While it is the same, so is the state.
    pub seq: u64,
    /// The state.
    pub state: T,
}

impl Store {
    /// The present state of any subject; `None` where there is none that concerns the viewer.
    ///
    /// Whom a subject does not concern cannot tell it from one that does not exist.
    pub async fn subject(
        &self,
        viewer: &Viewer,
        subject: &Subject,
    ) -> Result<Option<Seen<State>>, StoreError> {
        let sights = Sights::load(self.reader(), viewer, BTreeSet::from([subject.clone()])).await?;
        if !sights.concerned(subject) {
            return Ok(None);
        }
        let stands = sights.into_stands(self.reader(), subject).await?;
        Ok(stands.map(|stands| Seen {
            subject: subject.clone(),
            version: stands.version,
            seq: stands.seq,
            state: stands.state,
        }))
    }
}

/// Writes out a query for each kind of subject that has a page of its own.
macro_rules! items {
    ($($(#[$doc:meta])* $name:ident($id:ident: $of:ty => $subject:expr) -> $variant:ident($state:ty);)+) => {
        impl Store {
            $(
                $(#[$doc])*
                pub async fn $name(&self, viewer: &Viewer, $id: $of) -> Result<Option<Seen<$state>>, StoreError> {
                    let seen = self.subject(viewer, &$subject).await?;
                    Ok(seen.and_then(|Seen { subject, version, seq, state }| match state {
                        State::$variant(state) => Some(Seen { subject, version, seq, state }),
                        _ => None,
                    }))
                }
            )+
        }
    };
}

items! {
    /// A party, seen by itself, the operator and auditors.
    party(id: PartyId => id.subject()) -> Party(Party);
    /// The file of a party, seen by those who see the party. The operator has none.
    profile(party: PartyId => Profile::subject(party)) -> Profile(Profile);
    /// A contract.
    contract(id: ContractId => id.subject()) -> Contract(Contract);
    /// The confirmed total of a contract, seen by those who see the contract; there is none before it is accepted.
    allowance(contract: ContractId => Allowance::subject_of(contract)) -> Allowance(Allowance);
    /// An amendment of a contract.
    amendment(id: AmendmentId => id.subject()) -> Amendment(Amendment);
    /// A receivable.
    receivable(id: ReceivableId => id.subject()) -> Receivable(Receivable);
    /// A certificate.
    certificate(id: CertificateId => id.subject()) -> Certificate(Certificate);
    /// A reported payment.
    payment(id: PaymentId => id.subject()) -> Payment(Payment);
    /// A proposed cancellation.
    cancellation(id: CancellationId => id.subject()) -> Cancellation(Cancellation);
    /// The record of a buyer, seen by itself and the holders of its overdue certificates. A buyer that missed nothing has none.
    payment_record(buyer: PartyId => PaymentRecord::subject_of(buyer)) -> PaymentRecord(PaymentRecord);
}
