//! `kill -9` between the instruction to pay and its outcome: the money is out once, whatever was sent again.

use std::time::Duration;

use rstest::rstest;
use tallystick_base::{Currency, Money};
use tallystick_client::{Client, Signed};
use tallystick_testbed::Engine;
use tokio::time::sleep;

use crate::cast::{Cast, signed_by_all};
use crate::chance::Chance;
use crate::house::House;
use crate::lending::{LENT, Lending};
use crate::server::Running;

const END_TO_END: &str = "JB-E2E-0001";

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn money_that_went_out_is_recorded_once_around_a_killed_server(#[case] engine: Engine) {
    let mut chance = Chance::announced(&format!("killing a disbursement on {engine:?}"));
    let house = House::open(engine);
    let server = house.serve().await;
    let cast = Cast::enrol(&house, &server, &mut chance).await;
    let client = house.client(&server, chance.branch());
    let lending = Lending::approved(&cast, &client).await;

    // The server dies somewhere around the answer, and the bank, which cannot know, sends the same statement again.
    let bank = cast.bank.members(&client);
    let instruction = signed_by_all(&bank, "loan.instruct/1", &lending.instruction(END_TO_END)).await;
    let instruction = instruction.unwrap();
    let (server, first) = killed_around(&house, server, &cast, &instruction, &mut chance).await;
    let client = house.client(&server, chance.branch());
    assert_eq!(stage(&client, &cast, &lending).await, "Instructed");

    let bank = cast.bank.members(&client);
    let outcome = signed_by_all(&bank[..1], "disbursement.settle/1", &lending.outcome(END_TO_END)).await;
    let outcome = outcome.unwrap();
    let (server, second) = killed_around(&house, server, &cast, &outcome, &mut chance).await;
    let client = house.client(&server, chance.branch());
    assert_eq!(stage(&client, &cast, &lending).await, "Active");
    assert!(first < second, "the outcome stands after the instruction");

    let line = lending.line.parse().unwrap();
    let used = cast.bank.member(0, &client).line_use(line).await.unwrap().state;
    let lent = Money::from_minor(i64::try_from(LENT).unwrap(), Currency::CNY);
    assert_eq!((used.drawn, used.ever_drawn), (lent, lent), "drawn once");
    server.kill();
    house.audit();
}

/// Where the loan stands.
async fn stage(client: &Client, cast: &Cast, lending: &Lending) -> &'static str {
    let loan = cast
        .bank
        .member(0, client)
        .loan(lending.loan.parse().unwrap())
        .await;
    loan.unwrap().state.stage.name()
}

/// Sends a statement, kills the server at a moment that chance chooses, and sends it again to the next one; where it stands.
async fn killed_around(
    house: &House,
    server: Running,
    cast: &Cast,
    signed: &Signed,
    chance: &mut Chance,
) -> (Running, u64) {
    let client = house.client(&server, chance.branch());
    let member = cast.bank.member(0, &client);
    let moment = Duration::from_micros(chance.below(20_000));
    tokio::select! {
        _ = member.submit(signed) => {}
        () = sleep(moment) => {}
    }
    server.kill();
    house.audit();
    let server = house.serve().await;
    let client = house.client(&server, chance.branch());
    let answer = cast.bank.member(0, &client).submit(signed).await.unwrap();
    (server, answer.seq().expect("it stands in the ledger"))
}
