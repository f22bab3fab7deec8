//! When the stories are told: who holds what, what the public is told about it, and whether the ledger holds.

use std::collections::BTreeMap;
use std::io::BufReader;

use anyhow::Context as _;
use tallystick_base::{CertificateId, LoanId};
use tallystick_client::{CertificateItem, Entry, Filter};
use tallystick_commands::banking::Loan;
use tallystick_ledger::{LogReader, verify_log};

use super::company::Company;
use super::loans;
use super::report::{Check, Held, PublicAnswer};
use super::stage::{READERS, Stage};
use crate::commands::audit::place_of;
use crate::key_directory::KeyDirectory;

/// Entries on a page.
const PAGE: u16 = 200;

/// Every certificate, as the auditor sees it, with what anybody is told who asks for its number.
pub(super) async fn certificates(company: &Company) -> anyhow::Result<Vec<Held>> {
    let auditor = &company.house.auditor.admin()?.member;
    let all = Filter::all().limit(PAGE);
    let listed: Vec<CertificateItem> = auditor.all("v1/certificates", all).await?;
    let mut held = Vec::with_capacity(listed.len());
    for certificate in listed {
        let answer = auditor.client().check_number(&certificate.number, None).await?;
        let public = PublicAnswer {
            genuine: answer.genuine,
            live: answer.live,
        };
        held.push(described(company, certificate, public)?);
    }
    // One story after another, and in each in the order of issue.
    held.sort_by_key(|held| (held.story, held.certificate));
    Ok(held)
}

fn described(company: &Company, certificate: CertificateItem, public: PublicAnswer) -> anyhow::Result<Held> {
    let holder = company.name_of(certificate.holder);
    Ok(Held {
        story: company.story_of(certificate.debtor),
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

/// What the ledger tells of money and of circulation, entry after entry.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Every loan, as it stands.
    pub(super) loans: BTreeMap<LoanId, Loan>,
    /// The certificate of every transfer that was accepted.
    pub(super) transfers: Vec<CertificateId>,
}

/// The auditor reads all entries over the API, and follows what they say of loans and transfers.
pub(super) async fn query(company: &Company) -> anyhow::Result<Found> {
    let auditor = &company.house.auditor.admin()?.member;
    let (mut found, mut after) = (Found::default(), None);
    loop {
        let page = auditor.entries(after, PAGE).await?;
        for entry in &page.items {
            found.take(entry)?;
            after = Some(entry.seq);
        }
        if page.next.is_none() {
            return Ok(found);
        }
    }
}

impl Found {
    fn take(&mut self, entry: &Entry) -> anyhow::Result<()> {
        if entry.kind == "certificate.accept/1" {
            self.transfers.push(entry.subject.to_string().parse()?);
        }
        for moved in &entry.moved {
            if moved.subject.kind() != LoanId::KIND {
                continue;
            }
            let id: LoanId = moved.subject.to_string().parse()?;
            let part = moved.part.as_deref().context("an auditor sees every part")?;
            if let Some(loan) = loans::follow(self.loans.remove(&id), part)? {
                self.loans.insert(id, loan);
            }
        }
        Ok(())
    }
}

/// The auditor fetches the whole ledger over HTTP and checks it against the log's keys; nothing of it is believed.
pub(super) async fn verify(company: &Company, stage: &Stage) -> anyhow::Result<Verified> {
    let source = company.house.auditor.admin()?.member.client().fetch_log().await?;
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
