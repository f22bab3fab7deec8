//! The log of a server tells what happened, and neither secrets nor what anybody signed.

use rstest::rstest;
use serde_json::json;
use tallystick_base::ContractId;
use tallystick_testbed::Engine;

use crate::cast::{Cast, act};
use crate::chance::Chance;
use crate::house::House;

const TITLE_OF_THE_CONTRACT: &str = "医用外科口罩采购合同";

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_holds_no_body_no_token_and_no_password(#[case] engine: Engine) {
    let mut chance = Chance::announced(&format!("logging on {engine:?}"));
    let house = House::open(engine);
    let server = house.serve().await;
    let cast = Cast::enrol(&house, &server, &mut chance).await;
    let client = house.client(&server, chance.branch());
    let contract = client.ambient().id(ContractId::from_parts).to_string();
    let supplier = cast.maker.member(0, &client);
    let terms = cast.trade().contract(&contract, "YNYY-SECRET-NUMBER");
    act(&supplier, "contract.register/1", &terms).await.unwrap();
    // A refusal is where a careless log would quote what it was given.
    let unknown = json!({"contract": client.ambient().id(ContractId::from_parts).to_string()});
    let refused = act(&supplier, "contract.accept/1", &unknown).await;
    assert!(refused.unwrap_err().problem().is_some());
    server.stop().await;

    let log = house.log();
    assert!(log.contains("serving"), "{log}");
    for secret in [
        TITLE_OF_THE_CONTRACT,
        "YNYY-SECRET-NUMBER",
        "Bearer",
        "eyJ",
        "PRIVATE KEY",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    if let Some(password) = house.database_password() {
        assert!(!log.contains(&password), "the password of the database in {log}");
    }
}
