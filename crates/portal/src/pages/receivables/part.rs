//! A confirmation in part: the amounts that are left out, added up by the server as one types.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use tallystick_base::Money;

use super::{answers, find};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How many deductions the form offers; the rule book takes twenty.
pub(super) const ROWS: usize = 4;

/// What is left out, and what remains to be confirmed.
pub(super) struct PartView {
    pub(super) claimed: Money,
    pub(super) deducted: Money,
    /// Nothing where more is left out than is claimed.
    pub(super) confirmed: Option<Money>,
    /// How many of the amounts cannot be read.
    pub(super) unread: usize,
}

impl PartView {
    /// Adds up the amounts of deductions as people type them.
    pub(super) fn of(claimed: Money, amounts: impl Iterator<Item = &str>) -> Self {
        let currency = claimed.currency();
        let mut deducted = Money::zero(currency);
        let mut unread = 0;
        for text in amounts.filter(|text| !text.trim().is_empty()) {
            match typed(text, claimed).and_then(|amount| deducted.checked_add(amount).ok()) {
                Some(sum) => deducted = sum,
                None => unread += 1,
            }
        }
        let confirmed = claimed
            .checked_sub(deducted)
            .ok()
            .filter(|rest| rest.is_positive());
        Self {
            claimed,
            deducted,
            confirmed,
            unread,
        }
    }

    /// Whether there is a part to leave out, and one to confirm.
    pub(super) fn is_part(&self) -> bool {
        self.unread == 0 && self.deducted.is_positive() && self.confirmed.is_some()
    }
}

/// An amount as people type it: `1,200,000` and `1200000.5` are read.
fn typed(text: &str, like: Money) -> Option<Money> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if fraction.len() > 2 {
        return None;
    }
    let amount = Money::parse(&format!("{whole}.{fraction:0<2}"), like.currency()).ok()?;
    amount.is_positive().then_some(amount)
}

#[derive(Template)]
#[template(path = "receivables/part.html")]
struct PartFragment<'p> {
    frame: Frame<'p>,
    part: PartView,
}

pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    RawQuery(query): RawQuery,
) -> Page {
    let seen = find(&portal, &seated, &text).await?;
    if !answers(&seated, &seen.state) {
        return Err(Failure::NotFound);
    }
    let pairs = pairs(query.as_deref().unwrap_or_default())?;
    let amounts = pairs
        .iter()
        .filter(|(name, _)| name.starts_with("deductions.") && name.ends_with(".amount.value"));
    let part = PartView::of(
        seen.state.claim.amount,
        amounts.map(|(_, amount)| amount.as_str()),
    );
    written(&PartFragment {
        frame: Frame::new(&portal, seated.visit),
        part,
    })
}

/// The names and values of a query, repeated ones too.
pub(super) fn pairs(query: &str) -> Result<Vec<(String, String)>, Failure> {
    let address: axum::http::Uri = format!("/?{query}")
        .parse()
        .map_err(|_| Failure::Address("query".to_owned()))?;
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&address);
    pairs
        .map(|axum::extract::Query(pairs)| pairs)
        .map_err(|error| Failure::Address(error.to_string()))
}

#[cfg(test)]
mod tests {
    use tallystick_base::Currency;

    use super::*;

    fn yuan(text: &str) -> Money {
        Money::parse(text, Currency::CNY).unwrap()
    }

    #[test]
    fn what_is_left_out_is_taken_from_the_claim() {
        let part = PartView::of(yuan("1200000.00"), ["100,000", "0.5", ""].into_iter());
        assert_eq!(part.confirmed, Some(yuan("1099999.50")));
        assert!(part.is_part());
        assert!(!PartView::of(yuan("10.00"), std::iter::empty()).is_part());
    }

    #[test]
    fn nothing_is_confirmed_where_all_is_left_out_or_an_amount_is_none() {
        assert!(!PartView::of(yuan("10.00"), ["10"].into_iter()).is_part());
        assert!(!PartView::of(yuan("10.00"), ["1", "-1"].into_iter()).is_part());
        assert!(!PartView::of(yuan("10.00"), ["1.005"].into_iter()).is_part());
    }
}
