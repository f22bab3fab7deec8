//! How much there is of everything.

use sea_orm::{EntityTrait, PaginatorTrait as _};
use serde::Serialize;

use super::viewer::Viewer;
use crate::entity::{
    bank_entry, certificate, contract, credit_line, endorsement, filing, guarantee, loan, notice, party,
    payment, pool, product, receivable, request, review, sale,
};
use crate::{Store, StoreError};

/// How many there are of each kind of thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Parties.
    pub parties: u64,
    /// Contracts.
    pub contracts: u64,
    /// Receivables.
    pub receivables: u64,
    /// Certificates.
    pub certificates: u64,
    /// Reported payments.
    pub payments: u64,
    /// Products.
    pub products: u64,
    /// Requests for financing.
    pub requests: u64,
    /// Reviews of banks.
    pub reviews: u64,
    /// Guarantees.
    pub guarantees: u64,
    /// Credit lines.
    pub credit_lines: u64,
    /// Loans.
    pub loans: u64,
    /// Lines of bank statements.
    pub bank_entries: u64,
    /// Endorsements.
    pub endorsements: u64,
    /// Filings in the registry.
    pub filings: u64,
    /// Notices to debtors.
    pub notices: u64,
    /// Pools.
    pub pools: u64,
    /// Loans that were offered to pools.
    pub sales: u64,
}

impl Store {
    /// How much there is of everything; nothing for anyone but an auditor.
    pub async fn counts(&self, viewer: &Viewer) -> Result<Counts, StoreError> {
        if !viewer.auditor {
            return Ok(Counts::default());
        }
        let reader = self.reader();
        Ok(Counts {
            parties: party::Entity::find().count(reader).await?,
            contracts: contract::Entity::find().count(reader).await?,
            receivables: receivable::Entity::find().count(reader).await?,
            certificates: certificate::Entity::find().count(reader).await?,
            payments: payment::Entity::find().count(reader).await?,
            products: product::Entity::find().count(reader).await?,
            requests: request::Entity::find().count(reader).await?,
            reviews: review::Entity::find().count(reader).await?,
            guarantees: guarantee::Entity::find().count(reader).await?,
            credit_lines: credit_line::Entity::find().count(reader).await?,
            loans: loan::Entity::find().count(reader).await?,
            bank_entries: bank_entry::Entity::find().count(reader).await?,
            endorsements: endorsement::Entity::find().count(reader).await?,
            filings: filing::Entity::find().count(reader).await?,
            notices: notice::Entity::find().count(reader).await?,
            pools: pool::Entity::find().count(reader).await?,
            sales: sale::Entity::find().count(reader).await?,
        })
    }
}
