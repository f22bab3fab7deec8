//! Who comes first when several have rights on one claim.

use proptest::prelude::*;
use tallystick_banking::priority::{Ranked, Right, RightSource, rank, rights_on};
use tallystick_banking::{FilingTransition, LoanTransition, Step};
use tallystick_base::{Millis, Money};
use tallystick_financing::{FoundRight, RegistrySearch, Security};

use crate::given::given;
use crate::lent::{active, approval, certificate, filing, lent, loan, notice};
use crate::notices::notify;
use crate::registry::file;
use crate::world::{BANK, World, cny, date, text};

fn at(seconds: u64) -> Millis {
    Millis::from_secs(seconds).unwrap()
}

fn right(name: &str, registered: Option<u64>, noticed: Option<u64>, amount: &str) -> Right {
    Right {
        source: RightSource::Found { number: text(name) },
        registered_at: registered.map(at),
        noticed_at: noticed.map(at),
        amount: cny(amount),
    }
}

/// Name, rank and amount of each.
fn shown(ranked: &[Ranked]) -> Vec<(String, u32, String)> {
    let name = |ranked: &Ranked| match &ranked.right.source {
        RightSource::Found { number } => number.to_string(),
        other => format!("{other:?}"),
    };
    ranked
        .iter()
        .map(|ranked| (name(ranked), ranked.rank, ranked.gets.value_text()))
        .collect()
}

fn got(rights: &[Right], available: &str) -> Vec<(String, u32, String)> {
    shown(&rank(rights.to_vec(), cny(available)).unwrap())
}

fn line(name: &str, rank: u32, amount: &str) -> (String, u32, String) {
    (name.to_owned(), rank, amount.to_owned())
}

#[test]
fn civil_code_article_768_without_registration_and_notice_all_share_pro_rata() {
    let rights = [
        right("甲", None, None, "600000.00"),
        right("乙", None, None, "300000.00"),
    ];
    let expected = [line("甲", 1, "533333.33"), line("乙", 1, "266666.67")];
    assert_eq!(got(&rights, "800000.00"), expected);
}

#[test]
fn civil_code_article_414_who_registered_first_is_paid_first_and_in_full() {
    let rights = [
        right("later", Some(200), None, "300000.00"),
        right("earlier", Some(100), None, "600000.00"),
    ];
    let expected = [line("earlier", 1, "600000.00"), line("later", 2, "200000.00")];
    assert_eq!(got(&rights, "800000.00"), expected);
}

#[test]
fn of_the_same_two_the_one_registered_first_is_paid_in_full() {
    let rights = [
        right("甲", Some(200), None, "600000.00"),
        right("乙", Some(100), None, "300000.00"),
    ];
    let expected = [line("乙", 1, "300000.00"), line("甲", 2, "500000.00")];
    assert_eq!(got(&rights, "800000.00"), expected);
}

#[test]
fn registration_goes_before_an_earlier_notice_and_notice_before_nothing() {
    let rights = [
        right("neither", None, None, "100.00"),
        right("second notice", None, Some(20), "100.00"),
        right("first notice", None, Some(10), "100.00"),
        right("registered", Some(900), Some(950), "100.00"),
    ];
    let expected = [
        line("registered", 1, "100.00"),
        line("first notice", 2, "100.00"),
        line("second notice", 3, "50.00"),
        line("neither", 4, "0.00"),
    ];
    assert_eq!(got(&rights, "250.00"), expected);
}

#[test]
fn rights_of_the_same_moment_share_pro_rata() {
    let rights = [
        right("one", Some(100), Some(1), "200.00"),
        right("other", Some(100), None, "100.00"),
        right("later", Some(101), None, "100.00"),
    ];
    let expected = [
        line("one", 1, "66.67"),
        line("other", 1, "33.33"),
        line("later", 2, "0.00"),
    ];
    assert_eq!(got(&rights, "100.00"), expected);
}

#[test]
fn nobody_gets_more_than_is_secured_and_nothing_is_made_of_less_than_nothing() {
    let rights = [right("only", Some(1), None, "100.00")];
    assert_eq!(got(&rights, "250.00"), [line("only", 1, "100.00")]);
    assert_eq!(got(&rights, "-1.00"), [line("only", 1, "0.00")]);
    let less = [
        right("less", None, None, "-5.00"),
        right("more", None, None, "5.00"),
    ];
    assert_eq!(
        got(&less, "4.00"),
        [line("less", 1, "0.00"), line("more", 1, "4.00")]
    );
    assert_eq!(got(&[], "1.00"), []);
}

#[test]
fn amounts_in_different_currencies_are_not_ranked() {
    let mut dollars = right("dollars", None, None, "1.00");
    dollars.amount = Money::parse("1.00", "USD".parse().unwrap()).unwrap();
    assert_eq!(
        rank(vec![dollars], cny("1.00")).unwrap_err().code(),
        "money-currencies"
    );
}

