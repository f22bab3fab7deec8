//! `tallystick import-receivables`: a table of claims, each with its invoice file, claimed row by row.
//!
//! A run can be broken off and begun again: what is claimed already is found by its invoice and left alone, and the ledger itself
//! takes an invoice once.

mod book;
mod claim;
mod papers;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use indicatif::ProgressBar;
use tallystick_base::PartyId;
use tallystick_client::{Answer as Sealed, ClientError, Member};
use tallystick_documents::{ClaimFormat, ClaimRow, ClaimSheet, RowOutcome, read_claims};

use self::book::Book;
use self::claim::Claimant;
use self::papers::{Paper, Papers};
use self::report::{Fate, Line};
use super::submit::seat::SeatArgs;
use crate::answer::Answer;
use crate::runtime;

/// Which table, and how its rows become claims.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The table, .csv or .xlsx, with columns for contract and invoice number, invoice date, amount, currency, dates of delivery and
    /// acceptance, and perhaps a due date and a note, headed in English or Chinese as in fixtures/documents/claims.
    file: PathBuf,
    #[command(flatten)]
    seat: SeatArgs,
    /// The folder with the invoices' XML files [default: the table's own].
    #[arg(long, value_name = "DIR")]
    invoices: Option<PathBuf>,
    /// The account to be paid to, where the party's file has several.
    #[arg(long)]
    account: Option<String>,
    /// The confirmation centre that is asked to check the papers, party/….
    #[arg(long, value_name = "PARTY")]
    centre: Option<PartyId>,
    /// Claim rows too on whose papers there are serious findings.
    #[arg(long)]
    despite_findings: bool,
    /// Upload, prepare and show, and claim nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the outcome as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let sheet = read_sheet(&args.file)?;
    let folder = match &args.invoices {
        Some(folder) => folder.clone(),
        None => args.file.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    let papers = Papers::in_folder(&folder)?;
    let lines = runtime::start()?.block_on(import(args, &sheet, &papers))?;
    let good = lines.iter().all(|line| line.fate.is_good());
    let text = if args.json {
        report::as_json(&lines)?
    } else {
        report::as_text(&sheet, &papers, &lines)
    };
    Ok(Answer { text, good })
}

fn read_sheet(path: &Path) -> anyhow::Result<ClaimSheet> {
    let format = match path.extension().and_then(|extension| extension.to_str()) {
        Some(extension) if extension.eq_ignore_ascii_case("csv") => ClaimFormat::Csv,
        Some(extension) if extension.eq_ignore_ascii_case("xlsx") => ClaimFormat::Xlsx,
        _ => bail!("{} is neither a .csv nor an .xlsx file", path.display()),
    };
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    read_claims(&bytes, format).with_context(|| format!("{} is no table of claims", path.display()))
}

async fn import(args: &Args, sheet: &ClaimSheet, papers: &Papers) -> anyhow::Result<Vec<Line>> {
    let member = args.seat.take().await?;
    let importer = Importer {
        claimant: Claimant::of(&member, args.account.as_deref(), args.centre).await?,
        book: Book::read(&member).await?,
        member,
        args,
    };
    let bar = bar(sheet.rows.len());
    let (mut lines, mut broken) = (Vec::new(), false);
    for row in &sheet.rows {
        let fate = match &row.outcome {
            RowOutcome::Problems(problems) => Fate::Wrong(problems.iter().map(ToString::to_string).collect()),
            RowOutcome::Claim(_) if broken => Fate::NotTried,
            RowOutcome::Claim(claim) => importer.row(claim, papers).await.unwrap_or_else(|error| {
                // What went wrong for this row goes wrong for the next: only the rules judge rows one by one.
                broken = true;
                Fate::Broken(format!("{error:#}"))
            }),
        };
        lines.push(Line::of(row, fate));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(lines)
}

struct Importer<'a> {
    member: Member,
    claimant: Claimant,
    book: Book,
    args: &'a Args,
}

impl Importer<'_> {
    /// One row, from its papers to its entry.
    async fn row(&self, row: &ClaimRow, papers: &Papers) -> anyhow::Result<Fate> {
        if let Some(claimed) = self.book.claimed(&row.invoice_number) {
            return Ok(Fate::Already(claimed.to_owned()));
        }
        let paper = match papers.invoice(&row.invoice_number) {
            Ok(paper) => paper,
            Err(problem) => return Ok(Fate::Wrong(vec![problem])),
        };
        let contract = match self.book.contract(&row.contract_number) {
            Ok(contract) => contract,
            Err(problem) => return Ok(Fate::Wrong(vec![problem])),
        };
        let contract = self.member.contract(contract).await?;
        match self
            .claimant
            .claim(row, paper, &contract, self.member.client().ambient())
        {
            Ok(body) => self.claim(&body, paper).await,
            Err(problems) => Ok(Fate::Wrong(problems)),
        }
    }

    async fn claim(&self, body: &claim::Body, paper: &Paper) -> anyhow::Result<Fate> {
        self.member.upload(paper.read()?, "application/xml").await?;
        let draft = self.member.draft(claim::KIND, body)?;
        let prepared = match self.member.prepare(&draft).await {
            Err(ClientError::Problem(problem)) if problem.is_ruling() => {
                return Ok(Fate::Refused(problem.to_string()));
            }
            prepared => prepared?,
        };
        let findings: Vec<String> = prepared.findings().iter().map(report::finding).collect();
        if let Some(problem) = prepared.rejection() {
            return Ok(Fate::Refused(problem.to_string()));
        }
        let serious = prepared
            .findings()
            .iter()
            .any(|finding| finding.severity == "serious");
        if serious && !self.args.despite_findings {
            return Ok(Fate::Held(findings));
        }
        if self.args.dry_run {
            return Ok(Fate::WouldClaim(findings));
        }
        match self.member.submit(&self.member.sign(&prepared)?).await {
            Ok(Sealed::Appended { receipt, .. }) => Ok(Fate::Claimed {
                seq: receipt.seq,
                receivable: prepared.claims().subject.to_string(),
                findings,
            }),
            Ok(Sealed::Waiting(proposal)) => Ok(Fate::Waits {
                proposal: proposal.id.to_string(),
                findings,
            }),
            Err(ClientError::Problem(problem)) if problem.is_ruling() => {
                Ok(Fate::Refused(problem.to_string()))
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn bar(rows: usize) -> ProgressBar {
    match u64::try_from(rows) {
        Ok(rows) if rows > 3 => ProgressBar::new(rows),
        Ok(_) | Err(_) => ProgressBar::hidden(),
    }
}
