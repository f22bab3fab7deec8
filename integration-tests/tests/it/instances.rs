//! Several servers at one `PostgreSQL` database write one ledger.

use std::sync::Arc;

use futures::future::join_all;
use tallystick_testbed::Engine;

use crate::book::Book;
use crate::cast::Cast;
use crate::chance::Chance;
use crate::house::House;
use crate::load::Load;
use crate::log::verified_statements;
use crate::server::Running;

/// Entries before one of the three is killed, and again as many after.
const ENTRIES: usize = 150;

#[tokio::test(flavor = "multi_thread")]
async fn three_servers_at_one_database_write_one_chain_without_a_gap_even_when_one_is_killed() {
    let mut chance = Chance::announced("three servers");
    let house = House::open(Engine::Postgres);
    let mut servers = join_all([house.serve(), house.serve(), house.serve()]).await;
    let cast = Arc::new(Cast::enrol(&house, &servers[0], &mut chance).await);
    let member = cast.maker.member(0, &house.client(&servers[1], chance.branch()));
    let enrolment = verified_statements(&house, &member).await.len();

    let books: Vec<Book> = servers.iter().map(|_| Book::new()).collect();
    let mut loads: Vec<Load> = servers
        .iter()
        .zip(&books)
        .map(|(server, book)| Load::start(&house, &cast, book, &[server], 6, &mut chance))
        .collect();
    join_all(books.iter().map(|book| book.has(ENTRIES / 3))).await;

    // The others go on, whatever the killed one had locked.
    servers.pop().unwrap().kill();
    loads.pop().unwrap().ended().await;
    let so_far: Vec<usize> = books.iter().map(|book| book.entries().len()).collect();
    join_all([0, 1].map(|place| books[place].has(so_far[place] + ENTRIES / 2))).await;
    for load in loads {
        load.abandon().await;
    }

    // What was not answered is sent to another server than before.
    for (book, server) in books.iter().zip(servers.iter().cycle().skip(1)) {
        let settled = book.settle(&house.client(server, chance.branch())).await;
        println!("{} entries, {settled:?}", book.entries().len());
    }
    let total: usize = books.iter().map(|book| book.entries().len()).sum();
    for server in &servers {
        let member = cast.maker.member(0, &house.client(server, chance.branch()));
        let statements = verified_statements(&house, &member).await;
        assert_eq!(statements.len(), enrolment + total);
        for (seq, id) in books.iter().flat_map(Book::entries) {
            assert_eq!(statements[usize::try_from(seq).unwrap()], id, "entry {seq}");
        }
    }
    for server in servers {
        Running::stop(server).await;
    }
    house.audit();
}
