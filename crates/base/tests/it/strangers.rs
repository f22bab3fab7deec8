//! Whatever text arrives, a parser answers; and what it takes, it writes back as it was or in its one form.

use std::fmt::Display;
use std::str::FromStr;

use proptest::prelude::*;
use tallystick_base::{
    Capacity, CertificateId, CreditCode, Currency, DailyRate, DayCount, Digest, Lei, Millis, Money, Rate,
    Ratio, RulePack, Salt, Subject, Term, Thumbprint,
};

/// Text that looks like what some parser takes, and text that looks like nothing.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9A-Z]{16,21}",
        "[a-z-]{0,12}/[A-Za-z0-9_-]{0,100}",
        "(certificate|party)/[0-9a-f]{8}-[0-9a-f]{4}-[1-9][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
        "-?[0-9]{0,25}\\.?[0-9]{0,15}",
        "[A-Za-z0-9_-]{21,44}",
        "[0-9a-f]{62,66}",
        "P[0-9]{0,12}[DMYW]",
    ]
}

/// What is taken, is taken again from the text that it prints, and is then the same.
fn steady<T: FromStr + Display + PartialEq>(text: &str) -> bool {
    match text.parse::<T>() {
        Ok(value) => value.to_string().parse::<T>().is_ok_and(|again| again == value),
        Err(_) => true,
    }
}

/// What is taken, prints as it was.
fn faithful<T: FromStr + Display>(text: &str) -> bool {
    text.parse::<T>().map_or(true, |value| value.to_string() == text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn parsers_answer_every_text(text in any_text()) {
        prop_assert!(faithful::<Subject>(&text));
        prop_assert!(faithful::<CertificateId>(&text));
        prop_assert!(faithful::<Thumbprint>(&text));
        prop_assert!(faithful::<Digest>(&text));
        prop_assert!(faithful::<Salt>(&text));
        prop_assert!(faithful::<Capacity>(&text));
        prop_assert!(faithful::<Currency>(&text));
        prop_assert!(faithful::<CreditCode>(&text));
        prop_assert!(faithful::<Lei>(&text));
        prop_assert!(faithful::<DayCount>(&text));
        prop_assert!(faithful::<Term>(&text));
        prop_assert!(steady::<Rate>(&text));
        prop_assert!(steady::<DailyRate>(&text));
        prop_assert!(steady::<Ratio>(&text));
        for currency in [Currency::CNY, Currency::JPY] {
            if let Ok(amount) = Money::parse(&text, currency) {
                prop_assert_eq!(Money::parse(&amount.value_text(), currency), Ok(amount));
            }
        }
    }

    #[test]
    fn json_readers_answer_every_text(text in any::<String>()) {
        prop_assert!(serde_json::from_str::<Money>(&text).is_err());
        prop_assert!(RulePack::from_json(&text).is_err());
    }

    #[test]
    fn every_time_has_a_date_in_every_zone(millis in any::<u64>(), offset in any::<i32>()) {
        if let Ok(time) = Millis::new(millis % (Millis::MAX.as_millis() + 2)) {
            let days = (time.date_at(offset) - time.date_at(0)).num_days();
            prop_assert!(days.abs() <= i64::from(offset.unsigned_abs()) / 1440 + 1);
        }
    }
}
