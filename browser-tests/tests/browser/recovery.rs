//! A firm of one that lost its only phone: the operator adds the key that it announced days before, and the firm goes on with the new
//! phone and takes the lost one's key away.

use serde_json::json;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, act_of_two, apart, examined, link, seated};
use crate::grid::says;
use crate::keys::is_told_that_its_key_was_revoked;
use crate::trade::number_in;

/// The firm, its only member, and what it holds.
const FIRM: &str = "之江注射器械有限公司";
const MEMBER: &str = "于敏";
const HELD: &str = "700,000.00";

/// Why its key was announced, and why the lost one is revoked.
const LOST: &str = "唯一一部手机遗失";
const NOT_FOUND: &str = "旧手机未能找回";

/// What waits at the operator's desk.
const WAITS: &str = "section[aria-labelledby=waits]";

/// Whoever takes this seat of the demo is not signed in, and is told why.
#[track_caller]
fn opens_nothing(browser: &Browser, seat: &str, why: &str) {
    browser.open("/enter");
    browser.language(Language::Zh);
    browser.click(&format!("button[data-seat='{seat}']"));
    says(&browser.text(".alert"), &["登录未成功", why]);
    let refused = browser.console_errors();
    assert!(
        refused.iter().all(|error| error.contains("401")) && refused.len() == 1,
        "{refused:?}"
    );
}

/// A member of the operator is reminded of the key, two of them add it, and nothing reminds of it any more; gives the entry.
#[track_caller]
fn key_is_added(operator: &Browser, other: &Browser) -> String {
    let reminder = format!("为{FIRM}公告的密钥现在可以加入");
    operator.open("/home");
    says(&operator.text(WAITS), &[&reminder]);
    operator.click("加入密钥");
    says(
        &operator.text("section[aria-labelledby=restore] dl.facts"),
        &[MEMBER, LOST],
    );
    examined(operator, &operator.path());
    let announced = "return document.querySelector('#restore-key [name=\"keys.0.kid\"]').value";
    let announced = operator.script(announced, &json!([]));
    let shown = act_of_two(operator, other);
    says(&shown, &["加入已公告的密钥", FIRM, announced.as_str().unwrap()]);
    operator.open("/home");
    let waits = operator.text(WAITS);
    assert!(!waits.contains(&reminder), "{waits}");
    number_in(&other.text(".receipt h2"))
}

/// The firm revokes the key of the lost phone, whose signatures it doubts from an entry on; gives the entry that did it.
#[track_caller]
fn lost_key_is_revoked(firm: &Browser, doubted: &str) -> String {
    firm.open("/house/keys");
    says(&firm.text("table.list"), &["恢复取得"]);
    let revoke = link(firm, "table.list tr:not(:has(.quiet-text)) a[href$='/revoke']");
    examined(firm, &revoke);
    firm.fill("[name=reason]", NOT_FOUND);
    firm.fill("[name='suspect_from']", doubted);
    let shown = act(firm);
    says(&shown, &["吊销密钥", NOT_FOUND, doubted]);
    let revoked = number_in(&firm.text(".receipt h2"));
    firm.open("/house/keys");
    firm.sees(&format!("自第 {doubted} 条起存疑"));
    revoked
}

#[test]
fn a_firm_that_lost_its_phone_goes_on_with_a_new_one_and_the_lost_one_opens_nothing() {
    // Given a firm whose new key was announced more than 72 hours ago, and signs nobody in yet.
    let open = |seat: &str| seated(apart(), seat, Language::Zh);
    let lost = open("device-maker-1");
    lost.open("/certificates");
    lost.sees(HELD);
    let new = apart().browser(Width::Desktop);
    opens_nothing(&new, "device-maker-2", "未在本账本登记");

    // When the operator adds it, and the firm revokes the lost one with it,
    let added = key_is_added(&open("operator-2"), &open("operator-1"));
    new.enter("device-maker-2");
    new.open("/certificates");
    new.sees(HELD);
    let revoked = lost_key_is_revoked(&new, &added);

    // then the lost phone opens nothing,
    is_told_that_its_key_was_revoked(&lost, &revoked);
    opens_nothing(&lost, "device-maker-1", &format!("已由第 {revoked} 号条目吊销"));

    // and the auditor finds both keys.
    let auditor = open("auditor-1");
    auditor.open("/findings");
    for (section, entry) in [("suspect", &revoked), ("restored", &added)] {
        auditor.wait_for(&format!("#{section}"));
        let rows = auditor.texts(&format!("section[aria-labelledby={section}] tbody tr"));
        assert!(
            rows.iter()
                .any(|row| row.contains(FIRM) && row.contains(entry.as_str())),
            "{section}: {rows:?}"
        );
    }
}
