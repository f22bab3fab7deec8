//! How much a guarantor may guarantee (Order 683 articles 15 and 16), to the cent.

use rstest::rstest;
use tallystick_base::{Currency, GuaranteeId, GuarantorLimits, Money, MoneyError, PartyId, RulePack};
use tallystick_financing::guarantor_use::{GuaranteeUse, GuarantorLimit, GuarantorUse, exceeded};

/// Net assets of 1,000,000.00: 10,000,000.00 or 15,000,000.00 in all, 100,000.00 for one borrower, 150,000.00 with its group.
const NET_ASSETS: &str = "1000000.00";

fn cny(value: &str) -> Money {
    Money::parse(value, Currency::CNY).unwrap()
}

fn party(n: u64) -> PartyId {
    PartyId::from_parts(n, [0; 10])
}

/// A guarantee for a firm that is not small and stands alone.
fn large(borrower: u64, amount: &str) -> GuaranteeUse {
    GuaranteeUse {
        borrower: party(borrower),
        group: None,
        small: false,
        amount: cny(amount),
    }
}

fn small(borrower: u64, amount: &str) -> GuaranteeUse {
    GuaranteeUse {
        small: true,
        ..large(borrower, amount)
    }
}

fn in_group(head: u64, with: GuaranteeUse) -> GuaranteeUse {
    GuaranteeUse {
        group: Some(party(head)),
        ..with
    }
}

fn used(uses: impl IntoIterator<Item = GuaranteeUse>) -> GuarantorUse {
    let numbered = (1..).map(|n| GuaranteeId::from_parts(n, [0; 10])).zip(uses);
    GuarantorUse {
        uses: numbered.collect(),
    }
}

/// The law's own numbers, as the published rules have them.
fn limits() -> GuarantorLimits {
    let on = "2026-01-20".parse().unwrap();
    let rules = RulePack::cn().unwrap();
    rules.guarantor_limits_on(on).unwrap().value.clone()
}

fn ask(before: &GuarantorUse, more: GuaranteeUse) -> Option<GuarantorLimit> {
    exceeded(before, &more, cny(NET_ASSETS), &limits()).unwrap()
}

fn over(which: &'static str, limit: &str, used: &str) -> GuarantorLimit {
    GuarantorLimit {
        which,
        limit: cny(limit),
        used: cny(used),
    }
}

#[rstest]
#[case("100000.00", None)]
#[case(
    "100000.01",
    Some(over("the sum for this borrower", "100000.00", "100000.01"))
)]
fn article_16_one_borrower_ten_per_cent(#[case] amount: &str, #[case] answer: Option<GuarantorLimit>) {
    assert_eq!(ask(&GuarantorUse::default(), large(1, amount)), answer);
}

#[test]
fn article_16_everything_for_one_borrower_counts_together() {
    let before = used([large(1, "60000.00"), large(2, "100000.00")]);
    assert_eq!(ask(&before, large(1, "40000.00")), None);
    let answer = Some(over("the sum for this borrower", "100000.00", "100000.01"));
    assert_eq!(ask(&before, large(1, "40000.01")), answer);
}

#[rstest]
#[case("50000.00", None)]
#[case(
    "50000.01",
    Some(over("the sum for this borrower with its group", "150000.00", "150000.01"))
)]
fn article_16_one_borrower_with_its_group_fifteen_per_cent(
    #[case] amount: &str,
    #[case] answer: Option<GuarantorLimit>,
) {
    let before = used([in_group(9, large(1, "100000.00")), large(3, "100000.00")]);
    assert_eq!(ask(&before, in_group(9, large(2, amount))), answer);
    // Who heads the group belongs to it.
    assert_eq!(ask(&before, large(9, amount)), answer);
    // Another group is another matter.
    assert_eq!(ask(&before, in_group(8, large(2, amount))), None);
}

#[rstest]
#[case("100000.00", None)]
#[case("99999.99", None)]
#[case(
    "100000.01",
    Some(over("the sum of all guarantees", "10000000.00", "10000000.01"))
)]
fn article_15_ten_times_net_assets(#[case] amount: &str, #[case] answer: Option<GuarantorLimit>) {
    let before = used((1..=99).map(|borrower| large(borrower, "100000.00")));
    let more = large(100, amount);
    assert_eq!(ask(&before, more), answer);
}

