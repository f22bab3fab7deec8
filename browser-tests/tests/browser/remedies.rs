//! What the operator does for others, in the states that last for a while only: a key that it announces for a party that lost its
//! own, until the party objects; rules that it is about to publish, beside those that stand.

use serde_json::json;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, act_of_two, apart, attach, examined, examined_as_it_is, link, seated};
use crate::grid::says;
use crate::joining::value;

/// Why the operator announces a key.
const BROKEN: &str = "设备在搬迁中损坏";

/// The operator makes a link for a member of a party that lost its keys, whose page is open.
#[track_caller]
fn link_for_a_key(operator: &Browser) -> String {
    operator.fill("[name=label]", "搬迁后的新设备");
    operator.click("form[action$='/recover'] button");
    value(operator, "#link")
}

/// Somebody of the party makes a key on a phone; gives its fingerprint.
#[track_caller]
fn key_made(address: &str) -> String {
    let phone = apart().browser(Width::Phone);
    phone.open(address);
    phone.click("form.enrol button");
    phone.text(".receipt .fingerprint")
}

#[test]
fn a_key_is_announced_for_a_party_which_objects() {
    // Given a party somebody of which made a new key by a link of the operator.
    let open = |seat: &str| seated(apart(), seat, Language::Zh);
    let (operator, other) = (open("operator-1"), open("operator-2"));
    operator.open("/parties?find=江东电缆");
    let recover = format!("{}/recover", link(&operator, "table.list a[href^='/parties/']"));
    operator.open(&recover);
    let fingerprint = key_made(&link_for_a_key(&operator));

    // When two members of the operator announce it,
    examined(&operator, &recover);
    let announced = "section[aria-labelledby=announce] .fingerprint";
    assert_eq!(operator.text(announced), fingerprint);
    operator.fill("#reason", BROKEN);
    attach(&operator, "江东电缆有限公司关于密钥遗失的说明");
    operator.click("[name='_compared']");
    let shown = act_of_two(&operator, &other);
    says(&shown, &[BROKEN]);

    // then it waits, and the party reads of it and objects.
    examined(&operator, &recover);
    let waits = "section[aria-labelledby=waits]";
    assert_eq!(operator.text(&format!("{waits} .fingerprint")), fingerprint);
    says(&operator.text(waits), &[BROKEN]);
    let member = open("cable-maker-1");
    examined(&member, "/house/recovery");
    says(&member.text("dl.facts"), &[BROKEN]);
    act(&member);
    member.open("/house/recovery");
    member.sees("目前没有公告中的密钥。");
    operator.open(&recover);
    operator.wait_for("section[aria-labelledby=announce]");
}

/// The operator opens the rules that stand, shortens the term for confirming from a later day on, and asks what that changes; gives
/// the one thing that the page then says, beside the form by which it is published.
#[track_caller]
pub(crate) fn compared_with_a_shorter_term(operator: &Browser) -> String {
    operator.open("/rules/publish");
    operator.wait_for("#pack");
    let shorter = "const given = document.querySelector('#pack'); const pack = JSON.parse(given.value); \
                   const later = structuredClone(pack.confirmation.at(-1)); later.from = '2099-01-01'; later.value.days = 20; \
                   pack.confirmation.push(later); given.value = JSON.stringify(pack)";
    operator.script(shorter, &json!([]));
    operator.click("form[action='/rules/publish'] button");
    operator.wait_for("form.act#publish button[type=submit]");
    let changes = operator.texts("section[aria-labelledby=changes] tbody tr");
    let [change]: [String; 1] = changes.try_into().unwrap();
    change
}

#[test]
fn rules_that_are_given_are_compared_with_those_that_stand() {
    let operator = seated(apart(), "operator-1", Language::En);
    let change = compared_with_a_shorter_term(&operator);
    says(&change, &["2099-01-01", "Within 20 calendar days."]);
    examined_as_it_is(&operator);
}
