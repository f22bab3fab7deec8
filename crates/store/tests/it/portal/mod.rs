//! What the portal keeps beside the ledger.

mod answering;
mod beside;
mod instances;
mod inviting;
mod read_marks;
mod sign_in;
mod signed_in;

use serde_json::json;
use tallystick_ledger::{AccessToken, Nonce, SigningKey};
use tallystick_store::{Answer, SignInRefusal, SignedIn, Store, Viewer};
use tallystick_testbed::World;
use zeroize::Zeroizing;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;

/// A key that nobody has enrolled.
fn new_key(number: u8) -> SigningKey {
    SigningKey::from_random(&Zeroizing::new([number; 32])).unwrap()
}

/// A token of a member, in the name of the member's party.
fn token(world: &World, name: &str, place: usize, nonce: Nonce) -> String {
    token_by(world, &world.person(name, place).key, name, nonce)
}

/// A token by a key, in the name of a party.
fn token_by(world: &World, key: &SigningKey, name: &str, nonce: Nonce) -> String {
    let party = world.company(name).id.subject();
    AccessToken::sign(key, &party, world.store.ledger(), world.store.now(), nonce).unwrap()
}

/// Signs a member in.
async fn signs_in(world: &World, name: &str, place: usize) -> SignedIn {
    let nonce = world.store.challenge().await.unwrap();
    let token = token(world, name, place, nonce);
    world.store.sign_in(&token).await.unwrap()
}

/// Signs in with a key, in the name of a party.
async fn signs_in_with(world: &World, key: &SigningKey, name: &str) -> Result<SignedIn, SignInRefusal> {
    let nonce = world.store.challenge().await.unwrap();
    world.store.sign_in(&token_by(world, key, name, nonce)).await
}

/// A further member of a party, who only reads and holds this key; returns who reads.
async fn reader(world: &World, name: &str, key: &SigningKey) -> Viewer {
    let member = world.new_id("member");
    let body = json!({"member": member, "name": "王芳", "roles": ["viewer"]});
    does(world, name, "member.add/1", body, 2).await;
    let party = world.company(name).id.subject();
    let body = json!({
        "holder": {"member": member},
        "keys": [{
            "kid": key.public().thumbprint(), "jwk": key.public().to_jwk(),
            "possession": key.prove_possession(world.store.ledger(), &party).unwrap(),
        }],
    });
    does(world, name, "key.add/1", body, 2).await;
    viewer_of(&world.store, key).await
}

async fn viewer_of(store: &Store, key: &SigningKey) -> Viewer {
    store.viewer(&key.public().thumbprint()).await.unwrap().unwrap()
}

/// Does an act that is taken; returns its entry.
async fn does(world: &World, name: &str, kind: &str, body: serde_json::Value, signers: usize) -> u64 {
    match world.act(name, kind, body, signers).await {
        Ok(Answer::Appended { .. }) => world.store.watch().borrow().checked_sub(1).unwrap(),
        Ok(Answer::Waiting(_)) => panic!("{kind} waits for further signatures"),
        Err(refused) => panic!("{kind} is refused with {}: {refused}", refused.code()),
    }
}

/// How many rows a table has.
async fn rows(url: &str, table: &str) -> i64 {
    use sea_orm::ConnectionTrait as _;
    let database = sea_orm::Database::connect(url.replacen("sqlite:", "sqlite://", 1))
        .await
        .unwrap();
    let count = sea_orm::Statement::from_string(
        database.get_database_backend(),
        format!("SELECT count(*) FROM {table}"),
    );
    let row = database.query_one_raw(count).await.unwrap().unwrap();
    database.close().await.unwrap();
    row.try_get_by_index(0).unwrap()
}
