//! A typed client of the service, and the signer that goes with it.
//!
//! Everything goes over the public HTTP API; whatever the command line, the demo and the tests do, any other program can do
//! too. The service is not trusted: what it prepares is checked before it is signed, and what it answers is checked
//! before it is believed.
//!
//! | to | use |
//! |---|---|
//! | reach a service | [`Client::new`] with [`Trust`]: pinned verifier keys, or those of the first answer |
//! | act for a party | [`Client::as_member`] with a [`Signer`], then [`Member::act`], or [`Member::prepare`], [`Member::sign`], [`Member::submit`] |
//! | sign what a colleague began | [`Member::proposals`], [`Member::review`], [`Member::countersign`], [`Member::decline`] |
//! | send much at once | [`Member::submit_all`] |
//! | read | [`Member::contracts`] and its sisters, [`Member::timeline`], [`Member::follow`], [`Member::upload`] |
//! | for a bank, exchange files with its payment system | [`Member::read_bank_message`], [`Member::payment_order`] |
//! | check the ledger itself | [`Client::fetch_log`] for [`verify_log`](tallystick_ledger::verify_log), [`Client::observe`] for a newer head |
//!
//! # What is checked
//!
//! * **Before signing** ([`Mismatch`]): the prepared payload is for this ledger, party, capacity and kind, names no subject that the
//!   table of commands does not foresee, is about what the body says, holds for no longer than it must, and its
//!   digest is that of a body that says exactly what was asked. The sentence shown to a person is made here, from that body.
//! * **After submitting** ([`Refusal`](tallystick_ledger::Refusal)): the receipt proves that this very statement stands in the ledger, under a checkpoint with both
//!   log keys' signatures.
//! * **Between answers**: heads that were seen are kept, and [`Client::observe`] proves that each of them is a beginning of the newest.
//!   A member that is [`observing`](Member::observing) signs that head with every act.
//!
//! # What this crate is not
//!
//! It has no clock and no randomness of its own ([`Ambient`]), reads no file, and keeps no key. TLS goes through
//! rustls, whose provider the program installs once, at its start.

mod act;
mod ambient;
mod client;
mod error;
mod http;
mod log;
mod member;
mod read;
mod token;

pub use act::{
    Answer, Draft, Finding, Mismatch, Needed, Prepared, Proposal, ProposalSignature, ProposalStage, Review,
    Sentences, Signed,
};
pub use ambient::Ambient;
pub use client::{Client, Trust};
pub use error::{ClientError, Problem};
pub use log::LogSource;
pub use member::{Member, Signer};
pub use read::{
    Amendment, AmendmentItem, BankEntryItem, BankMessage, BankMessageCommand, BankMessageLine, Cancellation,
    CancellationItem, Certificate, CertificateItem, CitedPaper, Contract, ContractItem, ContractTerms,
    CreditLineItem, EndorsementItem, Entry, FileFinding, FilingItem, Filter, GuaranteeItem, KeyItem,
    LoanItem, Me, MemberItem, Moved, NoticeItem, Page, Party, PartyItem, Payment, PaymentItem, PoolItem,
    ProductItem, PublicCheck, Reading, Receivable, ReceivableItem, RequestItem, ReviewItem, SaleItem, Shown,
    SignerView, StoredFile, TimelineEntry,
};
