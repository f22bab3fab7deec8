//! Every command kind in the document: a named schema with an example, and a worked example of preparing it.

use serde_json::{Value, json};
use tallystick_commands::{CommandSpec, schemas};
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::schema::OneOfBuilder;
use utoipa::openapi::{Components, OpenApi, Ref, RefOr, Schema};

use super::examples;

/// The address that takes every kind.
const PREPARE: &str = "/v1/statements/prepare";

pub(super) fn add(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.extend(schemas());
    let mut any = OneOfBuilder::new().description(Some(
        "The body of a command. Which one it is says the statement's kind; each schema names the kinds that have it.",
    ));
    for spec in CommandSpec::all() {
        let name = spec.body.name().into_owned();
        any = any.item(Ref::from_schema_name(&name));
        if let Some(RefOr::T(Schema::Object(schema))) = components.schemas.get_mut(&name) {
            let about = format!("`{}`: {}", spec.kind, spec.purpose);
            schema.description = Some(match schema.description.take() {
                Some(text) => format!("{text}\n\n{about}"),
                None => about,
            });
            schema.examples.extend(examples::of(spec.kind));
        }
    }
    components
        .schemas
        .insert("Command".to_owned(), RefOr::T(Schema::OneOf(any.build())));
    add_examples(document);
}

/// One example for each kind, so that the page at `/docs` offers them all.
fn add_examples(document: &mut OpenApi) {
    let prepare = document
        .paths
        .paths
        .get_mut(PREPARE)
        .and_then(|path| path.post.as_mut());
    let Some(RefOr::T(body)) = prepare.and_then(|operation| operation.request_body.as_mut()) else {
        return;
    };
    for content in body.content.values_mut() {
        let RefOr::T(content) = content else {
            continue;
        };
        for spec in CommandSpec::all() {
            let example = ExampleBuilder::new()
                .summary(spec.purpose)
                .value(Some(request(spec)))
                .build();
            content.examples.insert(spec.kind.to_owned(), RefOr::T(example));
        }
    }
}

/// The request that prepares the example of a kind, without a salt, which the service then draws.
fn request(spec: &CommandSpec) -> Value {
    let mut command = examples::of(spec.kind).unwrap_or_default();
    if let Some(members) = command.as_object_mut() {
        members.remove("salt");
    }
    let capacity = spec.signing().and_then(|rule| rule.capacities.first());
    json!({
        "kind": spec.kind,
        "capacity": capacity.map(|capacity| capacity.as_str()),
        "command": command,
    })
}
