//! Bodies of the commands on certificates.

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, Digest, Millis, PartyId, Salt};
use tallystick_parties::{BankAccount, ShortText};

use crate::certificate::{Recourse, SplitChild};

/// The holder offers a certificate to another party, `certificate.offer/1` (Civil Code article 545).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferCertificate {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
    /// To whom: an active supplier other than holder and debtor.
    pub to: PartyId,
    /// The last moment at which the offer can be accepted, not after the due date.
    pub until: Millis,
    /// Who bears it when the debtor does not pay.
    pub recourse: Recourse,
}

/// The other party takes the certificate, `certificate.accept/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptCertificate {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
    /// Where the debtor pays to from now on: one of the accounts in the new holder's profile.
    pub payee: BankAccount,
}

/// The other party does not take the certificate, `certificate.decline/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineCertificate {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
}

/// The holder takes the offer back, `certificate.withdraw-offer/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawCertificateOffer {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
}

/// The service records that an offer's last moment has passed, `certificate.lapse-offer/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LapseCertificateOffer {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
}

/// The holder divides a certificate, `certificate.split/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitCertificate {
    /// What keeps the body from being guessed; the children's numbers are made from it.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
    /// The children: at least two, at most as many as the rules allow; they add up to what is outstanding.
    pub children: Vec<SplitChild>,
}

/// The operator freezes a certificate on a court's order, `certificate.freeze/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreezeCertificate {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
    /// The number of the order.
    pub order: ShortText,
    /// The SHA-256 of the order's file.
    pub digest: Digest,
}

/// The operator frees a certificate again on a court's order, `certificate.unfreeze/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnfreezeCertificate {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The certificate.
    pub certificate: CertificateId,
    /// The number of the order.
    pub order: ShortText,
    /// The SHA-256 of the order's file.
    pub digest: Digest,
}

/// The service marks what is unpaid after its due date, `certificate.mark-overdue/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkOverdue {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// Who owes on all of them.
    pub buyer: PartyId,
    /// The certificates; from 1 to 100, none twice.
    pub certificates: Vec<CertificateId>,
}
