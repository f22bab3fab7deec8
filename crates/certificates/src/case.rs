//! The states that a decision reads.

use std::collections::BTreeMap;

use tallystick_base::{CancellationId, CertificateId, PartyId, PaymentId, ReceivableId, RulePack, Subject};
use tallystick_parties::Rules;

use crate::{
    Cancellation, Certificate, CertificateRejection, ConfirmationLapse, Evidence, Payment, PaymentRecord,
    PaymentRejection, Receivable, ReceivableRejection, Rejection,
};

/// Every state that a decision about receivables and certificates needs, and that later crates need of them.
///
/// It holds what the statement names; what it does not hold does not exist for the decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Contracts and allowances, parties and published rules.
    pub contracts: tallystick_contracts::Case,
    /// Receivables.
    pub receivables: BTreeMap<ReceivableId, Receivable>,
    /// Invoices as evidence, by their subject.
    pub evidence: BTreeMap<Subject, Evidence>,
    /// Certificates.
    pub certificates: BTreeMap<CertificateId, Certificate>,
    /// Reported payments.
    pub payments: BTreeMap<PaymentId, Payment>,
    /// Proposed cancellations.
    pub cancellations: BTreeMap<CancellationId, Cancellation>,
    /// Buyers' records. One that does not exist is clean.
    pub payment_records: BTreeMap<PartyId, PaymentRecord>,
    /// Recorded lapses, by receivable.
    pub confirmation_lapses: BTreeMap<ReceivableId, ConfirmationLapse>,
}

impl Case {
    /// A receivable, whatever its stage.
    pub fn receivable(&self, id: ReceivableId) -> Result<&Receivable, ReceivableRejection> {
        self.receivables
            .get(&id)
            .ok_or(ReceivableRejection::NotFound { receivable: id })
    }

    /// A certificate, whatever its stage.
    pub fn certificate(&self, id: CertificateId) -> Result<&Certificate, CertificateRejection> {
        self.certificates
            .get(&id)
            .ok_or(CertificateRejection::NotFound { certificate: id })
    }

    /// A reported payment, whatever its stage.
    pub fn payment(&self, id: PaymentId) -> Result<&Payment, PaymentRejection> {
        self.payments
            .get(&id)
            .ok_or(PaymentRejection::NotFound { payment: id })
    }

    /// A proposed cancellation, whatever its stage.
    pub fn cancellation(&self, id: CancellationId) -> Result<&Cancellation, CertificateRejection> {
        self.cancellations
            .get(&id)
            .ok_or(CertificateRejection::CancellationNotFound { cancellation: id })
    }

    /// The rules that receivables and certificates are decided by.
    pub fn rules(&self) -> Result<&RulePack, Rejection> {
        Ok(self.contracts.parties.rules(Rules::DEFAULT)?)
    }
}
