//! What was found, in groups, each with where it leads: only to pages that are for whoever looks.

use std::collections::BTreeSet;

use tallystick_base::Capacity::{self, AssetManager, Auditor, Bank, Buyer, Guarantor, Operator, Supplier};
use tallystick_base::{FinancingRequestId, PartyId, PoolId};
use tallystick_store::{Found, Hits, ListedRequest, ReviewFilter};

use super::hits::{Hit, Reading};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::guarantees;
use crate::pages::receivables::Invoices;
use crate::places::{MEMBERS, TRADE, TRADE_IN_SIGHT};
use crate::seat::Seated;

/// Whose pages of requests these are.
const REQUESTS: &[Capacity] = &[Supplier, Buyer, Bank, Guarantor, Auditor];
const LOANS: &[Capacity] = &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor];
const LINES: &[Capacity] = &[Bank, Auditor];
const PAYMENTS: &[Capacity] = &[Supplier, Buyer, Bank, Guarantor, AssetManager, Auditor];
/// Whose pages of lines of statements these are.
const ENTRIES: &[Capacity] = &[Bank, Auditor];
/// Whose pages of pools and sales these are.
const POOLS: &[Capacity] = &[AssetManager, Bank, Auditor];
/// Whose pages of filings and notices these are.
const SECURING: &[Capacity] = &[Supplier, Buyer, Bank, Auditor];
/// Whose pages of parties these are.
const PARTIES: &[Capacity] = &[Operator, Auditor];

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
    /// Whether its lines have an amount.
    pub(super) fn has_amounts(&self) -> bool {
        self.hits.iter().any(|hit| !hit.amount.is_empty())
    }

    /// Whether its lines have a stage; parties have none.
    pub(super) fn has_stages(&self) -> bool {
        self.hits.iter().any(|hit| hit.stage.is_some())
    }

    /// Whether its lines have a day.
    pub(super) fn has_days(&self) -> bool {
        self.hits.iter().any(|hit| hit.day.is_some())
    }
}

/// The groups that are for whoever looks, as far as something was found.
struct Groups {
    acting: Capacity,
    groups: Vec<Group>,
}

impl Groups {
    fn add(
        &mut self,
        who: &[Capacity],
        name: String,
        list: Option<&'static str>,
        (hits, more): (Vec<Hit>, bool),
    ) {
        if who.contains(&self.acting) && !hits.is_empty() {
            self.groups.push(Group {
                name,
                hits,
                more,
                list,
            });
        }
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
        asked: asked(portal, seated, &found.requests).await?,
        pools: store.known_pools(viewer, &pools(&found)).await?,
        own: viewer.party,
        acting,
        sees_parties: PARTIES.contains(&acting),
    };
    let mut groups = Groups {
        acting,
        groups: Vec::new(),
    };
    trade(&mut groups, &reading, &found);
    lending(&mut groups, &reading, &found);
    beside(&mut groups, &reading, &found);
    Ok(groups.groups)
}

/// What is owed, and the papers behind it.
fn trade(groups: &mut Groups, reading: &Reading<'_>, found: &Found) {
    let frame = reading.frame;
    let hits = reading.each(&found.certificates, Reading::certificate);
    let list = Some("/certificates");
    groups.add(MEMBERS, frame.say("place-certificates"), list, hits);
    // Whoever lends on a trade opens what it finds of it, and has no lists of trades.
    let trades = TRADE.contains(&groups.acting);
    let hits = reading.each(&found.receivables, Reading::receivable);
    let list = trades.then_some("/receivables");
    groups.add(TRADE_IN_SIGHT, frame.say("place-receivables"), list, hits);
    let hits = reading.each(&found.contracts, Reading::contract);
    let list = trades.then_some("/contracts");
    groups.add(TRADE_IN_SIGHT, frame.say("place-contracts"), list, hits);
    let hits = reading.each(&found.payments, Reading::payment);
    groups.add(PAYMENTS, frame.say("place-payments"), None, hits);
}

/// What is lent on it.
fn lending(groups: &mut Groups, reading: &Reading<'_>, found: &Found) {
    let frame = reading.frame;
    let hits = reading.each(&found.requests, Reading::request);
    let (name, list) = match groups.acting {
        Bank => (frame.say("place-reviews"), "/reviews"),
        Guarantor => (frame.say("place-requests"), "/guarantees"),
        _ => (frame.say("place-requests"), "/requests"),
    };
    groups.add(REQUESTS, name, Some(list), hits);
    let hits = reading.each(&found.loans, Reading::loan);
    groups.add(LOANS, frame.say("place-loans"), Some("/loans"), hits);
    let hits = reading.each(&found.credit_lines, Reading::credit_line);
    let list = Some("/credit-lines");
    groups.add(LINES, frame.say("place-credit-lines"), list, hits);
    let hits = reading.each(&found.products, Reading::product);
    groups.add(MEMBERS, frame.say("products-title"), Some("/products"), hits);
}

