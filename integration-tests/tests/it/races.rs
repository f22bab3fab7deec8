//! Two want the same thing at the same moment: one of them gets it, and the other is told so.

use std::sync::Arc;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_base::{CertificateId, ContractId, ReceivableId};
use tallystick_client::{Answer, Client, ClientError, Member, Signed};
use tallystick_testbed::Engine;
use tokio::sync::Barrier;

use crate::cast::{Cast, act, signed_by_all};
use crate::chance::Chance;
use crate::house::{House, now};
use crate::papers;
use crate::server::Running;

/// A served ledger on which a contract was agreed.
struct Scene {
    house: House,
    server: Running,
    cast: Cast,
    chance: Chance,
    contract: String,
}

impl Scene {
    async fn set(engine: Engine) -> Self {
        let mut chance = Chance::announced(&format!("racing on {engine:?}"));
        let house = House::open(engine);
        let server = house.serve().await;
        let cast = Cast::enrol(&house, &server, &mut chance).await;
        let client = house.client(&server, chance.branch());
        let contract = client.ambient().id(ContractId::from_parts).to_string();
        let terms = cast.trade().contract(&contract, "YNYY-1");
        act(&cast.maker.member(0, &client), "contract.register/1", &terms)
            .await
            .unwrap();
        let accepted = json!({"contract": contract});
        act(&cast.hospital.member(0, &client), "contract.accept/1", &accepted)
            .await
            .unwrap();
        Self {
            house,
            server,
            cast,
            chance,
            contract,
        }
    }

    fn client(&mut self) -> Client {
        self.house.client(&self.server, self.chance.branch())
    }

    fn supplier(&mut self) -> Member {
        let client = self.client();
        self.cast.maker.member(0, &client)
    }

    /// A certificate over 1,000.00 that the supplier holds.
    async fn certificate(&mut self, invoice: &str) -> String {
        let client = self.client();
        let receivable = client.ambient().id(ReceivableId::from_parts).to_string();
        let certificate = client.ambient().id(CertificateId::from_parts).to_string();
        let trade = self.cast.trade();
        let claim = trade.claim(&receivable, &self.contract, invoice, 100_000);
        act(&self.cast.maker.member(0, &client), "receivable.claim/1", &claim)
            .await
            .unwrap();
        let confirmation = trade.confirmation(&receivable, &certificate, 100_000);
        let hospital = self.cast.hospital.members(&client);
        let signed = signed_by_all(&hospital, "receivable.confirm/1", &confirmation)
            .await
            .unwrap();
        hospital[0].submit(&signed).await.unwrap();
        certificate
    }

    /// Nothing but what was acknowledged has happened.
    async fn ends_well(self) {
        self.server.stop().await;
        self.house.audit();
    }
}

/// Everybody is ready before anybody sends.
async fn at_once(acts: Vec<(Member, Signed)>) -> Vec<Result<Answer, ClientError>> {
    let barrier = Arc::new(Barrier::new(acts.len()));
    let sent = acts.into_iter().map(|(member, signed)| {
        let barrier = Arc::clone(&barrier);
        tokio::spawn(async move {
            barrier.wait().await;
            member.submit(&signed).await
        })
    });
    join_all(sent).await.into_iter().map(Result::unwrap).collect()
}

async fn signed(member: &Member, kind: &str, body: &Value) -> Signed {
    signed_by_all(std::slice::from_ref(member), kind, body)
        .await
        .unwrap()
}

