//! Clients that make no progress are given up, and the others are served meanwhile.

use std::time::Duration;

use rstest::rstest;
use tallystick_testbed::Engine;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::chance::Chance;
use crate::deadline::PATIENCE;
use crate::house::House;

/// More than a server has threads.
const CONNECTIONS: usize = 64;

#[rstest]
#[case::silent_from_the_start("")]
#[case::half_a_request_line("GET /hea")]
#[case::half_a_head("GET /health HTTP/1.1\r\nHost: ledger.test\r\nX-Half:")]
#[case::a_body_that_does_not_come(
    "POST /v1/statements HTTP/1.1\r\nHost: ledger.test\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
)]
#[case::half_a_preface_of_http_2("PRI * HTTP/2.0\r\n\r\nSM")]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_stops_in_the_middle_is_given_up(#[case] beginning: &str) {
    let house = House::open(Engine::Sqlite);
    let server = house.serve().await;
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut connection = TcpStream::connect(server.address()).await.unwrap();
        connection.write_all(beginning.as_bytes()).await.unwrap();
        connections.push(connection);
    }
    let client = house.client(&server, Chance::announced("slow clients"));
    timeout(Duration::from_secs(5), client.is_healthy())
        .await
        .expect("others are served while slow clients hang on")
        .unwrap();
    for mut connection in connections {
        let mut said = Vec::new();
        let ended = timeout(PATIENCE, connection.read_to_end(&mut said)).await;
        // A reset ends it as well as a last word does.
        let _ = ended.expect("the server gives the connection up");
        let said = String::from_utf8_lossy(&said);
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 4") || beginning.starts_with("PRI"),
            "{said}"
        );
    }
    server.stop().await;
}
