//! The rule pack of mainland China, and what a pack may not be.

use rstest::rstest;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, Language, Purpose, RulePack, Source, Term};

use crate::{cn, date};

#[test]
fn the_shipped_pack_round_trips_without_change() {
    let pack = cn();
    let shipped = include_str!("../../data/rules-cn.json").trim_end();
    let json = pack.to_json().unwrap();
    let difference = json
        .lines()
        .zip(shipped.lines())
        .find(|(written, shipped)| written != shipped);
    assert_eq!(difference, None);
    assert_eq!(json.len(), shipped.len());
    assert_eq!(RulePack::from_json(&json), Ok(pack));
}

#[rstest]
#[case::order_728("2020-09-01", Some(30), Some(60), None, None, false, false)]
#[case::third_party_payment_void("2024-08-27", Some(30), Some(60), None, None, false, true)]
#[case::last_day_before("2025-05-31", Some(30), Some(60), None, None, false, true)]
#[case::order_802("2025-06-01", Some(30), Some(60), Some(60), None, true, true)]
fn payment_terms_follow_the_order_in_force_at_signing(
    #[case] signed: &str,
    #[case] public_default: Option<u32>,
    #[case] public_most: Option<u32>,
    #[case] large_default: Option<u32>,
    #[case] large_most: Option<u32>,
    #[case] longer_needs_reason: bool,
    #[case] pay_when_paid_refused: bool,
) {
    let pack = cn();
    let terms = &pack.payment_terms_on(date(signed)).unwrap().value;
    assert_eq!(terms.public_body.default_days, public_default);
    assert_eq!(terms.public_body.agreed_at_most_days, public_most);
    assert_eq!(terms.large_enterprise.default_days, large_default);
    assert_eq!(terms.large_enterprise.agreed_at_most_days, large_most);
    assert_eq!(terms.large_enterprise.longer_needs_reason, longer_needs_reason);
    assert_eq!(
        terms.large_enterprise.pay_when_paid_refused,
        pay_when_paid_refused
    );
}

#[test]
fn before_order_728_the_pack_says_nothing_and_says_so() {
    let pack = cn();
    let refusal = pack.payment_terms_on(date("2020-08-31")).unwrap_err();
    assert_eq!(refusal.code(), "rules-before-first");
    insta::assert_snapshot!(refusal, @"payment_terms begins on 2020-09-01; it says nothing about 2020-08-31");
}

#[test]
fn a_confirmation_is_due_in_thirty_days_with_three_reminders() {
    let pack = cn();
    let clock = &pack.confirmation_on(date("2026-01-15")).unwrap().value;
    assert_eq!(
        (clock.days, clock.reminders_days_left.as_slice()),
        (30, [10, 5, 1].as_slice())
    );
}

#[test]
fn certificates_run_six_months_and_never_over_a_year_since_the_notice_of_2025() {
    let pack = cn();
    let before = &pack.voucher_caps_on(date("2025-06-14")).unwrap().value;
    let since = &pack.voucher_caps_on(date("2025-06-15")).unwrap().value;
    assert_eq!((before.usual, before.at_most), (Term::Years(1), Term::Years(1)));
    assert_eq!((since.usual, since.at_most), (Term::Months(6), Term::Years(1)));
}

#[rstest]
#[case("2019-08-20", "0.0425", false)]
#[case("2020-02-19", "0.0415", false)]
#[case("2020-02-20", "0.0405", false)]
#[case("2021-06-30", "0.0385", false)]
#[case("2025-05-19", "0.0310", false)]
#[case("2025-05-20", "0.0300", false)]
#[case("2026-03-20", "0.0300", false)]
#[case("2026-03-21", "0.0300", true)]
fn the_loan_prime_rate_is_that_of_the_last_publication(
    #[case] on: &str,
    #[case] rate: &str,
    #[case] provisional: bool,
) {
    let reading = cn().lpr_one_year_on(date(on)).unwrap();
    assert_eq!(
        (reading.rate.to_string().as_str(), reading.provisional),
        (rate, provisional)
    );
    assert!(reading.published <= date(on));
}

#[test]
fn there_was_no_loan_prime_rate_of_this_kind_before_august_2019() {
    assert_eq!(
        cn().lpr_one_year_on(date("2019-08-19")).unwrap_err().code(),
        "rules-before-first"
    );
}

