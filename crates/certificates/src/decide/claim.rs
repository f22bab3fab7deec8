//! A supplier asks for confirmation.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context, Subject};
use tallystick_contracts::Contract;
use tallystick_parties::IdentityCode;

use super::{check_actor, check_amount, check_payee, due_date};
use crate::command::ClaimReceivable;
use crate::evidence::keyed_name;
use crate::matching::{Mismatch, three_way};
use crate::receivable::{Claim, ClaimedDocument, EvidenceDocument, EvidenceKind};
use crate::{Case, EvidenceTransition, Part, ReceivableRejection, ReceivableTransition, Rejection, Step};

/// The most papers of a claim, so that their subjects fit into one statement.
const MOST_DOCUMENTS: usize = 100;
/// The most further fields of a paper.
const MOST_FIELDS: usize = 40;

pub(super) fn claim(case: &Case, body: &ClaimReceivable, context: &Context) -> Result<Vec<Step>, Rejection> {
    let receivable = body.receivable;
    let contract = case.contracts.contract(body.contract)?;
    check_actor(context, contract.supplier, Capacity::Supplier, Part::Supplier)?;
    case.contracts.accepted(body.contract)?;
    if case.receivables.contains_key(&receivable) {
        return Err(ReceivableRejection::Exists { receivable }.into());
    }
    check_amount(body.amount, contract.terms.amount.currency())?;
    let rules = case.rules()?;
    let today = context.received.date_at(rules.utc_offset_minutes);
    check_events(body, today)?;
    check_payee(case, contract.supplier, &body.payee)?;
    check_centre(case, body)?;
    // Nothing is taken yet: what counts is what is left when the buyer confirms.
    case.contracts
        .allowance(contract.id)?
        .take(receivable, body.amount)?;
    let seller = &case.contracts.parties.party(contract.supplier)?.identity;
    let mut claim = Claim {
        receivable,
        contract: contract.id,
        supplier: contract.supplier,
        buyer: contract.buyer,
        amount: body.amount,
        delivered_on: body.delivered_on,
        accepted_on: body.accepted_on,
        settled_on: body.settled_on,
        due_on: body.due_on,
        payee: body.payee.clone(),
        centre: body.centre,
        documents: documents(case, body, contract, seller)?,
        mismatches: Vec::new(),
        claimed_on: today,
        answer_by: contract.answer_by(today, rules)?.map(|answer| answer.last_day),
    };
    claim.mismatches = mismatches(
        case,
        contract,
        &claim,
        due_date::by_contract(contract, &claim, rules)?,
    )?;
    let mut taken: Vec<Step> = Vec::new();
    for claimed in &claim.documents {
        if let Some(subject) = &claimed.evidence {
            let document = &claimed.document;
            let on_it = EvidenceTransition::Claimed {
                receivable,
                date: document.date,
                total: document.total,
            };
            taken.push(Step::new(subject.clone(), on_it));
        }
    }
    let claimed = Step::new(receivable, ReceivableTransition::Claimed(Box::new(claim)));
    Ok(std::iter::once(claimed).chain(taken).collect())
}

/// What is claimed for has happened, in its order.
fn check_events(body: &ClaimReceivable, today: NaiveDate) -> Result<(), ReceivableRejection> {
    let events = [
        ("delivery", Some(body.delivered_on)),
        ("acceptance", body.accepted_on),
        ("settlement", body.settled_on),
    ];
    for (event, on) in events {
        if let Some(on) = on.filter(|on| *on > today) {
            return Err(ReceivableRejection::Ahead { event, on, today });
        }
    }
    let later = [
        ("acceptance", body.accepted_on),
        ("the due date", Some(body.due_on)),
    ];
    for (event, on) in later {
        if let Some(on) = on.filter(|on| *on < body.delivered_on) {
            return Err(ReceivableRejection::BeforeDelivery {
                event,
                on,
                delivered_on: body.delivered_on,
            });
        }
    }
    Ok(())
}

fn check_centre(case: &Case, body: &ClaimReceivable) -> Result<(), Rejection> {
    let Some(centre) = body.centre else {
        return Ok(());
    };
    if case
        .contracts
        .parties
        .active(centre)?
        .acts_as(Capacity::ConfirmationCentre)
    {
        Ok(())
    } else {
        Err(ReceivableRejection::NoCentre { centre }.into())
    }
}

