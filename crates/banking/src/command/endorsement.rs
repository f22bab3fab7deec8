//! Bodies of the commands on endorsements.

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, Salt};
use tallystick_parties::BankAccount;

/// A bank adds its own promise to pay at maturity, `certificate.endorse/1` (保兑), on its lines for the debtor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndorseCertificate {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate; free.
    pub certificate: CertificateId,
}

/// A bank keeps its promise after the due date, `endorsement.honour/1`: it paid the holder, and has the certificate (Civil Code article 524).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HonourEndorsement {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
    /// Where the debtor pays to from now on: one of the accounts in the bank's profile.
    pub payee: BankAccount,
}

/// The service records that a certificate under an endorsement has ended, `endorsement.release/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseEndorsement {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate that has ended.
    pub certificate: CertificateId,
}
