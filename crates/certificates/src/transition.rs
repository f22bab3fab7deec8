//! What a decision causes: transitions, each on one subject.

use serde::Serialize;
use tallystick_base::{
    CancellationId, CertificateId, IllegalTransition, PartyId, PaymentId, ReceivableId, Subject,
};

use crate::{
    CancellationTransition, Case, CertificateTransition, ConfirmationLapse, ConfirmationLapseTransition,
    EvidenceTransition, PaymentRecord, PaymentRecordTransition, PaymentTransition, ReceivableTransition,
    cancellation, certificate, confirmation_lapse, evidence, payment, payment_record, receivable,
};

/// One transition on one subject. The steps of a decision stand or fall together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The subject that moves.
    pub subject: Subject,
    /// What happens to it.
    pub transition: Transition,
}

impl Step {
    /// A transition on a subject.
    pub fn new(subject: impl Into<Subject>, transition: impl Into<Transition>) -> Self {
        Self {
            subject: subject.into(),
            transition: transition.into(),
        }
    }
}

/// A transition of one of this crate's aggregates, or of contracts. In JSON it is the aggregate's own: the kind of the
/// subject says which that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Transition {
    /// Of contracts: here only of an allowance.
    Contracts(tallystick_contracts::Transition),
    /// Of a receivable.
    Receivable(ReceivableTransition),
    /// Of an invoice as evidence.
    Evidence(EvidenceTransition),
    /// Of a certificate.
    Certificate(CertificateTransition),
    /// Of a reported payment.
    Payment(PaymentTransition),
    /// Of a proposed cancellation.
    Cancellation(CancellationTransition),
    /// Of a buyer's record.
    PaymentRecord(PaymentRecordTransition),
    /// Of a lapse.
    ConfirmationLapse(ConfirmationLapseTransition),
}

impl Transition {
    /// Reads a transition on a subject of this kind; `None` where the kind is not one of this crate.
    pub fn read(kind: &str, json: &str) -> Option<Result<Self, serde_json::Error>> {
        let read = match kind {
            ReceivableId::KIND => serde_json::from_str(json).map(Self::Receivable),
            evidence::KIND => serde_json::from_str(json).map(Self::Evidence),
            CertificateId::KIND => serde_json::from_str(json).map(Self::Certificate),
            PaymentId::KIND => serde_json::from_str(json).map(Self::Payment),
            CancellationId::KIND => serde_json::from_str(json).map(Self::Cancellation),
            PaymentRecord::KIND => serde_json::from_str(json).map(Self::PaymentRecord),
            ConfirmationLapse::KIND => serde_json::from_str(json).map(Self::ConfirmationLapse),
            _ => return None,
        };
        Some(read)
    }

    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Contracts(transition) => transition.name(),
            Self::Receivable(transition) => transition.name(),
            Self::Evidence(transition) => transition.name(),
            Self::Certificate(transition) => transition.name(),
            Self::Payment(transition) => transition.name(),
            Self::Cancellation(transition) => transition.name(),
            Self::PaymentRecord(transition) => transition.name(),
            Self::ConfirmationLapse(transition) => transition.name(),
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
    Contracts(tallystick_contracts::Transition),
    Receivable(ReceivableTransition),
    Evidence(EvidenceTransition),
    Certificate(CertificateTransition),
    Payment(PaymentTransition),
    Cancellation(CancellationTransition),
    PaymentRecord(PaymentRecordTransition),
    ConfirmationLapse(ConfirmationLapseTransition),
}

impl From<tallystick_contracts::AllowanceTransition> for Transition {
    fn from(transition: tallystick_contracts::AllowanceTransition) -> Self {
        Self::Contracts(transition.into())
    }
}

/// Folds one transition into a map of states; on an error the state of its subject is gone.
macro_rules! fold {
    ($states:expr, $id:expr, $apply:path, $transition:expr) => {{
        let id = $id;
        let state = $apply($states.remove(&id), $transition)?;
        $states.insert(id, state);
    }};
}

impl Case {
    /// Applies a step to the states; on an error the state of its subject is gone, and the case is of no further use.
    pub fn apply(&mut self, step: &Step) -> Result<(), IllegalTransition> {
        let subject = &step.subject;
        let foreign = |kind| IllegalTransition {
            aggregate: kind,
            stage: "a subject of another kind",
            transition: step.transition.name(),
        };
        match &step.transition {
            Transition::Contracts(transition) => {
                self.contracts.apply(&tallystick_contracts::Step {
                    subject: subject.clone(),
                    transition: transition.clone(),
                })?;
            }
            Transition::Receivable(transition) => {
                let id = ReceivableId::try_from(subject).map_err(|_| foreign(ReceivableId::KIND))?;
                fold!(self.receivables, id, receivable::apply, transition);
            }
            Transition::Evidence(transition) => {
                if subject.kind() != evidence::KIND {
                    return Err(foreign(evidence::KIND));
                }
                fold!(self.evidence, subject.clone(), evidence::apply, transition);
            }
            Transition::Certificate(transition) => {
                let id = CertificateId::try_from(subject).map_err(|_| foreign(CertificateId::KIND))?;
                fold!(self.certificates, id, certificate::apply, transition);
            }
            Transition::Payment(transition) => {
                let id = PaymentId::try_from(subject).map_err(|_| foreign(PaymentId::KIND))?;
                fold!(self.payments, id, payment::apply, transition);
            }
            Transition::Cancellation(transition) => {
                let id = CancellationId::try_from(subject).map_err(|_| foreign(CancellationId::KIND))?;
                fold!(self.cancellations, id, cancellation::apply, transition);
            }
            Transition::PaymentRecord(transition) => {
                let buyer: PartyId = owner(subject, PaymentRecord::KIND, PartyId::KIND)
                    .ok_or_else(|| foreign(PaymentRecord::KIND))?;
                fold!(self.payment_records, buyer, payment_record::apply, transition);
            }
            Transition::ConfirmationLapse(transition) => {
                let id: ReceivableId = owner(subject, ConfirmationLapse::KIND, ReceivableId::KIND)
                    .ok_or_else(|| foreign(ConfirmationLapse::KIND))?;
                fold!(
                    self.confirmation_lapses,
                    id,
                    confirmation_lapse::apply,
                    transition
                );
            }
        }
        Ok(())
    }
}

/// The id that a subject of this kind borrows from another kind.
fn owner<T: for<'a> TryFrom<&'a Subject>>(subject: &Subject, kind: &str, of: &str) -> Option<T> {
    let own = Subject::new(of, subject.id()).ok()?;
    (subject.kind() == kind).then(|| T::try_from(&own).ok()).flatten()
}
