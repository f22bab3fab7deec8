//! A member with two devices: the second is added by a link, takes the first one's key away, and the first is told so.

use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, apart, examined, link, seated};
use crate::joining::value;
use crate::trade::number_in;

/// A member makes a link for a device of the own; gives the link, and where the answer to it is looked at.
#[track_caller]
fn link_for_a_device(member: &Browser) -> (String, String) {
    member.open("/house/me");
    member.click("form[action='/house/me/devices'] button");
    let address = value(member, "#link");
    (
        address,
        link(member, "main a.button[href^='/house/invitations/']"),
    )
}

/// Opens the link in the browser of the device and makes a key there; gives the browser, and the key's fingerprint.
#[track_caller]
fn device(address: &str) -> (Browser, String) {
    let device = apart().browser(Width::Desktop);
    device.open(address);
    device.language(Language::Zh);
    device.click("form.enrol button");
    let fingerprint = device.text(".receipt .fingerprint");
    (device, fingerprint)
}

/// Signs in with the only key of the browser.
#[track_caller]
fn signs_in(device: &Browser) {
    device.open("/sign-in");
    device.click(".sign-in .keys button");
    device.wait_for("form[action='/sign-out'] button");
}

/// The browser with a revoked key is signed out, and learns which entry revoked it when it signs in again.
#[track_caller]
pub(crate) fn is_told_that_its_key_was_revoked(browser: &Browser, revoked: &str) {
    browser.open("/house");
    let path = browser.path();
    assert!(path.starts_with("/sign-in"), "{path}");
    browser.click(".sign-in .keys button");
    browser.sees("该密钥已被吊销");
    assert_eq!(browser.path(), format!("/revoked-key?entry={revoked}"));
    assert_eq!(
        link(browser, "main a[href^='/ledger/']"),
        format!("/ledger/{revoked}")
    );
    let refused = browser.console_errors();
    assert!(
        refused.iter().all(|error| error.contains("401")) && refused.len() == 1,
        "{refused:?}"
    );
}

#[test]
fn a_second_device_revokes_the_key_of_the_first_which_is_told() {
    // Given a member that makes a key on a second device, and takes it in by the first.
    let first = seated(apart(), "smelter-1", Language::Zh);
    let (address, invitation) = link_for_a_device(&first);
    let (second, fingerprint) = device(&address);
    examined(&first, &invitation);
    assert_eq!(first.text("code.fingerprint"), fingerprint);
    first.click("[name='_compared']");
    act(&first);
    let added = number_in(&first.text(".receipt h2"));

    // When it revokes the first key by the second, and doubts what was signed since the second was added,
    signs_in(&second);
    second.open("/house/me");
    let revoke = link(&second, "ul.todo li:not(:has(.tag-done)) a[href$='/revoke']");
    second.open(&revoke);
    second.fill("[name=reason]", "旧电脑遗失");
    second.fill("[name='suspect_from']", &added);
    let shown = act(&second);
    assert!(shown.contains("旧电脑遗失") && shown.contains(&added), "{shown}");
    let revoked = number_in(&second.text(".receipt h2"));

    // then the keys of the house say so, and the first device is told.
    second.open("/house/keys");
    second.sees(&format!("自第 {added} 条起存疑"));
    is_told_that_its_key_was_revoked(&first, &revoked);
}
