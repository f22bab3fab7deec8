//! Reading: what a member may see of the business of its party, and what anyone may ask.

mod bank;
mod entries;
mod feed;
mod files;
mod items;
mod lending;
mod lists;
mod page;
mod shapes;
mod who;

pub use self::bank::{BankMessage, BankMessageCommand, BankMessageLine};
pub use self::entries::{Entry, Moved, SignerView, TimelineEntry};
pub use self::files::{FileFinding, Reading, StoredFile};
pub use self::items::{
    AmendmentItem, CancellationItem, CertificateItem, ContractItem, KeyItem, MemberItem, PartyItem,
    PaymentItem, ReceivableItem,
};
pub use self::lending::{
    BankEntryItem, CreditLineItem, EndorsementItem, FilingItem, GuaranteeItem, LoanItem, NoticeItem,
    PoolItem, ProductItem, RequestItem, ReviewItem, SaleItem, Shown,
};
pub use self::page::{Filter, Page};
pub use self::shapes::{
    Amendment, Cancellation, Certificate, CitedPaper, Contract, ContractTerms, Party, Payment, Receivable,
};
pub use self::who::{Me, PublicCheck};
