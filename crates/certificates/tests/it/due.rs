//! What falls due: recorded with the dates on which it fell, whenever the service wakes.

use tallystick_base::Salt;
use tallystick_certificates::{
    Command, ConfirmationLapse, LapseConfirmation, MarkOverdue, Reminder, due, reminders,
};

use crate::answers::{dispute, withdraw};
use crate::circulation::lapse_offer;
use crate::given::given;
use crate::world::{
    BANK, BUYER, OPERATOR, SERVICE, SUPPLIER, World, acknowledge, certificate, claim_of, confirm, date,
    receivable, report, salt, split,
};

pub(crate) fn lapse(n: u64) -> LapseConfirmation {
    LapseConfirmation {
        salt: salt(),
        receivable: receivable(n),
    }
}

pub(crate) fn mark(certificates: &[u64]) -> MarkOverdue {
    MarkOverdue {
        salt: salt(),
        buyer: BUYER.id(),
        certificates: certificates.iter().map(|n| certificate(*n)).collect(),
    }
}

fn due_now(world: &World) -> Vec<Command> {
    due(&world.case, world.now, &mut salt).unwrap()
}

/// Signs everything that is due, as the service does.
fn swept(world: &World) -> World {
    due_now(world).into_iter().fold(world.clone(), |world, command| {
        given(&world).when(SERVICE, command).accepted()
    })
}

#[test]
fn order_802_article_16_a_period_without_an_answer_lapses_with_its_last_day() {
    let last_day = World::claimed().on("2026-02-24");
    given(&last_day)
        .when(SERVICE, lapse(1))
        .then_rejected("confirmation-not-lapsed");
    assert_eq!(due_now(&last_day), []);
    // The service wakes a month late; the date is that of the last day all the same.
    let late = World::claimed().on("2026-03-24");
    assert_eq!(due_now(&late), [lapse(1).into()]);
    let world = given(&late)
        .when(SERVICE, lapse(1))
        .then_steps(&["confirmation-lapse lapsed", "payment-record confirmation_lapsed"]);
    let lapsed = ConfirmationLapse {
        receivable: receivable(1),
        buyer: BUYER.id(),
        answer_by: date("2026-02-24"),
    };
    assert_eq!(world.case.confirmation_lapses[&receivable(1)], lapsed);
    let record = &world.case.payment_records[&BUYER.id()];
    assert_eq!((record.lapses, record.last_lapse), (1, Some(date("2026-02-24"))));
    assert!(!record.stops_issue());
    given(&world)
        .when(SERVICE, lapse(1))
        .then_rejected("lapse-recorded");
    assert_eq!(due_now(&world), []);
    // The buyer can still answer.
    given(&world).when(BUYER, confirm(1)).accepted();
}

#[test]
fn an_answer_in_time_leaves_no_lapse_and_a_late_one_does_not_undo_it() {
    let in_time = given(&World::claimed().on("2026-02-24"))
        .when(BUYER, dispute(1))
        .accepted();
    given(&in_time.on("2026-03-24"))
        .when(SERVICE, lapse(1))
        .then_rejected("confirmation-not-lapsed");
    let withdrawn = given(&World::claimed().on("2026-02-24"))
        .when(SUPPLIER, withdraw(1))
        .accepted();
    given(&withdrawn.on("2026-03-24"))
        .when(SERVICE, lapse(1))
        .then_rejected("confirmation-not-lapsed");
    let late = given(&World::claimed().on("2026-02-25"))
        .when(BUYER, confirm(1))
        .accepted();
    assert_eq!(due_now(&late), [lapse(1).into()]);
    given(&late).when(SERVICE, lapse(1)).accepted();
}

#[test]
fn reminders_are_due_at_10_5_and_1_days_left_and_none_is_missed_by_waking_late() {
    let days_left = |day: &str| {
        let world = World::claimed().on(day);
        reminders(&world.case, world.now)
            .unwrap()
            .into_iter()
            .map(|reminder| reminder.days_left)
            .collect::<Vec<_>>()
    };
    assert!(days_left("2026-02-13").is_empty());
    for (day, left) in [
        ("2026-02-14", 10),
        ("2026-02-18", 10),
        ("2026-02-19", 5),
        ("2026-02-23", 1),
        ("2026-02-24", 1),
    ] {
        assert_eq!(days_left(day), [left], "{day}");
    }
    assert!(
        days_left("2026-02-25").is_empty(),
        "what has lapsed is not reminded of"
    );
    let disputed = given(&World::claimed())
        .when(BUYER, dispute(1))
        .accepted()
        .on("2026-02-23");
    assert_eq!(reminders(&disputed.case, disputed.now), Ok(Vec::new()));
    let world = World::claimed().on("2026-02-23");
    let reminder = Reminder {
        receivable: receivable(1),
        buyer: BUYER.id(),
        answer_by: date("2026-02-24"),
        days_left: 1,
    };
    assert_eq!(reminders(&world.case, world.now), Ok(vec![reminder]));
}

