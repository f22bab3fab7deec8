//! One subject, as it stands.

use std::collections::BTreeSet;

use serde::Serialize;
use tallystick_base::{
    AmendmentId, CancellationId, CertificateId, ContractId, CreditLineId, FilingId, FinancingRequestId,
    GuaranteeId, LoanId, NoticeId, PartyId, PaymentId, PoolId, ProductId, ReceivableId, ReviewId, SaleId,
    Subject,
};
use tallystick_commands::State;
use tallystick_commands::banking::{
    BankEntry, CreditLine, EndorsementUse, Filing, LineUse, Loan, Notice, Pool, Sale,
};
use tallystick_commands::certificates::{Cancellation, Certificate, Payment, PaymentRecord, Receivable};
use tallystick_commands::contracts::{Allowance, Amendment, Contract};
use tallystick_commands::financing::{
    Auction, BidRecord, FinancingRequest, Guarantee, GuarantorUse, Product, Review,
};
use tallystick_commands::parties::{Party, Profile};
use utoipa::ToSchema;

use super::sight::Sights;
use super::viewer::Viewer;
use crate::{Store, StoreError};

/// A state that the viewer may see, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Seen<T> {
    /// The subject.
    pub subject: Subject,
    /// Its version.
    pub version: u64,
    /// The entry that gave it this version. While it is the same, so is the state.
    pub seq: u64,
    /// The state.
    pub state: T,
}

impl Store {
    /// The present state of any subject; `None` where there is none that concerns the viewer.
    ///
    /// Whom a subject does not concern cannot tell it from one that does not exist.
    pub async fn subject(
        &self,
        viewer: &Viewer,
        subject: &Subject,
    ) -> Result<Option<Seen<State>>, StoreError> {
        let sights = Sights::load(self.reader(), viewer, BTreeSet::from([subject.clone()])).await?;
        if !sights.concerned(subject) {
            return Ok(None);
        }
        let stands = sights.into_stands(self.reader(), subject).await?;
        Ok(stands.map(|stands| Seen {
            subject: subject.clone(),
            version: stands.version,
            seq: stands.seq,
            state: stands.state,
        }))
    }

    /// Those of some subjects that concern the viewer now.
    pub async fn concerning(
        &self,
        viewer: &Viewer,
        mut subjects: BTreeSet<Subject>,
    ) -> Result<BTreeSet<Subject>, StoreError> {
        let sights = Sights::load(self.reader(), viewer, subjects.clone()).await?;
        subjects.retain(|subject| sights.concerned(subject));
        Ok(subjects)
    }
}

/// Writes out a query for each kind of subject that has a page of its own.
macro_rules! items {
    ($($(#[$doc:meta])* $name:ident($id:ident: $of:ty => $subject:expr) -> $variant:ident($state:ty);)+) => {
        impl Store {
            $(
                $(#[$doc])*
                pub async fn $name(&self, viewer: &Viewer, $id: $of) -> Result<Option<Seen<$state>>, StoreError> {
                    let seen = self.subject(viewer, &$subject).await?;
                    Ok(seen.and_then(|Seen { subject, version, seq, state }| match state {
                        State::$variant(state) => Some(Seen { subject, version, seq, state }),
                        _ => None,
                    }))
                }
            )+
        }
    };
}

items! {
    /// A party, seen by itself, the operator and auditors.
    party(id: PartyId => id.subject()) -> Party(Party);
    /// The file of a party, seen by those who see the party. The operator has none.
    profile(party: PartyId => Profile::subject(party)) -> Profile(Profile);
    /// A contract.
    contract(id: ContractId => id.subject()) -> Contract(Contract);
    /// The confirmed total of a contract, seen by those who see the contract; there is none before it is accepted.
    allowance(contract: ContractId => Allowance::subject_of(contract)) -> Allowance(Allowance);
    /// An amendment of a contract.
    amendment(id: AmendmentId => id.subject()) -> Amendment(Amendment);
    /// A receivable.
    receivable(id: ReceivableId => id.subject()) -> Receivable(Receivable);
    /// A certificate.
    certificate(id: CertificateId => id.subject()) -> Certificate(Certificate);
    /// A reported payment.
    payment(id: PaymentId => id.subject()) -> Payment(Payment);
    /// A proposed cancellation.
    cancellation(id: CancellationId => id.subject()) -> Cancellation(Cancellation);
    /// The record of a buyer, seen by itself, by the holders of its overdue certificates, and by whoever lends on what it owes or is
    /// asked to. A buyer that missed nothing has none.
    payment_record(buyer: PartyId => PaymentRecord::subject_of(buyer)) -> PaymentRecord(PaymentRecord);
    /// A product.
    product(id: ProductId => id.subject()) -> Product(Product);
    /// A request for financing.
    request(id: FinancingRequestId => id.subject()) -> FinancingRequest(FinancingRequest);
    /// The auction of a request; there is none where bids are open.
    auction(request: FinancingRequestId => Auction::subject_of(request)) -> Auction(Auction);
    /// What a bank makes of a request.
    review(id: ReviewId => id.subject()) -> Review(Review);
    /// A guarantee.
    guarantee(id: GuaranteeId => id.subject()) -> Guarantee(Guarantee);
    /// What is used of a guarantor's limits; one that never guaranteed has none.
    guarantor_use(guarantor: PartyId => GuarantorUse::subject_of(guarantor)) -> GuarantorUse(GuarantorUse);
    /// The record of a bank that left bids sealed; one that opened all has none.
    bid_record(bank: PartyId => BidRecord::subject_of(bank)) -> BidRecord(BidRecord);
    /// A credit line.
    credit_line(id: CreditLineId => id.subject()) -> CreditLine(CreditLine);
    /// What is used of a credit line.
    line_use(line: CreditLineId => LineUse::subject_of(line)) -> LineUse(LineUse);
    /// A loan.
    loan(id: LoanId => id.subject()) -> Loan(Loan);
    /// A line of a bank statement.
    bank_entry(subject: &Subject => subject.clone()) -> BankEntry(BankEntry);
    /// A filing in the registry of security interests.
    filing(id: FilingId => id.subject()) -> Filing(Filing);
    /// A notice to a debtor.
    notice(id: NoticeId => id.subject()) -> Notice(Notice);
    /// A pool.
    pool(id: PoolId => id.subject()) -> Pool(Pool);
    /// A loan that is offered to a pool.
    sale(id: SaleId => id.subject()) -> Sale(Sale);
    /// A bank's promise on a certificate.
    endorsement(certificate: CertificateId => EndorsementUse::subject_of(certificate)) -> Endorsement(EndorsementUse);
}
