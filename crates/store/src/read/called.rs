//! What people call things that have a number or a name of their own.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{PartyId, Subject};
use tallystick_commands::State;
use tallystick_commands::banking::LineScope;
use tallystick_commands::certificates::{EvidenceKind, Receivable};

use super::sight::Sights;
use super::states;
use super::viewer::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// What people call those of some subjects that concern the viewer: contracts and certificates by their numbers, claims by their
    /// invoices, payments by their references, filings by the registry's numbers, pools and products by their names, requests by what
    /// the money is for, loans, sales and bank entries by their sums, reviews, notices and guarantees by who makes them, credit lines by
    /// whom they are on, amendments and cancellations by what they are about. Whatever has no such name is left out.
    pub async fn called(
        &self,
        viewer: &Viewer,
        subjects: BTreeSet<Subject>,
    ) -> Result<BTreeMap<Subject, String>, StoreError> {
        if subjects.is_empty() {
            return Ok(BTreeMap::new());
        }
        let (mut known, mut others) = (BTreeMap::new(), BTreeSet::new());
        for (subject, stands) in states::load(self.reader(), &subjects).await? {
            let Some((name, between)) = called(&stands.state) else {
                continue;
            };
            // Whoever a thing is between sees it. What lies around it is read only for others, such as who lends on it.
            if !between.contains(&viewer.party) {
                others.insert(subject.clone());
            }
            known.insert(subject, name);
        }
        if !others.is_empty() {
            let sights = Sights::load(self.reader(), viewer, others.clone()).await?;
            known.retain(|subject, _| !others.contains(subject) || sights.concerned(subject));
        }
        self.spelt(viewer, known).await
    }

    /// These names in letters.
    async fn spelt(
        &self,
        viewer: &Viewer,
        known: BTreeMap<Subject, Name>,
    ) -> Result<BTreeMap<Subject, String>, StoreError> {
        let (mut parties, mut things) = (BTreeSet::new(), BTreeSet::new());
        for name in known.values() {
            match name {
                Name::Own(_) => {}
                Name::Party(party) => drop(parties.insert(*party)),
                Name::Thing(thing) => drop(things.insert(thing.clone())),
            }
        }
        let parties = self.party_names(viewer, &parties).await?;
        let things = states::load(self.reader(), &things).await?;
        let spelt = |name: Name| match name {
            Name::Own(own) => Some(own),
            Name::Party(party) => parties.get(&party).cloned(),
            Name::Thing(thing) => match called(&things.get(&thing)?.state)? {
                (Name::Own(own), _) => Some(own),
                _ => None,
            },
        };
        let named = known
            .into_iter()
            .filter_map(|(subject, name)| Some((subject, spelt(name)?)));
        Ok(named.collect())
    }
}

/// What a thing is called by.
enum Name {
    /// A number or a name of its own.
    Own(String),
    /// Whoever makes it.
    Party(PartyId),
    /// What it is about.
    Thing(Subject),
}

/// What people call a thing, and some of those whom it concerns for good.
fn called(state: &State) -> Option<(Name, Vec<PartyId>)> {
    match state {
        State::Contract(contract) => Some((
            Name::Own(contract.terms.number.to_string()),
            vec![contract.supplier, contract.buyer],
        )),
        State::Receivable(receivable) => Some((
            Name::Own(invoices(receivable)?),
            vec![receivable.claim.supplier, receivable.claim.buyer],
        )),
        State::Certificate(certificate) => Some((
            Name::Own(certificate.issue.number.to_string()),
            vec![certificate.issue.debtor, certificate.holder],
        )),
        State::Payment(payment) => Some((Name::Own(payment.reference.to_string()), vec![payment.debtor])),
        State::FinancingRequest(request) => Some((
            Name::Own(request.submission.purpose.to_string()),
            vec![request.submission.borrower],
        )),
        _ => called_by_what_it_says(state).map(|name| (name, Vec::new())),
    }
}

/// What people call a thing that has no number on paper, or one that few people see.
fn called_by_what_it_says(state: &State) -> Option<Name> {
    match state {
        State::Amendment(amendment) => Some(Name::Thing(amendment.contract.subject())),
        State::Cancellation(cancellation) => Some(Name::Thing(cancellation.certificate.subject())),
        State::Review(review) => Some(Name::Party(review.bank)),
        State::Notice(notice) => Some(Name::Party(notice.record.bank)),
        State::Guarantee(guarantee) => Some(Name::Party(guarantee.terms.guarantor)),
        State::Loan(loan) => Some(Name::Own(loan.approval.terms.principal.grouped_text())),
        State::Sale(sale) => Some(Name::Own(sale.record.price.grouped_text())),
        State::BankEntry(entry) => Some(Name::Own(entry.line.amount.grouped_text())),
        State::Filing(filing) => Some(Name::Own(filing.record.number.to_string())),
        State::Pool(pool) => Some(Name::Own(pool.name.to_string())),
        State::Product(product) => Some(Name::Own(product.terms.name.to_string())),
        State::CreditLine(line) => Some(called_by_its_scope(&line.scope)),
        _ => None,
    }
}

/// A credit line is called by whom or what it is on; of a pair, by who borrows.
fn called_by_its_scope(scope: &LineScope) -> Name {
    match scope {
        LineScope::Debtor { party } | LineScope::Supplier { party } | LineScope::Guarantor { party } => {
            Name::Party(*party)
        }
        LineScope::Pair { supplier, .. } => Name::Party(*supplier),
        LineScope::Group { head } => Name::Party(*head),
        LineScope::Programme { tag } => Name::Own(tag.to_string()),
    }
}

/// The number of the first invoice of a claim, and how many more there are.
fn invoices(receivable: &Receivable) -> Option<String> {
    let papers = receivable.claim.documents.iter().map(|claimed| &claimed.document);
    let mut invoices = papers.filter(|paper| paper.kind == EvidenceKind::Invoice);
    let first = invoices.next()?.number.to_string();
    Some(match invoices.count() {
        0 => first,
        more => format!("{first} +{more}"),
    })
}
