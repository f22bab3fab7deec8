//! The log for outsiders: what is served is what the ledger's own verifier accepts.

use rstest::rstest;
use tallystick_ledger::{InclusionProof, Tile, VerifierKey, verify_checkpoint};
use tallystick_testbed::Engine;

use crate::app::{App, Maker, Nobody};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_outsider_checks_an_entry_with_what_the_log_serves(#[case] engine: Engine) {
    let app = App::with(engine, |settings| settings.public_entries = true).await;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let vkeys = text(app.get(Nobody, "/log/vkeys").await.bytes);
    let vkeys: Vec<VerifierKey> = vkeys.lines().map(|line| line.parse().unwrap()).collect();
    let note = app.get(Nobody, "/log/checkpoint").await;
    assert_eq!(note.headers["content-type"], "text/plain; charset=utf-8");
    let checkpoint = verify_checkpoint(&text(note.bytes), &vkeys).unwrap();

    let place = Tile::holding(0, 0, checkpoint.size).unwrap().to_string();
    let leaves = app
        .get(
            Nobody,
            &format!("/log/tile/entries/{}", place.strip_prefix("0/").unwrap()),
        )
        .await;
    assert_eq!(leaves.headers["content-type"], "application/octet-stream");
    let length = usize::from(u16::from_be_bytes([leaves.bytes[0], leaves.bytes[1]]));
    let leaf = &leaves.bytes[2..2 + length];
    let proof: InclusionProof = text(app.get(Nobody, "/log/proof/0").await.bytes).parse().unwrap();
    assert_eq!(proof.verify(leaf, &vkeys).unwrap().size, checkpoint.size);

    let hashes = app.get(Nobody, &format!("/log/tile/{place}")).await;
    assert_eq!(u64::try_from(hashes.bytes.len()).unwrap(), 32 * checkpoint.size);
    assert!(
        hashes.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    let keys = app.get(Nobody, "/log/keys").await.json();
    assert!(keys.as_array().unwrap().iter().any(|key| key["added"] == 0));
    let opening = app.get(Nobody, "/log/opening").await;
    assert_eq!(opening.bytes, app.world.store.opening().await.unwrap());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_beyond_the_log_or_misspelt_is_told_apart(#[case] engine: Engine) {
    let app = App::new(engine).await;
    for (path, code) in [
        ("/log/proof/99999", "not-found"),
        ("/log/proof/-1", "malformed-address"),
        ("/log/proof/x", "malformed-address"),
        ("/log/tile/0/001", "not-found"),
        ("/log/tile/0/1", "malformed-address"),
        ("/log/tile/9/000", "malformed-address"),
        ("/log/tile/0/000.p/256", "malformed-address"),
    ] {
        assert_eq!(app.get(Nobody, path).await.code(), code, "{path}");
    }
    let path = "/log/tile/entries/x000/000";
    assert_eq!(app.get(Maker("bank"), path).await.code(), "malformed-address");
}
