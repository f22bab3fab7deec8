//! `rules.publish`: what has come into force is never altered.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_base::{Capacity, RulePack};

use crate::given::given;
use crate::world::{OPERATOR, World, buyer, operator, publish};

/// The shipped pack with one change. Today is 2 March 2026.
fn changed(change: impl FnOnce(&mut Value)) -> RulePack {
    let mut pack: Value = serde_json::from_str(&RulePack::cn().unwrap().to_json().unwrap()).unwrap();
    change(&mut pack);
    RulePack::from_json(&pack.to_string()).unwrap()
}

fn last(pack: &mut Value, section: &str) -> Value {
    pack[section].as_array().unwrap().last().unwrap().clone()
}

/// A further entry of a section from a date on.
fn further(pack: &mut Value, section: &str, from: &str, value: Value) {
    let mut entry = last(pack, section);
    entry["from"] = json!(from);
    entry["value"] = value;
    pack[section].as_array_mut().unwrap().push(entry);
}

#[track_caller]
fn published(change: impl FnOnce(&mut Value)) -> World {
    given(&World::ruled())
        .when(operator(), publish(changed(change)))
        .then_steps(&["rules published"])
}

#[track_caller]
fn refused(change: impl FnOnce(&mut Value), code: &str) {
    given(&World::ruled())
        .when(operator(), publish(changed(change)))
        .then_rejected(code);
}

#[test]
fn the_first_publication_is_free_and_versions_count_up() {
    let world = World::ruled();
    assert_eq!(world.case.rules["cn"].version, 1);
    assert_eq!(world.case.rules("cn").unwrap(), &RulePack::cn().unwrap());
    assert_eq!(published(|_| ()).case.rules["cn"].version, 2);
    let other = changed(|pack| pack["pack"] = json!("hk"));
    let world = given(&world).when(operator(), publish(other)).accepted();
    assert!(world.case.rules("hk").is_ok() && world.case.rules("sg").is_err());
}

#[test]
fn days_are_counted_in_the_zone_of_the_pack() {
    let mut world = World::ruled();
    world.now = tallystick_base::Millis::from_secs(1_772_409_600 + 8 * 3600).unwrap();
    let context = world.context(operator());
    assert_eq!(
        world.case.today("cn", &context).unwrap().to_string(),
        "2026-03-02"
    );
    let context = world.after(9).context(operator());
    assert_eq!(
        World::ruled().case.today("cn", &context).unwrap().to_string(),
        "2026-03-03"
    );
}

#[test]
fn a_later_rule_is_added_and_corrected_before_it_begins() {
    let split = |count: u32| json!({ "depth": 5, "children": count });
    let world = published(|pack| further(pack, "split_limits", "2026-03-03", split(50)));
    let corrected = changed(|pack| further(pack, "split_limits", "2026-04-01", split(60)));
    let world = given(&world)
        .when(operator(), publish(corrected.clone()))
        .accepted();
    given(&world.after(24 * 31))
        .when(operator(), publish(RulePack::cn().unwrap()))
        .then_rejected("rules-altered");
}

#[test]
fn a_rule_does_not_begin_today_or_in_the_past() {
    for from in ["2026-03-02", "2026-03-01"] {
        refused(
            |pack| further(pack, "split_limits", from, json!({ "depth": 5, "children": 50 })),
            "rules-altered",
        );
    }
}

#[test]
fn a_rule_in_force_is_not_changed_or_withdrawn() {
    refused(
        |pack| pack["voucher_caps"][0]["value"]["usual"] = json!("P5M"),
        "rules-altered",
    );
    refused(
        |pack| {
            pack["payment_terms"].as_array_mut().unwrap().remove(0);
        },
        "rules-altered",
    );
    refused(
        |pack| pack["late_interest"][0]["sources"] = json!([{ "practice": "Made up." }]),
        "rules-altered",
    );
}

