//! What an act says, in one line of each language.

use serde_json::Value;
use tallystick_commands::{Language, Summaries};

use crate::ClientError;

/// The sentence of an act in both languages, made on this side from the very body that is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentences {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Sentences {
    pub(crate) fn of(summaries: &Summaries, kind: &str, body: &Value) -> Result<Self, ClientError> {
        Ok(Self {
            zh: summaries.sentence(kind, body, Language::Zh)?,
            en: summaries.sentence(kind, body, Language::En)?,
        })
    }
}

/// Every value of a body with its path, lists numbered from 1; but for the salt, which says nothing.
pub(crate) fn fields(body: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    collect("", body, &mut fields);
    fields.retain(|(path, _)| path != "salt");
    fields
}

fn collect(path: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                collect(&below(name), member, fields);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                collect(&below(&(place + 1).to_string()), item, fields);
            }
        }
        Value::String(text) => fields.push((path.to_owned(), text.clone())),
        Value::Null | Value::Bool(_) | Value::Number(_) => fields.push((path.to_owned(), value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_value_is_listed_with_its_path() {
        let body = json!({"amount": {"value": "1.00"}, "waived": ["quality", "set-off"], "yes": true, "none": [], "salt": "AAAA"});
        let listed: Vec<String> = fields(&body)
            .into_iter()
            .map(|(path, value)| format!("{path} = {value}"))
            .collect();
        assert_eq!(
            listed,
            [
                "amount.value = 1.00",
                "waived.1 = quality",
                "waived.2 = set-off",
                "yes = true"
            ]
        );
    }
}
