//! What the pages say, and that nothing on them runs into anything else.

use rstest::rstest;

use self::samples::{in_every_standing, laden, plain};
use super::compose::compose;
use super::face::Face;
use super::facts::{CertificateFacts, WaivedDefence};
use super::length::Length;
use super::sheet::{HEIGHT, LEFT, Mark, RIGHT, Shape, TOP};

#[path = "../../tests/it/certificates.rs"]
mod samples;

/// Every line of text, in the order of drawing, sheet after sheet.
fn said(facts: &CertificateFacts) -> String {
    let face = Face::load();
    let sheets = compose(&face, facts).pages;
    let lines = |sheet: &Vec<Mark>| -> String {
        let texts = sheet.iter().filter_map(|mark| match &mark.shape {
            Shape::Text(text, _) => Some(format!("{text}\n")),
            Shape::Rule(..) => None,
            Shape::Code(_, address) => Some(format!("[code: {address}]\n")),
        });
        texts.collect()
    };
    sheets.iter().map(lines).collect::<Vec<_>>().join("----\n")
}

#[test]
fn a_plain_page() {
    insta::assert_snapshot!(said(&plain()));
}

#[test]
fn everything_at_once() {
    insta::assert_snapshot!(said(&laden()));
}

#[test]
fn what_a_later_holder_may_not_see_is_said_to_be_undisclosed() {
    let mut facts = plain();
    (facts.contract, facts.waived) = (None, None);
    for signer in &mut facts.signers {
        signer.name = None;
    }
    let said = said(&facts);
    assert_eq!(said.matches("未向索取人披露").count(), 2, "{said}");
    assert!(
        !said.contains("CG-2026-0117") && !said.contains("王建国"),
        "{said}"
    );
    let key = facts.signers[0].key.as_str();
    assert_eq!(said.lines().filter(|line| *line == key).count(), 2, "{said}");
}

#[test]
fn what_is_said_of_each_standing() {
    let said: Vec<String> = in_every_standing()
        .iter()
        .map(|facts| {
            let said = said(facts);
            let stage = said.lines().skip_while(|line| *line != "状态 Stage").take(2);
            let rights = said
                .lines()
                .skip_while(|line| !line.starts_with("Rights on it"))
                .skip(1);
            let rights = rights.take_while(|line| *line != "确认的签署");
            stage.chain(rights).collect::<Vec<_>>().join("\n")
        })
        .collect();
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn no_page_speaks_of_now() {
    for facts in in_every_standing().into_iter().chain([laden()]) {
        let said = said(&facts);
        let now = |line: &str| {
            line.split(|c: char| !c.is_alphanumeric())
                .any(|word| word == "now")
        };
        assert!(
            !said.lines().any(now) && !said.contains("目前") && !said.contains("当前"),
            "{said}"
        );
        assert!(
            said.contains(&format!("as of entry {}", facts.as_of.entry)),
            "{said}"
        );
    }
}

/// What a mark covers: left, right, upper and lower edge.
fn covered(face: &Face, mark: &Mark) -> [Length; 4] {
    match &mark.shape {
        Shape::Text(text, style) => {
            let right = mark.left + face.width(text, style.size);
            // An ideograph of Noto reaches 88 parts in a hundred above its baseline, and twelve below.
            let up = mark.down - style.size.thousandths(880);
            [mark.left, right, up, mark.down + style.size.thousandths(120)]
        }
        Shape::Rule(width, thickness, _) => {
            [mark.left, mark.left + *width, mark.down, mark.down + *thickness]
        }
        Shape::Code(side, _) => [mark.left, mark.left + *side, mark.down, mark.down + *side],
    }
}

fn cramped() -> CertificateFacts {
    let mut facts = laden();
    facts.debtor.name = "囗".repeat(200);
    if let Some(contract) = &mut facts.contract {
        contract.title = "W".repeat(200);
    }
    facts.ledger = format!("{}.example.org", "long-name.".repeat(20));
    facts.number = "8".repeat(80);
    facts.signers[0].name = Some("長".repeat(60));
    facts.check_url = format!("https://a.example/{}", "M".repeat(380));
    facts.waived = Some(vec![WaivedDefence::LateDelivery; 30]);
    facts.amount = tallystick_base::Money::from_minor(i64::MAX, facts.amount.currency());
    facts.outstanding = facts.amount;
    facts
}

#[rstest]
#[case(plain())]
#[case(laden())]
#[case(cramped())]
fn nothing_runs_into_anything_else_or_over_the_edge(#[case] facts: CertificateFacts) {
    let face = Face::load();
    for sheet in compose(&face, &facts).pages {
        for (at, mark) in sheet.iter().enumerate() {
            let [left, right, up, down] = covered(&face, mark);
            assert!(
                left >= LEFT && right <= RIGHT,
                "{mark:?} from {left:?} to {right:?}"
            );
            assert!(up >= TOP && down <= HEIGHT - Length::points(24), "{mark:?}");
            for other in sheet.iter().take(at) {
                let [its_left, its_right, its_up, its_down] = covered(&face, other);
                let beside = left >= its_right || its_left >= right;
                let above = up >= its_down || its_up >= down;
                assert!(beside || above, "{mark:?} runs into {other:?}");
            }
        }
    }
}

#[test]
fn every_character_that_is_drawn_has_a_glyph() {
    let face = Face::load();
    for facts in in_every_standing().into_iter().chain([laden(), cramped()]) {
        let said = said(&facts);
        let drawn: String = said.lines().filter(|line| !line.starts_with("[code")).collect();
        assert_eq!(face.printable(&drawn), drawn);
    }
}
