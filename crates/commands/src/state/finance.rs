//! Where a case holds the states of financing and banking.

use tallystick_banking::{BankEntry, EndorsementUse, LineBook, LineUse};
use tallystick_base::{
    CertificateId, CreditLineId, FilingId, FinancingRequestId, GuaranteeId, LoanId, NoticeId, PartyId,
    PoolId, ProductId, ReviewId, SaleId, Subject,
};
use tallystick_financing::{Auction, Bid, BidRecord, GuarantorUse};

use super::State;
use super::place::id;
use crate::Case;

/// Writes out, for each kind: its variant of [`State`], the map that holds it, the key that its subject gives, and the key
/// that the state itself names, where it names one.
macro_rules! places {
    ($($variant:ident = $kind:path, $($field:ident).+, |$subject:ident| $key:expr, |$state:ident| $own:expr;)+) => {
        pub(super) fn of(case: &Case, subject: &Subject) -> Option<State> {
            $(if subject.kind() == $kind {
                let $subject = subject;
                return case.$($field).+.get(&$key).cloned().map(State::$variant);
            })+
            None
        }

        pub(super) fn take(case: &mut Case, subject: &Subject) -> Option<State> {
            $(if subject.kind() == $kind {
                let $subject = subject;
                return case.$($field).+.remove(&$key).map(State::$variant);
            })+
            None
        }

        /// Puts a state where its subject has it; `None`, and nothing is put, where the ids do not agree or the state is of
        /// an earlier crate.
        pub(super) fn place(state: State, subject: &Subject, case: &mut Case) -> Option<()> {
            match state {
                $(State::$variant($state) => {
                    let own = $own;
                    let $subject = subject;
                    let key = $key;
                    if own.is_some_and(|own| own != key) {
                        return None;
                    }
                    case.$($field).+.insert(key, $state);
                })+
                _ => return None,
            }
            Some(())
        }
    };
}

places! {
    Product = ProductId::KIND, financing.products, |subject| id(subject)?, |state| Some(state.id);
    FinancingRequest = FinancingRequestId::KIND, financing.requests, |subject| id(subject)?, |state| Some(state.id());
    Review = ReviewId::KIND, financing.reviews, |subject| id(subject)?, |state| Some(state.id);
    Bid = Bid::KIND, financing.bids, |subject| subject.original(Bid::KIND, ReviewId::KIND)?, |state| Some(state.review);
    Auction = Auction::KIND, financing.auctions, |subject| subject.original(Auction::KIND, FinancingRequestId::KIND)?, |state| Some(state.request);
    BidRecord = BidRecord::KIND, financing.bid_records, |subject| subject.original(BidRecord::KIND, PartyId::KIND)?, |state| None::<PartyId>;
    Guarantee = GuaranteeId::KIND, financing.guarantees, |subject| id(subject)?, |state| Some(state.id());
    GuarantorUse = GuarantorUse::KIND, financing.guarantor_uses, |subject| subject.original(GuarantorUse::KIND, PartyId::KIND)?, |state| None::<PartyId>;
    CreditLine = CreditLineId::KIND, lines, |subject| id(subject)?, |state| Some(state.id);
    LineUse = LineUse::KIND, uses, |subject| subject.original(LineUse::KIND, CreditLineId::KIND)?, |state| Some(state.line);
    LineBook = LineBook::KIND, books, |subject| subject.original(LineBook::KIND, PartyId::KIND)?, |state| None::<PartyId>;
    Loan = LoanId::KIND, loans, |subject| id(subject)?, |state| Some(state.id());
    BankEntry = BankEntry::KIND, entries, |subject| subject.clone(), |state| None::<Subject>;
    Filing = FilingId::KIND, filings, |subject| id(subject)?, |state| Some(state.record.filing);
    Notice = NoticeId::KIND, notices, |subject| id(subject)?, |state| Some(state.record.notice);
    Pool = PoolId::KIND, pools, |subject| id(subject)?, |state| Some(state.id);
    Sale = SaleId::KIND, sales, |subject| id(subject)?, |state| Some(state.record.sale);
    Endorsement = EndorsementUse::KIND, endorsements, |subject| subject.original(EndorsementUse::KIND, CertificateId::KIND)?, |state| Some(state.record.certificate);
}
