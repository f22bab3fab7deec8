//! Who stands on an invoice.

use serde::{Deserialize, Serialize};
use tallystick_base::{CreditCode, Lei};

/// Seller, buyer or payee as the invoice names them. Not yet a registered party: matching is by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceParty {
    /// The registered name (BT-27, BT-44), or the trading name where there is no other.
    pub name: String,
    /// The name it trades under (BT-28, BT-45), where it differs.
    pub trading_name: Option<String>,
    /// Tax ids (BT-31, BT-32, BT-48).
    pub tax_ids: Vec<PartyCode>,
    /// Numbers in registers of legal entities (BT-30, BT-47).
    pub legal_ids: Vec<PartyCode>,
    /// Other ids (BT-29, BT-46) and the electronic address (BT-34, BT-49).
    pub other_ids: Vec<PartyCode>,
    /// The postal address (BG-5, BG-8).
    pub address: Option<Address>,
    /// Accounts: of a seller or payee the ones to pay into (BT-84).
    pub accounts: Vec<BankAccount>,
    /// The person or desk to ask (BG-6, BG-9).
    pub contact: Option<Contact>,
}

/// A code of a party: the text as written, and what it proved to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyCode {
    /// The code as written.
    pub text: String,
    /// The scheme the file names: an ISO 6523 number, or the tax scheme (`VAT`).
    pub scheme: Option<String>,
    /// What it was read as.
    pub reading: CodeReading,
}

/// What a code was read as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", content = "value", rename_all = "kebab-case")]
pub enum CodeReading {
    /// 统一社会信用代码 with a right check character (GB 32100-2015).
    CreditCode(CreditCode),
    /// A legal entity identifier with right check digits (ISO 17442).
    Lei(Lei),
    /// It should be one of these and is not, for the given reason. A finding says so too.
    Failing(String),
    /// Its scheme has no check that is made here.
    Unchecked,
}

impl PartyCode {
    /// The code as a Unified Social Credit Code, where it is one.
    pub fn credit_code(&self) -> Option<&CreditCode> {
        match &self.reading {
            CodeReading::CreditCode(code) => Some(code),
            CodeReading::Lei(_) | CodeReading::Failing(_) | CodeReading::Unchecked => None,
        }
    }
}

/// A postal address as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street, number, building and the like, one entry a line.
    pub lines: Vec<String>,
    /// City (BT-37, BT-52).
    pub city: Option<String>,
    /// Postal code (BT-38, BT-53).
    pub postal_code: Option<String>,
    /// Province, state or region (BT-39, BT-54).
    pub region: Option<String>,
    /// Country as ISO 3166-1 alpha-2 (BT-40, BT-55).
    pub country: Option<String>,
}

/// A bank account as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankAccount {
    /// The account number or IBAN (BT-84).
    pub number: String,
    /// In whose name it stands (BT-85).
    pub holder: Option<String>,
    /// The bank: its BIC (BT-86) or, on a 数电票, its name and branch.
    pub bank: Option<String>,
}

/// The person or desk to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name (BT-41, BT-56).
    pub name: Option<String>,
    /// Telephone (BT-42, BT-57).
    pub telephone: Option<String>,
    /// Electronic mail (BT-43, BT-58).
    pub email: Option<String>,
}
