//! What the browser itself verifies of the ledger, and what it says of a service that lies.

use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{link, seated};

/// Of a page with these entries, all of which have come to this end.
fn all(page: &str, verified: &str) -> String {
    format!("{page} dl:not(:has(dd[data-seq]:not([data-verified={verified}])))")
}

/// A certificate's number, and where its last entry is shown.
#[track_caller]
fn certificate(member: &Browser) -> (String, String) {
    member.open("/certificates");
    let number = member.text("table.list a[href^='/certificates/']");
    member.open(&link(member, "table.list a[href^='/certificates/']"));
    (
        number,
        link(member, ".timeline li:last-child a[href^='/ledger/']"),
    )
}

#[test]
fn anyone_verifies_a_certificate_and_a_member_the_ledger_in_the_own_browser() {
    // Given a member that knows a certificate, and somebody whom it tells the number.
    let stage = Stage::shared();
    let member = seated(stage, "auditor-1", Language::En);
    let (number, entry) = certificate(&member);
    let anyone = stage.browser(Width::Phone);
    anyone.open("/check");
    anyone.language(Language::En);

    // When they look, then each entry and the newest head get their mark.
    anyone.open(&format!("/check/{number}"));
    anyone.wait_for(&format!("{} dd .mark-verified", all(".public-check", "yes")));
    let entries = anyone.texts(".public-check dd[data-seq]");
    assert!(!entries.is_empty());
    let marks = anyone.texts(".public-check dd[data-seq] .mark-verified");
    assert_eq!(
        marks,
        vec!["Its place in the ledger was verified in this browser"; entries.len()]
    );
    anyone.wait_for(".public-check [data-head] .mark-verified");
    anyone.sees("entries, was verified in this browser.");

    member.open("/ledger");
    assert_eq!(
        member.text(".ledger-explorer [data-head] .mark-verified"),
        "Verified in this browser"
    );
    member.open(&entry);
    assert_eq!(
        member.text(".verify-here[data-verified=yes] .mark-verified"),
        "Its place in the ledger was verified in this browser"
    );
}

/// A service that lies: the first hash of each proof is another, and the newest head has one entry more than was signed.
const LIE: &str = "const ask = window.fetch; window.fetch = async (url, ...rest) => { const answer = await ask(url, ...rest); \
                   if (!/^\\/log\\/(proof\\/|checkpoint$)/.test(url)) return answer; const told = await answer.text(); \
                   const lie = String(url).startsWith('/log/proof/') \
                     ? told.replace(/^(index \\d+\\n)\\S+/m, (_, index) => `${index}${btoa('\\0'.repeat(32))}`) \
                     : told.replace(/\\n(\\d+)\\n/, (_, size) => `\\n${Number(size) + 1}\\n`); \
                   return new Response(lie, { status: answer.status, headers: answer.headers }); };";

#[test]
fn a_service_that_lies_is_told_so_loudly() {
    // Given a browser before a service whose proofs do not hold.
    let member = seated(Stage::shared(), "auditor-1", Language::En);
    let (number, entry) = certificate(&member);
    member.before_each_page(LIE);

    // When it looks at what it is told, then nothing of it is verified.
    member.open(&format!("/check/{number}"));
    member.wait_for(&format!("{} dd .alert", all(".public-check", "no")));
    let told = member.texts(".public-check dd[data-seq] .alert");
    assert_eq!(told.len(), member.texts(".public-check dd[data-seq]").len());
    for words in told {
        assert!(
            words.contains("Verification failed") && words.contains("does not stand in the tree"),
            "{words}"
        );
    }
    for (path, head) in [
        (format!("/check/{number}"), ".public-check [data-head]"),
        ("/ledger".to_owned(), ".ledger-explorer [data-head]"),
    ] {
        member.open(&path);
        let told = member.text(&format!("{head} .alert"));
        assert!(told.contains("A signature on the head does not hold."), "{told}");
        assert_eq!(
            member.texts(&format!("{head} .mark-verified")),
            Vec::<String>::new()
        );
    }
    member.open(&entry);
    member.wait_for(".verify-here[data-verified=no] .alert");
    assert_eq!(member.texts(".mark-verified"), Vec::<String>::new());
}
