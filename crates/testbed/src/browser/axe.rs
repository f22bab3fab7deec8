//! What axe-core finds on a page.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

/// The variable by which `cargo xtask test` names the file with axe-core.
const VARIABLE: &str = "TALLYSTICK_AXE";

/// Where it puts that file.
const USUAL_PLACE: &str = "../../target/tools/axe-core/package/axe.min.js";

/// What is asked of axe-core, as the body of a function; it gives null on a page where axe-core has not been run before.
pub(super) const RUN: &str = include_str!("axe.js");

static SOURCE: LazyLock<Result<String, String>> = LazyLock::new(read);

/// One rule that the page breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule's name, such as `image-alt`.
    pub rule: String,
    /// How bad it is.
    pub impact: Impact,
    /// What the rule wants, in a sentence.
    pub advice: String,
    /// Selectors of the elements that break it.
    pub places: Vec<String>,
}

/// How much a defect hinders those who cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// A nuisance.
    Minor,
    /// Some difficulty.
    Moderate,
    /// Content that some cannot reach.
    Serious,
    /// Content that some cannot reach at all.
    Critical,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} ({:?}): {}; at {}",
            self.rule,
            self.impact,
            self.advice,
            self.places.join(", ")
        )
    }
}

/// axe-core and what is asked of it, as the body of a function.
pub(super) fn source() -> Result<&'static str, String> {
    SOURCE.as_deref().map_err(Clone::clone)
}

fn read() -> Result<String, String> {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join(USUAL_PLACE);
    let file = env::var_os(VARIABLE).map_or_else(usual, PathBuf::from);
    let library = fs::read_to_string(&file).map_err(|error| {
        format!(
            "cannot read axe-core from {}: {error}; `cargo xtask test` puts it there",
            file.display()
        )
    })?;
    Ok(format!("{library};\n{RUN}"))
}

/// The violations in the answer; the answer itself where it is something else.
pub(super) fn violations(answer: &Value) -> Option<Vec<Violation>> {
    answer.as_array()?.iter().map(violation).collect()
}

fn violation(value: &Value) -> Option<Violation> {
    let text = |name| value.get(name)?.as_str().map(str::to_owned);
    let impact = match value.get("impact")?.as_str() {
        Some("critical") => Impact::Critical,
        Some("serious") => Impact::Serious,
        Some("moderate") => Impact::Moderate,
        // Some rules leave it open.
        Some("minor") | None => Impact::Minor,
        Some(_) => return None,
    };
    let places = value.get("places")?.as_array()?.iter();
    Some(Violation {
        rule: text("rule")?,
        impact,
        advice: text("advice")?,
        places: places
            .map(|place| place.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_is_read_and_anything_else_is_not() {
        let answer = json!([
            { "rule": "image-alt", "impact": "critical", "advice": "Images must have text", "places": ["img", "#b"] }
        ]);
        let [found] = violations(&answer).unwrap().try_into().unwrap();
        assert_eq!(
            found.to_string(),
            "image-alt (Critical): Images must have text; at img, #b"
        );
        assert_eq!(violations(&json!("Error: no document")), None);
        assert_eq!(violations(&json!([{ "rule": "a" }])), None);
    }

    #[test]
    fn impacts_are_ordered() {
        assert!(Impact::Critical > Impact::Serious && Impact::Serious > Impact::Moderate);
    }
}
