//! A store with many certificates, all of them from splits that were prepared, signed, checked and appended as any others.
//!
//! A confirmed certificate is split by 100, and each part again: 101 splits and 10,101 certificates for each root.

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use tallystick_base::Money;
use tallystick_store::{Answer, Submission};
use tallystick_testbed::{Engine, World};

/// Into how many parts every certificate is split: as many as the rules allow.
const PARTS: u64 = 100;
/// How many splits are submitted at once; each moves 101 subjects.
const AT_ONCE: usize = 20;
/// How many certificates of 1,200,000.00 a contract over five million allows.
const ROOTS_A_CONTRACT: u64 = 4;
/// What a root is over, in fen; its parts and their parts are exact.
const ROOT: i64 = 120_000_000;

/// A filled store.
pub(super) struct Ground {
    pub(super) world: World,
    /// How many certificates there are, those that were split with them.
    pub(super) certificates: u64,
}

impl Ground {
    pub(super) async fn fill(engine: Engine, splits: u64) -> anyhow::Result<Self> {
        let mut ground = Self {
            world: World::with_everybody(engine).await,
            certificates: 0,
        };
        let (mut left, mut roots, mut contract) = (splits, 0, String::new());
        while left > 0 {
            if roots % ROOTS_A_CONTRACT == 0 {
                contract = ground.world.contract(&format!("YNYY-FY-{roots}")).await;
            }
            roots += 1;
            let invoice = format!("2611{roots:016}");
            let root = ground.world.certificate(&contract, &invoice).await;
            ground.certificates += 1;
            let parts = ground.split(&[root], ROOT).await?;
            left -= 1;
            let again = usize::try_from(left.min(PARTS))?;
            let again = parts.get(..again).unwrap_or(&parts);
            ground.split(again, ROOT / 100).await?;
            left -= u64::try_from(again.len())?;
        }
        Ok(ground)
    }

    /// Splits certificates of this amount; returns the parts.
    async fn split(&mut self, certificates: &[String], minor: i64) -> anyhow::Result<Vec<String>> {
        let mut parts = Vec::new();
        for some in certificates.chunks(AT_ONCE) {
            let mut statements = Vec::with_capacity(some.len());
            for certificate in some {
                let body = self.body(certificate, minor, &mut parts);
                let signed = self
                    .world
                    .signed("supplier", "certificate.split/1", body, 1)
                    .await;
                statements.push(signed.context("a split of the benchmark cannot be prepared")?);
            }
            self.submit(statements).await?;
        }
        self.certificates += u64::try_from(parts.len())?;
        Ok(parts)
    }

    fn body(&self, certificate: &str, minor: i64, parts: &mut Vec<String>) -> Value {
        let share = Money::from_minor(minor / 100, tallystick_base::Currency::CNY);
        let children: Vec<Value> = (0..PARTS)
            .map(|_| {
                let part = self.world.new_id("certificate");
                parts.push(part.clone());
                json!({"certificate": part, "amount": share})
            })
            .collect();
        json!({"certificate": certificate, "children": children})
    }

    async fn submit(&self, statements: Vec<Submission>) -> anyhow::Result<()> {
        for answer in self.world.store.submit_all(statements).await {
            match answer.context("a split of the benchmark is refused")? {
                Answer::Appended { known: false, .. } => (),
                Answer::Appended { .. } | Answer::Waiting(_) => {
                    bail!("a split of the benchmark is no new entry")
                }
            }
        }
        Ok(())
    }
}
