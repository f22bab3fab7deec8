//! Filings in the registry of security interests.

use rstest::rstest;
use tallystick_banking::{
    DischargeFiling, FilingStage, LoanTransition, RecordFiling, Transition, filing::FilingRecord,
};
use tallystick_base::{Digest, Millis};
use tallystick_certificates::CertificateTransition;
use tallystick_financing::Security;

use crate::given::given;
use crate::lent::{active, approved, certificate, disbursed, filing, happened, lent, loan, pledged};
use crate::world::{BANK, SECOND_BANK, World, cny, date, morning, salt, text};

/// Of loan `n`, registered in the morning of 21 January 2026.
pub(crate) fn file(n: u64) -> RecordFiling {
    RecordFiling {
        salt: salt(),
        filing: filing(n),
        loan: loan(n),
        number: text(&format!("0100000000000{n}")),
        registered_at: morning("2026-01-20"),
        until: date("2027-01-20"),
    }
}

pub(crate) fn take_out(n: u64, on: &str) -> DischargeFiling {
    DischargeFiling {
        salt: salt(),
        filing: filing(n),
        on: date(on),
    }
}

fn pledge() -> World {
    approved(World::new(), 1, Security::Pledge)
}

pub(crate) fn frozen() -> CertificateTransition {
    CertificateTransition::Frozen {
        order: text("(2026)京01执1号"),
        digest: Digest::from_bytes([1; 32]),
        on: date("2026-01-20"),
    }
}

/// A filing of loan 1, and the loan ended like this.
fn ended(end: &LoanTransition) -> World {
    let world = given(&pledge()).when(BANK, file(1)).accepted();
    let end_of_active = matches!(end, LoanTransition::Closed { .. });
    let world = if end_of_active {
        lent(world, 1, &[disbursed("480000.00", "2026-01-20")])
    } else {
        world
    };
    lent(world, 1, std::slice::from_ref(end))
}

fn discharge_by(world: &World) -> String {
    match world.case.filing(filing(1)).unwrap().stage {
        FilingStage::Discharged { by, .. } => by.to_string(),
        FilingStage::Filed {} => panic!("not discharged"),
    }
}

#[test]
fn civil_code_article_445_a_pledge_arises_with_its_registration() {
    let world = given(&pledge()).when(BANK, file(1)).then_steps(&[
        "filing filed",
        "loan filed",
        "certificate pledged",
    ]);
    let pledged = &world.case.financing.certificates.certificates[&certificate(1)];
    assert_eq!(pledged.collector(), BANK.id());
    assert_eq!(world.case.loans[&loan(1)].filing, Some(filing(1)));
}

#[test]
fn a_filing_of_an_assignment_leaves_the_certificates_where_they_are() {
    let approved = approved(World::new(), 1, Security::Assignment);
    let steps = ["filing filed", "loan filed"];
    given(&approved).when(BANK, file(1)).then_steps(&steps);
    given(&active(World::new(), 1))
        .when(BANK, file(1))
        .then_steps(&steps);
    let frozen = happened(active(World::new(), 1), 1, &[frozen()]);
    given(&frozen).when(BANK, file(1)).then_steps(&steps);
}

#[test]
fn what_a_court_froze_is_not_pledged() {
    let world = happened(pledge(), 1, &[frozen()]);
    given(&world)
        .when(BANK, file(1))
        .then_rejected("certificate-frozen");
}

#[test]
fn only_the_bank_of_the_loan_files_and_discharges() {
    given(&pledge())
        .when(SECOND_BANK, file(1))
        .then_rejected("not-the-bank");
    let world = given(&pledge()).when(BANK, file(1)).accepted();
    given(&world)
        .when(SECOND_BANK, take_out(1, "2026-01-20"))
        .then_rejected("not-the-bank");
}

#[test]
fn a_loan_is_filed_once_under_a_new_id_before_it_ends() {
    given(&World::new())
        .when(BANK, file(1))
        .then_rejected("loan-not-found");
    let world = given(&pledge()).when(BANK, file(1)).accepted();
    given(&world).when(BANK, file(1)).then_rejected("filing-exists");
    let again = RecordFiling {
        filing: filing(2),
        ..file(1)
    };
    given(&world).when(BANK, again).then_rejected("filing-repeated");
    given(&pledge().on("2026-01-28"))
        .when(BANK, file(1))
        .then_rejected("filing-loan-ended");
    let on = date("2026-01-20");
    for end in [LoanTransition::Cancelled { on }, LoanTransition::Lapsed { on }] {
        given(&lent(pledge(), 1, &[end]))
            .when(BANK, file(1))
            .then_rejected("filing-loan-ended");
    }
}

#[test]
fn a_filing_is_recorded_once_the_registry_has_it_and_while_it_stands_there() {
    let ahead = RecordFiling {
        registered_at: Millis::new(morning("2026-01-20").as_millis() + 1).unwrap(),
        ..file(1)
    };
    given(&pledge()).when(BANK, ahead).then_rejected("filing-ahead");
    let passed = RecordFiling {
        until: date("2026-01-20"),
        ..file(1)
    };
    given(&pledge())
        .when(BANK, passed)
        .then_rejected("filing-until-passed");
    let one_day = RecordFiling {
        until: date("2026-01-21"),
        ..file(1)
    };
    given(&pledge()).when(BANK, one_day).accepted();
}

