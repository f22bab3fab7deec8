//! A leaf, line by line: what stands there, what it is, and what it says.

use tallystick_base::{Millis, Subject};
use tallystick_ledger::{Claims, Entry};

use crate::figures;
use crate::frame::Frame;

/// One line of a leaf, or one claim of its payload.
pub(super) struct Line {
    /// What it is.
    pub(super) name: String,
    /// What stands there, as it is.
    pub(super) value: String,
    /// What that says.
    pub(super) means: String,
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "a row is made of what is at hand, borrowed or not"
)]
fn line(name: String, value: impl ToString, means: String) -> Line {
    Line {
        name,
        value: value.to_string(),
        means,
    }
}

/// The lines before the payload, and the one behind the signatures.
pub(super) fn of_leaf(frame: &Frame<'_>, entry: &Entry) -> Vec<Line> {
    let moved: Vec<String> = entry
        .moved
        .iter()
        .map(|moved| format!("{}@{}", moved.subject, moved.version))
        .collect();
    let received = figures::moment(entry.received);
    let mut lines = vec![
        line(
            frame.say("leaf-format"),
            "tallystick-entry/v1",
            frame.say("leaf-format-text"),
        ),
        line(
            frame.say("leaf-number"),
            entry.sequence,
            frame.say("leaf-number-text"),
        ),
        line(
            frame.say("leaf-received"),
            entry.received.as_millis(),
            frame.say_with("leaf-received-text", &[("moment", &received)]),
        ),
        line(
            frame.say("leaf-previous"),
            entry.previous,
            frame.say("leaf-previous-text"),
        ),
        line(
            frame.say("leaf-moved"),
            moved.join(" "),
            frame.say("leaf-moved-text"),
        ),
        line(
            frame.say("leaf-payload"),
            entry.statement.payload(),
            frame.say("leaf-payload-text"),
        ),
    ];
    for signature in entry.statement.signatures() {
        lines.push(line(
            frame.say("leaf-signature"),
            signature,
            frame.say_with("leaf-signature-text", &[("kid", &signature.kid().to_string())]),
        ));
    }
    lines.push(line(
        frame.say("leaf-outcome"),
        entry.outcome,
        frame.say("leaf-outcome-text"),
    ));
    lines
}

/// What the payload says, claim by claim.
pub(super) fn of_claims(frame: &Frame<'_>, claims: &Claims) -> Vec<Line> {
    let mut lines = vec![
        line("lid".to_owned(), &claims.ledger, frame.say("payload-lid")),
        line("knd".to_owned(), &claims.kind, frame.say("payload-knd")),
        line("sub".to_owned(), &claims.subject, frame.say("payload-sub")),
        line("ver".to_owned(), claims.version, frame.say("payload-ver")),
    ];
    if let Some(previous) = &claims.previous {
        lines.push(line("prv".to_owned(), previous, frame.say("payload-prv")));
    }
    if !claims.alt.is_empty() {
        let named: Vec<String> = claims.alt.iter().map(Subject::to_string).collect();
        lines.push(line("alt".to_owned(), named.join(" "), frame.say("payload-alt")));
    }
    if !claims.rel.is_empty() {
        let relied: Vec<String> = claims
            .rel
            .iter()
            .map(|(subject, version)| format!("{subject}@{version}"))
            .collect();
        lines.push(line("rel".to_owned(), relied.join(" "), frame.say("payload-rel")));
    }
    lines.extend([
        line("iss".to_owned(), &claims.issuer, frame.say("payload-iss")),
        line("cap".to_owned(), claims.capacity, frame.say("payload-cap")),
        line("jti".to_owned(), claims.nonce, frame.say("payload-jti")),
        line(
            "iat".to_owned(),
            claims.issued_at,
            window(frame, claims.issued_at, "payload-iat"),
        ),
        line(
            "exp".to_owned(),
            claims.expires_at,
            window(frame, claims.expires_at, "payload-exp"),
        ),
    ]);
    if let Some(observed) = &claims.observed {
        let value = format!("{} {}", observed.size, observed.root);
        lines.push(line("obs".to_owned(), value, frame.say("payload-obs")));
    }
    lines.push(line("bod".to_owned(), claims.body, frame.say("payload-bod")));
    lines
}

/// The sentence of a moment in seconds.
fn window(frame: &Frame<'_>, seconds: u64, key: &'static str) -> String {
    let moment = Millis::new(seconds.saturating_mul(1_000));
    let moment = moment.map(figures::moment).unwrap_or_default();
    match key {
        "payload-iat" => frame.say_with("payload-iat", &[("moment", &moment)]),
        _ => frame.say_with("payload-exp", &[("moment", &moment)]),
    }
}
