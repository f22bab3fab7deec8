//! What is lent and what stands around it: lists, and single things in the states that the ledger's transitions lead to.

use serde::Deserialize;
use serde_json::{Map, Value};
use tallystick_base::{
    CertificateId, CreditLineId, FilingId, FinancingRequestId, GuaranteeId, LoanId, Money, NoticeId, PartyId,
    PoolId, ProductId, ReviewId, SaleId, Subject,
};
use tallystick_commands::banking::{
    BankEntry, CreditLine, EndorsementUse, Filing, LineUse, Loan, Notice, Pool, Sale,
};
use tallystick_commands::financing::{FinancingRequest, Guarantee, Product, Review};

use super::{Filter, Page};
use crate::http::Call;
use crate::{ClientError, Member};

/// A subject in its present state.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Shown<T> {
    /// The subject.
    pub subject: Subject,
    /// Its version: the next statement about it creates the one after.
    pub version: u64,
    /// The entry that made this version.
    pub seq: u64,
    /// The state.
    pub state: T,
}

/// Writes the items of lists, each with what is not typed behind.
macro_rules! items {
    ($($(#[$doc:meta])* $name:ident($id:ty) { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        pub struct $name {
            /// Which one.
            pub id: $id,
            /// Its stage, in lower case.
            pub stage: String,
            $($(#[$field_doc])* pub $field: $type,)*
            /// Everything else that is shown of it, by name.
            #[serde(flatten)]
            pub more: Map<String, Value>,
        }
    )+};
}

items! {
    /// A product in a list.
    ProductItem(ProductId) {
        /// The bank.
        bank: PartyId,
        /// Its name.
        name: String,
    }
    /// A request in a list.
    RequestItem(FinancingRequestId) {
        /// Who borrows.
        borrower: PartyId,
        /// Who owes on the certificates.
        debtor: PartyId,
        /// How much is asked for.
        amount: Money,
    }
    /// What a bank makes of a request, in a list.
    ReviewItem(ReviewId) {
        /// The request.
        request: FinancingRequestId,
        /// The bank.
        bank: PartyId,
        /// How much it offers.
        offered: Option<Money>,
        /// What that costs in all.
        cost: Option<Money>,
    }
    /// A guarantee in a list.
    GuaranteeItem(GuaranteeId) {
        /// The request.
        request: FinancingRequestId,
        /// The guarantor.
        guarantor: PartyId,
        /// For how much it is or was bound.
        bound: Option<Money>,
    }
    /// A credit line in a list.
    CreditLineItem(CreditLineId) {
        /// The bank.
        bank: PartyId,
        /// The limit.
        limit: Money,
        /// What of it is reserved.
        reserved: Money,
        /// What of it is drawn.
        drawn: Money,
        /// What is left.
        left: Money,
    }
    /// A loan in a list.
    LoanItem(LoanId) {
        /// The bank.
        bank: PartyId,
        /// Who borrows.
        borrower: PartyId,
        /// Who owes on the certificates.
        debtor: PartyId,
        /// How much was approved.
        principal: Money,
        /// What went out, with what was taken off it.
        lent: Money,
        /// What of it is not paid back.
        open_principal: Money,
    }
    /// A line of a bank statement in a list.
    BankEntryItem(Subject) {
        /// The loan that it is booked on.
        loan: Option<LoanId>,
        /// How much.
        amount: Money,
    }
    /// A filing in a list.
    FilingItem(FilingId) {
        /// The loan.
        loan: LoanId,
        /// The number that the registry gave.
        number: String,
    }
    /// A notice to a debtor in a list.
    NoticeItem(NoticeId) {
        /// The loan.
        loan: LoanId,
        /// The debtor.
        debtor: PartyId,
    }
    /// A pool in a list.
    PoolItem(PoolId) {
        /// The asset manager.
        manager: PartyId,
        /// Its name.
        name: String,
    }
    /// A loan that is offered to a pool, in a list.
    SaleItem(SaleId) {
        /// The loan.
        loan: LoanId,
        /// The pool.
        pool: PoolId,
        /// For how much.
        price: Money,
    }
    /// A bank's promise in a list; its id is that of the certificate it was put on.
    EndorsementItem(CertificateId) {
        /// The bank.
        bank: PartyId,
        /// How much was promised.
        amount: Money,
        /// What of it still uses credit lines.
        bound: Money,
    }
}

/// Writes for each kind of thing its list and its single state.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident of $listed:ty, $(#[$item_doc:meta])* $item:ident: $id:ty => $state:ty, at $path:literal;)+) => {
        impl Member {
            $(
                $(#[$doc])*
                pub async fn $list(&self, filter: &Filter) -> Result<Page<$listed>, ClientError> {
                    self.client().json(&filter.on(concat!("v1/", $path))).await
                }

                $(#[$item_doc])*
                pub async fn $item(&self, id: $id) -> Result<Shown<$state>, ClientError> {
                    let path = format!(concat!("v1/", $path, "/{}"), id.uuid());
                    self.client().json(&Call::get(path)).await
                }
            )+
        }
    };
}

lists! {
    /// Products of all banks. Conditions: `stage`, `bank`, `programme`.
    products of ProductItem,
    /// One product.
    product: ProductId => Product, at "products";
    /// Requests that this member's party made, joins, or is asked by. Conditions: `stage`, `borrower`, `debtor`.
    requests of RequestItem,
    /// One request.
    request: FinancingRequestId => FinancingRequest, at "financing-requests";
    /// What its bank has to review, or was offered to it. Conditions: `stage`, `request`, `bank`.
    reviews of ReviewItem,
    /// One review.
    bank_review: ReviewId => Review, at "reviews";
    /// Guarantees. Conditions: `stage`, `request`, `guarantor`, `loan`.
    guarantees of GuaranteeItem,
    /// One guarantee.
    guarantee: GuaranteeId => Guarantee, at "guarantees";
    /// Its bank's credit lines. Conditions: `stage`, `scope`, `party`.
    credit_lines of CreditLineItem,
    /// One credit line.
    credit_line: CreditLineId => CreditLine, at "credit-lines";
    /// Loans. Conditions: `stage`, `bank`, `borrower`, `debtor`, `programme`, `pool`, maturities, `overdue`, `conflicting`.
    loans of LoanItem,
    /// One loan.
    loan: LoanId => Loan, at "loans";
    /// Filings. Conditions: `stage`, `loan`.
    filings of FilingItem,
    /// One filing.
    filing: FilingId => Filing, at "filings";
    /// Notices to debtors. Conditions: `stage`, `loan`, `debtor`.
    notices of NoticeItem,
    /// One notice.
    notice: NoticeId => Notice, at "notices";
    /// Pools. Conditions: `stage`, `manager`.
    pools of PoolItem,
    /// One pool.
    pool: PoolId => Pool, at "pools";
    /// Loans that are offered to pools. Conditions: `stage`, `pool`, `loan`.
    sales of SaleItem,
    /// One of them.
    sale: SaleId => Sale, at "sales";
    /// Promises of banks. Conditions: `stage`, `bank`, `debtor`.
    endorsements of EndorsementItem,
    /// The promise that was put on a certificate.
    endorsement: CertificateId => EndorsementUse, at "endorsements";
}

impl Member {
    /// Lines of its bank's statements. Conditions: `stage`, such as `unmatched`, and `loan`.
    pub async fn bank_entries(&self, filter: &Filter) -> Result<Page<BankEntryItem>, ClientError> {
        self.client().json(&filter.on("v1/bank-entries")).await
    }

    /// One of them.
    pub async fn bank_entry(&self, subject: &Subject) -> Result<Shown<BankEntry>, ClientError> {
        let path = format!("v1/bank-entries/{}", subject.id());
        self.client().json(&Call::get(path)).await
    }

    /// What is used of a credit line.
    pub async fn line_use(&self, line: CreditLineId) -> Result<Shown<LineUse>, ClientError> {
        let path = format!("v1/credit-lines/{}/use", line.uuid());
        self.client().json(&Call::get(path)).await
    }
}
