//! What a demo, and nothing else, lets anyone do: take a member's seat, and have the files that the own systems of banks and suppliers
//! would write.

use std::fmt;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::Language;

/// The seats of a demo. They are taken once its stories are told; nothing else fills them.
#[derive(Debug, Clone, Default)]
pub struct DemoSeats(Arc<OnceLock<Opened>>);

/// A demo whose seats are open.
#[derive(Debug)]
struct Opened {
    seats: Vec<DemoSeat>,
    bank: DemoBank,
    seller: DemoSeller,
}

/// Writes what a bank's own system would send; none where it cannot.
pub type DemoBank = fn(&DemoBankFile) -> Option<String>;

/// What a bank's own system would send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoBankFile {
    /// A report on a payment (ISO 20022 pain.002).
    Report {
        /// The id under which it was instructed.
        end_to_end: String,
        /// How much is out, or was to be.
        amount: Money,
        /// For which day.
        day: NaiveDate,
        /// Whether the money is out; otherwise the payment failed.
        settled: bool,
    },
    /// A statement of a day with one line, of money that came in (camt.053).
    Statement {
        /// The bank's account.
        account: String,
        /// The day.
        day: NaiveDate,
        /// The bank's reference of the line.
        reference: String,
        /// The id that the payment came with.
        end_to_end: String,
        /// How much.
        amount: Money,
        /// The name of who paid.
        from: String,
        /// What they wrote.
        text: String,
    },
}

/// Writes the invoice that a supplier's own system would write (数电票); none where it cannot.
pub type DemoSeller = fn(&DemoInvoice) -> Option<String>;

/// An invoice that a supplier's own system would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoInvoice {
    /// Its number, which no other has.
    pub number: String,
    /// The day on which it is issued.
    pub day: NaiveDate,
    /// The number of the contract.
    pub contract: String,
    /// What the contract is about.
    pub title: String,
    /// The total in CNY, tax included.
    pub amount: Money,
    /// Who delivers.
    pub seller: DemoSide,
    /// The seller's address.
    pub address: String,
    /// The seller's account.
    pub account: String,
    /// The bank that keeps it.
    pub bank: String,
    /// Who is delivered to.
    pub buyer: DemoSide,
}

/// A side of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSide {
    /// The name.
    pub name: String,
    /// The code.
    pub code: String,
}

/// A member of a demo, whose key the demo hands to whoever asks.
#[derive(Clone)]
pub struct DemoSeat {
    /// The name of the seat in addresses, such as `city-bank-1`.
    pub seat: String,
    /// The story that the party is of.
    pub story: DemoWords,
    /// The subject of the party.
    pub party: String,
    /// The party's name.
    pub party_name: String,
    /// What the party acts as, such as `bank`; first as what it usually does.
    pub capacities: Vec<String>,
    /// The subject of the member.
    pub member: String,
    /// The member's name.
    pub member_name: String,
    /// What the member may sign, such as `maker`.
    pub roles: Vec<String>,
    /// What waits for the member when the stories are told.
    pub waits: Option<DemoWords>,
    /// The private key: PKCS #8 in DER, in base64.
    pub pkcs8: String,
}

/// Words of a demo's own, in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoWords {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl DemoSeats {
    /// From now on anyone takes one of these seats by a click, and the files of the own systems of banks and suppliers are written
    /// by these. Only the first call counts.
    pub fn open(&self, seats: Vec<DemoSeat>, bank: DemoBank, seller: DemoSeller) {
        let _ = self.0.set(Opened { seats, bank, seller });
    }

    pub(crate) fn seats(&self) -> &[DemoSeat] {
        self.0
            .get()
            .map(|opened| opened.seats.as_slice())
            .unwrap_or_default()
    }

    /// Who writes the files of the banks' own systems; nobody anywhere but in a demo.
    pub(crate) fn bank(&self) -> Option<DemoBank> {
        self.0.get().map(|opened| opened.bank)
    }

    /// Who writes the invoices of the suppliers' own systems; nobody anywhere but in a demo.
    pub(crate) fn seller(&self) -> Option<DemoSeller> {
        self.0.get().map(|opened| opened.seller)
    }
}

impl DemoWords {
    pub(crate) const fn of(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }
}

/// Without the key.
impl fmt::Debug for DemoSeat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DemoSeat")
            .field("seat", &self.seat)
            .finish_non_exhaustive()
    }
}
