//! Proposals as the members of their party see them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use tallystick_base::{Digest, MemberId, Subject};
use tallystick_ledger::{Claims, SignatureLine, Statement};

use super::waiting::load;
use super::{Proposal, ProposalStage};
use crate::append::lock_head;
use crate::database::{begin, moment};
use crate::entity::{decline, proposal, subject};
use crate::read::{Cursor, Page, Paging, Viewer};
use crate::{Answer, ProposalRefusal, Refused, Store, StoreError, Submission, bulk};

const LIST: &str = "proposals";
/// How many subjects one query asks for.
const SUBJECTS_AT_ONCE: usize = 400;

/// Which proposals are listed.
#[derive(Debug, Clone, Default)]
pub struct ProposalFilter {
    /// Only those that are still taken signatures for, or only those that became an entry or were declined.
    pub open: Option<bool>,
    /// Which page.
    pub paging: Paging,
}

impl Store {
    /// The proposals of the viewer's party, the newest first.
    pub async fn proposals(
        &self,
        viewer: &Viewer,
        filter: ProposalFilter,
    ) -> Result<Page<Proposal>, StoreError> {
        let mut query = proposal::Entity::find()
            .select_only()
            .column(proposal::Column::Id)
            .column(proposal::Column::Created)
            .filter(proposal::Column::Party.eq(viewer.party.subject().to_string()))
            .order_by_desc(proposal::Column::Created)
            .order_by_desc(proposal::Column::Id)
            .limit(filter.paging.limit() + 1);
        if let Some(open) = filter.open {
            query = query.filter(if open {
                proposal::Column::Stage.eq("waiting")
            } else {
                proposal::Column::Stage.ne("waiting")
            });
        }
        if let Some([created, id]) = filter.paging.key(LIST)? {
            let created: i64 = created.parse().map_err(|_| StoreError::Cursor(created))?;
            query = query.filter(
                Condition::any().add(proposal::Column::Created.lt(created)).add(
                    Condition::all()
                        .add(proposal::Column::Created.eq(created))
                        .add(proposal::Column::Id.lt(id)),
                ),
            );
        }
        let then = moment(self.reader()).await?;
        let found: Vec<(String, i64)> = query.into_tuple().all(&then).await?;
        let ids: Vec<String> = found.iter().map(|(id, _)| id.clone()).collect();
        let mut shown = Vec::new();
        for kept in load(&then, &ids).await? {
            shown.push(kept.shown()?);
        }
        shown.sort_by(|left, right| {
            (right.created, right.id.to_string()).cmp(&(left.created, left.id.to_string()))
        });
        self.judge(&then, &mut shown).await?;
        then.commit().await?;
        let cursor = |last: &Proposal| {
            Cursor::new(
                LIST,
                &[&last.created.as_millis().to_string(), &last.id.to_string()],
            )
        };
        Page::of(shown, filter.paging.limit(), cursor, Ok)
    }

    /// One proposal of the viewer's party. Its stage and what it relies on are read of one moment: its own entry moves the subject
    /// that it relies on, and it would seem stale to whoever read the one before and the other after.
    pub async fn proposal(&self, viewer: &Viewer, id: &Digest) -> Result<Option<Proposal>, StoreError> {
        let then = moment(self.reader()).await?;
        let Some(kept) = load(&then, &[id.to_string()]).await?.pop() else {
            return Ok(None);
        };
        let mut shown = kept.shown()?;
        self.judge(&then, std::slice::from_mut(&mut shown)).await?;
        then.commit().await?;
        Ok((shown.party == viewer.party).then_some(shown))
    }

    /// Adds a signature; with the last one that it needs the proposal becomes an entry.
    pub async fn sign_proposal(
        &self,
        viewer: &Viewer,
        id: &Digest,
        line: SignatureLine,
    ) -> Result<Answer, Refused> {
        let proposal = self.waiting(viewer, id).await?;
        let statement = Statement::parse(&proposal.payload, vec![line])?;
        self.submit(Submission {
            statement,
            body: proposal.body.into_bytes(),
        })
        .await
    }

