//! Two members of one party at the same page: who is later is told so, loses nothing, and signs on what there is now.

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::Language;

use crate::acting::{act, seated};

#[test]
fn what_was_entered_outlives_what_a_colleague_changed() {
    // Given two members of a party, one with a change half entered, while the other changes something else.
    let stage = Stage::shared();
    let (late, early) = (
        seated(stage, "smelter-1", Language::En),
        seated(stage, "smelter-2", Language::En),
    );
    let (contact, address) = ("Lu Ming, 025-55500088", "No. 8, Smelter Road");
    late.open("/house/profile");
    late.fill("#contact", contact);
    early.open("/house/profile");
    early.fill("#address", address);
    act(&early);

    // When the later one goes on, it is told what moved, and nothing is signed.
    late.click("#profile button[type=submit]");
    let told = late.text(".alert");
    for words in [
        "Something has changed since you opened this page",
        address,
        "Nothing was signed.",
        "what you entered is kept",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(late.texts(".review"), Vec::<String>::new());

    // Then the page as it is now has both: what the colleague changed, and what was entered.
    late.click("Show the page as it is now");
    late.wait_for("#profile .note[role=status]");
    let read = "return ['contact', 'address'].map((id) => document.getElementById(id).value)";
    assert_eq!(late.script(read, &json!([])), json!([contact, address]));
    let shown = act(&late);
    assert!(shown.contains(contact) && shown.contains(address), "{shown}");
}
