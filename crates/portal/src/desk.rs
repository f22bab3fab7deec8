//! What stands around every page of a member: how much waits, how much is new, and a key that is announced for the party.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::NaiveDate;
use tallystick_base::{MemberId, Millis, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::parties::{Announcement, Recovery, RecoveryStage, Role, Signers, signing_rule};
use tallystick_store::{MAX_PAGE, Paging, Proposal, ProposalFilter, ProposalStage, StoreError, Viewer};

use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::{Portal, figures, news};

const HOUR: Duration = Duration::from_hours(1);

/// What stands around every page of a member.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// How many proposals wait for this very member.
    pub(crate) waiting: u64,
    /// How many entries are new to the member.
    pub(crate) news: u64,
    /// The key that is announced for the party.
    pub(crate) announced: Option<Announced>,
}

/// A key that is announced for a party, and may be vetoed.
#[derive(Debug, Clone)]
pub(crate) struct Announced {
    pub(crate) kid: Thumbprint,
    pub(crate) member: MemberId,
    pub(crate) member_name: String,
    pub(crate) reason: String,
    pub(crate) at: Millis,
    /// From when on the key may be added.
    pub(crate) until: Millis,
    /// How many hours are left until then, begun ones included; 0 where it may be added at any moment.
    pub(crate) hours: u64,
    /// The version of the recovery.
    pub(crate) version: u64,
}

impl Desk {
    pub(crate) async fn read(portal: &Portal, viewer: &Viewer) -> Result<Self, StoreError> {
        Ok(Self {
            waiting: waiting(portal, viewer).await?,
            news: news::count(portal, viewer).await?,
            announced: announced(portal, viewer).await?,
        })
    }
}

async fn waiting(portal: &Portal, viewer: &Viewer) -> Result<u64, StoreError> {
    if viewer.roles.iter().all(|role| *role == Role::Viewer) {
        return Ok(0);
    }
    let filter = ProposalFilter {
        open: Some(true),
        paging: Paging {
            after: None,
            limit: MAX_PAGE,
        },
    };
    let open = portal.store().proposals(viewer, filter).await?;
    if open.items.is_empty() {
        return Ok(0);
    }
    let checkers = checkers(portal, viewer).await?;
    let mine = open
        .items
        .iter()
        .filter(|proposal| waits_for(proposal, viewer, &checkers));
    Ok(u64::try_from(mine.count()).unwrap_or(u64::MAX))
}

/// The members of the viewer's party who are checkers.
pub(crate) async fn checkers(portal: &Portal, viewer: &Viewer) -> Result<BTreeSet<MemberId>, StoreError> {
    let members = portal.store().members(viewer, viewer.party).await?;
    let checks = |roles: &[String]| roles.iter().any(|role| role == Role::Checker.as_str());
    let checkers = members.iter().filter(|member| checks(&member.roles));
    Ok(checkers.map(|member| member.id).collect())
}

/// Whether a checker must still sign. A proposal says so itself only once enough others have signed.
pub(crate) fn lacks_checker(proposal: &Proposal, checkers: &BTreeSet<MemberId>) -> bool {
    let asked = signing_rule(&proposal.kind).is_some_and(|rule| rule.checker);
    let signed = proposal
        .signatures
        .iter()
        .any(|signature| checkers.contains(&signature.member));
    (proposal.checker || asked) && !signed
}

/// Whether a proposal waits for this very member: whose role may sign it, who has not, and whose signature brings it on.
pub(crate) fn waits_for(proposal: &Proposal, viewer: &Viewer, checkers: &BTreeSet<MemberId>) -> bool {
    let has = |roles: &[Role]| roles.iter().any(|role| viewer.roles.contains(role));
    let may_sign = signing_rule(&proposal.kind).is_some_and(|rule| match rule.signers {
        Signers::Any | Signers::AllButViewers => has(&[Role::Maker, Role::Checker, Role::Admin]),
        Signers::MakersAndCheckers => has(&[Role::Maker, Role::Checker]),
        Signers::Admins => has(&[Role::Admin]),
        Signers::Service => false,
    });
    let signed = proposal
        .signatures
        .iter()
        .any(|signature| signature.member == viewer.member);
    let brings_on = missing(proposal) > 1 || !lacks_checker(proposal, checkers) || has(&[Role::Checker]);
    proposal.stage == ProposalStage::Waiting && may_sign && !signed && brings_on
}

/// How many signatures are missing: one at least while a proposal waits.
pub(crate) fn missing(proposal: &Proposal) -> u64 {
    let there = u64::try_from(proposal.signatures.len()).unwrap_or(u64::MAX);
    proposal.needed.saturating_sub(there).max(1)
}

/// The days that are left to sign a proposal, of those that it had; none where it waits no more.
pub(crate) fn left(proposal: &Proposal, today: NaiveDate) -> Option<DaysLeft> {
    let (begun, ends) = (
        figures::day_of(proposal.created)?,
        figures::day_of(proposal.expires)?,
    );
    let whole = ends.signed_duration_since(begun).num_days();
    (proposal.stage == ProposalStage::Waiting).then(|| DaysLeft::until(ends, today, whole))
}

async fn announced(portal: &Portal, viewer: &Viewer) -> Result<Option<Announced>, StoreError> {
    let store = portal.store();
    let Some(seen) = store.subject(viewer, &Recovery::subject(viewer.party)).await? else {
        return Ok(None);
    };
    let State::Recovery(Recovery {
        stage: RecoveryStage::Announced(announcement),
    }) = seen.state
    else {
        return Ok(None);
    };
    let until = announcement.restorable().unwrap_or(Millis::MAX);
    let left = until.since(store.now()).unwrap_or_default();
    let Announcement {
        kid,
        member,
        reason,
        announced: at,
        evidence: _,
    } = announcement;
    let member_name = store.member_name(viewer, member).await?;
    Ok(Some(Announced {
        member_name: member_name.unwrap_or_else(|| member.to_string()),
        reason: reason.to_string(),
        hours: left.as_secs().div_ceil(HOUR.as_secs()),
        version: seen.version,
        kid,
        member,
        at,
        until,
    }))
}

impl Announced {
    /// What is announced, in a sentence.
    pub(crate) fn told(&self, frame: &Frame<'_>) -> String {
        let values = [
            ("member", self.member_name.as_str()),
            ("at", &figures::moment(self.at)),
            ("reason", &self.reason),
        ];
        frame.say_with("announced-told", &values)
    }

    /// How long a veto comes in time, in a sentence.
    pub(crate) fn left(&self, frame: &Frame<'_>) -> String {
        match self.hours {
            0 => frame.say("announced-over"),
            hours => frame.say_n("announced-hours", hours),
        }
    }
}
