//! What falls due: found by what is indexed, decided by the domain, signed by the service's own key, and appended through
//! the same door as everything else.
//!
//! A sweep can run at any time, on any instance, and after any pause. Two that find the same thing sign it for the same
//! version of the same subject, and the ledger takes one of them.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, PartyId};
use tallystick_commands::{Due, due};
use tallystick_ledger::Statement;

use crate::append::States;
use crate::prepare::{ALONE, Act};
use crate::{Answer, Refused, Store, StoreError, Submission};

/// How many candidates of a kind one round looks at. A sweep takes rounds until nothing is left.
const MOST_AT_ONCE: u64 = 200;
/// How many rounds one sweep takes at most; what is left waits for the next one.
const MOST_ROUNDS: u32 = 1_000;

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// How many statements it appended.
    pub recorded: u64,
    /// How many it did not, since another instance or an act of a party came first.
    pub overtaken: u64,
}

impl Store {
    /// Records what has fallen due by now. A statement that cannot be recorded does not hold up the others.
    pub async fn sweep(&self) -> Result<SweepReport, StoreError> {
        let mut report = SweepReport::default();
        for _ in 0..MOST_ROUNDS {
            let before = report.recorded;
            for due in self.due_now().await? {
                match self.record(due).await {
                    Ok(()) => report.recorded += 1,
                    Err(Refused::Fault(error)) => return Err(error),
                    Err(refused) => {
                        tracing::debug!(
                            code = refused.code(),
                            "what fell due was recorded by someone else"
                        );
                        report.overtaken += 1;
                    }
                }
            }
            if report.recorded == before {
                break;
            }
        }
        Ok(report)
    }

    async fn due_now(&self) -> Result<Vec<Due>, StoreError> {
        let now = self.now();
        let candidates: BTreeSet<_> = self
            .due_candidates(now, MOST_AT_ONCE)
            .await?
            .into_iter()
            .collect();
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let mut states = States::default();
        states.explore(self.reader(), &candidates).await?;
        let found = due(&states.whole_case()?, now, &mut || self.ambient().salt());
        found.map_err(|rejection| StoreError::Corrupt {
            table: "subjects",
            id: "rules/cn".into(),
            detail: rejection.to_string(),
        })
    }

    /// Signs one act with the service's key, and submits it.
    async fn record(&self, due: Due) -> Result<(), Refused> {
        let operator = self.operator().await?;
        let kind = due.command.kind();
        let survey = self.survey(due.command, operator, due.body.as_bytes()).await?;
        let act = Act {
            party: operator,
            capacity: Capacity::Service,
            kind,
            body: &due.body,
            observed: None,
        };
        let claims = self.claims(&survey, &act, ALONE)?;
        let submission = Submission {
            statement: Statement::sign(&claims, &[&self.keys_held().statement])?,
            body: due.body.into_bytes(),
        };
        match self.submit(submission).await? {
            Answer::Appended { .. } => Ok(()),
            Answer::Waiting(proposal) => Err(Refused::Fault(StoreError::Corrupt {
                table: "proposals",
                id: proposal.id.to_string(),
                detail: "an act of the service waits for members".into(),
            })),
        }
    }

    /// The operator's party, whose key the service signs with.
    async fn operator(&self) -> Result<PartyId, StoreError> {
        let kid = self.keys_held().statement.public().thumbprint();
        let key = self.public_key(&kid).await?;
        key.map(|key| key.party)
            .ok_or(StoreError::KeysDiffer("statement key"))
    }
}
