//! Terms as they are being typed: read as the browser's script reads them for the statement.

use std::collections::BTreeSet;

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use tallystick_base::{Currency, DayCount, PartyId, Rate, Ratio};
use tallystick_commands::certificates::Recourse;
use tallystick_commands::financing::{
    DueKind, Eligible, Fee, FeeBasis, InterestMode, ProductTerms, Programme, RateBasis, Security, SurplusTo,
    TenorLimits,
};
use tallystick_commands::parties::ShortText;

use super::basis::Basis;
use super::filled::FEES;
use super::percent::fraction;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::typed_amount;

/// The inputs of the form, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Typed {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let pairs = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let Query(pairs) = pairs.map_err(|error| Failure::Address(error.to_string()))?;
        Ok(Self(pairs))
    }
}

/// Terms that one can reckon with, as far as they can be read.
pub(super) struct Read {
    pub(super) terms: Option<ProductTerms>,
    /// What is to be put right before anything is signed.
    pub(super) problems: Vec<String>,
}

impl Typed {
    /// What stands in an input; none where it is empty.
    fn one(&self, name: &str) -> Option<&str> {
        let found = self
            .0
            .iter()
            .find(|(of, value)| of == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    pub(super) fn currency(&self) -> Currency {
        let currency = self.one("terms.currency").and_then(|text| text.parse().ok());
        currency.unwrap_or(Currency::CNY)
    }

    pub(super) fn basis(&self) -> Basis {
        let text = |name| self.one(name).unwrap_or_default().to_owned();
        Basis {
            outstanding: text("_outstanding"),
            days: text("_days"),
        }
    }

    /// Whom a list names; nobody where the product is for anyone.
    fn parties(&self, list: &str) -> BTreeSet<PartyId> {
        let name = format!("terms.{list}.listed.parties");
        let named = self.0.iter().filter(|(of, _)| *of == name);
        named.filter_map(|(_, value)| value.parse().ok()).collect()
    }

    pub(super) fn is_for_anyone(&self, list: &str) -> bool {
        self.parties(list).is_empty()
    }

    fn eligible(&self, list: &str) -> Eligible {
        let parties = self.parties(list);
        if parties.is_empty() {
            Eligible::Anyone {}
        } else {
            Eligible::Listed { parties }
        }
    }

    /// The terms that all of it makes. A name is not needed to reckon.
    pub(super) fn read(&self, frame: &Frame<'_>, currency: Currency) -> Read {
        let mut problems = Vec::new();
        let rate = self.rate(frame).map_err(|problem| problems.push(problem)).ok();
        let fees = self
            .fees(frame, currency)
            .map_err(|problem| problems.push(problem))
            .ok();
        let order = self.order(frame).map_err(|problem| problems.push(problem)).ok();
        let tenor = self.tenor(frame).map_err(|problem| problems.push(problem)).ok();
        let programme = self
            .programme(frame)
            .map_err(|problem| problems.push(problem))
            .ok();
        let advance = self.ratio("terms.advance_rate", fraction);
        let factor = self.ratio("terms.penalty_factor", |text| Some(text.to_owned()));
        if advance.is_err() {
            problems.push(frame.say("typed-advance"));
        }
        if factor.is_err() {
            problems.push(frame.say("typed-factor"));
        }
        let terms = || {
            Some(ProductTerms {
                name: ShortText::try_from(self.one("terms.name").unwrap_or("-").to_owned()).ok()?,
                currency,
                debtors: self.eligible("debtors"),
                suppliers: self.eligible("suppliers"),
                security: self.choice("security").unwrap_or(Security::Pledge),
                advance_rate: advance.ok()?,
                rate: rate?,
                interest: self.choice("interest").unwrap_or(InterestMode::Arrears),
                day_count: self.choice("day_count").unwrap_or(DayCount::Actual360),
                fees: fees?,
                penalty_factor: factor.ok()?,
                recourse: self.choice("recourse").unwrap_or(Recourse::Full),
                grace_days: self.one("terms.grace_days").unwrap_or("0").parse().ok()?,
                order: order?,
                surplus: self.choice("surplus").unwrap_or(SurplusTo::Borrower),
                programme: programme?,
                tenor: tenor?,
            })
        };
        Read {
            terms: terms(),
            problems,
        }
    }

    /// A word from a choice.
    fn choice<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let word = self.one(&format!("terms.{name}"))?;
        serde_json::from_value(word.into()).ok()
    }

    /// A ratio; none where it is left out, and an error where it is none.
    fn ratio(&self, name: &str, read: impl Fn(&str) -> Option<String>) -> Result<Option<Ratio>, ()> {
        let Some(text) = self.one(name) else {
            return Ok(None);
        };
        let ratio = read(text).and_then(|text| Ratio::parse(&text).ok());
        ratio.map(Some).ok_or(())
    }

    /// A fixed rate or one above the LPR: one of the two.
    fn rate(&self, frame: &Frame<'_>) -> Result<RateBasis, String> {
        let fixed = self.one("terms.rate.fixed.rate");
        let points = self.one("terms.rate.lpr-plus.basis_points");
        match (fixed, points) {
            (Some(text), None) => {
                let rate = fraction(text).and_then(|text| Rate::parse(&text).ok());
                let rate = rate.ok_or_else(|| frame.say("typed-rate"))?;
                Ok(RateBasis::Fixed { rate })
            }
            (None, Some(text)) => {
                let basis_points = text.parse().map_err(|_| frame.say("typed-points"))?;
                Ok(RateBasis::LprPlus { basis_points })
            }
            (Some(_), Some(_)) => Err(frame.say("typed-rate-both")),
            (None, None) => Err(frame.say("typed-rate-none")),
        }
    }

    fn fees(&self, frame: &Frame<'_>, currency: Currency) -> Result<Vec<Fee>, String> {
        let mut fees = Vec::new();
        for place in 0..FEES {
            let input = |name: &str| self.one(&format!("terms.fees.{place}.{name}"));
            let (name, share, amount) = (
                input("name"),
                input("basis.share.of_principal"),
                input("basis.fixed.amount.value"),
            );
            let basis = match (share, amount) {
                (None, None) if name.is_none() => continue,
                (Some(text), None) => fraction(text)
                    .and_then(|text| Ratio::parse(&text).ok())
                    .map(|of_principal| FeeBasis::Share { of_principal }),
                (None, Some(text)) => typed_amount::read(text, currency)
                    .filter(|amount| amount.is_positive())
                    .map(|amount| FeeBasis::Fixed { amount }),
                (None, None) | (Some(_), Some(_)) => None,
            };
            let name = name.and_then(|name| ShortText::try_from(name.to_owned()).ok());
            let (Some(name), Some(basis)) = (name, basis) else {
                return Err(frame.say_n("typed-fee", place + 1));
            };
            fees.push(Fee { name, basis });
        }
        Ok(fees)
    }

    /// Each kind once, or none at all.
    fn order(&self, frame: &Frame<'_>) -> Result<Option<Vec<DueKind>>, String> {
        let chosen = (0..4).filter_map(|place| self.choice::<DueKind>(&format!("order.{place}")));
        let chosen: Vec<DueKind> = chosen.collect();
        let kinds: BTreeSet<DueKind> = chosen.iter().copied().collect();
        match (chosen.len(), kinds.len()) {
            (0, _) => Ok(None),
            (4, 4) => Ok(Some(chosen)),
            _ => Err(frame.say("typed-order")),
        }
    }

    fn tenor(&self, frame: &Frame<'_>) -> Result<TenorLimits, String> {
        let days = |name: &str| self.one(name).and_then(|text| text.parse::<u32>().ok());
        let limits = days("terms.tenor.least_days").zip(days("terms.tenor.most_days"));
        match limits {
            Some((least_days, most_days)) if most_days > 0 && least_days <= most_days => Ok(TenorLimits {
                least_days,
                most_days,
            }),
            Some(_) | None => Err(frame.say("typed-tenor")),
        }
    }

    fn programme(&self, frame: &Frame<'_>) -> Result<Option<Programme>, String> {
        let problem = || frame.say("typed-programme");
        let subsidy = match self.one("terms.programme.subsidy") {
            Some(text) => {
                let rate = fraction(text).and_then(|text| Rate::parse(&text).ok());
                Some(rate.ok_or_else(problem)?)
            }
            None => None,
        };
        match (self.one("terms.programme.tag"), subsidy) {
            (Some(tag), subsidy) => {
                let tag = ShortText::try_from(tag.to_owned()).map_err(|_| problem())?;
                Ok(Some(Programme { tag, subsidy }))
            }
            (None, Some(_)) => Err(problem()),
            (None, None) => Ok(None),
        }
    }
}
