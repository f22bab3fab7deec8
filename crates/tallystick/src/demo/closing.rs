//! When the stories are told: who holds what, what the public is told about it, and whether the ledger holds.

use std::io::BufReader;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tallystick_base::{LoanId, Money, PartyId};
use tallystick_client::{CertificateItem, Filter};
use tallystick_commands::banking::Loan;
use tallystick_ledger::{LogReader, Report, Status, verify_log};

use super::company::Company;
use super::loans::{self, LoanStatement};
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

/// What the service answers about money and circulation.
#[derive(Debug)]
pub(super) struct Found {
    /// Every loan as it stands, with what is owed on it today.
    pub(super) loans: Vec<(Loan, LoanStatement)>,
    /// How much changed hands, by debtor.
    pub(super) turnover: Vec<Turnover>,
    /// What was lent under programmes.
    pub(super) programmes: Vec<UnderProgramme>,
}

/// The transfers of one debtor's certificates that were accepted.
#[derive(Debug, Deserialize)]
pub(super) struct Turnover {
    pub(super) debtor: PartyId,
    pub(super) amount: Money,
}

/// What was lent under a programme.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct UnderProgramme {
    pub(super) programme: String,
    pub(super) loans: u64,
    pub(super) borrowers: u64,
    /// One amount for each currency.
    pub(super) lent: Vec<Money>,
}

#[derive(Debug, Deserialize)]
struct Statistics {
    programmes: Vec<UnderProgramme>,
}

#[derive(Debug, Deserialize)]
struct Listed {
    id: LoanId,
}

/// The auditor asks for every loan and its statement, and for the statistics.
pub(super) async fn query(company: &Company) -> anyhow::Result<Found> {
    let auditor = &company.house.auditor.admin()?.member;
    let listed: Vec<Listed> = auditor.all("v1/loans", Filter::all().limit(PAGE)).await?;
    let mut found = Vec::with_capacity(listed.len());
    for Listed { id } in listed {
        let loan = loans::read(auditor, id).await?;
        found.push((loan, loans::statement(auditor, id).await?));
    }
    let Statistics { programmes } = auditor.get("v1/statistics").await?;
    Ok(Found {
        loans: found,
        turnover: auditor.get("v1/statistics/turnover").await?,
        programmes,
    })
}

/// The first rule that is broken, and how.
fn broken(report: &Report) -> Option<String> {
    report.verdicts.iter().find_map(|verdict| match &verdict.status {
        Status::Invalid { reason, .. } => Some(format!("{}: {reason}", verdict.rule)),
        Status::Valid { .. } | Status::NotShown { .. } => None,
    })
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
        None => format!(
            "the served ledger is not valid as a whole: {}",
            broken(&report).unwrap_or_default()
        ),
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