#[test]
fn the_remaining_numbers_of_2026() {
    let pack = cn();
    let on = date("2026-01-15");
    let splits = &pack.split_limits_on(on).unwrap().value;
    let penalty = &pack.penalty_on(on).unwrap().value;
    let guarantor = &pack.guarantor_limits_on(on).unwrap().value;
    let retention = &pack.retention_on(on).unwrap().value;
    assert_eq!((splits.depth, splits.children), (5, 100));
    assert_eq!(
        pack.advance_on(on).unwrap().value.default_rate.to_string(),
        "0.80"
    );
    assert_eq!(
        [&penalty.default_factor, &penalty.at_least].map(ToString::to_string),
        ["1.50", "1.30"]
    );
    assert_eq!(
        [
            guarantor.outstanding,
            guarantor.outstanding_mainly_small,
            guarantor.one_borrower,
            guarantor.borrower_group
        ]
        .map(|ratio| ratio.to_string()),
        ["10.00", "15.00", "0.10", "0.15"]
    );
    assert_eq!(
        pack.guarantee_period_on(on).unwrap().value.after_due,
        Term::Months(6)
    );
    assert_eq!(pack.registry_on(on).unwrap().value.discharge_working_days, 10);
    assert_eq!(pack.auction_on(on).unwrap().value.reveal_hours, 24);
    let disclosure = &pack.disclosure_on(on).unwrap().value;
    assert_eq!((disclosure.month, disclosure.day), (3, 31));
    assert_eq!(
        (retention.accounting, retention.transactions),
        (Term::Years(30), Term::Years(10))
    );
    assert_eq!(pack.utc_offset_minutes, 480);
}

#[test]
fn each_digest_is_that_of_its_text() {
    let pack = cn();
    assert_eq!(
        pack.legal_texts
            .iter()
            .map(|text| text.language)
            .collect::<Vec<_>>(),
        [Language::Zh, Language::En]
    );
    for text in &pack.legal_texts {
        let digest = Digest::from_bytes(Sha256::digest(&text.text).into());
        assert_eq!(text.digest, digest, "{}", text.name);
        assert_eq!(text.purpose, Purpose::ConfirmReceivable);
        assert_eq!(pack.legal_text(&digest, date("2026-01-15")), Some(text));
        assert_eq!(pack.legal_text(&digest, date("2020-12-31")), None);
    }
}

#[test]
fn what_confirming_means_is_said_in_both_languages() {
    for text in cn().legal_texts {
        let language = format!("{:?}", text.language);
        insta::assert_snapshot!(language, text.text);
    }
}

#[test]
fn a_text_that_was_withdrawn_is_no_longer_found() {
    let mut pack = cn();
    pack.legal_texts[0].until = Some(date("2025-12-31"));
    let digest = pack.legal_texts[0].digest;
    assert!(pack.legal_text(&digest, date("2025-12-31")).is_some());
    assert!(pack.legal_text(&digest, date("2026-01-01")).is_none());
}

