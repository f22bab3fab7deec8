//! Preparing an act, and signing it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use tallystick_base::{Capacity, Digest};
use tallystick_ledger::{Claims, Observed, SignatureLine, Statement};

use super::check::{self, Checked, Expected};
use super::sentences::fields;
use super::{Draft, Mismatch, Sentences};
use crate::http::Call;
use crate::{ClientError, Member, Problem};

/// How many signatures an act needs, and whose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Needed {
    /// How many members of the party must sign.
    pub signatures: usize,
    /// Whether one of them must be a checker.
    #[serde(default)]
    pub checker: bool,
    /// Who may sign, in words.
    #[serde(default)]
    pub signers: Option<String>,
}

/// A remark of the service on a claim's papers, for whoever signs and whoever confirms.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// What kind of remark it is; stable.
    pub code: String,
    /// The remark: the rule, the numbers, what to look at.
    pub sentence: String,
    /// How much it matters: `note`, `warning` or `serious`.
    pub severity: String,
}

/// An act that the service prepared and that was checked here. Nothing else can be signed with [`Member::sign`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    payload: String,
    body: String,
    named: Digest,
    checked: Checked,
    sentences: Sentences,
    needed: Needed,
    rejection: Option<Problem>,
    findings: Vec<Finding>,
}

/// A statement with its body, signed and ready to be submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The statement.
    pub statement: Statement,
    /// Its exact body.
    pub body: String,
    /// What identifies it, whoever signed it and however often it is sent.
    pub id: Digest,
}

impl Prepared {
    /// What will be signed.
    pub fn claims(&self) -> &Claims {
        &self.checked.claims
    }

    /// The exact body.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Every value of the body with its path, for a person to read.
    pub fn fields(&self) -> Vec<(String, String)> {
        fields(&self.checked.fields)
    }

    /// What it says in one line, made here from the body.
    pub fn sentences(&self) -> &Sentences {
        &self.sentences
    }

    /// How many signatures it needs, as the service says.
    pub fn needed(&self) -> &Needed {
        &self.needed
    }

    /// Why it would be refused if it were submitted now.
    pub fn rejection(&self) -> Option<&Problem> {
        self.rejection.as_ref()
    }

    /// What the service remarks on the papers.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

#[derive(Serialize)]
struct Request<'r> {
    kind: &'r str,
    capacity: Capacity,
    command: Box<RawValue>,
    observed: Option<&'r Observed>,
}

#[derive(Deserialize)]
struct PreparedAnswer {
    body: String,
    payload: String,
    statement: Digest,
    needed: Needed,
    rejection: Option<Problem>,
    #[serde(default)]
    findings: Vec<Finding>,
}

impl Member {
    /// A draft with this member's randomness; see [`Draft::new`].
    pub fn draft(&self, kind: &str, body: &impl Serialize) -> Result<Draft, ClientError> {
        Draft::new(kind, body, self.client().ambient())
    }

    /// A draft from the text of a body with this member's randomness; see [`Draft::read`].
    pub fn draft_text(&self, kind: &str, text: &str) -> Result<Draft, ClientError> {
        Draft::read(kind, text, self.client().ambient())
    }

    /// Asks the service for payload and body of an act, and checks both. A rule that stands against it is no error here:
    /// [`Prepared::rejection`] tells it.
    pub async fn prepare(&self, draft: &Draft) -> Result<Prepared, ClientError> {
        let observed = self.observed().await?;
        let request = Request {
            kind: draft.kind(),
            capacity: self.signer().capacity,
            command: draft.raw()?,
            observed: observed.as_ref(),
        };
        let call = json_call("v1/statements/prepare", &request)?.repeatable();
        let answer: PreparedAnswer = self.client().json(&call).await?;
        let expected = self.expected(draft.kind()).await?;
        let checked = expected.check(
            &decode("payload", &answer.payload)?,
            answer.body.as_bytes(),
            answer.needed.signatures,
        )?;
        check::check_observed(&checked.claims, observed.as_ref())?;
        let asked: Value = serde_json::from_str(draft.text()).unwrap_or_default();
        check::check_same(&checked, draft.command(), &asked)?;
        let sentences = Sentences::of(&self.client().shared.summaries, draft.kind(), &checked.fields)?;
        Ok(Prepared {
            payload: answer.payload,
            body: answer.body,
            named: answer.statement,
            checked,
            sentences,
            needed: answer.needed,
            rejection: answer.rejection,
            findings: answer.findings,
        })
    }

    /// Signs what was prepared.
    pub fn sign(&self, prepared: &Prepared) -> Result<Signed, ClientError> {
        let line = SignatureLine::sign(&self.signer().key, &prepared.payload);
        let refused = || ClientError::refused("the signed statement");
        let statement = Statement::parse(&prepared.payload, vec![line]).map_err(refused())?;
        let id = statement.id().map_err(refused())?;
        if id != prepared.named {
            return Err(Mismatch::Statement {
                named: prepared.named,
                found: id,
            }
            .into());
        }
        Ok(Signed {
            statement,
            body: prepared.body.clone(),
            id,
        })
    }

    /// What this member's signature may stand under.
    pub(super) async fn expected<'e>(&'e self, kind: &'e str) -> Result<Expected<'e>, ClientError> {
        Ok(Expected {
            ledger: self.client().ledger().await?,
            issuer: self.signer().party.subject(),
            capacity: self.signer().capacity,
            kind,
            now: self.client().ambient().now(),
        })
    }
}

/// A call with JSON that is made of this crate's own types.
pub(super) fn json_call(path: &str, body: &impl Serialize) -> Result<Call, ClientError> {
    Call::post_json(path, body).map_err(|error| ClientError::Answer {
        path: path.to_owned(),
        detail: format!("the request cannot be written: {error}"),
    })
}

pub(super) fn decode(about: &'static str, text: &str) -> Result<Vec<u8>, ClientError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| ClientError::Refusal {
        about,
        refusal: tallystick_ledger::Refusal::NotBase64 {
            field: about,
            alphabet: "base64url",
        },
    })
}
