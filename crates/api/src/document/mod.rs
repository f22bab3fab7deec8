//! The document of the API: what the routes say of themselves, completed by what is the same for all of them.

mod commands;
mod complete;
mod examples;
mod files;

use tallystick_base::Currency;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;

use crate::routes::{self, BatchLine, SignedStatement};

/// What does not belong to one route.
#[derive(utoipa::OpenApi)]
#[openapi(
    components(schemas(SignedStatement, BatchLine, Currency)),
    info(
        title = "Tallystick",
        description = "Receivables, their confirmation, and the certificates that it issues. Everything that changes \
            anything is a statement that a party signs; every statement becomes an entry of one ledger that anyone can check.\n\n\
            *Writing.* `POST /v1/statements/prepare` takes a command and gives the exact body, the payload to sign and a \
            sentence that says what it means. Check it, sign it with your enrolled key, and send it to `POST /v1/statements`: \
            201 with a receipt, or 202 while it waits for further signatures of your party. The same statement may be sent \
            again at any time; it is answered with its receipt.\n\n\
            *Reading.* You see the business of your own party. Lists come in pages: `next` goes into `after`. With `format`, or \
            by `Accept`, the whole list comes as CSV or as a workbook, up to 100,000 rows.\n\n\
            *Amounts* are decimal text with their currency, never JSON numbers. *Times* are milliseconds since 1970, UTC. \
            *Problems* are `application/problem+json` with a stable `code`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "statements", description = "The one write door: prepare, submit, and in batches"),
        (name = "proposals", description = "Statements that wait for further signatures of their party"),
        (name = "parties", description = "Organisations, their members and keys, and who you are"),
        (name = "contracts", description = "Contracts and proposed amendments"),
        (name = "receivables", description = "What buyers owe, as claimed and as confirmed"),
        (name = "certificates", description = "Certificates, payments and cancellations"),
        (name = "financing", description = "Products, requests, what banks make of them, guarantees"),
        (name = "banking", description = "Credit lines, loans, messages from and to payment systems (ISO 20022), filings, pools"),
        (name = "statistics", description = "What auditors watch"),
        (name = "entries", description = "The ledger as you may see it: single entries, timelines, a feed"),
        (name = "files", description = "Evidence files, by digest"),
        (name = "verify", description = "For the public: is this certificate genuine"),
        (name = "log", description = "The ledger for outsiders: checkpoints, tiles and proofs (C2SP)"),
        (name = "service", description = "Whether the service runs, and what it offers")
    )
)]
struct House;

/// The document of the whole API, as `/openapi.json` serves it.
pub fn document() -> OpenApi {
    let mut document = House::openapi();
    let mut components = document.components.take().unwrap_or_default();
    for (schemas, paths, _) in routes::all() {
        components.schemas.extend(schemas);
        document.paths.merge(paths);
    }
    document.components = Some(components);
    commands::add(&mut document);
    complete::complete(&mut document);
    document
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Of two schemas with one name the document keeps one, and says nothing.
    #[test]
    fn no_two_schemas_share_a_name() {
        let of_routes = routes::all().into_iter().flat_map(|(schemas, _, _)| schemas);
        let mut seen = BTreeMap::new();
        for (name, schema) in of_routes.chain(tallystick_commands::schemas()) {
            let text = serde_json::to_string(&schema).unwrap();
            if let Some(other) = seen.insert(name.clone(), text.clone()) {
                assert_eq!(other, text, "two schemas are called {name}");
            }
        }
        assert!(seen.len() > 150, "{}", seen.len());
    }
}
