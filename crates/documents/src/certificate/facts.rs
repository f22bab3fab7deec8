//! What stands on the page: values only, as whoever may see the certificate has them.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Millis, Money, PartyId, Thumbprint};

/// Everything that a certificate document prints.
///
/// Names and titles are printed as they are; a character that the font lacks is printed as its code, 〔U+2B81A〕.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// The certificate's number, `JRBT3-PPA7Y-2ZE8W-M45R4`.
    pub number: String,
    /// The name of the ledger.
    pub ledger: String,
    /// The entry up to which all of this is so.
    pub as_of: AsOf,
    /// Where it stands, with whose right is on it.
    pub standing: Standing,
    /// Who owes.
    pub debtor: NamedParty,
    /// The supplier that delivered: the original creditor.
    pub supplier: NamedParty,
    /// Who holds it.
    pub holder: NamedParty,
    /// What it was issued over.
    pub amount: Money,
    /// What is still owed on it.
    pub outstanding: Money,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Why it is due later than usual, where it is.
    pub longer_due_reason: Option<String>,
    /// The contract under which the debt arose; none where whom the document is for may not see it, as a later holder may
    /// not.
    pub contract: Option<NamedContract>,
    /// The receivable that was confirmed, by its id.
    pub receivable: String,
    /// The certificate that the confirmation issued, by its number or id, where this one was split from it.
    pub split_from: Option<String>,
    /// Where the debtor pays to.
    pub payee: PayeeAccount,
    /// Whether it may be transferred and split.
    pub transferable: bool,
    /// The defences that the debtor waived; those it did not name it keeps. None where whom the document is for may not see
    /// the confirmation.
    pub waived: Option<Vec<WaivedDefence>>,
    /// Who signed the confirmation, in the order of the ledger.
    pub signers: Vec<ConfirmationSigner>,
    /// The bank that promised to pay at maturity.
    pub endorsement: Option<EndorsingBank>,
    /// The order of a court that freezes it.
    pub frozen: Option<FreezingOrder>,
    /// The first day on which payment was late, once that is recorded.
    pub overdue_since: Option<NaiveDate>,
    /// The whole address of the public check, which the code on the page opens.
    pub check_url: String,
}

/// The last entry that the document takes into account: the last one of the bundle, so that page and bundle speak of the
/// same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsOf {
    /// Its number in the ledger, from 0.
    pub entry: u64,
    /// When the ledger received it. Also the date of the document: it has no other.
    pub received: Millis,
}

/// A party by its name and code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedParty {
    /// Its id in the ledger: the bundle names parties by nothing else.
    pub id: PartyId,
    /// The name under which it is registered.
    pub name: String,
    /// Its Unified Social Credit Code, or another code under which it is registered.
    pub code: String,
}

/// A contract by its number and title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedContract {
    /// The number both sides know it by.
    pub number: String,
    /// What it is about.
    pub title: String,
}

/// An account at a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayeeAccount {
    /// The name it is kept in.
    pub name: String,
    /// The bank and branch that keep it.
    pub bank: String,
    /// The number of the account.
    pub account: String,
}

/// Where a certificate stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// In its holder's hands, with nobody else's right on it.
    Free,
    /// Offered to another party.
    Offered {
        /// To whom.
        to: NamedParty,
        /// The last moment at which the offer can be accepted.
        until: Millis,
        /// Who bears it when the debtor does not pay.
        recourse: OfferedRecourse,
    },
    /// Held for one financing request.
    Reserved,
    /// Pledged to a bank.
    Pledged {
        /// The bank.
        bank: NamedParty,
        /// The number of the filing in the registry of security interests.
        filing: String,
    },
    /// Transferred to a bank for a loan.
    Assigned {
        /// The bank.
        bank: NamedParty,
    },
    /// Divided into certificates that add up to it.
    Split,
    /// Paid in full.
    Discharged,
    /// Taken back by debtor and holder together.
    Cancelled,
}

/// Who bears it when the debtor does not pay after a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferedRecourse {
    /// 无追索权: whoever takes the certificate.
    None,
    /// 有追索权: whoever passed it on.
    Full,
    /// As none, unless what was assured was untrue.
    OnBreach,
}

/// A defence that a debtor can waive when it confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaivedDefence {
    /// That the counter-performance is outstanding.
    NonPerformance,
    /// That quality is not as agreed.
    Quality,
    /// That quantity is not as agreed.
    Quantity,
    /// That delivery was late.
    LateDelivery,
    /// That the price is not as agreed.
    Price,
    /// Set-off with claims against the supplier.
    SetOff,
}

/// A person who signed the confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationSigner {
    /// The person's name; none where whom the document is for may not see into the person's party.
    pub name: Option<String>,
    /// The key that signed, which the bundle holds.
    pub key: Thumbprint,
    /// The capacity in which the person's party acted.
    pub capacity: Capacity,
    /// The day of the entry.
    pub signed_on: NaiveDate,
    /// The entry of the ledger that holds the signature.
    pub entry: u64,
}

/// A bank's own promise to pay at maturity, 保兑.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndorsingBank {
    /// The bank.
    pub bank: NamedParty,
    /// The day of its promise.
    pub on: NaiveDate,
}

/// An order of a court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreezingOrder {
    /// Its number.
    pub order: String,
    /// The day on which it was entered.
    pub on: NaiveDate,
}
