//! The one write door.

mod batch;
mod prepare;
mod submit;

pub(crate) use batch::BatchLine;
use serde::{Deserialize, Serialize};
use tallystick_ledger::{Receipt, SignatureLine, Statement};
use tallystick_store::{Answer, Submission};
use utoipa::ToSchema;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use crate::Api;
use crate::problem::Failure;
use crate::views::{ProposalView, ReceiptSchema};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 3] {
    [
        routes!(submit::submit_statement),
        routes!(batch::submit_batch),
        routes!(prepare::prepare_statement),
    ]
}

/// A statement as it travels: what was signed, by whom, and the body that it signs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignedStatement {
    /// The payload in base64url: the very text that was signed.
    payload: String,
    /// Between 1 and 16 signatures of distinct keys over it.
    #[schema(min_items = 1, max_items = 16)]
    signatures: Vec<SignatureParts>,
    /// The exact text of the body, whose digest the payload names. At most 64 KiB.
    body: String,
}

/// A signature in the parts of a detached JWS (RFC 7515, appendix F).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureParts {
    /// The protected header in base64url.
    protected: String,
    /// The signature, 64 bytes in base64url.
    signature: String,
}

/// What became of a statement.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Taken {
    /// It stands in the ledger.
    Receipt(Box<Receipt>),
    /// It waits.
    Proposal(Box<ProposalView>),
}

/// A statement that stands in the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Appended {
    /// The evidence.
    receipt: ReceiptSchema,
}

/// A statement that waits for further signatures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Waiting {
    /// The proposal that it is now.
    proposal: ProposalView,
}

impl TryFrom<SignedStatement> for Submission {
    type Error = Failure;

    fn try_from(signed: SignedStatement) -> Result<Self, Failure> {
        let lines: Result<Vec<_>, Failure> = signed.signatures.iter().map(SignatureParts::line).collect();
        Ok(Self {
            statement: Statement::parse(&signed.payload, lines?)?,
            body: signed.body.into_bytes(),
        })
    }
}

impl SignatureParts {
    pub(crate) fn line(&self) -> Result<SignatureLine, Failure> {
        Ok(SignatureLine::from_parts(&self.protected, &self.signature)?)
    }
}

impl Taken {
    /// The answer with its status: 201 for a new entry, 200 for one that stood there, 202 for what waits.
    pub(crate) fn of(api: &Api, answer: Answer) -> (u16, Self) {
        match answer {
            Answer::Appended {
                receipt,
                known: false,
            } => (201, Self::Receipt(Box::new(receipt))),
            Answer::Appended { receipt, known: true } => (200, Self::Receipt(Box::new(receipt))),
            Answer::Waiting(proposal) => {
                let view = ProposalView::of(api.summaries(), *proposal);
                (202, Self::Proposal(Box::new(view)))
            }
        }
    }
}

/// Counts what came of a statement: `appended`, `known`, `waiting`, or the code of its refusal.
pub(crate) fn count(door: &'static str, taken: &Result<(u16, Taken), Failure>) {
    let answer = match taken {
        Ok((201, _)) => "appended".to_owned(),
        Ok((200, _)) => "known".to_owned(),
        Ok(_) => "waiting".to_owned(),
        Err(failure) => failure.problem().code,
    };
    metrics::counter!("tallystick_statements_total", "door" => door, "answer" => answer).increment(1);
}
