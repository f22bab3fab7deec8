//! What the service knows already of the rows of a table: contracts by number, and invoices that are claimed or about to be.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_commands::certificates::ClaimReceivable;
use tallystick_commands::contracts::Contract;
use tallystick_documents::ClaimRow;
use tallystick_store::{ContractFilter, MAX_PAGE, Paging, ProposalFilter, ProposalStage, Viewer};

use crate::Portal;
use crate::failure::Failure;

/// What the rows of a table name.
pub(super) struct Book {
    /// Accepted contracts by their number, which several buyers may have given.
    contracts: BTreeMap<String, Vec<Contract>>,
    /// Where to read what became of an invoice, by its number.
    claimed: BTreeMap<String, String>,
}

impl Book {
    /// Reads what the viewer's party has of what these rows name.
    pub(super) async fn read(portal: &Portal, viewer: &Viewer, rows: &[&ClaimRow]) -> Result<Self, Failure> {
        let contracts = rows.iter().map(|row| row.contract_number.clone()).collect();
        let invoices = rows.iter().map(|row| row.invoice_number.clone()).collect();
        let mut claimed = waiting(portal, viewer).await?;
        for (number, receivable) in portal.store().claims_on_invoices(viewer, invoices).await? {
            claimed.insert(number, format!("/receivables/{}", receivable.subject().id()));
        }
        Ok(Self {
            contracts: accepted(portal, viewer, &contracts).await?,
            claimed,
        })
    }

    /// The contracts of a number.
    pub(super) fn contracts(&self, number: &str) -> &[Contract] {
        self.contracts.get(number).map(Vec::as_slice).unwrap_or_default()
    }

    /// All of them.
    pub(super) fn all_contracts(&self) -> impl Iterator<Item = &Contract> {
        self.contracts.values().flatten()
    }

    /// The page of what became of an invoice, where it is claimed.
    pub(super) fn claimed(&self, invoice: &str) -> Option<&str> {
        self.claimed.get(invoice).map(String::as_str)
    }
}

/// The accepted contracts with one of these numbers, under which the party is the supplier.
async fn accepted(
    portal: &Portal,
    viewer: &Viewer,
    numbers: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<Contract>>, Failure> {
    let mut found: BTreeMap<String, Vec<Contract>> = BTreeMap::new();
    let mut after = None;
    loop {
        let filter = ContractFilter {
            stage: Some("accepted".to_owned()),
            supplier: Some(viewer.party),
            page: Paging {
                after,
                limit: MAX_PAGE,
            },
            ..ContractFilter::default()
        };
        let page = portal.store().contracts(viewer, &filter).await?;
        for listed in page.items {
            if !numbers.contains(&listed.number) {
                continue;
            }
            if let Some(seen) = portal.store().contract(viewer, listed.id).await? {
                found.entry(listed.number).or_default().push(seen.state);
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// The invoices of claims that wait for a colleague's signature: they are begun already.
async fn waiting(portal: &Portal, viewer: &Viewer) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    let mut after = None;
    loop {
        let filter = ProposalFilter {
            open: Some(true),
            paging: Paging {
                after,
                limit: MAX_PAGE,
            },
        };
        let page = portal.store().proposals(viewer, filter).await?;
        for proposal in &page.items {
            if proposal.kind != "receivable.claim/1" || proposal.stage != ProposalStage::Waiting {
                continue;
            }
            let Ok(claim) = serde_json::from_str::<ClaimReceivable>(&proposal.body) else {
                continue;
            };
            for invoice in claim.invoices() {
                found.insert(invoice.number.to_string(), format!("/waiting/{}", proposal.id));
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}
