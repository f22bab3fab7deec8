//! The present states that tell whom a subject concerns: its own, and those that its audience is read from.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use tallystick_base::{Capacity, ContractId, PartyId, PoolId, ReceivableId, Subject};
use tallystick_commands::certificates::{CertificateStage, Evidence, EvidenceStage, PaymentRecord};
use tallystick_commands::contracts::ContractNumber;
use tallystick_commands::parties::Ledger;
use tallystick_commands::{Case, State, may_see_part};

use super::states::{self, CHUNK, Stands, corrupt};
use super::{Viewer, history};
use crate::StoreError;
use crate::entity::{asked, certificate, contract};

/// Subjects with everything that tells whom they concern.
#[derive(Debug, Default)]
pub(super) struct Present {
    pub(super) case: Case,
    pub(super) stands: BTreeMap<Subject, Stands>,
}

impl Present {
    pub(super) async fn load(
        connection: &impl ConnectionTrait,
        viewer: &Viewer,
        subjects: BTreeSet<Subject>,
    ) -> Result<Self, StoreError> {
        let mut present = Self::default();
        let mut wanted = subjects;
        wanted.extend([Ledger::subject(), viewer.party.subject()]);
        while !wanted.is_empty() {
            let found = states::load(connection, &wanted).await?;
            let mut next = BTreeSet::new();
            let mut divided = BTreeSet::new();
            for (subject, stands) in found {
                related(&stands.state, &mut next);
                if is_split(&stands.state) {
                    divided.insert(subject.clone());
                }
                stands
                    .state
                    .clone()
                    .put(&subject, &mut present.case)
                    .map_err(|error| corrupt("subjects", &subject, error))?;
                present.stands.insert(subject, stands);
            }
            next.extend(same_number(connection, &wanted).await?);
            next.extend(financed_on(connection, viewer, &wanted).await?);
            next.extend(last_claims(connection, &present.case, &wanted).await?);
            // Whom a split certificate concerns anyway need hold nothing of it.
            divided.retain(|subject| !may_see_part(&present.case, subject, viewer.party));
            next.extend(held_below(connection, viewer, divided).await?);
            next.retain(|subject| !present.stands.contains_key(subject));
            wanted = next;
        }
        Ok(present)
    }
}

/// The subjects that the audience of this one is read from, as far as its own state names them.
fn related(state: &State, into: &mut BTreeSet<Subject>) {
    match state {
        State::Payment(payment) => drop(into.insert(payment.certificate.subject())),
        State::ConfirmationLapse(lapse) => drop(into.insert(lapse.receivable.subject())),
        State::Allowance(allowance) => drop(into.insert(allowance.contract.subject())),
        State::PaymentRecord(record) => into.extend(record.overdue.keys().map(|id| id.subject())),
        State::Evidence(evidence) => match &evidence.stage {
            EvidenceStage::Claimed { by } => into.extend(by.iter().map(|id| id.subject())),
            EvidenceStage::Free {} => {}
        },
        State::Certificate(certificate) => match certificate.stage {
            CertificateStage::Reserved { request } => drop(into.insert(request.subject())),
            CertificateStage::Free {}
            | CertificateStage::Offered { .. }
            | CertificateStage::Pledged { .. }
            | CertificateStage::Assigned { .. }
            | CertificateStage::Split {}
            | CertificateStage::Discharged {}
            | CertificateStage::Cancelled {} => {}
        },
        State::Review(review) => drop(into.insert(review.request.subject())),
        State::Bid(bid) => into.extend([bid.request.subject(), bid.review.subject()]),
        State::Auction(auction) => drop(into.insert(auction.request.subject())),
        State::Guarantee(guarantee) => drop(into.insert(guarantee.terms.request.subject())),
        State::LineUse(used) => drop(into.insert(used.line.subject())),
        State::Loan(loan) => {
            into.extend(loan.approval.guarantees.iter().map(|id| id.subject()));
            into.extend(loan.pool.map(PoolId::subject));
        }
        State::Filing(filing) => drop(into.insert(filing.record.loan.subject())),
        State::Notice(notice) => drop(into.insert(notice.record.loan.subject())),
        State::Pool(pool) => into.extend(pool.loans.keys().map(|id| id.subject())),
        State::Sale(sale) => drop(into.insert(sale.record.pool.subject())),
        State::Endorsement(endorsement) => drop(into.insert(endorsement.record.certificate.subject())),
        State::Ledger(_)
        | State::Party(_)
        | State::Member(_)
        | State::Key(_)
        | State::Profile(_)
        | State::Identity(_)
        | State::Recovery(_)
        | State::Rules(_)
        | State::Contract(_)
        | State::Amendment(_)
        | State::ContractNumber(_)
        | State::Receivable(_)
        | State::Cancellation(_)
        | State::Product(_)
        | State::FinancingRequest(_)
        | State::BidRecord(_)
        | State::GuarantorUse(_)
        | State::CreditLine(_)
        | State::LineBook(_)
        | State::BankEntry(_) => {}
    }
}

pub(super) fn is_split(state: &State) -> bool {
    matches!(state, State::Certificate(certificate) if certificate.stage == CertificateStage::Split {})
}

