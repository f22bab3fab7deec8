//! Statements as they travel, made before the clock starts.

use anyhow::Context as _;
use bytes::Bytes;
use serde::Serialize;
use tallystick_store::Submission;

use super::door::Way;

/// As many lines as the batch door takes.
const MOST_LINES: usize = 1_000;

#[derive(Serialize)]
struct Sent<'s> {
    payload: &'s str,
    signatures: Vec<SentSignature>,
    body: &'s str,
}

#[derive(Serialize)]
struct SentSignature {
    protected: String,
    signature: String,
}

/// The request bodies of each client.
pub(super) fn shares(way: Way, clients: usize, statements: &[Submission]) -> anyhow::Result<Vec<Vec<Bytes>>> {
    let a_request = match way {
        Way::Single => 1,
        Way::Batch => statements.len().div_ceil(clients).clamp(1, MOST_LINES),
    };
    let mut shares: Vec<Vec<Bytes>> = vec![Vec::new(); clients];
    for (turn, lines) in statements.chunks(a_request).enumerate() {
        let share = shares
            .get_mut(turn % clients)
            .context("there is a client for every turn")?;
        share.push(body(lines)?);
    }
    Ok(shares)
}

fn body(statements: &[Submission]) -> anyhow::Result<Bytes> {
    let mut text = Vec::new();
    for one in statements {
        let signatures = one.statement.signatures().iter().map(|line| {
            let line = line.to_string();
            let (protected, signature) = line.split_once("..").context("a signature line has two parts")?;
            Ok(SentSignature {
                protected: protected.to_owned(),
                signature: signature.to_owned(),
            })
        });
        let sent = Sent {
            payload: one.statement.payload(),
            signatures: signatures.collect::<anyhow::Result<_>>()?,
            body: str::from_utf8(&one.body)?,
        };
        serde_json::to_writer(&mut text, &sent)?;
        text.push(b'\n');
    }
    Ok(text.into())
}

/// How many lines of a batch's answer say that a statement became an entry.
pub(super) fn appended(answer: &[u8]) -> usize {
    let created = |line: &[u8]| {
        let beginning = line.get(..40).unwrap_or(line);
        str::from_utf8(beginning).is_ok_and(|text| text.contains(r#""status":201"#))
    };
    answer
        .split(|byte| *byte == b'\n')
        .filter(|line| created(line))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_entries_are_counted() {
        let answer = "{\"line\":1,\"status\":201,\"receipt\":{}}\n{\"line\":2,\"status\":409}\n{\"line\":3,\"status\":200}\n";
        assert_eq!(appended(answer.as_bytes()), 1);
    }
}
