//! What the service knows already: contracts by number, and invoices that are claimed.

use std::collections::BTreeMap;

use tallystick_base::ContractId;
use tallystick_client::{ContractItem, Filter, Member, Proposal, ReceivableItem};

use super::claim;

/// Stages of a receivable in which its invoices are free again.
const OVER: [&str; 2] = ["rejected", "withdrawn"];

/// Contracts by number, and invoices by number with where they are claimed.
#[derive(Debug, Default)]
pub(super) struct Book {
    contracts: BTreeMap<String, Vec<ContractId>>,
    claimed: BTreeMap<String, String>,
}

impl Book {
    /// Reads what this member's party has.
    pub(super) async fn read(member: &Member) -> anyhow::Result<Self> {
        let mut book = Self::default();
        let own = |filter: Filter| filter.and("supplier", member.signer().party).limit(200);
        let accepted = own(Filter::all().and("stage", "accepted"));
        for contract in member.all::<ContractItem>("v1/contracts", accepted).await? {
            book.contracts
                .entry(contract.number)
                .or_default()
                .push(contract.id);
        }
        for item in member
            .all::<ReceivableItem>("v1/receivables", own(Filter::all()))
            .await?
        {
            if OVER.contains(&item.stage.as_str()) {
                continue;
            }
            for paper in member.receivable(item.id).await?.documents {
                let number = paper.document.number.as_str().to_owned();
                if claim::is_invoice(&paper.document) {
                    book.claimed
                        .insert(number, format!("{} ({})", item.id, item.stage));
                }
            }
        }
        let open = Filter::all().and("stage", "open").limit(200);
        for proposal in member.all::<Proposal>("v1/proposals", open).await? {
            if proposal.kind == claim::KIND {
                book.note_proposal(&proposal);
            }
        }
        Ok(book)
    }

    /// A claim that waits for a colleague is begun already.
    fn note_proposal(&mut self, proposal: &Proposal) {
        let waits = || format!("proposal {} ({})", proposal.id, proposal.stage.as_str());
        let Ok(body) = serde_json::from_str::<claim::Body>(&proposal.body) else {
            return;
        };
        for invoice in body.invoices() {
            self.claimed
                .entry(invoice.number.to_string())
                .or_insert_with(waits);
        }
    }

    /// Where an invoice is claimed.
    pub(super) fn claimed(&self, invoice: &str) -> Option<&str> {
        self.claimed.get(invoice).map(String::as_str)
    }

    /// The contract of a number, or why none can be taken.
    pub(super) fn contract(&self, number: &str) -> Result<ContractId, String> {
        match self.contracts.get(number).map(Vec::as_slice) {
            Some([contract]) => Ok(*contract),
            Some([_, _, ..]) => Err(format!(
                "several contracts with different buyers have the number {number}; claim this one with submit"
            )),
            Some([]) | None => Err(format!("no accepted contract has the number {number}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A claim of this body that waits for a colleague.
    fn waiting(body: &str) -> Proposal {
        serde_json::from_value(json!({
            "id": "0".repeat(64), "kind": claim::KIND, "version": 1,
            "subject": "receivable/019c4020-8900-78c3-aaa6-de34468f41f9",
            "party": "party/019b8bab-0680-7275-b6ae-0a874a3c5286", "capacity": "supplier",
            "payload": "", "body": body, "signatures": [], "needed": {"signatures": 2},
            "stage": "waiting", "expires_at": 0,
        }))
        .unwrap()
    }

    #[test]
    fn an_invoice_whose_claim_waits_is_claimed() {
        let body = include_str!("../../../../../fixtures/commands/receivable.claim.1.json");
        let mut book = Book::default();
        book.note_proposal(&waiting(body));
        book.note_proposal(&waiting("no JSON"));
        let waits = format!("proposal {} (waiting)", "0".repeat(64));
        assert_eq!(
            book.claimed,
            BTreeMap::from([("26112000000012345678".to_owned(), waits)])
        );
    }

    #[test]
    fn a_number_of_two_contracts_is_no_contract() {
        let id = |byte| ContractId::from_parts(0, [byte; 10]);
        let mut book = Book::default();
        book.contracts.insert("one".to_owned(), vec![id(1)]);
        book.contracts.insert("two".to_owned(), vec![id(1), id(2)]);
        assert_eq!(book.contract("one"), Ok(id(1)));
        assert!(book.contract("two").unwrap_err().contains("several contracts"));
        assert!(
            book.contract("three")
                .unwrap_err()
                .contains("no accepted contract")
        );
    }
}