/// The papers, each invoice with the subject that keeps it from being claimed twice.
fn documents(
    case: &Case,
    body: &ClaimReceivable,
    contract: &Contract,
    seller: &IdentityCode,
) -> Result<Vec<ClaimedDocument>, Rejection> {
    let too_many = |what, most, found| ReceivableRejection::TooMany { what, most, found };
    if body.evidence.len() > MOST_DOCUMENTS {
        return Err(too_many("the papers of a claim", MOST_DOCUMENTS, body.evidence.len()).into());
    }
    let mut invoices = BTreeSet::new();
    let mut documents = Vec::with_capacity(body.evidence.len());
    for document in &body.evidence {
        check_amount(document.total, contract.terms.amount.currency())?;
        if document.fields.len() > MOST_FIELDS {
            return Err(too_many(
                "the further fields of a paper",
                MOST_FIELDS,
                document.fields.len(),
            )
            .into());
        }
        let evidence = match document.kind {
            EvidenceKind::Invoice => Some(invoice(case, document, seller, &mut invoices)?),
            EvidenceKind::Order | EvidenceKind::Receipt => None,
        };
        let document = document.clone();
        documents.push(ClaimedDocument { document, evidence });
    }
    if invoices.is_empty() {
        return Err(ReceivableRejection::NoInvoice.into());
    }
    Ok(documents)
}

/// The subject of an invoice that nothing live rests on.
fn invoice(
    case: &Case,
    document: &EvidenceDocument,
    seller: &IdentityCode,
    seen: &mut BTreeSet<Subject>,
) -> Result<Subject, Rejection> {
    let number = || document.number.clone();
    let name = keyed_name(seller, document.number.as_str())
        .ok_or_else(|| ReceivableRejection::InvoiceNumber { number: number() })?;
    let subject = case.contracts.parties.keyed(&name)?;
    if case
        .evidence
        .get(subject)
        .is_some_and(|evidence| !evidence.is_free())
    {
        return Err(ReceivableRejection::InvoiceClaimed { number: number() }.into());
    }
    if !seen.insert(subject.clone()) {
        return Err(ReceivableRejection::InvoiceTwice { number: number() }.into());
    }
    Ok(subject.clone())
}

/// Everything that does not fit, for the buyer to see.
fn mismatches(
    case: &Case,
    contract: &Contract,
    claim: &Claim,
    by_contract: Option<NaiveDate>,
) -> Result<Vec<Mismatch>, Rejection> {
    let papers: Vec<EvidenceDocument> = claim
        .documents
        .iter()
        .map(|claimed| claimed.document.clone())
        .collect();
    let mut found = three_way(claim.amount, &papers, contract.terms.tolerance)?;
    match by_contract {
        None => found.push(Mismatch::DueDateOpen {}),
        Some(day) if day != claim.due_on => found.push(Mismatch::DueDate {
            claimed: claim.due_on,
            by_contract: day,
        }),
        Some(_) => (),
    }
    let parties = &case.contracts.parties;
    let seller = parties.party(contract.supplier)?.identity.code();
    let buyer = parties.party(contract.buyer)?.identity.code();
    let mut files = BTreeSet::new();
    for claimed in &claim.documents {
        let paper = &claimed.document;
        let number = || paper.number.clone();
        if let Some(printed) = paper.seller_code.clone().filter(|code| code.as_str() != seller) {
            found.push(Mismatch::Seller {
                number: number(),
                printed,
            });
        }
        if let Some(printed) = paper.buyer_code.clone().filter(|code| code.as_str() != buyer) {
            found.push(Mismatch::Buyer {
                number: number(),
                printed,
            });
        }
        if paper.date > claim.claimed_on {
            let date = paper.date;
            found.push(Mismatch::DatedAhead {
                number: number(),
                date,
            });
        }
        if !files.insert(paper.digest) {
            found.push(Mismatch::SameFile { number: number() });
        }
        let before = claimed
            .evidence
            .as_ref()
            .and_then(|subject| case.evidence.get(subject));
        if let Some(before) = before.filter(|before| before.date != paper.date || before.total != paper.total)
        {
            found.push(Mismatch::InvoiceChanged {
                number: number(),
                date_before: before.date,
                total_before: before.total,
            });
        }
    }
    Ok(found)
}