#[test]
fn a_filing_is_about_certificates_that_are_held_for_its_loan() {
    let released = happened(pledge(), 1, &[CertificateTransition::Released {}]);
    given(&released)
        .when(BANK, file(1))
        .then_rejected("filing-certificate-not-held");
    let for_another = happened(released, 1, &[crate::lent::reserved(2)]);
    given(&for_another)
        .when(BANK, file(1))
        .then_rejected("filing-certificate-not-held");
    let pledged_before = happened(pledge(), 1, &[pledged("1")]);
    given(&pledged_before)
        .when(BANK, file(1))
        .then_rejected("filing-certificate-not-held");
}

fn paid_in_full() -> [CertificateTransition; 2] {
    [
        CertificateTransition::Paid {
            payment: None,
            amount: cny("600000.00"),
            paid_on: date("2026-01-20"),
            outstanding: cny("0.00"),
        },
        CertificateTransition::Discharged {
            on: date("2026-01-20"),
        },
    ]
}

#[test]
fn what_the_debtor_has_paid_is_left_out_of_a_filing() {
    let mut world = crate::lent::issued(pledge(), 2);
    let two = world.case.loans.get_mut(&loan(1)).unwrap();
    two.approval.certificates.push(certificate(2));
    let world = happened(world, 2, &[crate::lent::reserved(1)]);
    let world = happened(world, 1, &paid_in_full());
    let decided = given(&world).when(BANK, file(1));
    decided.then_steps(&["filing filed", "loan filed", "certificate pledged"]);
    let filed = decided.answer.unwrap().swap_remove(0).transition;
    assert!(matches!(
        filed,
        Transition::Filing(tallystick_banking::FilingTransition::Filed(record))
            if matches!(&*record, FilingRecord { certificates, .. } if *certificates == [certificate(2)])
    ));
    let nothing_left = happened(world, 2, &paid_in_full());
    given(&nothing_left)
        .when(BANK, file(1))
        .then_rejected("filing-certificate-not-held");
}

/// Ten working days after the day on which the debt ended (动产和权利担保统一登记办法 article 17), over weekends worked in
/// exchange and over the Spring Festival, whose closed days in 2026 are 15 to 23 February.
#[rstest]
#[case::an_ordinary_week("2026-03-02", "2026-03-16")]
#[case::over_the_spring_festival_and_worked_saturdays("2026-02-10", "2026-03-02")]
#[case::ended_on_a_saturday("2026-03-07", "2026-03-20")]
fn a_filing_is_to_be_discharged_within_ten_working_days(#[case] ended_on: &str, #[case] by: &str) {
    let closed = LoanTransition::Closed { on: date(ended_on) };
    let world = ended(&closed).on("2026-06-01");
    let world = given(&world)
        .when(BANK, take_out(1, "2026-06-01"))
        .then_steps(&["filing discharged"]);
    assert_eq!(discharge_by(&world), by);
}

#[test]
fn an_approval_that_was_cancelled_or_lapsed_ends_a_filing_too() {
    let on = date("2026-03-02");
    for end in [LoanTransition::Cancelled { on }, LoanTransition::Lapsed { on }] {
        let world = ended(&end).on("2026-03-03");
        let world = given(&world).when(BANK, take_out(1, "2026-03-02")).accepted();
        assert_eq!(discharge_by(&world), "2026-03-16");
    }
    // Its lease ran out on 27 January, whether or not that has been recorded.
    let world = given(&pledge()).when(BANK, file(1)).accepted().on("2026-01-28");
    let world = given(&world).when(BANK, take_out(1, "2026-01-28")).accepted();
    assert_eq!(discharge_by(&world), "2026-02-10");
}

#[test]
fn a_filing_stays_while_its_loan_stands() {
    let world = given(&pledge()).when(BANK, file(1)).accepted();
    let out = take_out(1, "2026-01-20");
    given(&world)
        .when(BANK, out.clone())
        .then_rejected("filing-loan-stands");
    let world = lent(world, 1, &[disbursed("480000.00", "2026-01-20")]);
    given(&world)
        .when(BANK, out.clone())
        .then_rejected("filing-loan-stands");
    given(&pledge()).when(BANK, out).then_rejected("filing-not-found");
}

#[test]
fn a_discharge_is_recorded_once_and_on_a_day_that_can_be() {
    let on = date("2026-01-20");
    let world = ended(&LoanTransition::Cancelled { on });
    given(&world)
        .when(BANK, take_out(1, "2026-01-21"))
        .then_rejected("discharge-ahead");
    given(&world)
        .when(BANK, take_out(1, "2026-01-19"))
        .then_rejected("discharge-before-filing");
    let world = given(&world).when(BANK, take_out(1, "2026-01-20")).accepted();
    given(&world)
        .when(BANK, take_out(1, "2026-01-20"))
        .then_rejected("filing-discharged");
}
