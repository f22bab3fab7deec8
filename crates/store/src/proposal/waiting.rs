//! The proposals that a batch touches.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use tallystick_base::{Digest, MemberId, Millis, Thumbprint};
use tallystick_commands::MissingSignatures;
use tallystick_ledger::{SignatureLine, Statement};

use super::{Kept, Proposal};
use crate::append::{Checked, States, integer};
use crate::entity::{proposal, proposal_signature};
use crate::{ProposalRefusal, Refused, StoreError, Submission, bulk};

/// The proposals with the identities of a batch: as they were, and as the batch leaves them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Waiting {
    kept: HashMap<Digest, Kept>,
    /// Members of the keys that sign in this batch, so that a member counts once.
    members: HashMap<Thumbprint, MemberId>,
    changed: BTreeMap<String, Digest>,
}

impl Waiting {
    pub(crate) async fn load(connection: &impl ConnectionTrait, ids: &[Digest]) -> Result<Self, StoreError> {
        let mut waiting = Self::default();
        for chunk in ids.chunks(1_000) {
            let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
            for kept in load(connection, &ids).await? {
                let id = kept.submission()?.statement.id()?;
                waiting.kept.insert(id, kept);
            }
        }
        Ok(waiting)
    }

    /// The submission with the signatures that its proposal has already. Those of keys that were revoked meanwhile are left out.
    pub(crate) fn merge<'c>(
        &mut self,
        checked: &'c Checked,
        states: &States,
    ) -> Result<Cow<'c, Submission>, Refused> {
        let submission = &checked.submission;
        for line in submission.statement.signatures() {
            if let Some(member) = states.member(line.kid()) {
                self.members.insert(line.kid().clone(), member);
            }
        }
        let Some(kept) = self.kept.get(&checked.id) else {
            return Ok(Cow::Borrowed(submission));
        };
        match kept.row.stage.as_str() {
            "waiting" => (),
            stage => {
                let (id, stage) = (
                    checked.id.to_string(),
                    if stage == "declined" {
                        "declined"
                    } else {
                        "appended"
                    },
                );
                return Err(ProposalRefusal::NotWaiting { id, stage }.into());
            }
        }
        let signed: Vec<Thumbprint> = submission
            .statement
            .signatures()
            .iter()
            .map(|line| line.kid().clone())
            .collect();
        let mut lines: Vec<SignatureLine> = Vec::new();
        for signature in &kept.signatures {
            let line = SignatureLine::parse(&signature.line)?;
            let member = states.member(line.kid());
            if states.key(line.kid()).is_none_or(|key| key.revoked.is_some()) || signed.contains(line.kid()) {
                continue;
            }
            let again = |kid| member.is_some() && self.members.get(kid) == member.as_ref();
            if signed.iter().any(again) {
                return Err(ProposalRefusal::SignedByMember.into());
            }
            lines.push(line);
        }
        lines.extend(submission.statement.signatures().iter().cloned());
        Ok(Cow::Owned(Submission {
            statement: Statement::parse(submission.statement.payload(), lines)?,
            body: submission.body.clone(),
        }))
    }

    /// Keeps a statement that is short of signatures.
    pub(crate) fn wait(
        &mut self,
        id: &Digest,
        merged: Submission,
        missing: MissingSignatures,
        now: Millis,
    ) -> Result<Proposal, Refused> {
        let claims = merged.statement.claims();
        let found = merged.statement.signatures().len();
        let created = integer(now.as_millis())?;
        let earlier = self.kept.get(id);
        let row = proposal::Model {
            id: id.to_string(),
            payload: merged.statement.payload().to_owned(),
            party: claims.issuer.to_string(),
            kind: claims.kind.to_string(),
            subject: claims.subject.to_string(),
            created: earlier.map_or(created, |kept| kept.row.created),
            expires: integer(claims.expires_at.saturating_mul(1_000))?,
            needed: i64::try_from(missing.needed.unwrap_or(found + 1)).unwrap_or(i64::MAX),
            checker: i64::from(missing.checker),
            stage: "waiting".into(),
            seq: None,
            declined_by: None,
            reason: None,
            body: merged.body,
        };
        let mut signatures: Vec<proposal_signature::Model> = Vec::new();
        for line in merged.statement.signatures() {
            let kid = line.kid().to_string();
            let before =
                earlier.and_then(|kept| kept.signatures.iter().find(|signature| signature.kid == kid));
            let member = match (before, self.members.get(line.kid())) {
                (Some(before), _) => before.member.clone(),
                (None, Some(member)) => member.subject().to_string(),
                (None, None) => continue,
            };
            // A member counts once, with whichever of its keys came first.
            if signatures.iter().any(|signature| signature.member == member) {
                continue;
            }
            signatures.push(proposal_signature::Model {
                proposal: id.to_string(),
                place: i64::try_from(signatures.len()).unwrap_or(i64::MAX),
                member,
                line: line.to_string(),
                received: before.map_or(created, |before| before.received),
                kid,
            });
        }
        let kept = Kept { row, signatures };
        let shown = kept.shown()?;
        self.changed.insert(kept.row.id.clone(), *id);
        self.kept.insert(*id, kept);
        Ok(shown)
    }

    /// The statement became an entry.
    pub(crate) fn appended(&mut self, id: &Digest, seq: u64) {
        if let Some(kept) = self.kept.get_mut(id) {
            kept.row.stage = "appended".into();
            kept.row.seq = i64::try_from(seq).ok();
            self.changed.insert(kept.row.id.clone(), *id);
        }
    }

    /// Writes what changed.
    pub(crate) async fn write(&self, connection: &impl ConnectionTrait) -> Result<(), StoreError> {
        if self.changed.is_empty() {
            return Ok(());
        }
        let kept: Vec<&Kept> = self.changed.values().filter_map(|id| self.kept.get(id)).collect();
        let rows: Vec<proposal::Model> = kept.iter().map(|kept| kept.row.clone()).collect();
        bulk::upsert::<proposal::Entity>(connection, &rows).await?;
        // A signature of a key that was revoked meanwhile goes away, so all of them are written anew.
        let ids = rows.iter().map(|row| row.id.clone());
        proposal_signature::Entity::delete_many()
            .filter(proposal_signature::Column::Proposal.is_in(ids))
            .exec(connection)
            .await?;
        let signatures: Vec<proposal_signature::Model> = kept
            .iter()
            .flat_map(|kept| kept.signatures.iter().cloned())
            .collect();
        bulk::insert::<proposal_signature::Entity>(connection, &signatures).await?;
        Ok(())
    }
}

/// The proposals with these identities, with their signatures in order.
pub(crate) async fn load(connection: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Kept>, StoreError> {
    let rows = proposal::Entity::find()
        .filter(proposal::Column::Id.is_in(ids.iter().cloned()))
        .all(connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut signatures: HashMap<String, Vec<proposal_signature::Model>> = HashMap::new();
    let found = proposal_signature::Entity::find()
        .filter(proposal_signature::Column::Proposal.is_in(rows.iter().map(|row| row.id.clone())))
        .order_by_asc(proposal_signature::Column::Place)
        .all(connection)
        .await?;
    for signature in found {
        signatures
            .entry(signature.proposal.clone())
            .or_default()
            .push(signature);
    }
    let with_signatures = |row: proposal::Model| Kept {
        signatures: signatures.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(with_signatures).collect())
}
