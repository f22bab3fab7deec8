//! Pages without scripts: everything can be read; what needs a key says so.

use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Key, Language};

use crate::acting::{link, seated};

#[test]
fn everything_can_be_read_without_scripts() {
    // Given a member that has signed in, and whose browser runs no scripts from then on.
    let member = seated(Stage::shared(), "supplier-1", Language::En);
    member.open("/certificates");
    let number = member.text("table.list a[href^='/certificates/']");
    member.without_scripts();

    // When it asks for a certificate by its number, then it is told whether it is genuine, and what it takes to verify that.
    member.open("/check");
    member.fill("#number", &number);
    member.press(Key::Enter);
    member.wait_for(".verdict-done, .verdict-risk");
    assert_eq!(member.text("h1 .number"), number);
    assert!(!member.texts(".public-check dd[data-seq]").is_empty());
    assert_eq!(
        member.texts(".mark-verified, [data-verified]"),
        Vec::<String>::new()
    );
    assert!(!member.text(".public-check noscript").is_empty());

    // And it reads its own pages, with rights and timeline.
    member.open("/certificates");
    member.open(&link(&member, "table.list a[href^='/certificates/']"));
    assert!(!member.texts(".rights .right").is_empty());
    assert!(!member.texts(".timeline li").is_empty());

    // A form that is signed says that it needs them.
    member.open("/house/profile");
    assert!(!member.text("form.act noscript .note").is_empty());
}
