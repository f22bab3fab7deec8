//! What is the same for every operation and so is said once: who must show a token, and which problems can come back.

use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use super::files;
use crate::problem::PROBLEM_JSON;

/// The name of the one way to show who is asking.
const ACCESS_TOKEN: &str = "access_token";

/// The statuses with what they mean here.
const PROBLEMS: &[(u16, &str)] = &[
    (400, "The request is malformed"),
    (401, "The caller, or the signature, is not known"),
    (403, "The caller, or the party that signs, may not do this"),
    (404, "It does not exist, or is not yours to see"),
    (406, "None of the accepted media types is offered"),
    (408, "The body did not arrive in time"),
    (409, "Something has moved on, or its state does not allow this"),
    (413, "The body is too large"),
    (415, "The body is of another media type"),
    (422, "The content breaks a rule"),
    (429, "Too many requests; Retry-After says when to come back"),
    (500, "A fault of the service"),
    (503, "The service is busy or cannot reach its database; try again"),
];

pub(super) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    components.security_schemes.insert(
        ACCESS_TOKEN.to_owned(),
        RefOr::T(SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some(
                    "A JWT that your enrolled P-256 key signs. Header exactly alg ES256, kid (the key's RFC 7638 thumbprint) and \
                     typ tallystick-access+jwt; claims exactly iss (party/…), aud (the ledger's id), iat, exp (at most 300 s \
                     later) and jti (128 random bits, base64url).",
                ))
                .build(),
        )),
    );
    let answers = PROBLEMS
        .iter()
        .map(|(status, meaning)| (problem_name(*status), RefOr::T(problem(meaning))));
    components.responses.extend(answers);
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            files::offer(operation);
            let statuses = statuses(path, operation);
            for status in statuses {
                operation
                    .responses
                    .responses
                    .entry(status.to_string())
                    .or_insert_with(|| Ref::from_response_name(problem_name(status)).into());
            }
            if needs_token(path) {
                operation.security = Some(vec![SecurityRequirement::new(ACCESS_TOKEN, [""; 0])]);
            }
        }
    }
}

/// Every operation of a path.
fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post].into_iter().flatten()
}

/// Whether an address is for members. That of entries in the log is, unless the operator opened it.
fn needs_token(path: &str) -> bool {
    let for_members = path.starts_with("/v1/") && !path.starts_with("/v1/verify/");
    for_members || path.starts_with("/log/tile/entries/") || path == "/log/opening"
}

/// The problems that an operation can answer with, besides those that it names itself.
fn statuses(path: &str, operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![500, 503];
    let asks = operation.parameters.as_ref().is_some_and(|all| !all.is_empty());
    let has_body = operation.request_body.is_some();
    let is_counted = path.starts_with("/v1/") || path.starts_with("/log/");
    if asks || has_body {
        statuses.push(400);
    }
    if needs_token(path) {
        statuses.extend([401, 403]);
    }
    if path.contains('{') {
        statuses.push(404);
    }
    if has_body {
        statuses.extend([408, 413, 415]);
    }
    if is_counted {
        statuses.push(429);
    }
    // Where rules decide. A batch answers with 200, and with the rest line by line; a file is read and decides nothing.
    match path {
        "/v1/statements/batch" | "/v1/files" => {}
        "/v1/bank-messages" | "/v1/payment-orders" => statuses.push(422),
        _ if has_body => statuses.extend([404, 409, 422]),
        _ => {}
    }
    if files::is_list(operation) {
        statuses.push(422);
    }
    if path == "/v1/entries" {
        statuses.push(406);
    }
    statuses
}

fn problem_name(status: u16) -> String {
    format!("Problem{status}")
}

fn problem(meaning: &str) -> Response {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    ResponseBuilder::new()
        .description(meaning)
        .content(PROBLEM_JSON, content)
        .build()
}
