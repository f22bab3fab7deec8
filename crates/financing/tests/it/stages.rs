//! The stages of products, requests and reviews as tables: for each stage, what each command leads to, or why it is
//! refused.

use tallystick_base::LoanId;
use tallystick_financing::{Command, RequestTransition, Step};

use crate::bid_stages::table;
use crate::given::given;
use crate::rule_book::check_shown;
use crate::tender::stepped;
use crate::world::{
    BANK, BUYER, SECOND_BANK, SERVICE, SUPPLIER, THIRD_BANK, Who, World, accept, decline, expire, join,
    offer, product, publish, request, review, revise, submit, submit_downstream, withdraw, withdraw_offer,
    withdraw_product,
};

fn product_commands() -> Vec<(&'static str, Who, Command)> {
    vec![
        ("product.publish", BANK, publish(4).into()),
        ("product.revise", BANK, revise(4).into()),
        ("product.withdraw", BANK, withdraw_product(4).into()),
    ]
}

fn upstream_commands() -> Vec<(&'static str, Who, Command)> {
    vec![
        ("request.submit", SUPPLIER, submit(1).into()),
        ("request.accept", SUPPLIER, accept(1, 11).into()),
        ("request.withdraw", SUPPLIER, withdraw(1).into()),
        ("request.expire", SERVICE, expire(1).into()),
    ]
}

fn downstream_commands() -> Vec<(&'static str, Who, Command)> {
    vec![
        ("request.submit", BUYER, submit_downstream(1).into()),
        ("request.join", SUPPLIER, join(1).into()),
        ("request.accept", BUYER, accept(1, 11).into()),
        ("request.withdraw", BUYER, withdraw(1).into()),
    ]
}

fn review_commands() -> Vec<(&'static str, Who, Command)> {
    vec![
        ("review.offer", BANK, offer(11, "0.0360").into()),
        ("review.withdraw-offer", BANK, withdraw_offer(11).into()),
        ("review.decline", BANK, decline(11).into()),
        ("request.accept", SUPPLIER, accept(1, 11).into()),
    ]
}

fn of_request(world: &World) -> String {
    let asked = &world.case.requests[&request(1)];
    let joined = asked.joined_on.map_or("", |_| ", joined");
    format!("{}{joined}", asked.stage.name())
}

fn of_review(world: &World) -> String {
    let with_bank = world.case.reviews[&review(11)].stage.name();
    format!("{with_bank}, request {}", of_request(world))
}

fn declined_by_all(world: World) -> World {
    let banks = [(BANK, 11), (SECOND_BANK, 12), (THIRD_BANK, 13)];
    banks.into_iter().fold(world, |world, (bank, n)| {
        given(&world).when(bank, decline(n)).accepted()
    })
}

fn withdrawn(world: &World, by: Who) -> World {
    given(world).when(by, withdraw(1)).accepted()
}

fn expired(world: World) -> World {
    given(&world.on("2026-03-10")).when(SERVICE, expire(1)).accepted()
}

/// What banking does after an acceptance.
fn lent(transitions: usize) -> World {
    let loan = LoanId::from_parts(1, [0; 10]);
    let all = [
        RequestTransition::Approved { loan },
        RequestTransition::Funded {},
        RequestTransition::Closed {},
    ];
    let steps = all.into_iter().take(transitions);
    stepped(
        World::accepted(),
        steps.map(|transition| Step::new(request(1), transition)),
    )
}

#[test]
fn products() {
    let published = given(&World::new()).when(BANK, publish(4)).accepted();
    let withdrawn = given(&published).when(BANK, withdraw_product(4)).accepted();
    let stages = [
        ("nothing", World::new()),
        ("Open", published),
        ("Withdrawn", withdrawn),
    ];
    let stage = |world: &World| world.case.products[&product(4)].stage.name().to_owned();
    let table = table(&stages, &product_commands(), stage);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn requests_upstream() {
    let stages = [
        ("nothing", World::new()),
        ("Submitted", World::submitted()),
        ("Submitted, offered", World::offered()),
        ("Submitted, offers over", World::offered().on("2026-03-07")),
        ("Submitted, time run out", World::offered().on("2026-03-10")),
        ("Accepted", World::accepted()),
        ("Accepted, time run out", World::accepted().on("2026-03-10")),
        ("Approved", lent(1)),
        ("Funded", lent(2)),
        ("Closed", lent(3)),
        ("Declined", declined_by_all(World::submitted())),
        ("Withdrawn", withdrawn(&World::submitted(), SUPPLIER)),
        ("Expired", expired(World::submitted())),
    ];
    let table = table(&stages, &upstream_commands(), of_request);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn requests_downstream() {
    let offered = |world: World| given(&world).when(BANK, offer(11, "0.0360")).accepted();
    let accepted = given(&offered(World::joined()))
        .when(BUYER, accept(1, 11))
        .accepted();
    let stages = [
        ("nothing", World::new()),
        ("Submitted, offered", offered(World::downstream())),
        (
            "Submitted, offered, time run out",
            offered(World::downstream()).on("2026-03-10"),
        ),
        ("Submitted, offered, joined", offered(World::joined())),
        ("Accepted, joined", accepted),
        ("Declined", declined_by_all(World::downstream())),
        ("Withdrawn", withdrawn(&World::downstream(), BUYER)),
        ("Expired", expired(World::downstream())),
    ];
    let table = table(&stages, &downstream_commands(), of_request);
    insta::assert_snapshot!(table);
    check_shown(&table);
}

#[test]
fn reviews() {
    let taken = given(&World::offered()).when(SUPPLIER, accept(1, 12)).accepted();
    let declined = given(&World::offered()).when(BANK, decline(11)).accepted();
    let stages = [
        ("nothing", World::new()),
        ("Open", World::submitted()),
        ("Open, sealed", World::sealed()),
        (
            "Open, time of the request run out",
            World::submitted().on("2026-03-10"),
        ),
        ("Offered", World::offered()),
        ("Offered, offer over", World::offered().on("2026-03-07")),
        (
            "Offered, time of the request run out",
            World::offered().on("2026-03-10"),
        ),
        ("Taken", World::accepted()),
        ("Taken, loan approved", lent(1)),
        ("NotTaken", taken),
        ("Declined", declined),
        ("Ended", withdrawn(&World::offered(), SUPPLIER)),
    ];
    let table = table(&stages, &review_commands(), of_review);
    insta::assert_snapshot!(table);
    check_shown(&table);
}