    /// Declines a proposal for the viewer's party: it takes no further signature.
    pub async fn decline_proposal(
        &self,
        viewer: &Viewer,
        id: &Digest,
        member: MemberId,
        reason: &str,
    ) -> Result<Proposal, Refused> {
        self.waiting(viewer, id).await?;
        // In line with those who append: a batch that has read the proposal as waiting is done before, or finds it declined and begins
        // anew.
        let transaction = begin(self.writer()).await?;
        lock_head(&transaction).await?;
        let (proposal, declined_by) = (id.to_string(), member.subject().to_string());
        let seal = decline::Model::of(&proposal, &declined_by, reason, &self.keys_held().pepper);
        let declined = proposal::Entity::update_many()
            .col_expr(proposal::Column::Stage, Expr::value("declined"))
            .col_expr(proposal::Column::DeclinedBy, Expr::value(declined_by))
            .col_expr(proposal::Column::Reason, Expr::value(reason))
            .filter(proposal::Column::Id.eq(proposal))
            .filter(proposal::Column::Stage.eq("waiting"))
            .exec(&transaction)
            .await?;
        if declined.rows_affected == 1 {
            bulk::insert::<decline::Entity>(&transaction, &[seal]).await?;
        }
        // A crash before this leaves it waiting.
        transaction.commit().await?;
        let found = self.proposal(viewer, id).await?;
        match found {
            Some(proposal) if declined.rows_affected == 1 => Ok(proposal),
            Some(proposal) => Err(not_waiting(&proposal)),
            None => Err(ProposalRefusal::NotFound(id.to_string()).into()),
        }
    }

    async fn waiting(&self, viewer: &Viewer, id: &Digest) -> Result<Proposal, Refused> {
        match self.proposal(viewer, id).await? {
            Some(proposal) if proposal.stage == ProposalStage::Waiting => Ok(proposal),
            Some(proposal) => Err(not_waiting(&proposal)),
            None => Err(ProposalRefusal::NotFound(id.to_string()).into()),
        }
    }

    /// Whether waiting proposals can still be appended, as things are now.
    async fn judge(&self, then: &impl ConnectionTrait, proposals: &mut [Proposal]) -> Result<(), StoreError> {
        let now = self.now();
        let mut relied = Vec::new();
        for (place, proposal) in proposals.iter_mut().enumerate() {
            if proposal.stage != ProposalStage::Waiting {
                continue;
            }
            if proposal.expires < now {
                proposal.stage = ProposalStage::Expired;
                continue;
            }
            let claims = claims_of(proposal)?;
            relied.push((place, claims.subject, claims.version.saturating_sub(1)));
            relied.extend(
                claims
                    .rel
                    .into_iter()
                    .map(|(subject, version)| (place, subject, version)),
            );
        }
        let versions = versions(then, &relied).await?;
        // From the last to the first, so that the first subject that moved on is the one that is named.
        for (place, subject, version) in relied.into_iter().rev() {
            let current = versions.get(subject.as_str()).copied().unwrap_or(0);
            if current != version
                && let Some(proposal) = proposals.get_mut(place)
            {
                proposal.stage = ProposalStage::Stale { subject };
            }
        }
        Ok(())
    }
}

/// The versions of the subjects that proposals rely on; those that do not exist are left out.
async fn versions(
    then: &impl ConnectionTrait,
    relied: &[(usize, Subject, u64)],
) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut versions = BTreeMap::new();
    for chunk in relied.chunks(SUBJECTS_AT_ONCE) {
        let rows: Vec<(String, i64)> = subject::Entity::find()
            .select_only()
            .column(subject::Column::Subject)
            .column(subject::Column::Version)
            .filter(subject::Column::Subject.is_in(chunk.iter().map(|(_, subject, _)| subject.as_str())))
            .into_tuple()
            .all(then)
            .await?;
        for (subject, version) in rows {
            versions.insert(subject, u64::try_from(version).unwrap_or(0));
        }
    }
    Ok(versions)
}

fn claims_of(proposal: &Proposal) -> Result<Claims, StoreError> {
    let payload = URL_SAFE_NO_PAD.decode(&proposal.payload).unwrap_or_default();
    Ok(Claims::parse(&payload)?)
}

fn not_waiting(proposal: &Proposal) -> Refused {
    let id = proposal.id.to_string();
    match &proposal.stage {
        ProposalStage::Stale { subject } => ProposalRefusal::Stale {
            id,
            subject: subject.clone(),
        },
        stage => ProposalRefusal::NotWaiting {
            id,
            stage: stage.name(),
        },
    }
    .into()
}