#[rstest]
#[case("100000.00", None)]
#[case(
    "100000.01",
    Some(over("the sum of all guarantees", "15000000.00", "15000000.01"))
)]
fn article_15_fifteen_times_for_those_who_serve_mainly_small_firms(
    #[case] amount: &str,
    #[case] answer: Option<GuarantorLimit>,
) {
    let before = used((1..=149).map(|borrower| small(borrower, "100000.00")));
    assert_eq!(ask(&before, small(150, amount)), answer);
}

#[test]
fn article_15_half_is_not_mainly_and_a_cent_more_is() {
    let firms = |small_ones: u64| {
        (1..=109).map(move |n| {
            if n <= small_ones {
                small(n, "100000.00")
            } else {
                large(n, "100000.00")
            }
        })
    };
    let half = used(firms(54));
    let answer = Some(over("the sum of all guarantees", "10000000.00", "11000000.00"));
    assert_eq!(ask(&half, small(110, "100000.00")), answer);
    let less = used(firms(54).map(|each| {
        let amount = if each.borrower == party(109) {
            cny("99999.99")
        } else {
            each.amount
        };
        GuaranteeUse { amount, ..each }
    }));
    assert_eq!(ask(&less, small(110, "100000.00")), None);
}

#[test]
fn whoever_has_no_net_assets_guarantees_nothing() {
    for net_assets in ["0.00", "-1.00"] {
        let answer = exceeded(
            &GuarantorUse::default(),
            &large(1, "0.01"),
            cny(net_assets),
            &limits(),
        );
        assert_eq!(
            answer.unwrap().map(|limit| limit.which),
            Some("the sum of all guarantees")
        );
    }
}

#[test]
fn amounts_of_another_currency_are_not_compared() {
    let before = used([GuaranteeUse {
        amount: Money::parse("1.00", Currency::USD).unwrap(),
        ..large(1, "1.00")
    }]);
    let answer = exceeded(&before, &large(2, "1.00"), cny(NET_ASSETS), &limits());
    assert!(matches!(answer, Err(MoneyError::Currencies { .. })), "{answer:?}");
}

mod properties {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A guarantee for one of five borrowers, the first three of which are a group of their own.
    fn asked() -> impl Strategy<Value = GuaranteeUse> {
        (1..6_u64, any::<bool>(), 1..6_000_000_i64).prop_map(|(borrower, small, minor)| GuaranteeUse {
            borrower: party(borrower),
            group: (borrower < 4).then(|| party(1)),
            small,
            amount: Money::from_minor(minor, Currency::CNY),
        })
    }

    fn largest<K: Ord>(uses: &GuarantorUse, key: impl Fn(&GuaranteeUse) -> K) -> i64 {
        let mut sums = BTreeMap::new();
        for each in uses.uses.values() {
            *sums.entry(key(each)).or_insert(0) += each.amount.minor();
        }
        sums.into_values().max().unwrap_or(0)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whatever is asked for in whatever order: what was issued keeps all limits, and what was refused would not have.
        #[test]
        fn what_is_issued_keeps_every_limit(asks in prop::collection::vec(asked(), 1..40)) {
            // Limits that a few guarantees reach: once, or twice where it serves mainly small firms, the net assets of 300,000.00.
            let narrow = GuarantorLimits {
                outstanding: "1.00".parse().unwrap(),
                outstanding_mainly_small: "2.00".parse().unwrap(),
                one_borrower: "0.40".parse().unwrap(),
                borrower_group: "0.60".parse().unwrap(),
            };
            let net_assets = cny("300000.00");
            let keeps = |uses: &GuarantorUse| {
                let all = largest(uses, |_| ());
                let small: i64 = uses.uses.values().filter(|each| each.small).map(|each| each.amount.minor()).sum();
                let most = if 2 * small > all { 60_000_000 } else { 30_000_000 };
                all <= most
                    && largest(uses, |each| each.borrower) <= 12_000_000
                    && largest(uses, |each| each.group.unwrap_or(each.borrower)) <= 18_000_000
            };
            let mut issued = GuarantorUse::default();
            for (n, ask) in (1..).zip(asks) {
                let mut with = issued.clone();
                with.uses.insert(GuaranteeId::from_parts(n, [0; 10]), ask);
                let refused = exceeded(&issued, &ask, net_assets, &narrow).unwrap().is_some();
                prop_assert_eq!(!refused, keeps(&with));
                if !refused {
                    issued = with;
                }
            }
        }
    }
}
