//! The names of invoices, and the arrows of evidence.

use rstest::rstest;
use tallystick_base::{KeyedFamily, KeyedName};
use tallystick_certificates::evidence::{apply, keyed_name};
use tallystick_certificates::{Command, Evidence, EvidenceTransition, keyed_names};
use tallystick_parties::IdentityCode;

use crate::answers::withdraw;
use crate::world::{World, claim, cny, date, receivable};

fn seller() -> IdentityCode {
    IdentityCode::Uscc("91110000600037342P".parse().unwrap())
}

#[rstest]
#[case::plain("26117000000001", "26117000000001")]
#[case::blanks(" 2611 7000\u{3000}0000 01", "26117000000001")]
#[case::case_and_hyphens("inv-2026/0001", "INV20260001")]
#[case::full_width("ＩＮＶ２０２６", "INV2026")]
#[case::chinese("京字(2026)第7号", "京字2026第7号")]
fn only_letters_and_digits_of_a_number_count(#[case] typed: &str, #[case] folded: &str) {
    let parts = ["uscc", "91110000600037342P", folded].map(String::from).to_vec();
    let name = KeyedName {
        family: KeyedFamily::Evidence,
        parts,
    };
    assert_eq!(keyed_name(&seller(), typed), Some(name));
}

#[test]
fn a_number_without_letters_and_digits_names_nothing() {
    assert_eq!(keyed_name(&seller(), "-/ ()"), None);
}

#[test]
fn leading_zeros_are_part_of_a_number() {
    assert_ne!(keyed_name(&seller(), "001"), keyed_name(&seller(), "1"));
}

#[test]
fn a_claim_asks_for_the_names_of_its_invoices_and_nothing_else_does() {
    let world = World::new();
    let names = keyed_names(&claim(1).into(), &world.case).unwrap();
    assert_eq!(names, [keyed_name(&seller(), "261170000001").unwrap()]);
    let other: Command = withdraw(1).into();
    assert_eq!(keyed_names(&other, &world.case), Ok(Vec::new()));
}

fn claimed(n: u64) -> EvidenceTransition {
    EvidenceTransition::Claimed {
        receivable: receivable(n),
        date: date("2026-01-10"),
        total: cny("1.00"),
    }
}

fn inherited(from: u64, n: u64) -> EvidenceTransition {
    EvidenceTransition::Inherited {
        from: receivable(from),
        receivable: receivable(n),
    }
}

fn freed(n: u64) -> EvidenceTransition {
    EvidenceTransition::Freed {
        receivable: receivable(n),
    }
}

fn folded(transitions: &[EvidenceTransition]) -> Option<Evidence> {
    transitions
        .iter()
        .try_fold(None, |evidence, transition| apply(evidence, transition).map(Some))
        .ok()
        .flatten()
}

#[test]
fn an_invoice_is_free_again_when_nothing_rests_on_it_any_more() {
    let shared = folded(&[claimed(1), inherited(1, 2)]).unwrap();
    assert!(shared.backs(receivable(1)) && shared.backs(receivable(2)));
    assert!(
        !folded(&[claimed(1), inherited(1, 2), freed(1)])
            .unwrap()
            .is_free()
    );
    assert!(
        folded(&[claimed(1), inherited(1, 2), freed(1), freed(2)])
            .unwrap()
            .is_free()
    );
    assert!(
        folded(&[claimed(1), freed(1), claimed(3)])
            .unwrap()
            .backs(receivable(3))
    );
}

#[rstest]
#[case::a_second_claim(&[claimed(1), claimed(2)])]
#[case::inheriting_from_a_stranger(&[claimed(1), inherited(2, 3)])]
#[case::inheriting_from_itself(&[claimed(1), inherited(1, 1)])]
#[case::freeing_a_stranger(&[claimed(1), freed(2)])]
#[case::freeing_what_is_free(&[claimed(1), freed(1), freed(1)])]
#[case::freeing_nothing(&[freed(1)])]
fn other_arrows_do_not_exist(#[case] transitions: &[EvidenceTransition]) {
    assert_eq!(folded(transitions), None);
}
