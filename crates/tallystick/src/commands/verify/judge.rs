//! One report for whatever kind of file it is.

use std::io::BufRead;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use tallystick_base::{Millis, Subject};
use tallystick_commands::certificates::Certificate;
use tallystick_documents::embedded_bundle;
use tallystick_ledger::{
    Bundle, BundleChecks, LogReader, ReadFault, Refusal, Report, Rule, Status, Verdict, VerifierKey,
    verify_bundle, verify_log,
};

use super::source::{self, Kind};
use super::{disclosed, progress, proof};

/// Bundles disclose what concerns one subject; this is far more than any has.
const LONGEST_BUNDLE: u64 = 256 * 1024 * 1024;

/// More than a certificate document has.
const LONGEST_PDF: u64 = 64 * 1024 * 1024;

/// What the checker brings along.
pub(super) struct Checks {
    pub(super) pinned: Option<[VerifierKey; 2]>,
    pub(super) max_age: Option<(Millis, Duration)>,
    pub(super) leaf: Option<Vec<u8>>,
}

/// What a file was found to be.
pub(super) struct Judged {
    pub(super) about: About,
    pub(super) report: Report,
    pub(super) document: Option<Document>,
}

/// The certificate document in which a bundle was embedded. Its page was not read.
pub(super) struct Document {
    /// The file's name.
    pub(super) name: String,
    /// What the bundle says of the certificate, for comparison with the page; none where it is not valid or does not
    /// disclose it.
    pub(super) certificate: Option<Box<Certificate>>,
}

impl Judged {
    pub(super) const fn new(about: About, report: Report) -> Self {
        Self {
            about,
            report,
            document: None,
        }
    }
}

/// What a report is about.
pub(super) enum About {
    /// The whole ledger.
    Ledger,
    /// One subject, where the bundle could be read that far.
    Subject(Option<Subject>),
    /// One entry.
    Entry(u64),
}

/// Checks a file. An error means that it could not be judged.
pub(super) fn file(path: &Path, checks: &Checks) -> anyhow::Result<Judged> {
    let (kind, source) = source::open(path)?;
    ensure!(
        kind == Kind::Proof || checks.leaf.is_none(),
        "--leaf goes with a proof of inclusion, which {} is not",
        source::name(path)
    );
    let judged = match kind {
        Kind::Log => log(source, checks),
        Kind::Json => bundle(source, checks),
        Kind::Proof => proof::judge(source, checks),
        Kind::Pdf => document(source, checks, source::name(path)),
        Kind::Unknown => bail!(
            "{} is neither an exported log, nor a bundle, nor a certificate document, nor a proof of inclusion",
            source::name(path)
        ),
    };
    judged.with_context(|| format!("{} cannot be checked", source::name(path)))
}

/// Checks an exported log, wherever its bytes come from.
pub(super) fn log(source: impl BufRead, checks: &Checks) -> anyhow::Result<Judged> {
    let about = About::Ledger;
    let reader = match LogReader::open(source) {
        Ok(reader) => reader,
        Err(ReadFault::Io(error)) => return Err(error.into()),
        Err(ReadFault::Refused(refusal)) => {
            return Ok(Judged::new(about, unreadable(&refusal)));
        }
    };
    let bar = progress::bar(reader.preamble().entries);
    let pinned = checks.pinned.as_ref().map(<[VerifierKey; 2]>::as_slice);
    let report = verify_log(reader, pinned, |checked| bar.set_position(checked));
    bar.finish_and_clear();
    let mut report = report?;
    if checks.max_age.is_some() {
        report.judge_freshness(checks.max_age);
    }
    Ok(Judged::new(about, report))
}

/// Checks the bundle in a certificate document, which anyone could have put behind any page.
fn document(source: impl BufRead, checks: &Checks, name: String) -> anyhow::Result<Judged> {
    let bytes = embedded_bundle(&source::read_all(source, LONGEST_PDF)?)?;
    let mut judged = of_bundle(&bytes, checks)?;
    let certificate = Bundle::parse(&bytes)
        .ok()
        .filter(|_| judged.report.is_valid())
        .and_then(|bundle| disclosed::certificate(&bundle))
        .map(Box::new);
    judged.document = Some(Document { name, certificate });
    Ok(judged)
}

fn bundle(source: impl BufRead, checks: &Checks) -> anyhow::Result<Judged> {
    of_bundle(&source::read_all(source, LONGEST_BUNDLE)?, checks)
}

fn of_bundle(bytes: &[u8], checks: &Checks) -> anyhow::Result<Judged> {
    ensure!(
        Bundle::is_likely(bytes),
        "it is a JSON document, but not a bundle: it does not say tallystick-bundle/v1"
    );
    let report = verify_bundle(
        bytes,
        BundleChecks {
            pinned: checks.pinned.as_ref().map(<[VerifierKey; 2]>::as_slice),
            max_age: checks.max_age,
        },
    );
    let subject = Bundle::parse(bytes).ok().map(|bundle| bundle.subject);
    Ok(Judged::new(About::Subject(subject), report))
}

/// The report on a file that says what it is and then is not.
pub(super) fn unreadable(refusal: &Refusal) -> Report {
    Report {
        ledger: None,
        size: None,
        as_of: None,
        received: None,
        verdicts: vec![Verdict {
            rule: Rule::Form,
            status: Status::Invalid {
                code: refusal.code(),
                reason: refusal.to_string(),
                entry: None,
            },
        }],
    }
}