/// The codes of those who lost; each was told that the record had moved on, and nothing else went wrong.
fn losers(answers: &[Result<Answer, ClientError>]) -> Vec<&str> {
    answers
        .iter()
        .filter_map(|answer| answer.as_ref().err())
        .map(|error| {
            let problem = error.problem().unwrap_or_else(|| panic!("{error}"));
            assert_eq!(problem.status, 409, "{problem}");
            problem.code.as_str()
        })
        .collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_sixteen_who_claim_one_invoice_at_once_one_wins(#[case] engine: Engine) {
    let mut scene = Scene::set(engine).await;
    let mut acts = Vec::new();
    for _ in 0..16 {
        let member = scene.supplier();
        let receivable = member.client().ambient().id(ReceivableId::from_parts).to_string();
        let claim = scene
            .cast
            .trade()
            .claim(&receivable, &scene.contract, "26112000000012345678", 100_000);
        acts.push((
            member.clone(),
            signed(&member, "receivable.claim/1", &claim).await,
        ));
    }
    let answers = at_once(acts).await;
    assert_eq!(losers(&answers), ["invoice-claimed"; 15]);
    scene.ends_well().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_offered_and_split_at_once_is_one_of_the_two(#[case] engine: Engine) {
    let mut scene = Scene::set(engine).await;
    for round in 0..6 {
        let certificate = scene.certificate(&format!("2611200000000000000{round}")).await;
        let member = scene.supplier();
        let offer = papers::offer(&certificate, &scene.cast.weaver.party, now());
        let children = [30_000, 70_000].map(|minor| {
            (
                member
                    .client()
                    .ambient()
                    .id(CertificateId::from_parts)
                    .to_string(),
                minor,
            )
        });
        let split = papers::split(&certificate, &children);
        let acts = vec![
            (
                member.clone(),
                signed(&member, "certificate.offer/1", &offer).await,
            ),
            (
                scene.supplier(),
                signed(&member, "certificate.split/1", &split).await,
            ),
        ];
        let answers = at_once(acts).await;
        assert_eq!(losers(&answers), ["version-gap"]);
    }
    scene.ends_well().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_accepted_and_withdrawn_at_once_is_one_of_the_two(#[case] engine: Engine) {
    let mut scene = Scene::set(engine).await;
    for round in 0..6 {
        let certificate = scene.certificate(&format!("2611200000000000000{round}")).await;
        let holder = scene.supplier();
        let offer = papers::offer(&certificate, &scene.cast.weaver.party, now());
        act(&holder, "certificate.offer/1", &offer).await.unwrap();
        let weaver = scene
            .cast
            .weaver
            .member(0, &scene.house.client(&scene.server, scene.chance.branch()));
        let accepted = json!({"certificate": certificate, "payee": scene.cast.weaver.payee()});
        let withdrawn = json!({"certificate": certificate});
        let acts = vec![
            (
                weaver.clone(),
                signed(&weaver, "certificate.accept/1", &accepted).await,
            ),
            (
                holder.clone(),
                signed(&holder, "certificate.withdraw-offer/1", &withdrawn).await,
            ),
        ];
        let answers = at_once(acts).await;
        assert_eq!(losers(&answers), ["version-gap"]);
    }
    scene.ends_well().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_statement_sent_again_and_again_is_one_entry_with_one_receipt(#[case] engine: Engine) {
    let mut scene = Scene::set(engine).await;
    let member = scene.supplier();
    let contract = member.client().ambient().id(ContractId::from_parts).to_string();
    let terms = scene.cast.trade().contract(&contract, "YNYY-2");
    let statement = signed(&member, "contract.register/1", &terms).await;
    let acts = (0..8).map(|_| (scene.supplier(), statement.clone())).collect();
    let first = at_once(acts).await;
    let seqs: Vec<u64> = first.iter().map(|answer| seq(answer.as_ref().unwrap())).collect();
    assert_eq!(seqs, [seqs[0]; 8]);
    assert_eq!(
        first
            .iter()
            .filter(|answer| is_new(answer.as_ref().unwrap()))
            .count(),
        1
    );

    // The answer got lost with the server; the one after it knows the statement.
    let Scene {
        house,
        server,
        cast,
        mut chance,
        ..
    } = scene;
    server.kill();
    let server = house.serve().await;
    let member = cast.maker.member(0, &house.client(&server, chance.branch()));
    let again = member.submit(&statement).await.unwrap();
    assert_eq!((seq(&again), is_new(&again)), (seqs[0], false));
    server.stop().await;
    house.audit();
}

fn seq(answer: &Answer) -> u64 {
    answer.seq().expect("one signature is enough for a contract")
}

fn is_new(answer: &Answer) -> bool {
    matches!(answer, Answer::Appended { known: false, .. })
}
