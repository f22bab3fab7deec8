//! When the story is told: who holds what, what the public is told about it, and whether the ledger holds.

use std::io::BufReader;

use anyhow::Context as _;
use tallystick_client::{CertificateItem, Filter};
use tallystick_ledger::{LogReader, verify_log};

use super::desk::Cast;
use super::report::{Check, Held, PublicAnswer};
use super::stage::{READERS, Stage};
use crate::commands::audit::place_of;
use crate::key_directory::KeyDirectory;

/// Every certificate, as the auditor sees it, with what anybody is told who asks for its number.
pub(super) async fn certificates(cast: &Cast) -> anyhow::Result<Vec<Held>> {
    let auditor = &cast.auditor.admin()?.member;
    let page = auditor.certificates(&Filter::all().limit(200)).await?;
    let mut held = Vec::with_capacity(page.items.len());
    for certificate in page.items {
        let answer = auditor.client().check_number(&certificate.number, None).await?;
        let public = PublicAnswer {
            genuine: answer.genuine,
            live: answer.live,
        };
        held.push(described(cast, certificate, public)?);
    }
    Ok(held)
}

fn described(cast: &Cast, certificate: CertificateItem, public: PublicAnswer) -> anyhow::Result<Held> {
    let holder = cast.name_of(certificate.holder);
    Ok(Held {
        certificate: certificate.id,
        holder: holder.context("a certificate has a holder whom nobody registered")?,
        number: certificate.number,
        amount: certificate.amount,
        outstanding: certificate.outstanding,
        due_on: certificate.due_on,
        stage: certificate.stage,
        is_root: certificate.parent.is_none(),
        public,
    })
}

/// The auditor fetches the whole ledger over HTTP and checks it against the log's keys; nothing of it is believed.
pub(super) async fn verify(cast: &Cast, stage: &Stage) -> anyhow::Result<Verified> {
    let source = cast.auditor.admin()?.member.client().fetch_log().await?;
    let entries = source.entries();
    let vkeys = stage.vkeys.clone();
    // Reading the source waits for the network, which a task may not.
    let report = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
        let reader = LogReader::open(BufReader::new(source))?;
        Ok(verify_log(reader, Some(&vkeys), |_| {})?)
    });
    let report = report.await?.context("the served ledger cannot be read")?;
    let found = match report.first_bad_entry() {
        Some(entry) => format!("the first bad entry is {entry}"),
        None if report.is_valid() => {
            format!(
                "{entries} entries: chain, tree, checkpoint and every signature, read from {}",
                stage.url()
            )
        }
        None => "the served ledger is not valid as a whole".to_owned(),
    };
    let check = Check {
        name: "verify",
        clean: report.is_valid(),
        found,
    };
    Ok(Verified { entries, check })
}

/// Everything is decided again from the signed bytes in the database, and compared with every row that it holds.
pub(super) async fn audit(stage: &Stage) -> anyhow::Result<Check> {
    let place = stage.place();
    let pepper = KeyDirectory::at(&place.keys).pepper()?;
    let scratch = place.scratch()?;
    let report =
        tallystick_store::audit(&place.settings(READERS), &pepper, scratch.path(), &mut |_| {}).await;
    let report = report.context("the ledger cannot be audited")?;
    let found = match &report.difference {
        Some(difference) => place_of(difference),
        None => format!(
            "{} entries decided again from the signed bytes; every outcome and every row follows from them",
            report.entries
        ),
    };
    Ok(Check {
        name: "audit",
        clean: report.is_clean(),
        found,
    })
}

/// What was found in the served ledger, and how much of it there was.
pub(super) struct Verified {
    pub(super) entries: u64,
    pub(super) check: Check,
}
