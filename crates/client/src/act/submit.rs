//! Submitting one statement.

use reqwest::StatusCode;
use serde::Serialize;
use tallystick_ledger::SignatureLine;

use super::answer::Outcome;
use super::prepare::json_call;
use super::{Answer, Draft, Signed};
use crate::{ClientError, Member, http};

/// A signature as the service takes it.
#[derive(Debug, Serialize)]
pub(super) struct SentSignature {
    protected: String,
    signature: String,
}

impl SentSignature {
    pub(super) fn of(line: &SignatureLine) -> Self {
        let text = line.to_string();
        let (protected, signature) = text.split_once("..").unwrap_or((&text, ""));
        Self {
            protected: protected.to_owned(),
            signature: signature.to_owned(),
        }
    }
}

/// A statement as the service takes it.
#[derive(Debug, Serialize)]
pub(super) struct SentStatement<'s> {
    payload: &'s str,
    signatures: Vec<SentSignature>,
    body: &'s str,
}

impl<'s> SentStatement<'s> {
    pub(super) fn of(signed: &'s Signed) -> Self {
        Self {
            payload: signed.statement.payload(),
            signatures: signed
                .statement
                .signatures()
                .iter()
                .map(SentSignature::of)
                .collect(),
            body: &signed.body,
        }
    }
}

impl Member {
    /// Submits a signed statement and verifies the receipt.
    ///
    /// The statement's identity makes a second submission harmless, so a broken connection is tried again.
    pub async fn submit(&self, signed: &Signed) -> Result<Answer, ClientError> {
        let call = json_call("v1/statements", &SentStatement::of(signed))?.repeatable();
        let response = self.client().call(&call).await?;
        let known = response.status() == StatusCode::OK;
        let outcome: Outcome = http::read_json(&call, response).await?;
        self.client().believe(&signed.id, known, outcome).await
    }

    /// Prepares, checks, signs and submits. Where a rule stands against the act, nothing is signed and the problem is the error.
    pub async fn act(&self, draft: &Draft) -> Result<Answer, ClientError> {
        let prepared = self.prepare(draft).await?;
        if let Some(problem) = prepared.rejection() {
            return Err(problem.clone().into());
        }
        self.submit(&self.sign(&prepared)?).await
    }
}
