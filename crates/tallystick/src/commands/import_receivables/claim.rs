//! From a row, its invoice and its contract to the body of a claim.

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use tallystick_base::{PartyId, ReceivableId, RulePack};
use tallystick_client::{Ambient, Contract, Member};
use tallystick_commands::certificates::{ClaimReceivable, EvidenceDocument, EvidenceKind};
use tallystick_commands::contracts::{DueDateError, Events};
use tallystick_commands::parties::{BankAccount, ShortText};
use tallystick_documents::{ClaimRow, Invoice, InvoiceKind, InvoiceParty};

use super::papers::Paper;

/// The kind of command that a row becomes.
pub(super) const KIND: &str = "receivable.claim/1";

/// The body of a claim.
pub(super) type Body = ClaimReceivable;

/// What all rows have in common.
#[derive(Debug)]
pub(super) struct Claimant {
    payee: BankAccount,
    centre: Option<PartyId>,
    rules: RulePack,
}

impl Claimant {
    /// Reads the party's file for the account to be paid to.
    pub(super) async fn of(
        member: &Member,
        account: Option<&str>,
        centre: Option<PartyId>,
    ) -> anyhow::Result<Self> {
        let party = member.party(member.signer().party).await?;
        let profile = party
            .profile
            .context("your party has no file with an account in it")?;
        Ok(Self {
            payee: choose(profile.accounts, account)?,
            centre,
            rules: RulePack::cn()?,
        })
    }

    /// The body of a claim, or everything that stands against it.
    pub(super) fn claim(
        &self,
        row: &ClaimRow,
        paper: &Paper,
        contract: &Contract,
        ambient: &Ambient,
    ) -> Result<Body, Vec<String>> {
        let mut problems = differences(row, &paper.invoice);
        let stated = row.due_date.or(paper.invoice.due_date);
        let due_on = stated.map_or_else(|| by_contract(contract, row, &self.rules), Ok);
        match (due_on, evidence(row, paper)) {
            (Ok(due_on), Ok(evidence)) if problems.is_empty() => Ok(ClaimReceivable {
                salt: ambient.salt(),
                receivable: ambient.id(ReceivableId::from_parts),
                contract: contract.id,
                amount: row.amount,
                delivered_on: row.delivery_date,
                accepted_on: row.acceptance_date,
                settled_on: None,
                due_on,
                evidence: vec![evidence],
                centre: self.centre,
                payee: self.payee.clone(),
            }),
            (due_on, evidence) => {
                problems.extend(due_on.err());
                problems.extend(evidence.err());
                Err(problems)
            }
        }
    }
}

/// Whether a paper is an invoice.
pub(super) fn is_invoice(document: &EvidenceDocument) -> bool {
    match document.kind {
        EvidenceKind::Invoice => true,
        EvidenceKind::Order | EvidenceKind::Receipt => false,
    }
}

/// The account of this number, or the only one.
fn choose(accounts: Vec<BankAccount>, number: Option<&str>) -> anyhow::Result<BankAccount> {
    let listed: Vec<String> = accounts
        .iter()
        .map(|account| account.account.to_string())
        .collect();
    let mut fitting = accounts
        .into_iter()
        .filter(|account| number.is_none_or(|number| account.account.as_str() == number));
    match (fitting.next(), fitting.next()) {
        (Some(account), None) => Ok(account),
        (None, _) if listed.is_empty() => bail!("your party's file has no account to be paid to"),
        (_, _) => bail!(
            "say with --account which of the accounts in your party's file is to be paid: {}",
            listed.join(", ")
        ),
    }
}

/// The day on which a row without a due date is due by its contract.
fn by_contract(contract: &Contract, row: &ClaimRow, rules: &RulePack) -> Result<NaiveDate, String> {
    let events = Events {
        delivered_on: row.delivery_date,
        accepted_on: row.acceptance_date,
        settled_on: None,
        invoiced_on: Some(row.invoice_date),
    };
    let terms = &contract.terms;
    match terms.payment.due_date(terms.inspection_days, &events, rules) {
        Ok(due) => Ok(due.due_on),
        // The table has no column in which its date could be given.
        Err(DueDateError::EventMissing { event }) => Err(format!(
            "the contract counts its {} days from the {event}, whose date is not in the row; write the due date into it",
            terms.payment.days
        )),
        Err(error) => Err(error.to_string()),
    }
}

/// Where the table contradicts the invoice. Whether the amounts fit is for the service to say, for several claims may share an invoice's
/// total over time and credit notes may follow; whether it is the same invoice is said here.
fn differences(row: &ClaimRow, invoice: &Invoice) -> Vec<String> {
    let mut found = Vec::new();
    if invoice.kind != InvoiceKind::Invoice {
        found.push(format!(
            "the file of {} takes something back and asks for no payment",
            invoice.number
        ));
    }
    if invoice.issue_date != row.invoice_date {
        found.push(format!(
            "the invoice date is {} in the table and {} in the file",
            row.invoice_date, invoice.issue_date
        ));
    }
    if invoice.currency != row.amount.currency() {
        found.push(format!(
            "the currency is {} in the table and {} in the file",
            row.amount.currency(),
            invoice.currency
        ));
    }
    found
}

/// The invoice as a claim cites it: what the file says, and not what the table does.
fn evidence(row: &ClaimRow, paper: &Paper) -> Result<EvidenceDocument, String> {
    let invoice = &paper.invoice;
    let mut document = EvidenceDocument {
        kind: EvidenceKind::Invoice,
        number: short("invoice number", &invoice.number)?,
        date: invoice.issue_date,
        total: invoice.totals.gross,
        seller_code: code(&invoice.seller)?,
        buyer_code: code(&invoice.buyer)?,
        digest: paper.digest(),
        fields: std::collections::BTreeMap::new(),
    };
    if let Some(note) = &row.note {
        document
            .fields
            .insert(short("note", "备注")?, short("note", note)?);
    }
    Ok(document)
}

/// The code by which a party is registered, as printed.
fn code(party: &InvoiceParty) -> Result<Option<ShortText>, String> {
    let codes = || {
        party
            .tax_ids
            .iter()
            .chain(&party.legal_ids)
            .chain(&party.other_ids)
    };
    let registered = codes().find(|code| code.credit_code().is_some());
    let printed = registered.or_else(|| codes().next());
    printed
        .map(|code| short("code of a party", &code.text))
        .transpose()
}

fn short(what: &str, text: &str) -> Result<ShortText, String> {
    ShortText::try_from(text.to_owned())
        .map_err(|error| format!("the {what} {text:?} cannot be cited: {error}"))
}

#[cfg(test)]
mod tests;
