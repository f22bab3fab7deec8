//! Bad input at the door: each statement, the status and the code that it is refused with, and that nothing came of it.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_base::{Digest, Thumbprint};
use tallystick_ledger::{ChainValue, Claims, Observed, SigningKey, Statement};
use tallystick_store::{PrepareRequest, Submission};
use tallystick_testbed::Engine;

use crate::app::{App, Caller, Checker, Maker, wire};

/// A party's act, prepared whatever the rules say of it.
struct Draft {
    claims: Claims,
    body: String,
}

impl Draft {
    /// Prepared by the member at this place.
    async fn by(app: &App, name: &str, place: usize, kind: &str, command: Value) -> Self {
        let viewer = app.world.viewer(name, place).await;
        let request = PrepareRequest {
            kind: kind.to_owned(),
            capacity: None,
            command,
            observed: None,
        };
        let prepared = app.world.store.prepare(&viewer, request).await.unwrap();
        Self {
            claims: prepared.claims,
            body: prepared.body,
        }
    }

    fn bent(mut self, bend: impl FnOnce(&mut Claims)) -> Self {
        bend(&mut self.claims);
        self
    }

    fn signed(&self, keys: &[&SigningKey]) -> Submission {
        Submission {
            statement: Statement::sign(&self.claims, keys).unwrap(),
            body: self.body.clone().into_bytes(),
        }
    }
}

fn key(app: &App, name: &str, place: usize) -> SigningKey {
    app.world.person(name, place).key.clone()
}

fn another_key(byte: u8) -> SigningKey {
    SigningKey::from_random(&[byte; 32].into()).unwrap()
}

/// A contract, a claim under it, and how many more claims there were.
struct Ground {
    app: App,
    contract: String,
    claimed: String,
}

impl Ground {
    async fn new(engine: Engine) -> Self {
        let app = App::new(engine).await;
        let contract = app.world.contract("YNYY-HC-2026-017").await;
        let claimed = app.world.new_id("receivable");
        let body = app.world.claim(&contract, &claimed, "26112000000012345678");
        app.world
            .act("supplier", "receivable.claim/1", body, 1)
            .await
            .unwrap();
        Self {
            app,
            contract,
            claimed,
        }
    }

    /// The supplier's claim of another receivable, with an invoice of its own.
    async fn claim(&self, place: usize, invoice: u8) -> Draft {
        let (world, receivable) = (&self.app.world, self.app.world.new_id("receivable"));
        let number = format!("261120000000999999{invoice:02}");
        let body = world.claim(&self.contract, &receivable, &number);
        Draft::by(&self.app, "supplier", place, "receivable.claim/1", body).await
    }

    async fn confirmation(&self, change: impl FnOnce(&mut Value)) -> Draft {
        let certificate = self.app.world.new_id("certificate");
        let mut body = self.app.world.confirmation(&self.claimed, &certificate);
        change(&mut body);
        Draft::by(&self.app, "buyer", 0, "receivable.confirm/1", body).await
    }

    fn size(&self) -> u64 {
        *self.app.world.store.watch().borrow()
    }

    async fn post(&self, caller: Caller, statement: &Value) -> crate::app::Reply {
        self.app.post(caller, "/v1/statements", statement).await
    }

