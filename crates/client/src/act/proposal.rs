//! Proposals: what a colleague began and others of the same party sign.

use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, Digest, MemberId, Millis, PartyId, Subject, Thumbprint};
use tallystick_ledger::{Claims, SignatureLine, Statement};

use super::answer::Outcome;
use super::check::Checked;
use super::prepare::{decode, json_call};
use super::sentences::fields;
use super::submit::SentSignature;
use super::{Answer, Mismatch, Needed, Sentences};
use crate::http::Call;
use crate::{ClientError, Filter, Member, Page, http};

/// A statement that waits, or waited, for further signatures of its party (待复核).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Proposal {
    /// The statement's identity.
    pub id: Digest,
    /// The kind of command.
    pub kind: String,
    /// The subject that it is about.
    pub subject: Subject,
    /// The version that it would create.
    pub version: u64,
    /// The acting party.
    pub party: PartyId,
    /// The capacity in which it acts.
    pub capacity: Capacity,
    /// The payload to sign, in base64url.
    pub payload: String,
    /// The exact body.
    pub body: String,
    /// The signatures that it has.
    pub signatures: Vec<ProposalSignature>,
    /// What it needs.
    pub needed: Needed,
    /// What became of it.
    pub stage: ProposalStage,
    /// The end of its window.
    pub expires_at: Millis,
    /// The entry that it became.
    #[serde(default)]
    pub seq: Option<u64>,
    /// What moved on, where it is stale.
    #[serde(default)]
    pub overtaken_by: Option<Subject>,
    /// Why it was declined, where it was.
    #[serde(default)]
    pub reason: Option<String>,
}

/// One signature of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProposalSignature {
    /// The key.
    pub kid: Thumbprint,
    /// Whose it is.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// When it arrived.
    pub at: Millis,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalStage {
    /// It waits for further signatures.
    Waiting,
    /// What it rests on has moved on; it must be prepared anew.
    Stale,
    /// Its window ended.
    Expired,
    /// A member declined it.
    Declined,
    /// It stands in the ledger.
    Appended,
}

impl ProposalStage {
    /// The stage's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Stale => "stale",
            Self::Expired => "expired",
            Self::Declined => "declined",
            Self::Appended => "appended",
        }
    }
}

/// A proposal whose payload and body were read and checked here. Nothing else can be signed with [`Member::countersign`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    proposal: Proposal,
    checked: Checked,
    sentences: Sentences,
}

impl Review {
    /// The proposal as the service shows it.
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// What will be signed.
    pub fn claims(&self) -> &Claims {
        &self.checked.claims
    }

    /// Every value of the body with its path, for a person to read.
    pub fn fields(&self) -> Vec<(String, String)> {
        fields(&self.checked.fields)
    }

    /// What it says in one line, made here from the body; whatever sentence the service shows is not looked at.
    pub fn sentences(&self) -> &Sentences {
        &self.sentences
    }
}

#[derive(Serialize)]
struct Declined<'d> {
    reason: &'d str,
}

impl Member {
    /// Proposals of this member's party, the latest first. `open` wants those that wait, or those that do not.
    pub async fn proposals(&self, open: Option<bool>, page: &Filter) -> Result<Page<Proposal>, ClientError> {
        let call = page
            .on("v1/proposals")
            .with_some("stage", open.map(|open| if open { "open" } else { "closed" }));
        self.client().json(&call).await
    }

    /// One proposal of this member's party.
    pub async fn proposal(&self, id: &Digest) -> Result<Proposal, ClientError> {
        self.client().json(&Call::get(format!("v1/proposals/{id}"))).await
    }

    /// Reads a proposal again and checks it as if it had been prepared for this member: its sentence says what would be signed.
    pub async fn review(&self, id: &Digest) -> Result<Review, ClientError> {
        let proposal = self.proposal(id).await?;
        let expected = self.expected(&proposal.kind).await?;
        // A waiting proposal has the window of several signatures, whatever is still needed.
        let signatures = proposal.needed.signatures.max(2);
        let payload = decode("payload", &proposal.payload)?;
        let checked = expected.check(&payload, proposal.body.as_bytes(), signatures)?;
        let sentences = Sentences::of(&self.client().shared.summaries, &proposal.kind, &checked.fields)?;
        Ok(Review {
            proposal,
            checked,
            sentences,
        })
    }

    /// Signs a reviewed proposal. The last signature that it needs appends it.
    ///
    /// It is not tried again when the connection breaks, since a second signature of the same member is refused: read the proposal to
    /// learn whether the first one arrived.
    pub async fn countersign(&self, review: &Review) -> Result<Answer, ClientError> {
        let Proposal { id, payload, .. } = &review.proposal;
        let line = SignatureLine::sign(&self.signer().key, payload);
        let found = Statement::parse(payload, vec![line.clone()])
            .and_then(|statement| statement.id())
            .map_err(ClientError::refused("the signed statement"))?;
        if found != *id {
            return Err(Mismatch::Statement { named: *id, found }.into());
        }
        let call = json_call(
            &format!("v1/proposals/{id}/signatures"),
            &SentSignature::of(&line),
        )?;
        let response = self.client().call(&call).await?;
        let known = response.status() == StatusCode::OK;
        let outcome: Outcome = http::read_json(&call, response).await?;
        self.client().believe(id, known, outcome).await
    }

    /// Reviews and signs in one go, for a program that has nobody to show the sentence to.
    pub async fn sign_proposal(&self, id: &Digest) -> Result<Answer, ClientError> {
        self.countersign(&self.review(id).await?).await
    }

    /// Declines a proposal; it is over then.
    pub async fn decline(&self, id: &Digest, reason: &str) -> Result<Proposal, ClientError> {
        let call = json_call(&format!("v1/proposals/{id}/decline"), &Declined { reason })?;
        self.client().json(&call).await
    }
}