#[test]
fn every_law_names_its_article() {
    let json: Value = serde_json::from_str(&cn().to_json().unwrap()).unwrap();
    let mut open = vec![&json];
    let mut laws = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Array(values) => open.extend(values),
            Value::Object(members) => {
                if let Some(law) = members.get("law") {
                    let Source::Law { title, article } =
                        serde_json::from_value(json!({ "law": law })).unwrap()
                    else {
                        unreachable!("the member is law");
                    };
                    assert!(!title.is_empty() && !article.is_empty());
                    laws += 1;
                }
                open.extend(members.values());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    assert!(laws > 20, "{laws}");
}

#[rstest]
#[case::unknown_member("", json!("x"), "rules-json")]
#[case::unknown_inner_member("/registry/0/value", json!({"discharge_working_days": 10, "note": ""}), "rules-json")]
#[case::float_rate("/late_interest/0/value/otherwise_a_day", json!(0.0005), "rules-json")]
#[case::no_such_day("/registry/0/from", json!("2022-02-30"), "rules-json")]
#[case::no_entries("/registry", json!([]), "rules-empty")]
#[case::no_years("/calendar", json!([]), "rules-empty")]
#[case::no_source("/registry/0/sources", json!([]), "rules-no-source")]
#[case::no_source_of_a_year("/calendar/0/sources", json!([]), "rules-no-source")]
#[case::no_source_of_a_text("/legal_texts/0/sources", json!([]), "rules-no-source")]
#[case::same_date_twice("/payment_terms/1/from", json!("2020-09-01"), "rules-order")]
#[case::backwards("/payment_terms/2/from", json!("2020-09-02"), "rules-order")]
#[case::lpr_backwards("/lpr_one_year/changes/1/published", json!("2019-08-20"), "rules-order")]
#[case::text_ends_before_it_begins("/legal_texts/0/until", json!("2020-01-01"), "rules-order")]
#[case::unchecked_lpr("/lpr_one_year/checked_through", json!("2025-05-19"), "rules-contradiction")]
#[case::default_above_most("/payment_terms/0/value/public_body/default_days", json!(61), "rules-contradiction")]
#[case::reminders_ascend("/confirmation/0/value/reminders_days_left", json!([5, 10]), "rules-contradiction")]
#[case::reminder_before_start("/confirmation/0/value/reminders_days_left", json!([30]), "rules-contradiction")]
#[case::usual_above_most("/voucher_caps/1/value/usual", json!("P13M"), "rules-contradiction")]
#[case::cap_in_days("/voucher_caps/1/value/usual", json!("P180D"), "rules-contradiction")]
#[case::one_child("/split_limits/0/value/children", json!(1), "rules-contradiction")]
#[case::no_late_interest("/late_interest/0/value/otherwise_a_day", json!("0.0000"), "rules-contradiction")]
#[case::advance_above_all("/advance/0/value/default_rate", json!("1.01"), "rules-contradiction")]
#[case::penalty_out_of_range("/penalty/0/value/default_factor", json!("1.60"), "rules-contradiction")]
#[case::group_under_borrower("/guarantor_limits/0/value/borrower_group", json!("0.05"), "rules-contradiction")]
#[case::no_guarantee("/guarantee_period/0/value/after_due", json!("P0M"), "rules-contradiction")]
#[case::no_discharge("/registry/0/value/discharge_working_days", json!(0), "rules-contradiction")]
#[case::no_time_to_reveal("/auction/0/value/reveal_hours", json!(0), "rules-contradiction")]
#[case::buckets_descend("/overdue/0/value/buckets_end_after_days", json!([60, 30]), "rules-contradiction")]
#[case::a_bucket_of_nothing("/overdue/0/value/buckets_end_after_days", json!([0, 30]), "rules-contradiction")]
#[case::no_such_date("/disclosure/0/value/day", json!(32), "rules-contradiction")]
#[case::nothing_kept("/retention/0/value/transactions", json!("P0Y"), "rules-contradiction")]
#[case::no_such_zone("/utc_offset_minutes", json!(841), "rules-offset")]
#[case::lowest_zone("/utc_offset_minutes", json!(i32::MIN), "rules-offset")]
#[case::a_year_left_out("/calendar/1/year", json!(2022), "rules-year-order")]
#[case::a_closed_weekend("/calendar/0/closed/0", json!("2020-01-04"), "rules-calendar-date")]
#[case::a_day_of_another_year("/calendar/0/closed/0", json!("2019-01-01"), "rules-calendar-date")]
#[case::a_worked_weekday("/calendar/0/worked/0", json!("2020-01-20"), "rules-calendar-date")]
#[case::a_day_twice("/calendar/0/closed/1", json!("2020-01-01"), "rules-calendar-date")]
fn a_pack_that_breaks_a_rule_is_refused(#[case] at: &str, #[case] with: Value, #[case] code: &str) {
    let mut json: Value = serde_json::from_str(&cn().to_json().unwrap()).unwrap();
    match at {
        "" => json["unknown"] = with,
        _ => *json.pointer_mut(at).expect("a member of the pack") = with,
    }
    let refusal = RulePack::from_json(&json.to_string()).unwrap_err();
    assert_eq!(refusal.code(), code, "{refusal}");
    assert!(
        serde_json::from_value::<RulePack>(json).is_err(),
        "no way around the checks"
    );
}

#[test]
fn nothing_may_follow_a_pack() {
    let json = cn().to_json().unwrap() + " {}";
    assert_eq!(RulePack::from_json(&json).unwrap_err().code(), "rules-json");
}

#[test]
fn one_text_may_not_stand_twice() {
    let mut pack = cn();
    let text = pack.legal_texts[0].clone();
    pack.legal_texts.push(text);
    assert_eq!(pack.validate().unwrap_err().code(), "rules-repeated-text");
}

#[test]
fn every_bucket_of_overdue_days_begins_after_the_one_before() {
    let pack = cn();
    let buckets = &pack.overdue_on(date("2026-01-15")).unwrap().value;
    assert_eq!(buckets.first_days().collect::<Vec<_>>(), [1, 31, 61, 91]);
}

#[rstest]
#[case(0, None)]
#[case(1, Some((1, Some(30))))]
#[case(30, Some((1, Some(30))))]
#[case(31, Some((31, Some(60))))]
#[case(60, Some((31, Some(60))))]
#[case(90, Some((61, Some(90))))]
#[case(91, Some((91, None)))]
#[case(4000, Some((91, None)))]
fn overdue_days_fall_into_buckets(#[case] days: u32, #[case] bucket: Option<(u32, Option<u32>)>) {
    let pack = cn();
    let buckets = &pack.overdue_on(date("2026-01-15")).unwrap().value;
    assert_eq!(buckets.bucket(days), bucket);
}