/// Four loans on certificate 1: the first filed and noticed, the second noticed, the third neither, the fourth over.
fn four_loans() -> World {
    let mut world = given(&active(World::new(), 1)).when(BANK, notify(1)).accepted();
    world.now = at(world.now.as_secs() + 60);
    world = given(&world).when(BANK, file(1)).accepted();
    for n in 2..=4 {
        let mut approval = approval(n, Security::Assignment);
        approval.certificates = vec![certificate(1)];
        approval.terms.principal = cny("1000.00");
        world = lent(world, n, &[LoanTransition::Approved(Box::new(approval))]);
    }
    let mut second = world.case.notices[&notice(1)].clone();
    second.record.notice = notice(2);
    second.record.loan = loan(2);
    world.case.notices.insert(notice(2), second);
    let on = date("2026-01-20");
    lent(world, 4, &[LoanTransition::Cancelled { on }])
}

fn search(found: &[(&str, u64, Option<&str>)]) -> RegistrySearch {
    let found = found.iter().map(|(number, registered, amount)| FoundRight {
        number: text(number),
        secured: text("样本银行二"),
        registered_at: at(*registered),
        amount: amount.map(cny),
    });
    RegistrySearch {
        number: text("查-1"),
        searched_on: date("2026-01-20"),
        found: found.collect(),
    }
}

/// The rights on certificate 1, each with source, registration, notice and amount.
fn found(world: &World, search: &RegistrySearch) -> Vec<(RightSource, bool, bool, String)> {
    let rights = rights_on(&world.case, certificate(1), search).unwrap();
    let shown = rights.into_iter().map(|right| {
        let (registered, noticed) = (right.registered_at.is_some(), right.noticed_at.is_some());
        (right.source, registered, noticed, right.amount.value_text())
    });
    shown.collect()
}

#[test]
fn the_rights_on_a_certificate_are_those_of_its_loans_and_those_that_a_search_shows() {
    let search = search(&[
        ("01000000000001", 1, Some("480000.00")),
        ("99", 2, Some("7.00")),
        ("98", 3, None),
    ]);
    let number = text("01000000000001");
    let filed = RightSource::Filing {
        filing: filing(1),
        number,
    };
    let listed = |number: &str| RightSource::Found { number: text(number) };
    let amount = str::to_owned;
    let expected = [
        (filed, true, true, amount("480000.00")),
        (
            RightSource::Notice { notice: notice(2) },
            false,
            true,
            amount("1000.00"),
        ),
        (
            RightSource::Loan { loan: loan(3) },
            false,
            false,
            amount("1000.00"),
        ),
        // What the search shows too is counted once, and what it shows without an amount may secure everything.
        (listed("99"), true, false, amount("7.00")),
        (listed("98"), true, false, amount("600000.00")),
    ];
    assert_eq!(found(&four_loans(), &search), expected);
}

#[test]
fn a_filing_that_was_discharged_gives_no_rank() {
    let mut world = four_loans();
    let out = FilingTransition::Discharged {
        on: date("2026-01-20"),
        by: date("2026-02-03"),
    };
    world.case.apply(&Step::new(filing(1), out)).unwrap();
    let first = found(&world, &search(&[])).swap_remove(0);
    let noticed = RightSource::Notice { notice: notice(1) };
    assert_eq!(first, (noticed, false, true, "480000.00".to_owned()));
}

#[test]
fn a_filing_that_ran_out_before_the_search_gives_no_rank() {
    let world = four_loans();
    let registered = |searched_on: &str| {
        let search = RegistrySearch {
            searched_on: date(searched_on),
            ..search(&[])
        };
        found(&world, &search).swap_remove(0).1
    };
    assert!(registered("2027-01-20"));
    assert!(!registered("2027-01-21"));
}

#[test]
fn a_certificate_that_is_not_there_has_no_rights() {
    let refused = rights_on(&World::new().case, certificate(1), &search(&[])).unwrap_err();
    assert_eq!(refused.code(), "certificate-not-found");
}

fn rights() -> impl Strategy<Value = Vec<Right>> {
    let moment = || prop::option::of(0_u64..4);
    let one = (moment(), moment(), 0_i64..100_000).prop_map(|(registered, noticed, minor)| {
        let amount = Money::from_minor(minor, tallystick_base::Currency::CNY);
        Right {
            amount,
            ..right("right", registered, noticed, "0.00")
        }
    });
    prop::collection::vec(one, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_given_out_is_the_sum_or_all_that_is_secured_to_the_cent(rights in rights(), minor in 0_i64..300_000) {
        let available = Money::from_minor(minor, tallystick_base::Currency::CNY);
        let ranked = rank(rights.clone(), available).unwrap();
        prop_assert_eq!(ranked.len(), rights.len());
        let given: i64 = ranked.iter().map(|ranked| ranked.gets.minor()).sum();
        let secured: i64 = rights.iter().map(|right| right.amount.minor()).sum();
        prop_assert_eq!(given, minor.min(secured));
        for pair in ranked.windows(2) {
            // A rank gets something only when all before it are paid.
            prop_assert!(pair[0].rank <= pair[1].rank);
            if pair[0].rank < pair[1].rank && pair[1].gets.is_positive() {
                prop_assert_eq!(pair[0].gets, pair[0].right.amount);
            }
        }
        prop_assert!(ranked.iter().all(|ranked| !ranked.gets.is_negative() && ranked.gets.minor() <= ranked.right.amount.minor()));
    }
}
