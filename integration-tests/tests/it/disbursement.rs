//! `kill -9` between the instruction to pay and its outcome: the money is out once, whatever was sent again.

use std::time::Duration;

use rstest::rstest;
use serde_json::Value;
use tallystick_client::{Client, Signed};
use tallystick_testbed::Engine;
use tokio::time::sleep;

use crate::cast::{Cast, signed_by_all};
use crate::chance::Chance;
use crate::house::House;
use crate::lending::Lending;
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
    assert_eq!(stage(&client, &cast, &lending).await, "instructed");

    let bank = cast.bank.members(&client);
    let outcome = signed_by_all(&bank[..1], "disbursement.settle/1", &lending.outcome(END_TO_END)).await;
    let outcome = outcome.unwrap();
    let (server, second) = killed_around(&house, server, &cast, &outcome, &mut chance).await;
    let client = house.client(&server, chance.branch());
    assert_eq!(stage(&client, &cast, &lending).await, "active");
    assert!(first < second, "the outcome stands after the instruction");

    let path = format!("/v1/credit-lines/{}/use", id(&lending.line));
    let used: Value = cast.bank.member(0, &client).get(&path).await.unwrap();
    for total in ["drawn", "ever_drawn"] {
        assert_eq!(used["state"][total]["value"], "480000.00", "drawn once");
    }
    server.kill();
    house.audit();
}

/// Where the loan stands.
async fn stage(client: &Client, cast: &Cast, lending: &Lending) -> String {
    let path = format!("/v1/loans/{}", id(&lending.loan));
    let loan: Value = cast.bank.member(0, client).get(&path).await.unwrap();
    let stage = loan["state"]["stage"].as_object().unwrap();
    stage.keys().next().unwrap().clone()
}

/// The id without its kind, as an address has it.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
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
