//! What a person sees of an act before signing it, and of what became of it.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use serde_json::json;
use tallystick_client::{Answer, Prepared};

/// Shows an act on standard error, where the question stands too: standard output is for the result.
pub(super) fn act(prepared: &Prepared) {
    // Where standard error is closed nobody looks.
    let _ = io::stderr().write_all(text_of(prepared).as_bytes());
}

fn text_of(prepared: &Prepared) -> String {
    let sentences = prepared.sentences();
    let mut text = format!("{}\n{}\n\n", sentences.zh, sentences.en);
    text.push_str(&columns(&prepared.fields()));
    let claims = prepared.claims();
    let needed = prepared.needed();
    let signers = if needed.checker {
        ", a checker among them"
    } else {
        ""
    };
    let rest = [
        (
            "subject".to_owned(),
            format!("{} version {}", claims.subject, claims.version),
        ),
        (
            "party".to_owned(),
            format!("{} as {}", claims.issuer, claims.capacity),
        ),
        ("signatures".to_owned(), format!("{}{signers}", needed.signatures)),
    ];
    text.push('\n');
    text.push_str(&columns(&rest));
    for finding in prepared.findings() {
        let _ = writeln!(
            text,
            "{}: {} ({})",
            finding.severity, finding.sentence, finding.code
        );
    }
    text.push('\n');
    text
}

/// Two columns, the first as wide as its longest entry. Control characters, which could draw over what stands before, are shown as
/// question marks.
fn columns(rows: &[(String, String)]) -> String {
    let width = rows
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    rows.iter().fold(String::new(), |mut text, (name, value)| {
        let _ = writeln!(text, "  {:width$}  {}", plain(name), plain(value));
        text
    })
}

fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .collect()
}

/// What became of it.
pub(super) fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Appended { receipt, known, .. } => {
            let again = if *known { " already" } else { "" };
            format!(
                "entry {}{again}, received {}\nstatement {}\n",
                receipt.seq, receipt.received, receipt.statement
            )
        }
        Answer::Waiting(proposal) => format!(
            "waits for {} of {} signatures until {}\nproposal {}\n",
            proposal
                .needed
                .signatures
                .saturating_sub(proposal.signatures.len()),
            proposal.needed.signatures,
            proposal.expires_at,
            proposal.id
        ),
    }
}

/// The receipt itself, good as evidence, or which proposal it is.
pub(super) fn answer_as_json(answer: &Answer) -> anyhow::Result<String> {
    let value = match answer {
        Answer::Appended { receipt, known, .. } => json!({"receipt": receipt, "known": known}),
        Answer::Waiting(proposal) => json!({"proposal": {
            "id": proposal.id, "stage": proposal.stage.as_str(), "signatures": proposal.signatures.len(),
            "needed": proposal.needed.signatures, "expires_at": proposal.expires_at,
        }}),
    };
    Ok(serde_json::to_string_pretty(&value)? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_draw_over_what_stands_before_it() {
        let rows = [
            ("amount.value".to_owned(), "1.00".to_owned()),
            ("note".to_owned(), "a\r\u{1b}[2Kb".to_owned()),
        ];
        assert_eq!(columns(&rows), "  amount.value  1.00\n  note          a??[2Kb\n");
    }
}
