//! From a row back to the values that it was made of.

use std::fmt;
use std::str::FromStr;

use sea_orm::Value;
use tallystick_base::{Currency, Millis, Money};

use crate::StoreError;
use crate::read::states::corrupt;

/// A row that is being read.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r> {
    pub(crate) table: &'static str,
    pub(crate) subject: &'r str,
}

impl Row<'_> {
    pub(crate) fn parse<T>(&self, text: &str) -> Result<T, StoreError>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        text.parse()
            .map_err(|error: T::Err| corrupt(self.table, self.subject, error))
    }

    pub(crate) fn optional<T>(&self, text: Option<&String>) -> Result<Option<T>, StoreError>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        text.map(|text| self.parse(text)).transpose()
    }

    pub(crate) fn money(&self, minor: i64, currency: &str) -> Result<Money, StoreError> {
        Ok(Money::from_minor(minor, self.parse::<Currency>(currency)?))
    }

    pub(crate) fn number<T: TryFrom<i64>>(&self, number: i64) -> Result<T, StoreError> {
        T::try_from(number).map_err(|_| {
            corrupt(
                self.table,
                self.subject,
                format_args!("{number} is out of bounds"),
            )
        })
    }

    /// Milliseconds since the epoch.
    pub(crate) fn moment(&self, at: i64) -> Result<Millis, StoreError> {
        let millis = Millis::new(self.number(at)?);
        millis.map_err(|error| corrupt(self.table, self.subject, error))
    }

    /// The names of a set, `,maker,checker,`.
    pub(crate) fn set<T, C>(&self, set: &str) -> Result<C, StoreError>
    where
        T: FromStr,
        T::Err: fmt::Display,
        C: FromIterator<T>,
    {
        set.split(',')
            .filter(|name| !name.is_empty())
            .map(|name| self.parse(name))
            .collect()
    }
}

/// A column that holds a text.
pub(crate) fn text_of(value: Value) -> String {
    match value {
        Value::String(Some(text)) => text,
        _ => String::new(),
    }
}
