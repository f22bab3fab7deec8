//! `POST /v1/statements/prepare`: from a command to the exact bytes to sign.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, Digest};
use tallystick_commands::certificates::ClaimReceivable;
use tallystick_ledger::{Claims, Observed};
use tallystick_store::{PrepareRequest, Prepared};
use utoipa::ToSchema;

use crate::Api;
use crate::caller::{Acting, Signed};
use crate::files::{Paper, PapersFinding, compare_claim, invoice};
use crate::problem::{Failure, Problem};
use crate::request::{Exact, Strict};
use crate::views::Summary;

/// The one kind whose body cites files that can be compared with it.
const CLAIM: &str = "receivable.claim/1";

/// A command to be signed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PrepareStatement {
    /// The kind, with its version.
    #[schema(example = "receivable.claim/1")]
    kind: String,
    /// The capacity in which your party acts; the first that fits where it is left out.
    #[serde(default)]
    capacity: Option<Capacity>,
    /// The body, a `Command`; a salt is added where it has none.
    #[schema(value_type = Object)]
    command: Exact,
    /// The last tree head that you verified, to be named in the statement.
    #[serde(default)]
    #[schema(value_type = Option<ObservedHead>)]
    observed: Option<Observed>,
}

/// A tree head that a signer has verified.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Observed)]
#[expect(dead_code, reason = "it is the schema of a type that knows no schemas")]
pub(super) struct ObservedHead {
    /// The number of leaves.
    size: u64,
    /// The root over them.
    root: Digest,
}

/// A statement ready to be signed. Check it before you do.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PreparedStatement {
    /// The exact body.
    body: String,
    /// What is signed, in base64url.
    payload: String,
    /// What the payload says: `lid`, `knd`, `sub`, `ver`, `prv`, `alt`, `rel`, `iss`, `cap`, `jti`, `iat`, `exp`, `obs`, `bod`.
    #[schema(value_type = Object)]
    claims: Claims,
    /// The id of the statement.
    statement: Digest,
    /// What it says, in one sentence.
    summary: Summary,
    /// Who must sign it.
    needed: NeededSignatures,
    /// Why it would be refused, were it submitted now with all signatures.
    rejection: Option<Problem>,
    /// What to look at before signing.
    findings: Vec<PapersFinding>,
}

/// Who must sign.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NeededSignatures {
    /// How many distinct members.
    signatures: usize,
    /// Whether a checker must be among them.
    checker: bool,
    /// Which members may, in words.
    #[schema(example = "makers and checkers")]
    signers: &'static str,
}

/// Prepare a statement
///
/// Adds what its signer cannot know (versions, names of subjects, a salt, a nonce), and looks ahead: whether the rules would take
/// it as things stand. For a claim the cited files are read and compared with what the body says of them.
#[utoipa::path(
    post,
    path = "/v1/statements/prepare",
    tag = "statements",
    request_body = PrepareStatement,
    responses(
        (status = 200, description = "The exact bytes to sign, and what would become of them", body = PreparedStatement),
    )
)]
pub(super) async fn prepare_statement(
    State(api): State<Api>,
    Acting(signed): Acting,
    Strict(asked): Strict<PrepareStatement>,
) -> Result<Json<PreparedStatement>, Failure> {
    let kind = asked.kind.clone();
    let request = PrepareRequest {
        kind: asked.kind,
        capacity: asked.capacity,
        command: asked.command.0,
        observed: asked.observed,
    };
    let prepared = api.store().prepare(&signed.viewer, request).await?;
    let findings = match kind.as_str() {
        CLAIM => findings(&api, &signed, &prepared).await?,
        _ => Vec::new(),
    };
    Ok(Json(PreparedStatement {
        summary: Summary::of(api.summaries(), &kind, &prepared.body),
        body: prepared.body,
        payload: prepared.payload,
        claims: prepared.claims,
        statement: prepared.id,
        needed: NeededSignatures {
            signatures: prepared.needed.signatures,
            checker: prepared.needed.checker,
            signers: prepared.needed.signers.words(),
        },
        rejection: prepared
            .rejection
            .map(|rejection| Failure::Rule(rejection.into()).problem()),
        findings,
    }))
}

/// Compares every paper that a claim cites with the file that the party uploaded.
async fn findings(api: &Api, signed: &Signed, prepared: &Prepared) -> Result<Vec<PapersFinding>, Failure> {
    let Ok(claim) = serde_json::from_str::<ClaimReceivable>(&prepared.body) else {
        return Ok(Vec::new());
    };
    let mut findings = Vec::new();
    for cited in &claim.evidence {
        let paper = match api.shelf().of(&cited.digest, signed.viewer.party).await? {
            Some(kept) => Paper::Kept(invoice(&kept.bytes).await?),
            None => Paper::Missing,
        };
        findings.extend(compare_claim(cited, &paper));
    }
    Ok(findings)
}