    /// Refused with this status and code, and nothing was written.
    async fn refuses(&self, caller: Caller, statement: &Value, status: u16, code: &str) {
        let before = self.size();
        let reply = self.post(caller, statement).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (status, code),
            "{}",
            reply.json()
        );
        assert_eq!(self.size(), before, "{code}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_its_place_is_refused_with_its_code(#[case] engine: Engine) {
    let ground = Ground::new(engine).await;
    let (maker, stranger) = (key(&ground.app, "supplier", 0), key(&ground.app, "weaver", 0));
    let good = ground.claim(0, 1).await.signed(&[&maker]);
    let another = ground.claim(0, 2).await.signed(&[&maker]);
    let mut swapped = wire(&good);
    swapped["signatures"] = wire(&another)["signatures"].clone();
    let bent = async |bend: fn(&mut Claims), by: &SigningKey| {
        wire(&ground.claim(0, 3).await.bent(bend).signed(&[by]))
    };

    let cases: Vec<(u16, &str, Value)> = vec![
        (401, "bad-signature", swapped),
        (401, "unknown-key", bent(|_| (), &another_key(77)).await),
        (403, "foreign-key", bent(|_| (), &stranger).await),
        (
            400,
            "wrong-ledger",
            bent(|claims| claims.ledger = "other.test".parse().unwrap(), &maker).await,
        ),
        (
            409,
            "version-gap",
            bent(
                |claims| {
                    claims.version = 2;
                    claims.previous = Some(ChainValue::from_bytes([7; 32]));
                },
                &maker,
            )
            .await,
        ),
        (
            409,
            "stale-reliance",
            bent(
                |claims| claims.rel.first_mut().expect("a claim relies on its contract").1 += 1,
                &maker,
            )
            .await,
        ),
        (
            409,
            "false-observation",
            bent(
                |claims| {
                    claims.observed = Some(Observed {
                        size: 3,
                        root: Digest::from_bytes([7; 32]),
                    });
                },
                &maker,
            )
            .await,
        ),
        (
            400,
            "too-late",
            bent(
                |claims| (claims.issued_at, claims.expires_at) = (1_000, 1_600),
                &maker,
            )
            .await,
        ),
    ];
    for (status, code, statement) in cases {
        ground.refuses(Maker("supplier"), &statement, status, code).await;
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_overtaken_or_comes_again_changes_nothing(#[case] engine: Engine) {
    let ground = Ground::new(engine).await;
    let maker = key(&ground.app, "supplier", 0);
    let withdraw = async || {
        let body = json!({"receivable": ground.claimed});
        let draft = Draft::by(&ground.app, "supplier", 0, "receivable.withdraw/1", body).await;
        wire(&draft.signed(&[&maker]))
    };
    let (first, second) = (withdraw().await, withdraw().await);
    let waiting = ground.confirmation(|_| ()).await;
    let both = [key(&ground.app, "buyer", 0), key(&ground.app, "buyer", 1)];
    let alone = ground
        .post(Maker("buyer"), &wire(&waiting.signed(&[&both[0]])))
        .await;
    assert_eq!(alone.status, 202, "{}", alone.json());

    let taken = ground.post(Maker("supplier"), &first).await;
    assert_eq!(taken.status, 201, "{}", taken.json());
    let before = ground.size();
    let again = ground.post(Maker("supplier"), &first).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, taken.json()));
    assert_eq!(ground.size(), before, "a replay is no second entry");
    ground
        .refuses(Maker("supplier"), &second, 409, "version-gap")
        .await;

    let line = wire(&waiting.signed(&[&both[1]]))["signatures"][0].clone();
    let path = format!(
        "/v1/proposals/{}/signatures",
        alone.json()["proposal"]["id"].as_str().unwrap()
    );
    let late = ground.app.post(Checker("buyer"), &path, &line).await;
    assert_eq!(
        (late.status.as_u16(), late.code().as_str()),
        (409, "proposal-stale")
    );
    assert_eq!(ground.size(), before);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_the_checker_of_an_act_of_their_own(#[case] engine: Engine) {
    let ground = Ground::new(engine).await;
    let (maker, second) = (key(&ground.app, "buyer", 0), another_key(78));
    add_key(&ground.app, &second).await;
    let size = ground.size();

    // One statement with both keys of one member has one signature of it.
    let together = ground.confirmation(|_| ()).await.signed(&[&maker, &second]);
    let waits = ground.post(Maker("buyer"), &wire(&together)).await;
    assert_eq!(waits.status, 202, "{}", waits.json());
    let proposal = waits.json()["proposal"].clone();
    assert_eq!(
        proposal["signatures"].as_array().map(Vec::len),
        Some(1),
        "{proposal}"
    );

    // One key after the other.
    let draft = ground.confirmation(|_| ()).await;
    let alone = ground.post(Maker("buyer"), &wire(&draft.signed(&[&maker]))).await;
    assert_eq!(alone.status, 202, "{}", alone.json());
    let approved = wire(&draft.signed(&[&second]));
    ground
        .refuses(Maker("buyer"), &approved, 409, "member-signed-already")
        .await;
    let path = format!(
        "/v1/proposals/{}/signatures",
        alone.json()["proposal"]["id"].as_str().unwrap()
    );
    let reply = ground
        .app
        .post(Maker("buyer"), &path, &approved["signatures"][0])
        .await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (409, "member-signed-already")
    );

    // One key twice.
    let mut twice = wire(&draft.signed(&[&maker]));
    let line = twice["signatures"][0].clone();
    twice["signatures"].as_array_mut().unwrap().push(line);
    ground.refuses(Maker("buyer"), &twice, 400, "signed-twice").await;
    assert_eq!(ground.size(), size);
}

/// Another key of the buyer's maker, which both its members sign for.
async fn add_key(app: &App, key: &SigningKey) {
    let (party, member) = (
        app.world.company("buyer").id.subject(),
        app.world.person("buyer", 0).id,
    );
    let body = json!({
        "holder": {"member": member.subject()},
        "keys": [{
            "kid": key.public().thumbprint(),
            "jwk": key.public().to_jwk(),
            "possession": key.prove_possession(app.world.store.ledger(), &party).unwrap(),
        }],
    });
    let keys = [0, 1].map(|place| &app.world.person("buyer", place).key);
    let submission = Draft::by(app, "buyer", 0, "key.add/1", body).await.signed(&keys);
    let reply = app
        .post(Maker("buyer"), "/v1/statements", &wire(&submission))
        .await;
    assert_eq!(reply.status, 201, "{}", reply.json());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_signs_up_to_the_entry_that_revokes_it_and_not_after(#[case] engine: Engine) {
    let ground = Ground::new(engine).await;
    let (revoked, other) = (key(&ground.app, "supplier", 0), key(&ground.app, "supplier", 1));
    let before = ground.claim(0, 1).await.signed(&[&revoked]);
    let after = ground.claim(0, 2).await.signed(&[&revoked]);
    let later = ground.claim(0, 3).await.signed(&[&revoked]);
    let kid: Thumbprint = revoked.public().thumbprint();
    let body = json!({"kid": kid, "reason": "旧手机遗失", "suspect_from": null});
    let revocation = Draft::by(&ground.app, "supplier", 1, "key.revoke/1", body)
        .await
        .signed(&[&other]);

    // One batch, in this order.
    let lines = [&before, &revocation, &after].map(|submission| wire(submission).to_string());
    let reply = ground
        .app
        .post_text(
            Checker("supplier"),
            "/v1/statements/batch",
            "application/x-ndjson",
            lines.join("\n"),
        )
        .await;
    let text = String::from_utf8(reply.bytes).unwrap();
    let answers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let brief: Vec<(&Value, &Value)> = answers
        .iter()
        .map(|answer| (&answer["status"], &answer["problem"]["code"]))
        .collect();
    let (taken, none, refused) = (json!(201), Value::Null, (json!(401), json!("revoked-key")));
    assert_eq!(
        brief,
        [(&taken, &none), (&taken, &none), (&refused.0, &refused.1)],
        "{text}"
    );
    let revoked_by = answers[1]["receipt"]["seq"].as_u64().unwrap();
    let detail = answers[2]["problem"]["detail"].as_str().unwrap();
    assert!(detail.contains(&revoked_by.to_string()), "{detail}");

    ground
        .refuses(Checker("supplier"), &wire(&later), 401, "revoked-key")
        .await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_the_rules_forbid_is_refused_though_it_is_signed_well(#[case] engine: Engine) {
    let ground = Ground::new(engine).await;
    let both = [0, 1].map(|place| key(&ground.app, "buyer", place));
    let both = [&both[0], &both[1]];
    let above = ground
        .confirmation(|body| body["amount"]["value"] = "1300000.00".into())
        .await;
    ground
        .refuses(
            Maker("buyer"),
            &wire(&above.signed(&both)),
            422,
            "confirmed-above-claim",
        )
        .await;
    let longer = ground
        .confirmation(|body| body["due_on"] = "2027-04-07".into())
        .await;
    ground
        .refuses(
            Maker("buyer"),
            &wire(&longer.signed(&both)),
            422,
            "due-later-than-contract",
        )
        .await;

    let maker = key(&ground.app, "supplier", 0);
    let mut contract: Value = serde_json::from_str(include_str!(
        "../../../../fixtures/commands/contract.register.1.json"
    ))
    .unwrap();
    contract["contract"] = ground.app.world.new_id("contract").into();
    contract["supplier"] = ground
        .app
        .world
        .company("supplier")
        .id
        .subject()
        .to_string()
        .into();
    contract["buyer"] = ground.app.world.company("buyer").id.subject().to_string().into();
    contract["number"] = "YNYY-HC-2026-099".into();
    contract["payment"]["days"] = 400.into();
    let capped = Draft::by(&ground.app, "supplier", 0, "contract.register/1", contract).await;
    ground
        .refuses(
            Maker("supplier"),
            &wire(&capped.signed(&[&maker])),
            422,
            "payment-days-too-many",
        )
        .await;

    // A member that stands in the body twice could be read in two ways.
    let mut doubled = ground.claim(0, 4).await;
    doubled.body = doubled.body.replacen('{', "{\"centre\":null,", 1);
    ground
        .refuses(
            Maker("supplier"),
            &wire(&doubled.signed(&[&maker])),
            400,
            "duplicate-member",
        )
        .await;
}
