//! Chinese capitals, 中文大写.

use proptest::prelude::*;
use rstest::rstest;
use tallystick_base::{Currency, Money};

use crate::cny;

#[rstest]
#[case::annex_zero_between("1409.50", "人民币壹仟肆佰零玖元伍角")]
#[case::annex_several_zeros("6007.14", "人民币陆仟零柒元壹角肆分")]
#[case::annex_zero_yuan("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分")]
#[case::annex_zeros_before_the_point("107000.53", "人民币壹拾万柒仟元零伍角叁分")]
#[case::annex_zero_jiao("16409.02", "人民币壹万陆仟肆佰零玖元零贰分")]
#[case::annex_zero_jiao_again("325.04", "人民币叁佰贰拾伍元零肆分")]
#[case::nothing("0.00", "人民币零元整")]
#[case::one_fen("0.01", "人民币壹分")]
#[case::ten_fen("0.10", "人民币壹角")]
#[case::all_fen("0.99", "人民币玖角玖分")]
#[case::ten("10.00", "人民币壹拾元整")]
#[case::ten_and_a_fen("10.01", "人民币壹拾元零壹分")]
#[case::hundred_and_one("101.00", "人民币壹佰零壹元整")]
#[case::thousand_and_ten("1010.00", "人民币壹仟零壹拾元整")]
#[case::wan("10000.00", "人民币壹万元整")]
#[case::wan_and_one("10001.00", "人民币壹万零壹元整")]
#[case::wan_and_thousand("11000.00", "人民币壹万壹仟元整")]
#[case::million_two("1200000.00", "人民币壹佰贰拾万元整")]
#[case::yi("100000000.00", "人民币壹亿元整")]
#[case::yi_and_wan("100010000.00", "人民币壹亿零壹万元整")]
#[case::yi_and_wan_in_ten("100107000.00", "人民币壹亿零壹拾万柒仟元整")]
#[case::yi_and_one("1000000001.00", "人民币壹拾亿零壹元整")]
#[case::wan_yi("1000000000000.00", "人民币壹万亿元整")]
#[case::yi_yi("10000000000000001.00", "人民币壹亿亿零壹元整")]
#[case::negative("-1280.00", "人民币负壹仟贰佰捌拾元整")]
#[case::the_most(
    "92233720368547758.07",
    "人民币玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"
)]
fn amounts_in_capitals(#[case] amount: &str, #[case] capitals: &str) {
    assert_eq!(cny(amount).capitals().as_deref(), Ok(capitals));
}

#[test]
fn other_currencies_have_no_rule_and_are_refused() {
    let dollars = Money::parse("1.00", Currency::USD).unwrap();
    assert_eq!(dollars.capitals().unwrap_err().code(), "money-no-capitals");
}

/// Reads capitals back by a way of its own: digits and units from left to right.
fn read(capitals: &str) -> i128 {
    let (sign, text) = match capitals
        .strip_prefix("人民币")
        .expect("the currency stands first")
    {
        text if text.starts_with('负') => (-1, text.trim_start_matches('负')),
        text => (1, text),
    };
    let (mut fen, mut total, mut section, mut digit) = (0_i128, 0_i128, 0_i128, 0_i128);
    for character in text.chars() {
        match character {
            '拾' => section += std::mem::take(&mut digit) * 10,
            '佰' => section += std::mem::take(&mut digit) * 100,
            '仟' => section += std::mem::take(&mut digit) * 1000,
            '万' => {
                section = (section + std::mem::take(&mut digit)) * 10_000;
                total += std::mem::take(&mut section);
            }
            '亿' => {
                total = (total + std::mem::take(&mut section) + std::mem::take(&mut digit)) * 100_000_000;
            }
            '元' => {
                fen +=
                    (std::mem::take(&mut total) + std::mem::take(&mut section) + std::mem::take(&mut digit))
                        * 100;
            }
            '角' => fen += std::mem::take(&mut digit) * 10,
            '分' => fen += std::mem::take(&mut digit),
            '整' => {}
            numeral => {
                let at = "零壹贰叁肆伍陆柒捌玖".chars().position(|known| known == numeral);
                digit = i128::try_from(at.expect("a numeral")).expect("below ten");
            }
        }
    }
    sign * fen
}

proptest! {
    #[test]
    fn capitals_say_the_amount_and_never_two_zeros_together(minor in any::<i64>()) {
        let capitals = Money::from_minor(minor, Currency::CNY).capitals().unwrap();
        prop_assert_eq!(read(&capitals), i128::from(minor), "{}", capitals);
        prop_assert!(!capitals.contains("零零"));
    }

    #[test]
    fn capitals_of_everyday_amounts_say_the_amount(minor in -1_000_000_000_i64..1_000_000_000) {
        let capitals = Money::from_minor(minor, Currency::CNY).capitals().unwrap();
        prop_assert_eq!(read(&capitals), i128::from(minor), "{}", capitals);
    }
}
