//! Proposals and receipts.

use std::fmt;

use serde::Serialize;
use tallystick_base::{Capacity, Digest, MemberId, Millis, PartyId, Subject, Thumbprint};
use tallystick_commands::{Language, Summaries};
use tallystick_documents::ExportCell;
use tallystick_store::{Proposal, ProposalStage as Stands};
use utoipa::ToSchema;

use super::tabled::{Cells, tabled};

/// A statement that waits for further signatures, or waited.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Proposal)]
pub(crate) struct ProposalView {
    /// The id of the statement.
    id: Digest,
    /// The kind of its command.
    kind: String,
    /// Its own subject.
    subject: Subject,
    /// The version of the subject that it would make.
    version: u64,
    /// The party whose members are to sign.
    party: PartyId,
    /// The capacity in which the party acts.
    capacity: Capacity,
    /// What is signed, in base64url.
    payload: String,
    /// The exact body.
    body: String,
    /// What it says, in one sentence.
    summary: Summary,
    /// Who signed so far, in order.
    signatures: Vec<ProposalSignature>,
    /// Who must sign in all.
    needed: Needed,
    /// Where it stands.
    stage: ProposalStage,
    /// When it was first submitted.
    created_at: Millis,
    /// Until when it can be appended.
    expires_at: Millis,
    /// The entry that it became.
    seq: Option<u64>,
    /// What moved on, where it is stale.
    overtaken_by: Option<Subject>,
    /// Who declined it.
    declined_by: Option<MemberId>,
    /// Why it was declined.
    reason: Option<String>,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Summary {
    /// In Chinese.
    pub(crate) zh: String,
    /// In English.
    pub(crate) en: String,
}

impl Summary {
    /// The sentence of a body. One that cannot be filled in is empty, for whoever signs must not be shown half of it.
    pub(crate) fn of(summaries: &Summaries, kind: &str, body: &str) -> Self {
        let body = serde_json::from_str(body).unwrap_or_default();
        let sentence = |language| summaries.sentence(kind, &body, language).unwrap_or_default();
        Self {
            zh: sentence(Language::Zh),
            en: sentence(Language::En),
        }
    }
}

/// A signature on a proposal.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalSignature {
    /// The key.
    kid: Thumbprint,
    /// The member who signed with it.
    member: MemberId,
    /// When it arrived.
    at: Millis,
}

/// Who must sign.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
struct Needed {
    /// How many members in all.
    signatures: u64,
    /// Whether a checker is still missing.
    checker: bool,
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum ProposalStage {
    /// It takes signatures.
    Waiting,
    /// What it is about, or what it relies on, moved on; prepare the act again.
    Stale,
    /// Its window ended.
    Expired,
    /// A member of the party declined it.
    Declined,
    /// It became an entry.
    Appended,
}

impl ProposalView {
    pub(crate) fn of(summaries: &Summaries, proposal: Proposal) -> Self {
        let summary = Summary::of(summaries, &proposal.kind, &proposal.body);
        let (mut seq, mut overtaken_by, mut declined_by, mut reason) = (None, None, None, None);
        let stage = match proposal.stage {
            Stands::Waiting => ProposalStage::Waiting,
            Stands::Expired => ProposalStage::Expired,
            Stands::Stale { subject } => {
                overtaken_by = Some(subject);
                ProposalStage::Stale
            }
            Stands::Declined { by, reason: why } => {
                declined_by = Some(by);
                reason = Some(why);
                ProposalStage::Declined
            }
            Stands::Appended { seq: entry } => {
                seq = Some(entry);
                ProposalStage::Appended
            }
        };
        let signatures = proposal
            .signatures
            .into_iter()
            .map(|signature| ProposalSignature {
                kid: signature.kid,
                member: signature.member,
                at: signature.received,
            });
        Self {
            id: proposal.id,
            kind: proposal.kind,
            subject: proposal.subject,
            version: proposal.version,
            party: proposal.party,
            capacity: proposal.capacity,
            payload: proposal.payload,
            body: proposal.body,
            summary,
            signatures: signatures.collect(),
            needed: Needed {
                signatures: proposal.needed,
                checker: proposal.checker,
            },
            stage,
            created_at: proposal.created,
            expires_at: proposal.expires,
            seq,
            overtaken_by,
            declined_by,
            reason,
        }
    }
}

// Payload and body are exact texts, and no cells.
tabled! {
    ProposalView {
        id: Digest,
        kind: String,
        subject: Subject,
        version: u64,
        party: PartyId,
        capacity: Capacity,
        summary: Summary,
        signatures: Vec<ProposalSignature>,
        needed: Needed,
        stage: ProposalStage,
        created_at: Millis,
        expires_at: Millis,
        seq: Option<u64>,
        overtaken_by: Option<Subject>,
        declined_by: Option<MemberId>,
        reason: Option<String>,
    }
}

impl Cells for Summary {
    fn headings(name: &str) -> Vec<String> {
        vec![format!("{name}_zh"), format!("{name}_en")]
    }

    fn add(&self, row: &mut Vec<ExportCell>) {
        self.zh.add(row);
        self.en.add(row);
    }
}

impl Cells for Needed {
    fn headings(name: &str) -> Vec<String> {
        vec![format!("{name}_signatures"), format!("{name}_checker")]
    }

    fn add(&self, row: &mut Vec<ExportCell>) {
        self.signatures.add(row);
        self.checker.add(row);
    }
}

impl Cells for ProposalStage {
    fn add(&self, row: &mut Vec<ExportCell>) {
        let name = match self {
            Self::Waiting => "waiting",
            Self::Stale => "stale",
            Self::Expired => "expired",
            Self::Declined => "declined",
            Self::Appended => "appended",
        };
        row.push(ExportCell::Text(name.to_owned()));
    }
}

impl fmt::Display for ProposalSignature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.member.fmt(formatter)
    }
}
