//! A ledger to append to, and statements that are ready for it.
//!
//! The raw rate is measured with `amendment.propose/1`: one signature, one fresh subject that is moved, and a decision that reads
//! parties and one contract. Nothing depends on a proposed amendment, so all of them can be signed beforehand; the acts of a
//! certificate cannot, since each names the chain value that the one before it got.

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use ring::digest;
use serde_json::json;
use tallystick_base::{AmendmentId, Salt};
use tallystick_ledger::{AccessToken, Claims, Nonce, PublicKey, SigningKey, Statement, check_body};
use tallystick_store::{Answer, Refused, Submission};
use tallystick_testbed::{Engine, World};

const KIND: &str = "amendment.propose/1";
/// As many as the batch door takes.
const AT_ONCE: usize = 1_000;

/// A ledger with everybody in it and an accepted contract, whose supplier proposes amendments.
pub(super) struct Ground {
    pub(super) world: World,
    contract: String,
    /// What all its statements have in common.
    like: Claims,
    key: SigningKey,
    /// How many statements it has signed.
    signed: u64,
}

impl Ground {
    pub(super) async fn prepare(engine: Engine) -> anyhow::Result<Self> {
        let world = World::with_everybody(engine).await;
        let contract = world.contract("YNYY-HC-2026-017").await;
        let body = serde_json::from_str(&body(&world.new_id("amendment"), &contract, 0))?;
        let template = world.signed("supplier", KIND, body, 1).await?;
        Ok(Self {
            like: template.statement.claims().clone(),
            key: world.person("supplier", 0).key.clone(),
            signed: 0,
            contract,
            world,
        })
    }

    /// The next statements, each on a subject of its own.
    pub(super) fn sign(&mut self, count: u64) -> anyhow::Result<Vec<Submission>> {
        let first = self.signed + 1;
        self.signed += count;
        (first..first + count)
            .into_par_iter()
            .map(|number| self.statement(number))
            .collect()
    }

    fn statement(&self, number: u64) -> anyhow::Result<Submission> {
        let millis = self.like.issued_at * 1_000 + number / 100;
        let subject = AmendmentId::from_parts(millis, drawn(number, "id")).subject();
        let body = body(subject.as_str(), &self.contract, number).into_bytes();
        let claims = Claims {
            nonce: Nonce::from_bytes(drawn(number, "jti")),
            body: check_body(&body)?,
            subject,
            ..self.like.clone()
        };
        let statement = Statement::sign(&claims, &[&self.key])?;
        Ok(Submission { statement, body })
    }

    /// The value of the header with which its clients show who they are.
    pub(super) fn bearer(&self) -> anyhow::Result<String> {
        let store = &self.world.store;
        let nonce = Nonce::from_bytes(drawn(0, "token"));
        let token = AccessToken::sign(&self.key, &self.like.issuer, store.ledger(), store.now(), nonce)?;
        Ok(format!("Bearer {token}"))
    }

    /// The key that signs its statements.
    pub(super) fn key(&self) -> PublicKey {
        self.key.public()
    }

    /// Appends until the ledger has so many entries, without HTTP.
    pub(super) async fn fill(&mut self, entries: u64) -> anyhow::Result<()> {
        loop {
            let size = *self.world.store.watch().borrow();
            let missing = entries.saturating_sub(size);
            if missing == 0 {
                return Ok(());
            }
            let statements = self.sign(missing.min(20_000))?;
            for batch in statements.chunks(AT_ONCE) {
                all_appended(self.world.store.submit_all(batch.to_vec()).await)?;
            }
        }
    }
}

/// Every statement became an entry.
pub(super) fn all_appended(answers: Vec<Result<Answer, Refused>>) -> anyhow::Result<()> {
    for answer in answers {
        match answer.context("a statement of the benchmark is refused")? {
            Answer::Appended { known: false, .. } => (),
            Answer::Appended { .. } | Answer::Waiting(_) => {
                bail!("a statement of the benchmark is no new entry")
            }
        }
    }
    Ok(())
}

fn body(amendment: &str, contract: &str, number: u64) -> String {
    let changes = json!({
        "signed_on": "2026-02-08",
        "amount": {"value": "5400000.00", "currency": "CNY"},
        "documents": [{
            "name": "补充协议.pdf", "media_type": "application/pdf", "size": 96_442, "digest": "d".repeat(64),
        }],
    });
    let salt = Salt::from_bytes(drawn(number, "salt"));
    json!({"salt": salt, "amendment": amendment, "contract": contract, "changes": changes}).to_string()
}

/// Bytes that look random and are the same every time, at most 32.
fn drawn<const N: usize>(number: u64, purpose: &str) -> [u8; N] {
    let digest = digest::digest(&digest::SHA256, format!("{purpose} {number}").as_bytes());
    let mut bytes = [0; N];
    for (to, from) in bytes.iter_mut().zip(digest.as_ref()) {
        *to = *from;
    }
    bytes
}
