//! The parts of a split while it is being written, and what they leave.

use std::collections::BTreeMap;

use tallystick_base::{Currency, Money, MoneyError};

use crate::pages::typed_amount;

/// What stands in the inputs of a split, beside what is to be divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Divided {
    pub(super) whole: Money,
    /// What the parts that can be read add up to.
    pub(super) sum: Money,
    /// What is missing, or what is too much.
    pub(super) off: Money,
    pub(super) state: DividedState,
    /// The parts that are no amount above zero, numbered from 1.
    pub(super) unread: Vec<usize>,
}

/// How the parts stand to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DividedState {
    /// They add up to it.
    Exact,
    /// Something is left.
    Left,
    /// They are more.
    Over,
}

impl Divided {
    /// What these parts leave of the whole; none for a part that is no amount.
    pub(super) fn of(whole: Money, parts: Vec<Option<Money>>) -> Self {
        let unread = parts
            .iter()
            .zip(1..)
            .filter(|(part, _)| part.is_none())
            .map(|(_, number)| number);
        let unread = unread.collect();
        let zero = Money::zero(whole.currency());
        let sum = Money::sum(whole.currency(), parts.into_iter().flatten());
        // More than any amount can be is too much in any case.
        let sum = sum.unwrap_or(Money::from_minor(i64::MAX, whole.currency()));
        let left = whole.checked_sub(sum).unwrap_or(zero);
        let state = match left {
            left if left == zero => DividedState::Exact,
            left if left.is_positive() => DividedState::Left,
            _ => DividedState::Over,
        };
        let off = match state {
            DividedState::Over => left.checked_neg().unwrap_or(left),
            DividedState::Exact | DividedState::Left => left,
        };
        Self {
            whole,
            sum,
            off,
            state,
            unread,
        }
    }

    pub(super) fn is_exact(&self) -> bool {
        self.state == DividedState::Exact && self.unread.is_empty()
    }

    pub(super) fn is_over(&self) -> bool {
        self.state == DividedState::Over
    }
}

/// Equal parts; the minor units left over go one each to the first.
pub(super) fn equal(whole: Money, parts: u32) -> Result<Vec<Money>, MoneyError> {
    let weights: Vec<u64> = (0..parts).map(|_| 1).collect();
    whole.split(&weights)
}

/// The amounts that were typed, in the order of their places; an input that is empty is left out.
pub(super) fn typed(inputs: &BTreeMap<String, String>, currency: Currency) -> Vec<Option<Money>> {
    let mut parts: Vec<(u32, Option<Money>)> = inputs
        .iter()
        .filter_map(|(name, text)| {
            let place = name.strip_prefix("children.")?.strip_suffix(".amount.value")?;
            Some((place.parse().ok()?, amount(text, currency)))
        })
        .collect();
    parts.sort_by_key(|(place, _)| *place);
    parts.into_iter().map(|(_, amount)| amount).collect()
}

/// An amount above zero, as a person types it.
fn amount(text: &str, currency: Currency) -> Option<Money> {
    typed_amount::read(text, currency).filter(|amount| amount.is_positive())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(minor: i64) -> Money {
        Money::from_minor(minor, Currency::CNY)
    }

    fn inputs(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        let named =
            |(place, text): &(&str, &str)| (format!("children.{place}.amount.value"), (*text).to_owned());
        values.iter().map(named).collect()
    }

    #[test]
    fn what_is_typed_is_read_as_people_write_amounts() {
        let typed = typed(
            &inputs(&[("10", "1,000.5"), ("2", "２00"), ("0", "0"), ("1", "ten")]),
            Currency::CNY,
        );
        assert_eq!(typed, [None, None, Some(yuan(20_000)), Some(yuan(100_050))]);
    }

    #[test]
    fn the_rest_is_told_to_the_last_fen() {
        let left = Divided::of(yuan(1_000), vec![Some(yuan(300)), None, Some(yuan(699))]);
        assert_eq!((left.off, left.state), (yuan(1), DividedState::Left));
        assert_eq!(left.unread, [2]);
        let over = Divided::of(yuan(1_000), vec![Some(yuan(1_001))]);
        assert_eq!((over.off, over.state), (yuan(1), DividedState::Over));
        assert!(
            Divided::of(
                yuan(1_000),
                equal(yuan(1_000), 3).unwrap().into_iter().map(Some).collect()
            )
            .is_exact()
        );
    }

    #[test]
    fn more_than_any_amount_is_too_much() {
        let most = yuan(i64::MAX);
        let over = Divided::of(yuan(1), vec![Some(most), Some(most)]);
        assert!(over.is_over());
    }
}
