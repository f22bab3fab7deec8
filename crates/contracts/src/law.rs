//! Whether terms are lawful and well-formed: payment terms, confirmation and late interest under the rules in force
//! when they were signed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_base::{AgreedFloor, Dated, PaymentTerm, Ratio, RulePack, RulesError, SizeClass};
use tallystick_parties::BuyerClass;

use crate::Rejection;
use crate::command::PaymentClause;
use crate::contract::{ClockStart, ContractDocument, PaymentPeriod, Protection, Terms};

/// The longest period that a contract may state, about ten years: a guard against slips of the pen, not a rule.
pub(crate) const MOST_DAYS: u32 = 3_660;

/// The most files of one contract, those of its amendments included.
pub(crate) const MOST_DOCUMENTS: usize = 50;

/// Which part of Order 802 governs a contract between these two.
///
/// The buyer counts as a large enterprise where it is registered as one, or where its profile gives that size, be
/// it owned by the State or not.
pub fn protection(class: BuyerClass, buyer: Option<SizeClass>, supplier: SizeClass) -> Protection {
    if !supplier.is_protected() {
        return Protection::None;
    }
    match class {
        BuyerClass::StateOrgan | BuyerClass::PublicInstitution => Protection::PublicBody,
        BuyerClass::LargeEnterprise => Protection::LargeEnterprise,
        BuyerClass::StateEnterprise | BuyerClass::Other => match buyer {
            Some(SizeClass::Large) => Protection::LargeEnterprise,
            Some(SizeClass::Micro | SizeClass::Small | SizeClass::Medium) | None => Protection::None,
        },
    }
}

/// The payment period that a contract has: as it says or, where it is silent, as the law in force at signing says.
pub(crate) fn payment_period(
    clause: &PaymentClause,
    protection: Protection,
    signed_on: NaiveDate,
    rules: &RulePack,
) -> Result<PaymentPeriod, Rejection> {
    let by_law = payment_rule(protection, signed_on, rules)?.and_then(|rule| rule.default_days);
    let days = clause
        .days
        .or(by_law)
        .ok_or(Rejection::PaymentDaysMissing { signed_on })?;
    Ok(PaymentPeriod {
        days,
        from: clause.from,
        longer_reason: clause.longer_reason.clone(),
    })
}

/// Checks a payment period against the rules of the day on which it was signed (Order 802 articles 9 and 10).
pub(crate) fn check_payment(
    payment: &PaymentPeriod,
    protection: Protection,
    signed_on: NaiveDate,
    rules: &RulePack,
) -> Result<(), Rejection> {
    let days = payment.days;
    let Some(rule) = payment_rule(protection, signed_on, rules)? else {
        return Ok(());
    };
    if payment.from == ClockStart::Invoice {
        return Err(Rejection::ClockStartForbidden);
    }
    if let Some(most) = rule.agreed_at_most_days.filter(|&most| days > most) {
        return Err(Rejection::PaymentDaysTooMany {
            days,
            most,
            signed_on,
        });
    }
    match rule.default_days {
        Some(usual) if rule.longer_needs_reason && days > usual && payment.longer_reason.is_none() => {
            Err(Rejection::PaymentReasonMissing { days, usual })
        }
        Some(_) | None => Ok(()),
    }
}

/// Checks everything in the terms but the payment period's length, which an amendment may have set on a later day.
pub(crate) fn check_terms(terms: &Terms, protection: Protection, rules: &RulePack) -> Result<(), Rejection> {
    check_form(terms)?;
    check_documents(&terms.documents)?;
    check_confirmation_days(terms, protection, rules)?;
    check_late_rate(terms, protection, rules)
}

fn check_form(terms: &Terms) -> Result<(), Rejection> {
    if !terms.amount.is_positive() {
        return Err(Rejection::AmountNotPositive { amount: terms.amount });
    }
    let whole: Ratio = Ratio::parse("1.00").expect("one is a ratio");
    if terms.tolerance > whole {
        return Err(Rejection::ToleranceTooWide {
            tolerance: terms.tolerance,
        });
    }
    terms.limit()?;
    for (field, days) in [
        ("payment.days", terms.payment.days),
        ("inspection_days", terms.inspection_days),
        ("confirmation_days", terms.confirmation_days.unwrap_or(0)),
    ] {
        if days > MOST_DAYS {
            return Err(Rejection::DaysTooMany { field, days });
        }
    }
    match terms.payment.from {
        ClockStart::Acceptance if terms.inspection_days == 0 => Err(Rejection::InspectionDaysMissing),
        ClockStart::Acceptance | ClockStart::Delivery | ClockStart::Settlement | ClockStart::Invoice => {
            Ok(())
        }
    }
}

fn check_documents(documents: &[ContractDocument]) -> Result<(), Rejection> {
    let found = documents.len();
    if found == 0 || found > MOST_DOCUMENTS {
        return Err(Rejection::DocumentCount { found });
    }
    let mut digests = BTreeSet::new();
    for document in documents {
        let name = || document.name.to_string();
        if document.size == 0 || !is_media_type(document.media_type.as_str()) {
            return Err(Rejection::DocumentForm { name: name() });
        }
        if !digests.insert(document.digest) {
            return Err(Rejection::DocumentRepeated { name: name() });
        }
    }
    Ok(())
}

/// A type and a subtype of RFC 6838 characters, in lower case and without parameters.
fn is_media_type(text: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && name.chars().all(
                |c| matches!(c, 'a'..='z' | '0'..='9' | '!' | '#' | '$' | '&' | '-' | '^' | '_' | '.' | '+'),
            )
    };
    text.split_once('/')
        .is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

fn check_confirmation_days(terms: &Terms, protection: Protection, rules: &RulePack) -> Result<(), Rejection> {
    let Some(days) = terms.confirmation_days else {
        return Ok(());
    };
    if days == 0 {
        return Err(Rejection::ConfirmationDaysMissing);
    }
    if !protection.binds() {
        return Ok(());
    }
    match in_force(rules.confirmation_on(terms.signed_on))? {
        Some(clock) if days > clock.days => Err(Rejection::ConfirmationDaysTooMany {
            days,
            most: clock.days,
        }),
        Some(_) | None => Ok(()),
    }
}

fn check_late_rate(terms: &Terms, protection: Protection, rules: &RulePack) -> Result<(), Rejection> {
    let Some(rate) = terms.late_rate.filter(|_| protection.binds()) else {
        return Ok(());
    };
    let Some(rule) = in_force(rules.late_interest_on(terms.signed_on))? else {
        return Ok(());
    };
    match rule.agreed_floor {
        AgreedFloor::LprOneYearAtSigning => {
            let lpr = rules.lpr_one_year_on(terms.signed_on)?;
            if rate < lpr.rate {
                return Err(Rejection::LateRateTooLow {
                    rate,
                    floor: lpr.rate,
                    published: lpr.published,
                });
            }
            Ok(())
        }
    }
}

fn payment_rule(
    protection: Protection,
    signed_on: NaiveDate,
    rules: &RulePack,
) -> Result<Option<&PaymentTerm>, RulesError> {
    let terms = in_force(rules.payment_terms_on(signed_on))?;
    Ok(terms.and_then(|terms| protection.payment_term(terms)))
}

/// What a section says, or `None` for a day before the law it holds came into force: then the contract alone counts.
fn in_force<T>(found: Result<&Dated<T>, RulesError>) -> Result<Option<&T>, RulesError> {
    match found {
        Ok(entry) => Ok(Some(&entry.value)),
        Err(RulesError::BeforeFirst { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