#[test]
fn rates_follow_after_the_last_publication_that_was_looked_at() {
    published(|pack| {
        pack["lpr_one_year"]["checked_through"] = json!("2099-01-20");
        let later = json!({ "published": "2099-01-20", "rate": "0.0295" });
        pack["lpr_one_year"]["changes"]
            .as_array_mut()
            .unwrap()
            .push(later);
    });
    refused(
        |pack| pack["lpr_one_year"]["changes"][0]["rate"] = json!("0.0999"),
        "rules-altered",
    );
    refused(
        |pack| {
            pack["lpr_one_year"]["checked_through"] = pack["lpr_one_year"]["changes"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()["published"]
                .clone();
        },
        "rules-altered",
    );
}

#[test]
fn a_passed_day_stays_and_a_coming_holiday_may_move() {
    let year = |pack: &mut Value| {
        let years = pack["calendar"].as_array().unwrap();
        years.iter().position(|year| year["year"] == json!(2026)).unwrap()
    };
    let retained = |pack: &mut Value, keep: &dyn Fn(&str) -> bool| {
        let at = year(pack);
        let closed = pack["calendar"][at]["closed"].as_array_mut().unwrap();
        closed.retain(|day| keep(day.as_str().unwrap()));
    };
    refused(|pack| retained(pack, &|day| day > "2026-01-05"), "rules-altered");
    published(|pack| retained(pack, &|day| day < "2026-10-01"));
}

#[test]
fn published_years_stay_and_none_is_put_before_them() {
    refused(
        |pack| {
            pack["calendar"].as_array_mut().unwrap().pop();
        },
        "rules-altered",
    );
    refused(
        |pack| {
            pack["calendar"].as_array_mut().unwrap().remove(0);
        },
        "rules-altered",
    );
    published(|pack| {
        let years = pack["calendar"].as_array_mut().unwrap();
        let mut next = years.last().unwrap().clone();
        next["year"] = json!(next["year"].as_i64().unwrap() + 1);
        (next["closed"], next["worked"]) = (json!([]), json!([]));
        years.push(next);
    });
}

#[test]
fn a_legal_text_carries_its_own_digest() {
    refused(
        |pack| pack["legal_texts"][0]["text"] = json!("本机构什么也不承认。"),
        "text-digest",
    );
}

#[test]
fn a_legal_text_that_could_be_signed_may_only_be_withdrawn_from_today_on() {
    published(|pack| pack["legal_texts"][0]["until"] = json!("2026-03-02"));
    refused(
        |pack| pack["legal_texts"][0]["until"] = json!("2026-03-01"),
        "rules-altered",
    );
    refused(
        |pack| pack["legal_texts"][0]["name"] = json!("another"),
        "rules-altered",
    );
    refused(
        |pack| {
            pack["legal_texts"].as_array_mut().unwrap().remove(0);
        },
        "rules-altered",
    );
    let withdrawn = published(|pack| pack["legal_texts"][0]["until"] = json!("2026-03-02")).after(48);
    given(&withdrawn)
        .when(operator(), publish(RulePack::cn().unwrap()))
        .then_rejected("rules-altered");
}

#[rstest]
#[case::today("2026-03-02", false)]
#[case::tomorrow("2026-03-03", true)]
fn a_new_legal_text_begins_tomorrow_or_later(#[case] from: &str, #[case] may: bool) {
    let text = "本机构确认上述金额和付款日期。";
    let digest = "0".repeat(64);
    let pack = |digest: &str| {
        changed(|pack| {
            let mut new = pack["legal_texts"][0].clone();
            new["from"] = json!(from);
            new["text"] = json!(text);
            new["digest"] = json!(digest);
            pack["legal_texts"].as_array_mut().unwrap().push(new);
        })
    };
    // The rejection names the digest that the text has.
    let refused = given(&World::ruled())
        .when(operator(), publish(pack(&digest)))
        .answer;
    let Err(tallystick_parties::Rejection::TextDigest { expected, .. }) = refused else {
        panic!("{refused:?}")
    };
    let world = World::ruled();
    let decided = given(&world);
    let decided = decided.when(operator(), publish(pack(&expected.to_string())));
    if may {
        decided.accepted();
    } else {
        decided.then_rejected("rules-altered");
    }
}

#[test]
fn the_zone_of_published_rules_stays() {
    refused(|pack| pack["utc_offset_minutes"] = json!(540), "rules-zone");
}

#[test]
fn a_pack_has_a_name_that_a_subject_can_carry() {
    refused(|pack| pack["pack"] = json!("中国"), "rules-name");
}

#[test]
fn two_members_of_the_operator_publish() {
    let one = World::by(OPERATOR, Capacity::Operator, &[1]);
    let pack = || publish(RulePack::cn().unwrap());
    given(&World::ruled())
        .when(one, pack())
        .then_rejected("signatures-too-few");
    given(&World::peopled())
        .when(buyer(&[1, 2]), pack())
        .then_rejected("capacity-forbidden");
}