#[test]
fn notice_77_of_2025_article_15_an_unpaid_certificate_is_marked_from_the_day_after() {
    let due_day = World::confirmed().on("2026-03-16");
    given(&due_day)
        .when(SERVICE, mark(&[1]))
        .then_rejected("certificate-not-past-due");
    let late = World::confirmed().on("2026-03-20");
    assert_eq!(due_now(&late), [mark(&[1]).into()]);
    let world = given(&late)
        .when(SERVICE, mark(&[1]))
        .then_steps(&["payment-record missed", "certificate marked_overdue"]);
    let since = Some(date("2026-03-17"));
    assert_eq!(
        world.case.certificate(certificate(1)).unwrap().overdue_since,
        since
    );
    assert!(world.case.payment_records[&BUYER.id()].stops_issue());
    given(&world)
        .when(SERVICE, mark(&[1]))
        .then_rejected("certificate-already-marked");
    assert_eq!(due_now(&world), []);
    // Paying a part does not cure it; paying all does.
    let part = given(&world).when(BUYER, report(1, 1, "500000.00")).accepted();
    let part = given(&part).when(SUPPLIER, acknowledge(1)).accepted();
    assert!(part.case.payment_records[&BUYER.id()].stops_issue());
    let whole = given(&part).when(BUYER, report(2, 1, "100000.00")).accepted();
    let whole = given(&whole).when(SUPPLIER, acknowledge(2)).then_steps(&[
        "payment acknowledged",
        "certificate paid",
        "certificate discharged",
        "payment-record cured",
    ]);
    let record = &whole.case.payment_records[&BUYER.id()];
    assert!(!record.stops_issue());
    assert_eq!(record.missed, 1, "that it happened stays on the record");
}

#[test]
fn days_end_at_midnight_in_beijing() {
    let mut world = World::confirmed();
    // 16 March 2026, 23:59:59.999 in Beijing.
    world.now = "1773676799999".parse::<u64>().unwrap().try_into().unwrap();
    assert_eq!(due_now(&world), []);
    world.now = "1773676800000".parse::<u64>().unwrap().try_into().unwrap();
    assert_eq!(due_now(&world), [mark(&[1]).into()]);
}

#[test]
fn a_mark_names_overdue_certificates_of_one_buyer_once_each() {
    let world = given(&World::confirmed())
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .accepted();
    let late = world.on("2026-03-20");
    assert_eq!(due_now(&late), [mark(&[10, 11]).into()]);
    given(&late).when(SERVICE, mark(&[])).then_rejected("mark-count");
    given(&late)
        .when(SERVICE, mark(&[10, 10]))
        .then_rejected("mark-count");
    given(&late)
        .when(SERVICE, mark(&[1]))
        .then_rejected("certificate-ended");
    let mut other = mark(&[10]);
    other.buyer = BANK.id();
    given(&late)
        .when(SERVICE, other)
        .then_rejected("certificate-of-another-debtor");
    given(&late).when(SERVICE, mark(&[10, 11])).then_steps(&[
        "payment-record missed",
        "payment-record missed",
        "certificate marked_overdue",
        "certificate marked_overdue",
    ]);
}

#[test]
fn more_than_100_overdue_certificates_are_marked_in_several_statements() {
    let amounts = vec!["1.00"; 99]
        .into_iter()
        .chain(["599901.00"])
        .collect::<Vec<_>>();
    let world = given(&World::confirmed())
        .when(SUPPLIER, split(1, &amounts))
        .accepted();
    let world = given(&world).when(SUPPLIER, claim_of(2, "100.00")).accepted();
    let mut second = confirm(2);
    second.amount = crate::world::cny("100.00");
    let world = given(&world).when(BUYER, second).accepted().on("2026-04-01");
    assert_eq!(due_now(&world).len(), 2);
    let swept = swept(&world);
    assert_eq!(swept.case.payment_records[&BUYER.id()].overdue.len(), 101);
    assert_eq!(due_now(&swept), []);
}

#[test]
fn everything_due_at_once_is_found_once() {
    let mut next = crate::world::claim(2);
    next.amount = crate::world::cny("100.00");
    let world = given(&World::offered())
        .when(SUPPLIER, next)
        .accepted()
        .on("2026-04-01");
    let kinds: Vec<_> = due_now(&world).iter().map(Command::kind).collect();
    assert_eq!(
        kinds,
        [
            "confirmation.lapse/1",
            "certificate.lapse-offer/1",
            "certificate.mark-overdue/1"
        ]
    );
    assert_eq!(due_now(&swept(&world)), []);
}

#[test]
fn each_statement_gets_a_salt_of_its_own() {
    let mut next = 0_u8;
    let mut draw = || {
        next += 1;
        Salt::from_bytes([next; 16])
    };
    let world = World::offered().on("2026-04-01");
    let salts: Vec<_> = due(&world.case, world.now, &mut draw)
        .unwrap()
        .iter()
        .map(|command| serde_json::to_value(command).unwrap()["salt"].clone())
        .collect();
    assert_eq!(salts.len(), 2);
    assert_ne!(salts[0], salts[1]);
}

#[test]
fn only_the_service_records_what_falls_due() {
    for who in [BUYER, SUPPLIER, OPERATOR] {
        given(&World::claimed().on("2026-03-24"))
            .when(who, lapse(1))
            .then_rejected("capacity-forbidden");
        given(&World::confirmed().on("2026-03-24"))
            .when(who, mark(&[1]))
            .then_rejected("capacity-forbidden");
        given(&World::offered().on("2026-03-24"))
            .when(who, lapse_offer(1))
            .then_rejected("capacity-forbidden");
    }
}
