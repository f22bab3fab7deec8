//! The schemas of the bodies.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use tallystick_commands::{CommandSpec, schemas};
use utoipa::openapi::{RefOr, Schema};

use crate::example::example;

#[test]
fn no_two_types_share_a_name() {
    let mut by_name: BTreeMap<String, Value> = BTreeMap::new();
    for (name, schema) in CommandSpec::all().flat_map(|spec| spec.body.schemas()) {
        let schema = serde_json::to_value(schema).unwrap();
        if let Some(other) = by_name.insert(name.clone(), schema.clone()) {
            assert_eq!(schema, other, "two types are called {name}");
        }
    }
    assert_eq!(by_name.len(), schemas().len());
}

#[test]
fn every_body_has_a_type_of_its_own() {
    let names: BTreeSet<String> = CommandSpec::all()
        .map(|spec| spec.body.name().into_owned())
        .collect();
    assert_eq!(names.len(), CommandSpec::all().count());
}

#[test]
fn every_reference_leads_to_a_schema() {
    let schemas = schemas();
    for schema in schemas.values() {
        let mut references = Vec::new();
        references_in(&serde_json::to_value(schema).unwrap(), &mut references);
        for reference in references {
            let name = reference.strip_prefix("#/components/schemas/").unwrap();
            assert!(schemas.contains_key(name), "{reference} leads nowhere");
        }
    }
}

fn references_in(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                found.push(reference.clone());
            }
            members.values().for_each(|member| references_in(member, found));
        }
        Value::Array(list) => list.iter().for_each(|element| references_in(element, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
    }
}

/// A schema that says less than the parser asks for, or more, would make bodies that are refused.
#[test]
fn every_example_keeps_to_its_schema() {
    let schemas = schemas();
    let schemas: BTreeMap<_, _> = schemas
        .iter()
        .map(|(name, schema)| (name.as_str(), json(schema)))
        .collect();
    for spec in CommandSpec::all() {
        let schema = json(&spec.body.schema());
        assert_eq!(
            schema["additionalProperties"],
            Value::Bool(false),
            "{}",
            spec.kind
        );
        if let Err(objection) = fits(&example(spec.kind).body, &schema, &schemas) {
            panic!("{}: {objection}", spec.kind);
        }
    }
}

fn json(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap()
}

/// Whether a value is of a schema, as far as the words go that our schemas use.
fn fits(value: &Value, schema: &Value, schemas: &BTreeMap<&str, Value>) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return fits(value, &schemas[name], schemas).map_err(|objection| format!("{name}: {objection}"));
    }
    if let Some(alternatives) = schema["oneOf"].as_array() {
        let fitting = alternatives
            .iter()
            .filter(|one| fits(value, one, schemas).is_ok())
            .count();
        return if fitting == 1 {
            Ok(())
        } else {
            Err(format!("{value} is {fitting} of {schema}"))
        };
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|values| !values.contains(value))
    {
        return Err(format!("{value} is none of {}", schema["enum"]));
    }
    let is_of = |kind: &Value| match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        _ => false,
    };
    let kinds = &schema["type"];
    if !kinds
        .as_array()
        .map_or_else(|| is_of(kinds), |kinds| kinds.iter().any(is_of))
    {
        return Err(format!("{value} is no {kinds}"));
    }
    for element in value.as_array().into_iter().flatten() {
        fits(element, &schema["items"], schemas)?;
    }
    value
        .as_object()
        .map_or(Ok(()), |members| members_fit(members, schema, schemas))
}

fn members_fit(
    members: &Map<String, Value>,
    schema: &Value,
    schemas: &BTreeMap<&str, Value>,
) -> Result<(), String> {
    for required in schema["required"].as_array().into_iter().flatten() {
        let name = required.as_str().unwrap();
        if !members.contains_key(name) {
            return Err(format!("{name} is missing"));
        }
    }
    for (name, member) in members {
        let of_any_name = schema
            .get("additionalProperties")
            .filter(|schema| schema.is_object());
        let Some(property) = schema["properties"].get(name).or(of_any_name) else {
            return Err(format!("{name} is in no schema"));
        };
        fits(member, property, schemas).map_err(|objection| format!("{name}: {objection}"))?;
    }
    Ok(())
}

#[test]
fn every_field_says_what_it_is() {
    for spec in CommandSpec::all() {
        let schema = serde_json::to_value(spec.body.schema()).unwrap();
        for (name, property) in schema["properties"].as_object().unwrap() {
            // A value that may be null is one of two, and described where it is not.
            let described = std::iter::once(property)
                .chain(property["oneOf"].as_array().into_iter().flatten())
                .any(|schema| {
                    schema["description"]
                        .as_str()
                        .is_some_and(|text| !text.is_empty())
                });
            assert!(described, "{}: {name}: {property}", spec.kind);
        }
    }
}
