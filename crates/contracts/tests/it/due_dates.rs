//! When a delivery is to be paid, and until when a request to confirm is answered.

use rstest::rstest;
use tallystick_base::SizeClass;
use tallystick_contracts::{
    ClockStart, Contract, CountedFrom, DueDateError, Events, PaymentClause, RegisterContract,
};

use crate::world::*;

fn contract(from: ClockStart, days: u32) -> Contract {
    let body = RegisterContract {
        payment: PaymentClause {
            days: Some(days),
            from,
            longer_reason: None,
        },
        ..body_with(PHARMACY)
    };
    World::new().contracted(body).contract().clone()
}

fn delivered(on: &str) -> Events {
    Events {
        delivered_on: date(on),
        accepted_on: None,
        settled_on: None,
        invoiced_on: None,
    }
}

#[rstest]
#[case::the_check_table("2026-01-15", 60, "2026-03-16")]
#[case::rolled_over_the_spring_festival("2026-01-17", 30, "2026-02-24")]
#[case::onto_a_worked_sunday("2026-08-21", 30, "2026-09-20")]
#[case::from_a_saturday_to_a_monday("2026-03-12", 10, "2026-03-23")]
fn article_9_the_days_run_from_delivery_and_its_day_is_not_counted(
    #[case] on: &str,
    #[case] days: u32,
    #[case] due: &str,
) {
    let found = contract(ClockStart::Delivery, days)
        .due_date(&delivered(on), &cn())
        .unwrap();
    assert_eq!((found.due_on, found.counted_from), (date(due), date(on)));
    assert_eq!((found.event, found.provisional), (CountedFrom::Delivery, false));
}

/// Delivered on Monday 2 March 2026 with 10 days for inspecting: they end on Thursday 12 March.
#[rstest]
#[case::accepted_in_time(Some("2026-03-09"), CountedFrom::Acceptance, "2026-03-09", "2026-04-08")]
#[case::on_the_last_day(Some("2026-03-12"), CountedFrom::Acceptance, "2026-03-12", "2026-04-13")]
#[case::a_day_late(Some("2026-03-13"), CountedFrom::InspectionEnd, "2026-03-12", "2026-04-13")]
#[case::months_late(Some("2026-06-30"), CountedFrom::InspectionEnd, "2026-03-12", "2026-04-13")]
#[case::never(None, CountedFrom::InspectionEnd, "2026-03-12", "2026-04-13")]
fn article_10_the_days_run_from_acceptance_and_no_later_than_the_end_of_the_inspection_period(
    #[case] accepted: Option<&str>,
    #[case] event: CountedFrom,
    #[case] from: &str,
    #[case] due: &str,
) {
    let events = Events {
        accepted_on: accepted.map(date),
        ..delivered("2026-03-02")
    };
    let found = contract(ClockStart::Acceptance, 30)
        .due_date(&events, &cn())
        .unwrap();
    assert_eq!(
        (found.event, found.counted_from, found.due_on),
        (event, date(from), date(due))
    );
}

#[test]
fn article_203_an_inspection_period_that_ends_on_a_day_off_ends_on_the_next_working_day() {
    let found = contract(ClockStart::Acceptance, 30)
        .due_date(&delivered("2026-03-11"), &cn())
        .unwrap();
    // Ten days from 11 March end on Saturday the 21st.
    assert_eq!(found.counted_from, date("2026-03-23"));
}

#[test]
fn article_9_progress_is_paid_from_the_confirmed_settlement() {
    let contract = contract(ClockStart::Settlement, 30);
    let events = delivered("2026-03-02");
    assert_eq!(
        contract.due_date(&events, &cn()),
        Err(DueDateError::EventMissing { event: "settlement" })
    );
    let settled = Events {
        settled_on: Some(date("2026-03-20")),
        ..events
    };
    let found = contract.due_date(&settled, &cn()).unwrap();
    assert_eq!(
        (found.event, found.due_on),
        (CountedFrom::Settlement, date("2026-04-20"))
    );
}

#[test]
fn a_contract_outside_the_order_may_count_from_the_invoice() {
    let contract = contract(ClockStart::Invoice, 90);
    let missing = contract.due_date(&delivered("2026-03-02"), &cn()).unwrap_err();
    assert_eq!(missing.code(), "event-missing");
    let invoiced = Events {
        invoiced_on: Some(date("2026-03-04")),
        ..delivered("2026-03-02")
    };
    let found = contract.due_date(&invoiced, &cn()).unwrap();
    assert_eq!(
        (found.event, found.due_on),
        (CountedFrom::Invoice, date("2026-06-02"))
    );
}

#[rstest]
#[case(ClockStart::Acceptance)]
#[case(ClockStart::Settlement)]
fn nothing_is_accepted_or_settled_before_it_is_delivered(#[case] from: ClockStart) {
    let events = Events {
        accepted_on: Some(date("2026-03-01")),
        settled_on: Some(date("2026-03-01")),
        ..delivered("2026-03-02")
    };
    let refused = contract(from, 30).due_date(&events, &cn()).unwrap_err();
    assert_eq!(refused.code(), "event-before-delivery");
    assert!(
        refused
            .to_string()
            .ends_with("delivery was on 2026-03-02, and 2026-03-01 is before it")
    );
}

#[test]
fn a_date_in_a_year_without_published_holidays_is_provisional() {
    let found = contract(ClockStart::Delivery, 30)
        .due_date(&delivered("2029-12-31"), &cn())
        .unwrap();
    assert!(found.provisional);
}

#[test]
fn a_date_beyond_the_calendar_is_refused() {
    let events = Events {
        delivered_on: chrono::NaiveDate::MAX,
        ..delivered("2026-03-02")
    };
    let refused = contract(ClockStart::Delivery, 30)
        .due_date(&events, &cn())
        .unwrap_err();
    assert_eq!(refused.code(), "date-too-far");
}

#[rstest]
#[case::a_public_institution(HOSPITAL, SizeClass::Small, None, Some((30, true)))]
#[case::a_large_enterprise(LARGE_FIRM, SizeClass::Small, None, Some((30, true)))]
#[case::fewer_were_agreed(HOSPITAL, SizeClass::Small, Some(10), Some((10, false)))]
#[case::a_pharmacy(PHARMACY, SizeClass::Small, None, None)]
#[case::a_pharmacy_that_agreed(PHARMACY, SizeClass::Small, Some(45), Some((45, false)))]
#[case::towards_a_large_supplier(HOSPITAL, SizeClass::Large, None, None)]
fn article_16_bound_buyers_answer_within_30_days_and_others_as_agreed(
    #[case] buyer: u64,
    #[case] size: SizeClass,
    #[case] agreed: Option<u32>,
    #[case] expected: Option<(u32, bool)>,
) {
    let body = RegisterContract {
        confirmation_days: agreed,
        supplier_size: size,
        ..body_with(buyer)
    };
    let world = World::new().contracted(body);
    let found = world.contract().answer_by(date("2026-03-02"), &cn()).unwrap();
    assert_eq!(found.map(|by| (by.days, by.by_law)), expected);
}

#[test]
fn article_203_the_last_day_to_answer_is_a_working_day() {
    let world = World::with_contract();
    let found = world
        .contract()
        .answer_by(date("2026-03-05"), &cn())
        .unwrap()
        .unwrap();
    // Thirty days from 5 March end on Saturday 4 April, within the Qingming holiday that lasts until the 6th.
    assert_eq!((found.last_day, found.provisional), (date("2026-04-07"), false));
}
