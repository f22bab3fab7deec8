//! Accounts, and the institutions that keep them.

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::iban;
use crate::error::DocumentError;

/// The number of an account as written (`AccountIdentification4Choice`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "number", rename_all = "kebab-case")]
pub enum AccountId {
    /// An IBAN (`IBAN`), without spaces. One that is read may fail its check; a finding says so.
    Iban(String),
    /// Any other number (`Othr/Id`), as in China.
    Other(String),
}

impl AccountId {
    /// The number of an account as people write it: an IBAN where form and check digits are those of one, spaces aside, and
    /// otherwise any other number.
    pub fn of(number: &str) -> Self {
        let plain: String = number.split_whitespace().collect();
        if iban::is_sound(&plain) {
            Self::Iban(plain)
        } else {
            Self::Other(number.to_owned())
        }
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Iban(number) | Self::Other(number) => number,
        }
    }
}

/// A bank as a message names it (`FinInstnId`). At least one of its members is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// ISO 9362 code (`BIC` in older versions, `BICFI` in newer ones).
    pub bic: Option<String>,
    /// Its number in a clearing system (`ClrSysMmbId/MmbId`): in China the 12 digits of its 联行号.
    pub clearing_number: Option<String>,
    /// Its name (`Nm`).
    pub name: Option<String>,
}

/// The account in `Id` of a `CashAccount`; none where neither `IBAN` nor `Othr/Id` stands there.
pub(super) fn account(field: &Field<'_>) -> Result<Option<AccountId>, DocumentError> {
    let Some(id) = field.only("Id")? else {
        return Ok(None);
    };
    if let Some(iban) = id.text("IBAN")? {
        return Ok(Some(AccountId::Iban(iban)));
    }
    Ok(id.text_at(&["Othr", "Id"])?.map(AccountId::Other))
}

/// The institution in `FinInstnId`; none where nothing of it is given.
pub(super) fn institution(field: &Field<'_>) -> Result<Option<Institution>, DocumentError> {
    let Some(id) = field.only("FinInstnId")? else {
        return Ok(None);
    };
    let bic = match id.text("BICFI")? {
        Some(bic) => Some(bic),
        None => id.text("BIC")?,
    };
    let found = Institution {
        bic,
        clearing_number: id.text_at(&["ClrSysMmbId", "MmbId"])?,
        name: id.text("Nm")?,
    };
    Ok((found != Institution::default()).then_some(found))
}
