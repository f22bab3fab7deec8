//! The states that a decision reads.

use std::collections::BTreeMap;

use tallystick_base::{
    CertificateId, CreditLineId, FilingId, LoanId, NoticeId, PartyId, PoolId, RulePack, SaleId, Subject,
};

use crate::{
    BankEntry, CreditLine, EndorsementRejection, EndorsementUse, EntryRejection, Filing, FilingRejection,
    LineBook, LineRejection, LineUse, Loan, LoanRejection, Notice, Pool, PoolRejection, Rejection, Sale,
};

/// Every state that any decision needs: this crate is the last of the line.
///
/// It holds what the statement names; what it does not hold does not exist for the decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Requests, reviews, guarantees, and everything before them.
    pub financing: tallystick_financing::Case,
    /// Credit lines.
    pub lines: BTreeMap<CreditLineId, CreditLine>,
    /// What is used of each line.
    pub uses: BTreeMap<CreditLineId, LineUse>,
    /// Which lines each bank has. A book that does not exist is empty.
    pub books: BTreeMap<PartyId, LineBook>,
    /// Loans.
    pub loans: BTreeMap<LoanId, Loan>,
    /// Lines of bank statements, by their subjects.
    pub entries: BTreeMap<Subject, BankEntry>,
    /// Filings in the registry.
    pub filings: BTreeMap<FilingId, Filing>,
    /// Notices to debtors.
    pub notices: BTreeMap<NoticeId, Notice>,
    /// Pools.
    pub pools: BTreeMap<PoolId, Pool>,
    /// Loans offered to pools.
    pub sales: BTreeMap<SaleId, Sale>,
    /// Endorsements, by the certificates on which they were put.
    pub endorsements: BTreeMap<CertificateId, EndorsementUse>,
}

impl Case {
    /// Certificates, receivables, contracts, parties and published rules.
    pub const fn certificates(&self) -> &tallystick_certificates::Case {
        &self.financing.certificates
    }

    /// Parties, members, keys, profiles and published rules.
    pub const fn parties(&self) -> &tallystick_parties::Case {
        self.financing.parties()
    }

    /// A credit line, whatever its stage.
    pub fn line(&self, id: CreditLineId) -> Result<&CreditLine, LineRejection> {
        self.lines.get(&id).ok_or(LineRejection::NotFound { line: id })
    }

    /// A loan, whatever its stage.
    pub fn loan(&self, id: LoanId) -> Result<&Loan, LoanRejection> {
        self.loans.get(&id).ok_or(LoanRejection::NotFound { loan: id })
    }

    /// A line of a bank statement, whatever its stage.
    pub fn entry(&self, subject: &Subject) -> Result<&BankEntry, EntryRejection> {
        self.entries.get(subject).ok_or_else(|| EntryRejection::NotFound {
            entry: subject.clone(),
        })
    }

    /// A filing, whatever its stage.
    pub fn filing(&self, id: FilingId) -> Result<&Filing, FilingRejection> {
        self.filings
            .get(&id)
            .ok_or(FilingRejection::NotFound { filing: id })
    }

    /// A notice, whatever its stage.
    pub fn notice(&self, id: NoticeId) -> Result<&Notice, FilingRejection> {
        self.notices
            .get(&id)
            .ok_or(FilingRejection::NoticeNotFound { notice: id })
    }

    /// A pool, whatever its stage.
    pub fn pool(&self, id: PoolId) -> Result<&Pool, PoolRejection> {
        self.pools.get(&id).ok_or(PoolRejection::NotFound { pool: id })
    }

    /// A sale, whatever its stage.
    pub fn sale(&self, id: SaleId) -> Result<&Sale, PoolRejection> {
        self.sales
            .get(&id)
            .ok_or(PoolRejection::SaleNotFound { sale: id })
    }

    /// The endorsement that was put on a certificate.
    pub fn endorsement(&self, id: CertificateId) -> Result<&EndorsementUse, EndorsementRejection> {
        self.endorsements
            .get(&id)
            .ok_or(EndorsementRejection::NotFound { certificate: id })
    }

    /// The rules that banking is decided by.
    pub fn rules(&self) -> Result<&RulePack, Rejection> {
        Ok(self.financing.certificates.rules()?)
    }
}
