//! Many statements at once: batches in pieces, and batches behind one another.

use futures::future::join_all;
use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::json;
use tallystick_ledger::{Claims, Nonce, Statement, check_body};
use tallystick_store::{Answer, ProposalRefusal, ProposalStage, Refused, Submission};
use tallystick_testbed::{Engine, World, yuan};

use crate::instances::half_signed;

/// How many statements each caller hands over.
const SHARE: usize = 600;

/// A supplier that proposes to change its contract, again and again: statements that do not depend on one another.
struct Proposer<'w> {
    world: &'w World,
    contract: String,
    like: Claims,
}

impl<'w> Proposer<'w> {
    async fn of(world: &'w World) -> Self {
        let contract = world.contract("YNYY-HC-2026-017").await;
        let first = body(world, &contract, &world.new_id("amendment"));
        let template = world
            .signed("supplier", "amendment.propose/1", first, 1)
            .await
            .unwrap();
        Self {
            world,
            contract,
            like: template.statement.claims().clone(),
        }
    }

    fn proposal(&self, contract: &str) -> Submission {
        let amendment = self.world.new_id("amendment");
        let text = body(self.world, contract, &amendment).to_string().into_bytes();
        let claims = Claims {
            subject: amendment.parse().unwrap(),
            nonce: Nonce::from_bytes(self.world.ambient().random()),
            body: check_body(&text).unwrap(),
            ..self.like.clone()
        };
        let key = &self.world.person("supplier", 0).key;
        Submission {
            statement: Statement::sign(&claims, &[key]).unwrap(),
            body: text,
        }
    }

    fn share(&self) -> Vec<Submission> {
        self.proposals(SHARE)
    }

    fn proposals(&self, count: usize) -> Vec<Submission> {
        (0..count).map(|_| self.proposal(&self.contract)).collect()
    }
}

fn body(world: &World, contract: &str, amendment: &str) -> serde_json::Value {
    json!({
        "salt": world.ambient().salt(), "amendment": amendment, "contract": contract,
        "changes": {"signed_on": "2026-02-08", "amount": yuan("5400000.00"), "documents": []},
    })
}

async fn all_at_once(world: &World, shares: &[Vec<Submission>]) -> Vec<Vec<Result<Answer, Refused>>> {
    join_all(shares.iter().map(|share| world.store.submit_all(share.clone()))).await
}

/// The number that a new entry got, with its receipt verified.
fn appended(world: &World, submission: &Submission, answer: &Result<Answer, Refused>) -> Option<u64> {
    let Ok(Answer::Appended { receipt, .. }) = answer else {
        return None;
    };
    let id = submission.statement.id().unwrap();
    receipt.verify(&id, &world.store.vkeys()).unwrap();
    Some(receipt.seq)
}

/// So many that their rows go out in several pieces: every receipt proves its entry, the one that is refused leaves no gap, and
/// what a later piece wrote agrees with what is decided again.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_large_batch_is_written_in_pieces_and_sealed_at_once(#[case] engine: Engine) {
    const REFUSED: usize = 300;
    let world = World::with_everybody(engine).await;
    let proposer = Proposer::of(&world).await;
    let before = *world.store.watch().borrow();
    let mut batch = proposer.share();
    batch[REFUSED] = proposer.proposal(&world.new_id("contract"));

    let answers = world.store.submit_all(batch.clone()).await;
    let mut expected = before..;
    for (place, (answer, submission)) in answers.iter().zip(&batch).enumerate() {
        match appended(&world, submission, answer) {
            Some(seq) => assert_eq!(Some(seq), expected.next()),
            None => assert_eq!(place, REFUSED, "{answer:?}"),
        }
    }
    assert_eq!(*world.store.watch().borrow(), before + 599);
    world.assert_clean().await;
}

/// More callers than one batch has room for, so that batches are decided while the ones in front of them are being committed: each
/// caller's statements follow one another, no number is left out, and everybody's receipts prove their entries.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn batches_behind_one_another_make_one_chain(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let proposer = Proposer::of(&world).await;
    let before = *world.store.watch().borrow();
    let shares: Vec<_> = (0..6).map(|_| proposer.share()).collect();

    let answers = all_at_once(&world, &shares).await;
    let mut numbers = Vec::new();
    for (share, answers) in shares.iter().zip(&answers) {
        let of = share.iter().zip(answers);
        let these: Vec<u64> = of
            .map(|(submission, answer)| appended(&world, submission, answer).unwrap())
            .collect();
        assert!(these.is_sorted());
        numbers.extend(these);
    }
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(before..before + 3_600));
    world.assert_clean().await;
}

