//! What was found, in groups, each with where it leads: only to pages that are for whoever looks.

use std::collections::BTreeMap;

use tallystick_base::Capacity::{
    self, AssetManager, Auditor, Bank, Buyer, ConfirmationCentre, Guarantor, Operator, Supplier,
};
use tallystick_base::{FinancingRequestId, PartyId};
use tallystick_store::{Found, Hits, ListedRequest, ReviewFilter};

use super::hits::{Hit, Reading};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::receivables::Invoices;
use crate::seat::Seated;

/// Whose pages of requests these are.
const REQUESTS: &[Capacity] = &[Supplier, Buyer, Bank, Auditor];
const CONTRACTS: &[Capacity] = &[Supplier, Buyer, ConfirmationCentre, Auditor];
const LOANS: &[Capacity] = &[Supplier, Buyer, Bank, Auditor];
const LINES: &[Capacity] = &[Bank, Auditor];
const PAYMENTS: &[Capacity] = &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor];
/// Whose pages of parties these are.
const PARTIES: &[Capacity] = &[Operator];

/// What was found of one kind.
pub(super) struct Group {
    pub(super) name: String,
    pub(super) hits: Vec<Hit>,
    /// Whether there is more than is shown.
    pub(super) more: bool,
    /// The whole list of the kind, where there is one.
    pub(super) list: Option<&'static str>,
}

impl Group {
    /// Whether its lines have an amount, a stage and a day; parties have none.
    pub(super) fn has_figures(&self) -> bool {
        self.hits.iter().any(|hit| hit.stage.is_some())
    }
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    found: Found,
) -> Result<Vec<Group>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let acting = seated.seat.acting;
    let reading = Reading {
        frame,
        names: Names::of(store, viewer, parties(&found)).await?,
        invoices: Invoices::of(store, viewer, found.receivables.items.iter().map(|one| one.id)).await?,
        reviews: reviews(portal, seated, &found.requests).await?,
        own: viewer.party,
        acting,
        sees_parties: PARTIES.contains(&acting),
    };
    let mut groups = Vec::new();
    let mut group = |who: Option<&[Capacity]>, name: String, list, hits: Vec<Hit>, more| {
        if who.is_none_or(|who| who.contains(&acting)) && !hits.is_empty() {
            groups.push(Group {
                name,
                hits,
                more,
                list,
            });
        }
    };
    let (hits, more) = reading.each(&found.certificates, Reading::certificate);
    let list = Some("/certificates");
    group(None, frame.say("place-certificates"), list, hits, more);
    let (hits, more) = reading.each(&found.receivables, Reading::receivable);
    let list = Some("/receivables");
    group(Some(CONTRACTS), frame.say("place-receivables"), list, hits, more);
    let (hits, more) = reading.each(&found.contracts, Reading::contract);
    let list = Some("/contracts");
    group(Some(CONTRACTS), frame.say("place-contracts"), list, hits, more);
    let (hits, more) = reading.each(&found.payments, Reading::payment);
    group(Some(PAYMENTS), frame.say("place-payments"), None, hits, more);
    let (hits, more) = reading.each(&found.requests, Reading::request);
    let (name, list) = if acting == Bank {
        (frame.say("place-reviews"), "/reviews")
    } else {
        (frame.say("place-requests"), "/requests")
    };
    group(Some(REQUESTS), name, Some(list), hits, more);
    let (hits, more) = reading.each(&found.loans, Reading::loan);
    group(Some(LOANS), frame.say("place-loans"), Some("/loans"), hits, more);
    let (hits, more) = reading.each(&found.credit_lines, Reading::credit_line);
    let list = Some("/credit-lines");
    group(Some(LINES), frame.say("place-credit-lines"), list, hits, more);
    let (hits, more) = reading.each(&found.parties, Reading::party);
    let list = PARTIES.contains(&acting).then_some("/parties");
    group(None, frame.say("place-parties"), list, hits, more);
    Ok(groups)
}

/// Everybody whom a result names.
fn parties(found: &Found) -> Vec<PartyId> {
    let mut parties = Vec::new();
    for one in &found.certificates.items {
        parties.extend([one.debtor, one.holder, one.supplier]);
    }
    for one in &found.receivables.items {
        parties.extend([one.supplier, one.buyer]);
    }
    for one in &found.contracts.items {
        parties.extend([one.supplier, one.buyer]);
    }
    for one in &found.payments.items {
        parties.push(one.debtor);
    }
    for one in &found.requests.items {
        parties.extend([one.borrower, one.holder, one.debtor]);
    }
    for one in &found.loans.items {
        parties.extend([one.bank, one.borrower, one.debtor]);
    }
    for one in &found.credit_lines.items {
        parties.extend([one.bank].into_iter().chain(one.party).chain(one.supplier));
    }
    parties
}

/// The viewer's own review of each request, which is where a bank looks at it.
async fn reviews(
    portal: &Portal,
    seated: &Seated,
    requests: &Hits<ListedRequest>,
) -> Result<BTreeMap<FinancingRequestId, String>, Failure> {
    let mut reviews = BTreeMap::new();
    if seated.seat.acting != Bank {
        return Ok(reviews);
    }
    for request in &requests.items {
        let filter = ReviewFilter {
            request: Some(request.id),
            bank: Some(seated.viewer().party),
            ..ReviewFilter::default()
        };
        let found = portal.store().reviews(seated.viewer(), &filter).await?;
        if let Some(review) = found.items.first() {
            reviews.insert(request.id, review.id.uuid().to_string());
        }
    }
    Ok(reviews)
}
