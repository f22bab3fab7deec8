//! Submitting many statements at once, over the batch door.

use serde::Deserialize;
use tallystick_base::Digest;

use super::answer::Outcome;
use super::submit::SentStatement;
use super::{Answer, Signed};
use crate::http::{self, Call, malformed};
use crate::{ClientError, Member, Problem};

const NDJSON: &str = "application/x-ndjson";
/// The most statements of one call.
const MOST_LINES: usize = 1_000;
/// The most bytes of one call.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// One line of the answer.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(rename = "line")]
    number: usize,
    status: u16,
    #[serde(default)]
    problem: Option<Problem>,
    #[serde(flatten)]
    outcome: Option<Outcome>,
}

/// Lines for one call, and the identities of their statements.
#[derive(Debug, Default)]
struct Load {
    text: String,
    ids: Vec<Digest>,
}

impl Load {
    fn has_room_for(&self, line: &str) -> bool {
        self.ids.len() < MOST_LINES && self.text.len() + line.len() < MOST_BYTES
    }
}

impl Member {
    /// Submits statements in order, as many in a call as the door takes, and verifies every receipt. The answers stand in the order
    /// of the statements. An error of this function, unlike one of a statement, says nothing about those not yet answered: submitting them
    /// again is harmless.
    pub async fn submit_all(
        &self,
        statements: &[Signed],
    ) -> Result<Vec<Result<Answer, ClientError>>, ClientError> {
        let mut answers = Vec::new();
        for load in loads(statements)? {
            answers.extend(self.submit_load(load).await?);
        }
        Ok(answers)
    }

    async fn submit_load(&self, load: Load) -> Result<Vec<Result<Answer, ClientError>>, ClientError> {
        let call = Call::post("v1/statements/batch", NDJSON, load.text)
            .accept(NDJSON)
            .repeatable();
        let text = http::read_text(&call, self.client().call(&call).await?).await?;
        let lines = read_lines(&text, load.ids.len()).map_err(|detail| malformed(&call, detail))?;
        let mut answers = Vec::with_capacity(lines.len());
        for (id, line) in load.ids.iter().zip(lines) {
            answers.push(match (line.outcome, line.problem) {
                (Some(outcome), _) => self.client().believe(id, line.status == 200, outcome).await,
                (None, Some(problem)) => Err(problem.into()),
                (None, None) => Err(malformed(
                    &call,
                    "a line holds neither receipt, proposal nor problem",
                )),
            });
        }
        Ok(answers)
    }
}

/// Packs statements into calls.
fn loads(statements: &[Signed]) -> Result<Vec<Load>, ClientError> {
    let (mut full, mut load) = (Vec::new(), Load::default());
    for signed in statements {
        let mut line =
            serde_json::to_string(&SentStatement::of(signed)).map_err(|error| ClientError::Answer {
                path: "v1/statements/batch".to_owned(),
                detail: format!("the request cannot be written: {error}"),
            })?;
        line.push('\n');
        if !load.has_room_for(&line) {
            full.push(std::mem::take(&mut load));
        }
        load.text.push_str(&line);
        load.ids.push(signed.id);
    }
    if !load.ids.is_empty() {
        full.push(load);
    }
    Ok(full)
}

/// Reads a line for each statement, numbered from 1 and in order.
fn read_lines(text: &str, expected: usize) -> Result<Vec<Line>, String> {
    let lines: Vec<Line> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let in_order = lines.iter().zip(1..).all(|(line, number)| line.number == number);
    if lines.len() == expected && in_order {
        Ok(lines)
    } else {
        Err(format!(
            "it has {} lines, which are not the {expected} expected in order",
            lines.len()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: usize) -> String {
        format!(
            r#"{{"line":{line},"status":409,"problem":{{"type":"urn:tallystick:problem:stale-reliance","title":"Stale reliance","status":409,"detail":"it is at 3","code":"stale-reliance"}}}}"#
        )
    }

    #[test]
    fn a_line_holds_a_problem_or_an_outcome() {
        let lines = read_lines(&format!("{}\n{}\n", problem(1), problem(2)), 2).unwrap();
        let codes: Vec<_> = lines
            .iter()
            .map(|line| line.problem.as_ref().unwrap().code.as_str())
            .collect();
        assert_eq!(codes, ["stale-reliance", "stale-reliance"]);
        assert!(lines.iter().all(|line| line.outcome.is_none()));
    }

    #[test]
    fn lines_that_are_missing_or_out_of_order_are_refused() {
        for text in [
            problem(1),
            format!("{}\n{}", problem(2), problem(1)),
            format!("{}\n{{", problem(1)),
        ] {
            assert!(read_lines(&text, 2).is_err(), "{text}");
        }
    }
}
