//! Fields of ISO 20022 messages. All elements of a message are in the namespace of its root, so a child is found by its
//! local name in the namespace of its parent.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tallystick_base::{Currency, Money};

use crate::amount;
use crate::date;
use crate::error::DocumentError;
use crate::node::{Name, Node};
use crate::xml::{Element, clip};

/// What stands in `EndToEndId` where the sender gave none.
const NOT_PROVIDED: &str = "NOTPROVIDED";

/// An element of a message, with the path that leads to it.
#[derive(Debug, Clone)]
pub(super) struct Field<'a>(Node<'a>);

impl<'a> Field<'a> {
    /// The element `Document`, whose own name is not part of any path.
    pub(super) fn root(element: &'a Element) -> Self {
        Self(Node::root(element))
    }

    fn child<'n>(&self, local: &'n str) -> Name<'n>
    where
        'a: 'n,
    {
        let element: &'a Element = self.0.element;
        Name {
            namespace: &element.namespace,
            local,
        }
    }

    pub(super) fn path(&self) -> &str {
        self.0.path()
    }

    pub(super) fn each(&self, local: &str) -> Vec<Self> {
        self.0.each(self.child(local)).into_iter().map(Self).collect()
    }

    pub(super) fn only(&self, local: &str) -> Result<Option<Self>, DocumentError> {
        Ok(self.0.only(self.child(local))?.map(Self))
    }

    pub(super) fn required(&self, local: &str) -> Result<Self, DocumentError> {
        self.0.required(self.child(local)).map(Self)
    }

    /// The only element at the end of a path of elements that each stand at most once.
    pub(super) fn find(&self, path: &[&str]) -> Result<Option<Self>, DocumentError> {
        let mut field = self.clone();
        for step in path {
            match field.only(step)? {
                Some(next) => field = next,
                None => return Ok(None),
            }
        }
        Ok(Some(field))
    }

    pub(super) fn missing(&self, local: &str) -> DocumentError {
        self.0.missing(local)
    }

    /// The refusal of what stands here as a code.
    pub(super) fn not_a_code(&self, found: &str, expected: &'static str) -> DocumentError {
        DocumentError::NotACode {
            at: self.0.at(),
            field: self.path().to_owned(),
            found: clip(found),
            expected,
        }
    }

    pub(super) fn required_value(&self) -> Result<&'a str, DocumentError> {
        self.0.required_value()
    }

    pub(super) fn text(&self, local: &str) -> Result<Option<String>, DocumentError> {
        self.0.text(self.child(local))
    }

    pub(super) fn required_text(&self, local: &str) -> Result<String, DocumentError> {
        self.0.required_text(self.child(local))
    }

    pub(super) fn texts(&self, local: &str) -> Result<Vec<String>, DocumentError> {
        self.0.texts(self.child(local))
    }

    pub(super) fn number(&self, local: &str) -> Result<Option<Decimal>, DocumentError> {
        self.0.number(self.child(local))
    }

    /// The text at the end of a path.
    pub(super) fn text_at(&self, path: &[&str]) -> Result<Option<String>, DocumentError> {
        match self.find(path)? {
            Some(field) => Ok(field.0.value()?.map(str::to_owned)),
            None => Ok(None),
        }
    }

    /// An end-to-end id; `NOTPROVIDED` stands for none.
    pub(super) fn end_to_end(&self, local: &str) -> Result<Option<String>, DocumentError> {
        let text = self.text(local)?;
        Ok(text.filter(|text| !text.eq_ignore_ascii_case(NOT_PROVIDED)))
    }

    /// A code from a list, or the sender's own: a choice of `Cd` and `Prtry`.
    pub(super) fn code_or_own(&self) -> Result<Option<String>, DocumentError> {
        match self.text("Cd")? {
            Some(code) => Ok(Some(code)),
            None => self.text("Prtry"),
        }
    }

    /// `TrueFalseIndicator` or `YesNoIndicator`, `xsd:boolean`; false where it is absent.
    pub(super) fn flag(&self, local: &str) -> Result<bool, DocumentError> {
        let Some(field) = self.only(local)? else {
            return Ok(false);
        };
        match field.required_value()? {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            other => Err(DocumentError::NotAFlag {
                at: field.0.at(),
                field: field.path().to_owned(),
                found: clip(other),
            }),
        }
    }

    /// `ActiveOrHistoricCurrencyAndAmount`, which has no sign: the direction stands beside it.
    pub(super) fn money(&self) -> Result<Money, DocumentError> {
        let (at, field) = (self.0.at(), self.path().to_owned());
        let code = self
            .0
            .element
            .attribute("", "Ccy")
            .ok_or_else(|| self.missing("@Ccy"))?;
        let Ok(currency) = Currency::parse(code) else {
            let found = clip(code);
            let field = format!("{field}/@Ccy");
            return Err(DocumentError::NotACurrency { at, field, found });
        };
        let Some(amount) = amount::read(&self.0, currency)? else {
            return Err(self.0.missing_value());
        };
        if amount.is_negative() {
            let (found, reason) = (
                clip(self.required_value()?),
                "amounts of this message have no sign; the code beside them says which way they go"
                    .to_owned(),
            );
            return Err(DocumentError::NotAnAmount {
                at,
                field,
                found,
                reason,
            });
        }
        Ok(amount)
    }

    pub(super) fn money_at(&self, path: &[&str]) -> Result<Option<Money>, DocumentError> {
        self.find(path)?.map(|field| field.money()).transpose()
    }

    pub(super) fn currency(&self, local: &str) -> Result<Option<Currency>, DocumentError> {
        let Some(field) = self.only(local)? else {
            return Ok(None);
        };
        let code = field.required_value()?;
        Currency::parse(code)
            .map(Some)
            .map_err(|_| DocumentError::NotACurrency {
                at: field.0.at(),
                field: field.path().to_owned(),
                found: clip(code),
            })
    }

    /// `ISODateTime`: the date that is written, in the zone of whoever wrote it.
    pub(super) fn day_of_time(&self, local: &str) -> Result<Option<NaiveDate>, DocumentError> {
        self.0.date(self.child(local), date::iso_time)
    }

    /// `DateAndDateTimeChoice`: `Dt` or `DtTm`.
    pub(super) fn day(&self, local: &str) -> Result<Option<NaiveDate>, DocumentError> {
        let Some(choice) = self.only(local)? else {
            return Ok(None);
        };
        if let Some(day) = choice.0.date(choice.child("Dt"), date::iso)? {
            return Ok(Some(day));
        }
        let day = choice.day_of_time("DtTm")?;
        day.map(Some).ok_or_else(|| choice.missing("Dt"))
    }
}
