//! The file with which a supplier complains about late payment (Order 802, chapter on supervision: complaints).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, ContractId, Money, PartyId, ReceivableId};
use tallystick_parties::{IdentityCode, ShortText};

use super::interest::{LateInterestOwed, late_interest_owed};
use crate::certificate::ReceivedPayment;
use crate::{Case, CertificateNumber, Rejection};

/// A party of a complaint, as an authority knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintParty {
    /// Its id here.
    pub party: PartyId,
    /// Its name in its register.
    pub legal_name: ShortText,
    /// The code it is registered under.
    pub identity: IdentityCode,
}

/// What is owed, since when, what was paid, and what follows from it: all from the ledger, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintFile {
    /// The day up to which it is reckoned.
    pub as_of: NaiveDate,
    /// Who is owed.
    pub holder: ComplaintParty,
    /// Who owes.
    pub debtor: ComplaintParty,
    /// The contract.
    pub contract: ContractId,
    /// The contract's own number.
    pub contract_number: String,
    /// The receivable.
    pub receivable: ReceivableId,
    /// The day of the request to confirm.
    pub claimed_on: NaiveDate,
    /// The last day for the buyer's answer, if it had one.
    pub answer_by: Option<NaiveDate>,
    /// The day of the buyer's answer.
    pub answered_on: Option<NaiveDate>,
    /// The certificate.
    pub certificate: CertificateId,
    /// Its number.
    pub number: CertificateNumber,
    /// What it was issued for.
    pub amount: Money,
    /// When it was due.
    pub due_on: NaiveDate,
    /// What was paid.
    pub payments: Vec<ReceivedPayment>,
    /// What is still owed on it.
    pub outstanding: Money,
    /// Late interest on top; none where neither contract nor law gives a rate.
    pub late_interest: Option<LateInterestOwed>,
}

/// The complaint file of a certificate, reckoned up to a day.
pub fn complaint_file(
    case: &Case,
    certificate: CertificateId,
    as_of: NaiveDate,
) -> Result<ComplaintFile, Rejection> {
    let certificate = case.certificate(certificate)?;
    let issue = &certificate.issue;
    let contract = case.contracts.contract(issue.contract)?;
    let receivable = case.receivable(issue.receivable)?;
    Ok(ComplaintFile {
        as_of,
        holder: party(case, certificate.holder)?,
        debtor: party(case, issue.debtor)?,
        contract: contract.id,
        contract_number: contract.terms.number.to_string(),
        receivable: issue.receivable,
        claimed_on: receivable.claim.claimed_on,
        answer_by: receivable.claim.answer_by,
        answered_on: receivable.clock_stopped_on,
        certificate: certificate.id(),
        number: issue.number.clone(),
        amount: issue.amount,
        due_on: issue.due_on,
        payments: certificate.payments.clone(),
        outstanding: certificate.outstanding,
        late_interest: late_interest_owed(certificate, contract, case.rules()?, as_of)?,
    })
}

fn party(case: &Case, id: PartyId) -> Result<ComplaintParty, Rejection> {
    let parties = &case.contracts.parties;
    Ok(ComplaintParty {
        party: id,
        legal_name: parties.profile(id)?.data.legal_name.clone(),
        identity: parties.party(id)?.identity.clone(),
    })
}
