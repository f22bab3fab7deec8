//! A server that is asked to stop ends what it has begun, and loses nothing.

use std::sync::Arc;

use rstest::rstest;
use tallystick_testbed::Engine;

use crate::book::Book;
use crate::cast::Cast;
use crate::chance::Chance;
use crate::house::House;
use crate::load::Load;
use crate::log::verified_statements;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn whatever_a_stopping_server_has_sealed_it_has_told(#[case] engine: Engine) {
    let mut chance = Chance::announced(&format!("stopping on {engine:?}"));
    let house = House::open(engine);
    let mut server = house.serve().await;
    let cast = Arc::new(Cast::enrol(&house, &server, &mut chance).await);
    let member = cast.maker.member(0, &house.client(&server, chance.branch()));
    let enrolment = verified_statements(&house, &member).await.len();

    let book = Book::new();
    for _ in 0..3 {
        let load = Load::start(&house, &cast, &book, &[&server], 16, &mut chance);
        book.has(book.entries().len() + 40).await;
        // Ends with success, and within the deadline, though all clients are still at work.
        server.stop().await;
        load.ended().await;
        server = house.serve().await;
        let member = cast.maker.member(0, &house.client(&server, chance.branch()));
        let sealed = verified_statements(&house, &member).await.len();
        assert_eq!(sealed, enrolment + book.entries().len());
        let settled = book.settle(&house.client(&server, chance.branch())).await;
        assert_eq!(settled.sealed_unseen, 0, "{settled:?}");
    }
    server.stop().await;
    house.audit();
}
