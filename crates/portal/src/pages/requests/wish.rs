//! What one wishes for, as typed: read, or told in sentences what is wrong with it.

use chrono::NaiveDate;
use tallystick_base::{Currency, Money};

use super::draft::Draft;
use super::ground::{Chosen, Ground};
use crate::frame::Frame;

/// How much is wished for, and for which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) amount: Money,
    pub(super) draw_on: NaiveDate,
    pub(super) matures_on: NaiveDate,
    /// What a guarantor may take, to reckon with.
    pub(super) guarantee_fee: Money,
}

/// What was typed, read; or every sentence that says what is wrong with it.
pub(super) fn wish(
    frame: &Frame<'_>,
    ground: &Ground,
    chosen: &Chosen<'_>,
    draft: &Draft,
) -> Result<Wish, Vec<String>> {
    let currency = chosen.outstanding.currency();
    let mut problems = Vec::new();
    let amount = typed(&draft.amount, currency).filter(|amount| amount.is_positive());
    match amount {
        None => problems.push(frame.say("problem-amount")),
        Some(amount) if amount.minor() > chosen.outstanding.minor() => {
            let most = frame.money(&chosen.outstanding);
            problems.push(frame.say_with("problem-above-outstanding", &[("most", &most)]));
        }
        Some(_) => {}
    }
    let guarantee_fee = match draft.guarantee_fee.as_str() {
        "" => Some(Money::zero(currency)),
        text => typed(text, currency),
    };
    if guarantee_fee.is_none() {
        problems.push(frame.say("problem-guarantee-fee"));
    }
    let draw_on: Option<NaiveDate> = draft.draw_on.parse().ok();
    let matures_on: Option<NaiveDate> = draft.matures_on.parse().ok();
    problems.extend(days(frame, ground, draw_on, matures_on));
    match (amount, draw_on, matures_on, guarantee_fee) {
        (Some(amount), Some(draw_on), Some(matures_on), Some(guarantee_fee)) if problems.is_empty() => {
            Ok(Wish {
                amount,
                draw_on,
                matures_on,
                guarantee_fee,
            })
        }
        _ => Err(problems),
    }
}

fn days(
    frame: &Frame<'_>,
    ground: &Ground,
    draw_on: Option<NaiveDate>,
    matures_on: Option<NaiveDate>,
) -> Option<String> {
    let (Some(draw_on), Some(matures_on)) = (draw_on, matures_on) else {
        return Some(frame.say("problem-days"));
    };
    if draw_on < ground.today() {
        return Some(frame.say("problem-draw-past"));
    }
    if matures_on <= draw_on {
        return Some(frame.say("problem-matures-before-draw"));
    }
    let next = ground.rules.calendar().roll(matures_on).ok()?.date;
    (next != matures_on).then(|| {
        let next = frame.deadline(&next);
        frame.say_with("problem-holiday", &[("next", &next)])
    })
}

/// An amount as people type it: with commas, or without the last zeros.
pub(super) fn typed(text: &str, currency: Currency) -> Option<Money> {
    let plain: String = text
        .chars()
        .filter(|character| !matches!(character, ',' | '\u{ff0c}' | ' '))
        .collect();
    Money::parse(&plain, currency)
        .ok()
        .filter(|amount| !amount.is_negative())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let read = |text| typed(text, Currency::CNY).map(Money::minor);
        assert_eq!(read("1,200,000"), Some(120_000_000));
        assert_eq!(read("1200000.5"), Some(120_000_050));
        assert_eq!(read("1,200"), Some(120_000));
        assert_eq!(read("-5"), None);
        assert_eq!(read("1.005"), None);
        assert_eq!(read("much"), None);
    }
}
