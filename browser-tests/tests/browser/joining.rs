//! A party comes to the ledger: the operator invites its first members, each makes a key in the own browser, the fingerprints are
//! compared, two members of the operator register it, and it accepts.

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, act_of_two, examined, link, seated};

/// A company that nobody else registers.
const NAME: &str = "北京晨光医疗器械有限公司";
const CODE: &str = "91110199MA0BT0001W";

/// What is read in a field.
#[track_caller]
pub(crate) fn value(browser: &Browser, css: &str) -> String {
    browser.wait_for(css);
    let value = browser.script("return document.querySelector(arguments[0]).value", &json!([css]));
    value.as_str().unwrap_or_default().to_owned()
}

/// The operator makes a link for a first member, on the page that is open; gives it.
#[track_caller]
fn invited(operator: &Browser, label: &str) -> String {
    operator.fill("form[action='/parties/new'] [name=label]", label);
    operator.click("form[action='/parties/new'] button");
    let link = value(operator, "#link");
    examined(operator, &operator.path());
    link
}

/// Somebody opens the link in a browser of the own and makes a key there; gives the browser, and the key's fingerprint.
#[track_caller]
fn enrolled(stage: &Stage, link: &str, name: &str, width: Width) -> (Browser, String) {
    let browser = stage.browser(width);
    browser.open(link);
    browser.language(Language::Zh);
    examined(&browser, &browser.path());
    browser.resize(width);
    browser.fill("form.enrol [name=name]", name);
    browser.click("form.enrol button");
    let fingerprint = browser.text(".receipt .fingerprint");
    assert_eq!(fingerprint.split_whitespace().count(), 16, "{fingerprint}");
    browser.assert_no_serious();
    // The key is in this browser alone: the link gives nobody another one.
    examined(&browser, &browser.path());
    assert_eq!(browser.text("code.fingerprint"), fingerprint);
    assert_eq!(browser.texts("form.enrol"), Vec::<String>::new());
    (browser, fingerprint)
}

/// Fills in the file of the party, and says that the fingerprints were compared.
#[track_caller]
fn filled_in(operator: &Browser) {
    let file = [
        ("profile.legal_name", NAME),
        ("identity.code", CODE),
        ("profile.address", "北京市永宁区晨光路6号"),
        ("profile.contact", "冯立，010-55500061"),
        ("profile.size", "small"),
    ];
    for (name, says) in file {
        operator.fill(&format!("#register [name='{name}']"), says);
    }
    operator.click("#register [name=capacities][value=supplier]");
    // The first prepares, the second checks, and both look after the house, as the form proposes it.
    let roles = "return [...document.querySelectorAll('#register [name$=\".roles\"]:checked')].map((box) => [box.name, box.value])";
    assert_eq!(
        operator.script(roles, &json!([])),
        json!([
            ["members.0.roles", "maker"],
            ["members.0.roles", "admin"],
            ["members.1.roles", "checker"],
            ["members.1.roles", "admin"],
        ])
    );
    for member in 0..2 {
        operator.click(&format!("#register [name='_compared-{member}']"));
    }
}

/// Signs in with the only key of the browser.
#[track_caller]
fn signed_in(browser: &Browser) {
    browser.open("/sign-in");
    browser.click(".sign-in .keys button");
    browser.wait_for("main");
    browser.sees(NAME);
}

#[test]
fn a_new_party_makes_its_keys_is_registered_accepts_and_signs_in() {
    let stage = Stage::shared();
    let (operator, other) = (
        seated(stage, "operator-1", Language::Zh),
        seated(stage, "operator-2", Language::Zh),
    );
    operator.open("/parties/new");
    let first_link = invited(&operator, "冯立");
    let party = link(&operator, "a[href^='/parties/new?party=']");
    operator.open(&party);
    let second_link = invited(&operator, "何敏");
    assert!(
        first_link != second_link && second_link.starts_with(stage.url()),
        "{second_link}"
    );

    let (first, first_print) = enrolled(stage, &first_link, "冯立", Width::Phone);
    let (second, second_print) = enrolled(stage, &second_link, "何敏", Width::Desktop);
    assert_ne!(first_print, second_print);

    // The operator reads over the telephone what they read.
    examined(&operator, &party);
    assert_eq!(
        operator.texts("#register code.fingerprint"),
        [first_print, second_print]
    );
    filled_in(&operator);
    let shown = act_of_two(&operator, &other);
    assert!(shown.contains(NAME) && shown.contains(CODE), "{shown}");

    // Whoever holds a key signs in with it, finds the file to compare, and accepts it for all.
    signed_in(&first);
    first.open("/house/accept");
    first.sees(CODE);
    act(&first);
    signed_in(&second);
    second.open("/contracts/new");
    second.wait_for("h1");
    operator.open("/parties?find=晨光医疗");
    let row = operator.text("table.list tbody tr");
    assert!(row.contains(NAME) && row.contains("有效"), "{row}");
}