/// Last signatures of proposals come in batches behind one another, and as soon as the first of these stands, the proposals are
/// declined: that waits for the batch that is being written, and stands in line before the next one, which is read for already. What
/// was declined is not sealed.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_declined_between_two_batches_is_not_sealed(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let proposer = Proposer::of(&world).await;
    let (mut halves, mut batches) = (Vec::new(), Vec::new());
    for place in 0..5 {
        let (proposal, line) = half_signed(&world, &proposer.contract, place).await;
        let mut batch = proposer.proposals(1_023);
        batch.push(Submission {
            statement: Statement::parse(&proposal.payload, vec![line]).unwrap(),
            body: proposal.body.clone().into_bytes(),
        });
        halves.push(proposal.id);
        batches.push(batch);
    }
    let viewer = world.viewer("buyer", 1).await;
    let member = world.person("buyer", 1).id;
    let mut published = world.store.watch();
    published.mark_unchanged();
    let decline = async {
        published.changed().await.unwrap();
        let each = halves
            .iter()
            .map(|id| world.store.decline_proposal(&viewer, id, member, "金额不符"));
        join_all(each).await
    };

    let (answers, decisions) = tokio::join!(all_at_once(&world, &batches), decline);

    let mut declined = 0;
    for ((mut answers, decision), id) in answers.into_iter().zip(decisions).zip(&halves) {
        let found = world.store.proposal(&viewer, id).await.unwrap().unwrap();
        match (answers.pop().unwrap(), decision) {
            (Ok(Answer::Appended { .. }), Err(Refused::Proposal(ProposalRefusal::NotWaiting { .. }))) => {
                assert!(matches!(found.stage, ProposalStage::Appended { .. }), "{found:?}");
            }
            (Err(Refused::Proposal(ProposalRefusal::NotWaiting { .. })), Ok(_)) => {
                assert!(matches!(found.stage, ProposalStage::Declined { .. }), "{found:?}");
                declined += 1;
            }
            both => panic!("it is signed or declined, not {both:?}"),
        }
    }
    assert!(declined > 0, "they never came between two batches");
    world.assert_clean().await;
}

/// A commit that fails: its callers are told of a fault, and all of its statements can be sent again; what stood behind it is
/// decided anew, without it.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_commit_that_fails_takes_no_other_batch_with_it(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let proposer = Proposer::of(&world).await;
    let before = *world.store.watch().borrow();
    let shares: Vec<_> = (0..6).map(|_| proposer.share()).collect();
    let broken = shares[2][0].statement.id().unwrap();
    let address = world.database().url().replacen("sqlite:", "sqlite://", 1);
    let database = Database::connect(address).await.unwrap();
    for command in fails_at_commit(engine, &hex::encode(broken.as_bytes())) {
        database.execute_unprepared(&command).await.unwrap();
    }

    let answers = all_at_once(&world, &shares).await;
    let mut failed = 0;
    for (share, answers) in shares.iter().zip(&answers) {
        let appended = share.iter().zip(answers);
        let count = appended
            .filter_map(|(submission, answer)| appended_or_fault(&world, submission, answer))
            .count();
        assert!(count == 0 || count == SHARE, "{count} of one share");
        failed += SHARE - count;
    }
    assert!((SHARE..6 * SHARE).contains(&failed), "{failed}");
    let left = u64::try_from(6 * SHARE - failed).unwrap();
    assert_eq!(*world.store.watch().borrow(), before + left);

    let drop = match engine {
        Engine::Sqlite => "DROP TRIGGER fails_at_commit",
        Engine::Postgres => "DROP TRIGGER fails_at_commit ON entries",
    };
    database.execute_unprepared(drop).await.unwrap();
    database.close().await.unwrap();
    for (share, answers) in shares.iter().zip(all_at_once(&world, &shares).await) {
        let numbers = share.iter().zip(&answers);
        let numbers: Option<Vec<u64>> = numbers
            .map(|(submission, answer)| appended(&world, submission, answer))
            .collect();
        assert!(numbers.is_some_and(|numbers| numbers.is_sorted()));
    }
    assert_eq!(*world.store.watch().borrow(), before + 3_600);
    world.assert_clean().await;
}

fn appended_or_fault(
    world: &World,
    submission: &Submission,
    answer: &Result<Answer, Refused>,
) -> Option<u64> {
    let seq = appended(world, submission, answer);
    let is_fault = matches!(answer, Err(Refused::Fault(_)));
    assert!(seq.is_some() || is_fault, "{answer:?}");
    seq
}

/// What makes the commit fail behind which a statement stands: a condition that the database looks at no sooner.
fn fails_at_commit(engine: Engine, statement: &str) -> Vec<String> {
    match engine {
        Engine::Sqlite => vec![
            "CREATE TABLE fails (id INTEGER PRIMARY KEY, \
             other INTEGER REFERENCES fails (id) DEFERRABLE INITIALLY DEFERRED)"
                .into(),
            format!(
                "CREATE TRIGGER fails_at_commit AFTER INSERT ON entries WHEN NEW.statement = x'{statement}' \
                 BEGIN INSERT INTO fails VALUES (NULL, 0); END"
            ),
        ],
        Engine::Postgres => vec![
            "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$"
                .into(),
            format!(
                "CREATE CONSTRAINT TRIGGER fails_at_commit AFTER INSERT ON entries \
                 DEFERRABLE INITIALLY DEFERRED FOR EACH ROW \
                 WHEN (NEW.statement = '\\x{statement}'::bytea) EXECUTE FUNCTION fails()"
            ),
        ],
    }
}