/// The contracts that hold or held a number.
async fn same_number(
    connection: &impl ConnectionTrait,
    wanted: &BTreeSet<Subject>,
) -> Result<Vec<Subject>, StoreError> {
    let numbers = of_kind(wanted, ContractNumber::KIND);
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let found = contract::Entity::find()
        .select_only()
        .column(contract::Column::Subject)
        .filter(contract::Column::NumberSubject.is_in(numbers))
        .into_tuple::<String>()
        .all(connection)
        .await?;
    parsed("contracts", found)
}

/// Of contracts, receivables and the records of buyers, the certificates that the viewer lends on or is asked to.
async fn financed_on(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    wanted: &BTreeSet<Subject>,
) -> Result<Vec<Subject>, StoreError> {
    let finances = [Capacity::Bank, Capacity::Guarantor];
    let (contracts, receivables) = (
        of_kind(wanted, ContractId::KIND),
        of_kind(wanted, ReceivableId::KIND),
    );
    let buyers: Vec<String> = wanted
        .iter()
        .filter_map(|subject| subject.original::<PartyId>(PaymentRecord::KIND, PartyId::KIND))
        .map(|buyer| buyer.to_string())
        .collect();
    let nothing = contracts.is_empty() && receivables.is_empty() && buyers.is_empty();
    if nothing || !finances.iter().any(|one| viewer.capacities.contains(one)) {
        return Ok(Vec::new());
    }
    let party = viewer.party.to_string();
    let mut found = Vec::new();
    for (origin, names) in [
        (certificate::Column::Contract, contracts),
        (certificate::Column::Receivable, receivables),
        (
            certificate::Column::Debtor,
            buyers.iter().map(String::as_str).collect(),
        ),
    ] {
        if names.is_empty() {
            continue;
        }
        let by_viewer = Condition::any()
            .add(certificate::Column::Bank.eq(&party))
            .add(certificate::Column::ReservedFor.in_subquery(asking(&party)));
        // One of them tells as much as all.
        let some = certificate::Entity::find()
            .select_only()
            .column_as(certificate::Column::Subject.min(), "subject")
            .filter(origin.is_in(names))
            .filter(by_viewer)
            .group_by(origin)
            .into_tuple::<String>()
            .all(connection)
            .await?;
        found.extend(some);
    }
    parsed("certificates", found)
}

/// The requests that ask a party.
pub(super) fn asking(party: &str) -> SelectStatement {
    Query::select()
        .column(asked::Column::Request)
        .from(asked::Entity)
        .and_where(asked::Column::Party.eq(party))
        .to_owned()
}

/// For an invoice that is free, a receivable that was claimed on it: its supplier is the invoice's seller.
async fn last_claims(
    connection: &impl ConnectionTrait,
    case: &Case,
    wanted: &BTreeSet<Subject>,
) -> Result<BTreeSet<Subject>, StoreError> {
    let free: BTreeSet<Subject> = wanted
        .iter()
        .filter(|subject| {
            case.certificates()
                .evidence
                .get(subject)
                .is_some_and(Evidence::is_free)
        })
        .cloned()
        .collect();
    let mut claims = BTreeSet::new();
    for part in history::parts(connection, &free).await? {
        claims.extend(history::claimed_on(&part)?);
    }
    Ok(claims)
}

/// What the viewer holds of certificates that were split, with all that lies between.
async fn held_below(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    divided: BTreeSet<Subject>,
) -> Result<BTreeSet<Subject>, StoreError> {
    if divided.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut between = BTreeSet::new();
    let below = below(connection, divided).await?;
    let holder = viewer.party.to_string();
    let parents: BTreeMap<&str, Option<&str>> = below
        .iter()
        .map(|row| (row.subject.as_str(), row.parent.as_deref()))
        .collect();
    for held in below.iter().filter(|row| row.holder == holder) {
        let mut at = Some(held.subject.as_str());
        while let Some(subject) = at {
            if !parents.contains_key(subject) || !between.insert(subject.to_owned()) {
                break;
            }
            at = parents.get(subject).copied().flatten();
        }
    }
    parsed("certificates", between)
}

/// Every certificate that came out of these by splitting, level by level.
pub(super) async fn below(
    connection: &impl ConnectionTrait,
    above: BTreeSet<Subject>,
) -> Result<Vec<certificate::Model>, StoreError> {
    let mut level: Vec<String> = above.iter().map(ToString::to_string).collect();
    let mut all = Vec::new();
    while !level.is_empty() {
        let mut next = Vec::new();
        for chunk in level.chunks(CHUNK) {
            let chunk = chunk.iter().map(String::as_str);
            let children = certificate::Entity::find()
                .filter(certificate::Column::Parent.is_in(chunk))
                .all(connection)
                .await?;
            next.extend(children);
        }
        level = next
            .iter()
            .map(|row: &certificate::Model| row.subject.clone())
            .collect();
        all.extend(next);
    }
    Ok(all)
}

fn of_kind<'s>(subjects: &'s BTreeSet<Subject>, kind: &str) -> Vec<&'s str> {
    subjects
        .iter()
        .filter(|subject| subject.kind() == kind)
        .map(Subject::as_str)
        .collect()
}

/// Subjects as columns hold them.
pub(super) fn parsed<C: FromIterator<Subject>>(
    table: &'static str,
    texts: impl IntoIterator<Item = String>,
) -> Result<C, StoreError> {
    let parse = |text: String| Subject::parse(text.as_str()).map_err(|error| corrupt(table, &text, error));
    texts.into_iter().map(parse).collect()
}
