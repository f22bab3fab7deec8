//! Amounts: text, JSON, arithmetic.

use proptest::prelude::*;
use rstest::rstest;
use tallystick_base::{Currency, Money};

use crate::cny;

#[rstest]
#[case("0", 0, "0.00")]
#[case("0.00", 0, "0.00")]
#[case("0.05", 5, "0.05")]
#[case("-0.05", -5, "-0.05")]
#[case("1234567.89", 123_456_789, "1234567.89")]
#[case("1234.5", 123_450, "1234.50")]
#[case("92233720368547758.07", i64::MAX, "92233720368547758.07")]
#[case("-92233720368547758.08", i64::MIN, "-92233720368547758.08")]
fn amounts_are_read_exactly_and_written_with_all_decimals(
    #[case] text: &str,
    #[case] minor: i64,
    #[case] written: &str,
) {
    let amount = Money::parse(text, Currency::CNY).unwrap();
    assert_eq!(amount.minor(), minor);
    assert_eq!(amount.value_text(), written);
}

#[rstest]
#[case("", "money-not-decimal")]
#[case("-", "money-not-decimal")]
#[case(".", "money-not-decimal")]
#[case(".5", "money-not-decimal")]
#[case("5.", "money-not-decimal")]
#[case("+1", "money-not-decimal")]
#[case("--1", "money-not-decimal")]
#[case(" 1", "money-not-decimal")]
#[case("1 ", "money-not-decimal")]
#[case("1e3", "money-not-decimal")]
#[case("1E3", "money-not-decimal")]
#[case("1,000.00", "money-not-decimal")]
#[case("1_000", "money-not-decimal")]
#[case("1.2.3", "money-not-decimal")]
#[case("٣", "money-not-decimal")]
#[case("\u{ff11}.00", "money-not-decimal")]
#[case("NaN", "money-not-decimal")]
#[case("01", "money-not-canonical")]
#[case("00.10", "money-not-canonical")]
#[case("-0", "money-not-canonical")]
#[case("-0.00", "money-not-canonical")]
#[case("1.005", "money-decimals")]
#[case("92233720368547758.08", "money-too-large")]
#[case("-92233720368547758.09", "money-too-large")]
#[case("100000000000000000000000000000", "money-too-large")]
fn other_texts_are_refused_with_their_reason(#[case] text: &str, #[case] code: &str) {
    assert_eq!(Money::parse(text, Currency::CNY).unwrap_err().code(), code);
}

#[rstest]
#[case("JPY", "1200000", "1200000", "1,200,000 JPY")]
#[case("CNY", "1200000", "1200000.00", "1,200,000.00 CNY")]
#[case("CNY", "-999.90", "-999.90", "-999.90 CNY")]
#[case("CNY", "-1000", "-1000.00", "-1,000.00 CNY")]
#[case("KWD", "1.5", "1.500", "1.500 KWD")]
#[case("CLF", "1234.5678", "1234.5678", "1,234.5678 CLF")]
fn each_currency_has_its_decimals(
    #[case] currency: &str,
    #[case] text: &str,
    #[case] exact: &str,
    #[case] grouped: &str,
) {
    let amount = Money::parse(text, Currency::parse(currency).unwrap()).unwrap();
    assert_eq!(amount.value_text(), exact);
    assert_eq!(amount.to_string(), grouped);
}

#[test]
fn a_yen_has_no_sen() {
    let refusal = Money::parse("1.0", Currency::JPY).unwrap_err();
    assert_eq!(refusal.to_string(), "JPY has 0 decimals; this amount has 1");
}

#[test]
fn json_is_two_texts_and_reads_back() {
    let json = r#"{"value":"1234.50","currency":"CNY"}"#;
    let amount: Money = serde_json::from_str(json).unwrap();
    assert_eq!(amount, cny("1234.50"));
    assert_eq!(serde_json::to_string(&amount).unwrap(), json);
}

#[rstest]
#[case::number(r#"{"value":1234.5,"currency":"CNY"}"#)]
#[case::bare_number("1234.5")]
#[case::bare_text(r#""1234.50""#)]
#[case::unknown_member(r#"{"value":"1","currency":"CNY","scale":2}"#)]
#[case::repeated_member(r#"{"value":"1","value":"2","currency":"CNY"}"#)]
#[case::no_currency(r#"{"value":"1"}"#)]
#[case::small_letters(r#"{"value":"1","currency":"cny"}"#)]
#[case::gold(r#"{"value":"1","currency":"XAU"}"#)]
#[case::grouped(r#"{"value":"1,000","currency":"CNY"}"#)]
fn other_json_is_refused(#[case] json: &str) {
    assert!(serde_json::from_str::<Money>(json).is_err());
}

#[test]
fn currencies_do_not_mix() {
    let dollars = Money::parse("1.00", Currency::USD).unwrap();
    for code in [
        cny("1.00").checked_add(dollars).unwrap_err().code(),
        cny("1.00").checked_sub(dollars).unwrap_err().code(),
        cny("1.00").compare(dollars).unwrap_err().code(),
        cny("1.00").lesser(dollars).unwrap_err().code(),
        Money::sum(Currency::CNY, [dollars]).unwrap_err().code(),
    ] {
        assert_eq!(code, "money-currencies");
    }
}

#[test]
fn sums_beyond_64_bits_are_refused() {
    let most = Money::from_minor(i64::MAX, Currency::CNY);
    let least = Money::from_minor(i64::MIN, Currency::CNY);
    assert_eq!(
        most.checked_add(cny("0.01")).unwrap_err().code(),
        "money-too-large"
    );
    assert_eq!(
        least.checked_sub(cny("0.01")).unwrap_err().code(),
        "money-too-large"
    );
    assert_eq!(least.checked_neg().unwrap_err().code(), "money-too-large");
    assert_eq!(
        most.checked_neg().unwrap().checked_add(most),
        Ok(Money::zero(Currency::CNY))
    );
}

fn any_money() -> impl Strategy<Value = Money> {
    let currencies: Vec<_> = Currency::all().collect();
    (any::<i64>(), prop::sample::select(currencies))
        .prop_map(|(minor, currency)| Money::from_minor(minor, currency))
}

proptest! {
    #[test]
    fn every_amount_survives_its_text_and_its_json(amount in any_money()) {
        prop_assert_eq!(Money::parse(&amount.value_text(), amount.currency()), Ok(amount));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), amount);
    }

    #[test]
    fn grouping_only_adds_commas_and_the_currency(amount in any_money()) {
        let ungrouped = amount.grouped_text().replace(',', "");
        prop_assert_eq!(ungrouped, format!("{} {}", amount.value_text(), amount.currency()));
    }
}
