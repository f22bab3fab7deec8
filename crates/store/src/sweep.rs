//! What falls due: found by what is indexed, decided by the domain, signed by the service's own key, and appended through
//! the same door as everything else.
//!
//! A sweep can run at any time, on any instance, and after any pause. Two that find the same thing sign it for the same
//! version of the same subject, and the ledger takes one of them.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, PartyId, Subject};
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
    /// How many could not be recorded, or not even be looked at, since something that is stored of them is broken. They are tried
    /// again the next time.
    pub faulty: u64,
}

/// What one round found.
struct Found {
    due: Vec<Due>,
    /// How many candidates could not be looked at.
    faulty: u64,
}

impl Store {
    /// Records what has fallen due by now. A statement that cannot be recorded does not hold up the others, unless the database or
    /// the service itself is at fault.
    pub async fn sweep(&self) -> Result<SweepReport, StoreError> {
        let mut report = SweepReport::default();
        for _ in 0..MOST_ROUNDS {
            let before = report.recorded;
            let found = self.due_now().await?;
            // Those of the round before are among them again.
            report.faulty = found.faulty;
            for due in found.due {
                let kind = due.command.kind();
                match self.record(due).await {
                    Ok(()) => report.recorded += 1,
                    Err(Refused::Fault(error)) if is_of_one(&error) => {
                        tracing::error!(%error, kind, "what fell due cannot be recorded, and the others go on");
                        report.faulty += 1;
                    }
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

    async fn due_now(&self) -> Result<Found, StoreError> {
        let candidates: BTreeSet<_> = self
            .due_candidates(self.now(), MOST_AT_ONCE)
            .await?
            .into_iter()
            .collect();
        match self.due_of(&candidates).await {
            Ok(due) => Ok(Found { due, faulty: 0 }),
            Err(error) if is_of_one(&error) => self.due_of_the_sound(candidates).await,
            Err(error) => Err(error),
        }
    }

    /// What is due of those candidates that can be looked at by themselves.
    async fn due_of_the_sound(&self, candidates: BTreeSet<Subject>) -> Result<Found, StoreError> {
        let mut sound = BTreeSet::new();
        let mut faulty = 0;
        for candidate in candidates {
            match self.due_of(&BTreeSet::from([candidate.clone()])).await {
                Ok(_) => {
                    sound.insert(candidate);
                }
                Err(error) if is_of_one(&error) => {
                    tracing::error!(%error, %candidate, "what may have fallen due cannot be looked at, and the others go on");
                    faulty += 1;
                }
                Err(error) => return Err(error),
            }
        }
        let due = self.due_of(&sound).await?;
        Ok(Found { due, faulty })
    }

    async fn due_of(&self, candidates: &BTreeSet<Subject>) -> Result<Vec<Due>, StoreError> {
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let mut states = States::default();
        states.explore(self.reader(), candidates).await?;
        let found = due(&states.whole_case()?, self.now(), &mut || self.ambient().salt());
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

/// Whether a fault lies in what is stored of one candidate. Any other is of the database or of the service, and the next candidate
/// would meet it, too.
fn is_of_one(error: &StoreError) -> bool {
    match error {
        StoreError::Corrupt { .. } | StoreError::Format(_) | StoreError::Illegal(_) => true,
        StoreError::Batch(error) => is_of_one(error),
        _ => false,
    }
}
