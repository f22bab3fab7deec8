//! The body that the browser's script makes of a form that is signed: enough of `body.js` for hidden inputs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use tallystick_testbed::World;

/// A form of class `act` on a page.
pub(crate) struct ActForm {
    /// The attributes of the form.
    pub(crate) attributes: BTreeMap<String, String>,
    /// The body, without its salt.
    pub(crate) body: Value,
}

impl ActForm {
    /// The form of this id; new things get new ids of the world.
    pub(crate) fn read(world: &World, page: &str, id: &str) -> Self {
        let opening = format!("<form class=\"act\" id=\"{id}\"");
        let (_, rest) = page
            .split_once(&opening)
            .unwrap_or_else(|| panic!("no form {id}:\n{page}"));
        let (form, _) = rest.split_once("</form>").unwrap();
        let (head, inside) = form.split_once('>').unwrap();
        for part in [
            "<template class=\"effect\">",
            "<template class=\"next\">",
            "class=\"names\"",
            "type=\"submit\"",
        ] {
            assert!(inside.contains(part), "{id} lacks {part}");
        }
        let mut body = json!({});
        let inputs = inside.split("<input ").skip(1);
        let inputs: Vec<_> = inputs
            .map(|input| attributes(input.split_once('>').unwrap().0))
            .collect();
        // A part that was left empty says nothing, nor does what stands beside it.
        let parts: BTreeSet<&String> = inputs
            .iter()
            .filter_map(|input| input.get("data-beside"))
            .collect();
        let is_empty = |amount: &String| {
            let input = inputs.iter().find(|input| input.get("name") == Some(amount));
            input.is_some_and(|input| input.get("value").is_none_or(String::is_empty))
        };
        let empty: Vec<&str> = parts
            .into_iter()
            .filter(|amount| is_empty(amount))
            .map(|amount| amount.trim_end_matches(".amount.value"))
            .collect();
        for attributes in &inputs {
            // What says nothing: choosers of files, and boxes that are ticked for oneself.
            let Some(name) = attributes.get("name").filter(|name| !name.starts_with('_')) else {
                continue;
            };
            let name = name.clone();
            if empty.iter().any(|part| name.starts_with(&format!("{part}."))) {
                continue;
            }
            let value = match attributes.get("data-new") {
                Some(kind) => Value::String(world.new_id(kind)),
                None => typed(attributes),
            };
            place(&mut body, &name, value, attributes);
        }
        Self {
            attributes: attributes(head),
            body,
        }
    }

    pub(crate) fn kind(&self) -> &str {
        &self.attributes["data-kind"]
    }
}

fn typed(attributes: &BTreeMap<String, String>) -> Value {
    let value = attributes.get("value").cloned().unwrap_or_default();
    match attributes.get("data-type").map(String::as_str) {
        Some("number") => value.parse::<u64>().unwrap().into(),
        Some("choice") => json!({ value: {} }),
        _ => value.into(),
    }
}

fn place(body: &mut Value, name: &str, value: Value, attributes: &BTreeMap<String, String>) {
    let mut at = body;
    for step in name.split('.') {
        at = match step.parse::<usize>() {
            Ok(number) => {
                if !at.is_array() {
                    *at = json!([]);
                }
                let list = at.as_array_mut().unwrap();
                while list.len() <= number {
                    list.push(json!({}));
                }
                &mut list[number]
            }
            Err(_) => at
                .as_object_mut()
                .unwrap()
                .entry(step.to_owned())
                .or_insert_with(|| Value::Object(Map::new())),
        };
    }
    if attributes.get("data-type").is_some_and(|kind| kind == "list") {
        match at.as_array_mut() {
            Some(list) => list.push(value),
            None => *at = json!([value]),
        }
    } else {
        *at = value;
    }
}

fn attributes(tag: &str) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, left) = after.split_once('"').unwrap();
        let name = name.rsplit(' ').next().unwrap();
        let value = value
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
            .replace("&#60;", "<");
        attributes.insert(name.to_owned(), value);
        rest = left;
    }
    attributes
}