/// What stands beside a loan, and who takes part.
fn beside(groups: &mut Groups, reading: &Reading<'_>, found: &Found) {
    let (frame, acting) = (reading.frame, groups.acting);
    let hits = reading.each(&found.guarantees, Reading::guarantee);
    let list = guarantees::LISTS.contains(&acting).then_some("/guarantees");
    groups.add(guarantees::READERS, frame.say("place-guarantees"), list, hits);
    let hits = reading.each(&found.filings, Reading::filing);
    groups.add(SECURING, frame.say("watch-filings"), Some("/filings"), hits);
    let hits = reading.each(&found.notices, Reading::notice);
    groups.add(SECURING, frame.say("notices-title"), Some("/notices"), hits);
    let hits = reading.each(&found.bank_entries, Reading::bank_entry);
    let list = Some("/bank-entries");
    groups.add(ENTRIES, frame.say("place-bank-entries"), list, hits);
    let hits = reading.each(&found.pools, Reading::pool);
    groups.add(POOLS, frame.say("place-pools"), Some("/pools"), hits);
    let hits = reading.each(&found.sales, Reading::sale);
    groups.add(POOLS, frame.say("place-sales"), Some("/sales"), hits);
    let hits = reading.each(&found.parties, Reading::party);
    let list = PARTIES.contains(&acting).then_some("/parties");
    groups.add(MEMBERS, frame.say("place-parties"), list, hits);
    let hits = reading.each(&found.members, Reading::member);
    let list = if PARTIES.contains(&acting) {
        "/parties"
    } else {
        "/house/members"
    };
    groups.add(MEMBERS, frame.say("house-members"), Some(list), hits);
}

/// The pools that sales go to.
fn pools(found: &Found) -> BTreeSet<PoolId> {
    found.sales.items.iter().map(|sale| sale.pool).collect()
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
    parties.extend(found.products.items.iter().map(|one| one.bank));
    parties.extend(found.filings.items.iter().map(|one| one.bank));
    for one in &found.guarantees.items {
        parties.extend([one.guarantor, one.borrower].into_iter().chain(one.bank));
    }
    for one in &found.notices.items {
        parties.extend([one.bank, one.debtor]);
    }
    parties.extend(found.members.items.iter().map(|one| one.party));
    parties.extend(found.bank_entries.items.iter().map(|one| one.bank));
    parties.extend(found.pools.items.iter().map(|one| one.manager));
    parties.extend(found.sales.items.iter().map(|one| one.bank));
    for one in &found.credit_lines.items {
        parties.extend([one.bank].into_iter().chain(one.party).chain(one.supplier));
    }
    parties
}

/// Of these requests, those that the viewer's party has a page of as it acts now: those that its bank reviews, or that ask it for
/// a guarantee.
async fn asked(
    portal: &Portal,
    seated: &Seated,
    requests: &Hits<ListedRequest>,
) -> Result<BTreeSet<FinancingRequestId>, Failure> {
    let mut asked = BTreeSet::new();
    for request in &requests.items {
        let is_asked = match seated.seat.acting {
            Bank => reviews(portal, seated, request.id).await?,
            Guarantor => is_to_guarantee(portal, seated, request.id).await?,
            _ => true,
        };
        if is_asked {
            asked.insert(request.id);
        }
    }
    Ok(asked)
}

async fn reviews(portal: &Portal, seated: &Seated, request: FinancingRequestId) -> Result<bool, Failure> {
    let viewer = seated.viewer();
    let filter = ReviewFilter {
        request: Some(request),
        bank: Some(viewer.party),
        ..ReviewFilter::default()
    };
    Ok(!portal.store().reviews(viewer, &filter).await?.items.is_empty())
}

async fn is_to_guarantee(
    portal: &Portal,
    seated: &Seated,
    request: FinancingRequestId,
) -> Result<bool, Failure> {
    let viewer = seated.viewer();
    let seen = portal.store().request(viewer, request).await?;
    Ok(seen.is_some_and(|seen| seen.state.submission.guarantors.contains(&viewer.party)))
}
