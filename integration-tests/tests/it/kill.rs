//! `kill -9` at random moments under load: every acknowledged entry is there afterwards, and an audit finds nothing.

use std::env;
use std::sync::Arc;
use std::time::Duration;

use rstest::rstest;
use tallystick_base::Digest;
use tallystick_testbed::Engine;
use tokio::time::sleep;

use crate::book::Book;
use crate::cast::Cast;
use crate::chance::Chance;
use crate::house::House;
use crate::load::Load;
use crate::log::verified_statements;

/// How often, unless `TALLYSTICK_KILLS` says otherwise.
const KILLS: u32 = 10;
/// Clients at once.
const CLIENTS: usize = 16;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_killed_server(#[case] engine: Engine) {
    let mut chance = Chance::announced(&format!("killing on {engine:?}"));
    let house = House::open(engine);
    let server = house.serve().await;
    let cast = Arc::new(Cast::enrol(&house, &server, &mut chance).await);
    let member = cast.maker.member(0, &house.client(&server, chance.branch()));
    let enrolment = verified_statements(&house, &member).await.len();
    server.kill();

    let book = Book::new();
    for round in 1..=kills() {
        killed_at_its_start(&house, &mut chance).await;
        let server = house.serve().await;
        let load = Load::start(&house, &cast, &book, &[&server], CLIENTS, &mut chance);
        let before = book.entries().len();
        let enough = before + 1 + usize::try_from(chance.below(60)).unwrap();
        book.has(enough).await;
        // Not only right after an answer: anywhere in the batch that follows it.
        sleep(Duration::from_micros(chance.below(30_000))).await;
        server.kill();
        load.abandon().await;

        let audit = house.audit();
        let server = house.serve().await;
        let member = cast.maker.member(0, &house.client(&server, chance.branch()));
        // Before anything new is written, which could stand where something was lost.
        holds_all_of(&book, &verified_statements(&house, &member).await);
        let settled = book.settle(&house.client(&server, chance.branch())).await;
        let statements = verified_statements(&house, &member).await;
        holds_all_of(&book, &statements);
        // And nothing else is: what nobody was told has been told now.
        assert_eq!(statements.len(), enrolment + book.entries().len());
        println!(
            "{engine:?}, kill {round}: {} entries, {settled:?}, audit {audit}",
            statements.len()
        );
        server.kill();
    }
    house.audit();
}

/// Every entry that was acknowledged stands where it was said to stand.
fn holds_all_of(book: &Book, statements: &[Digest]) {
    for (seq, id) in book.entries() {
        let found = statements.get(usize::try_from(seq).unwrap());
        assert_eq!(found, Some(&id), "acknowledged entry {seq}");
    }
}

/// A server that never comes to work: the one after it finds what it left half-way.
async fn killed_at_its_start(house: &House, chance: &mut Chance) {
    let server = house.start();
    sleep(Duration::from_micros(chance.below(200_000))).await;
    server.kill();
}

fn kills() -> u32 {
    env::var_os("TALLYSTICK_KILLS").map_or(KILLS, |text| {
        let text = text.to_str().unwrap();
        text.parse().expect("TALLYSTICK_KILLS is a whole number")
    })
}
