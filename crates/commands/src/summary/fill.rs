//! Filling a place from a body.

use serde::Deserialize;
use serde_json::Value;
use tallystick_base::{Millis, Money, Ratio};

use super::{Language, Summaries};

impl Summaries {
    /// The text of a place; none where the body does not fill it.
    pub(super) fn fill(&self, place: &str, body: &Value, language: Language) -> Option<String> {
        let (path, format) = place.split_once('|').unwrap_or((place, ""));
        let found = select(body, path)?;
        if format == "count" {
            let [Value::Array(list)] = found.as_slice() else {
                return None;
            };
            return Some(list.len().to_string());
        }
        let texts = found.into_iter().flat_map(elements).map(|value| match format {
            "" => plain(value),
            "money" => Money::deserialize(value).ok().map(Money::grouped_text),
            "percent" => Ratio::deserialize(value).ok().map(Ratio::percent_text),
            "time" => Millis::deserialize(value).ok().map(|time| time.to_string()),
            "word" => self.word(value, language),
            _ => None,
        });
        let texts: Vec<String> = texts.collect::<Option<_>>()?;
        let between = match language {
            Language::Zh => "、",
            Language::En => ", ",
        };
        (!texts.is_empty()).then(|| texts.join(between))
    }
}

/// What a path leads to, through lists to each of their elements; none where it leads nowhere for one of them.
fn select<'v>(body: &'v Value, path: &str) -> Option<Vec<&'v Value>> {
    path.split('.').try_fold(vec![body], |values, name| {
        values
            .into_iter()
            .flat_map(elements)
            .map(|value| value.get(name).filter(|member| !member.is_null()))
            .collect()
    })
}

fn elements(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        single => vec![single],
    }
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn filled(place: &str) -> Option<String> {
        let body = json!({
            "amount": {"value": "1200000.00", "currency": "CNY"},
            "children": [{"amount": {"value": "1.00", "currency": "CNY"}}, {"amount": {"value": "2.50", "currency": "CNY"}}],
            "reasons": [{"code": "QUA", "note": "x"}, {"code": "QTY"}],
            "roles": [],
            "share": "0.05",
            "until": 1_772_790_000_000_u64,
            "nothing": null,
        });
        Summaries::shipped().unwrap().fill(place, &body, Language::En)
    }

    #[test]
    fn every_format_has_its_text() {
        assert_eq!(filled("amount|money").as_deref(), Some("1,200,000.00 CNY"));
        assert_eq!(
            filled("children.amount|money").as_deref(),
            Some("1.00 CNY, 2.50 CNY")
        );
        assert_eq!(filled("children|count").as_deref(), Some("2"));
        assert_eq!(filled("reasons.code").as_deref(), Some("QUA, QTY"));
        assert_eq!(filled("share|percent").as_deref(), Some("5.00%"));
        assert_eq!(filled("until|time").as_deref(), Some("2026-03-06T09:40:00Z"));
    }

    #[test]
    fn what_is_absent_empty_or_of_another_form_fills_nothing() {
        for place in [
            "absent",
            "nothing",
            "roles|word",
            "reasons.note",
            "amount",
            "share|money",
            "share|count",
        ] {
            assert_eq!(filled(place), None, "{place}");
        }
        assert_eq!(filled("share|weight"), None);
        assert_eq!(filled("share|word"), None);
    }
}
