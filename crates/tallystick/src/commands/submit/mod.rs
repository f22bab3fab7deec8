//! `tallystick submit`: one command, read, shown, signed and sealed.

mod ask;
pub(super) mod seat;
mod show;

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use tallystick_client::{ClientError, Member, Prepared, Problem};

use self::seat::SeatArgs;
use crate::answer::Answer;
use crate::runtime;

/// Longer than any body may be.
const LONGEST_FILE: u64 = 64 * 1024;

/// What to sign, for whom, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The body of the command as JSON, with or without its salt; - for standard input.
    file: PathBuf,
    #[command(flatten)]
    seat: SeatArgs,
    /// The kind of the command, such as receivable.claim/1 [default: from the name of the file, receivable.claim.1.json].
    #[arg(long)]
    kind: Option<String>,
    /// Sign the newest head of the ledger with it, after checking that it continues what was seen before.
    #[arg(long)]
    observe: bool,
    /// Sign without asking.
    #[arg(long)]
    yes: bool,
    /// Print the receipt or the proposal as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let kind = match &args.kind {
        Some(kind) => kind.clone(),
        None => {
            kind_of(&args.file).context("say with --kind which command it is, such as receivable.claim/1")?
        }
    };
    let body = read(&args.file)?;
    // A prompt cannot be answered by the file that is read.
    ensure!(
        args.yes || args.file.as_os_str() != "-",
        "a command from standard input is signed with --yes only"
    );
    runtime::start()?.block_on(submit(args, &kind, &body))
}

async fn submit(args: &Args, kind: &str, body: &str) -> anyhow::Result<Answer> {
    let mut member = args.seat.take().await?;
    if args.observe {
        member = member.observing();
    }
    let draft = member.draft_text(kind, body)?;
    let prepared = match member.prepare(&draft).await {
        Err(ClientError::Problem(problem)) if problem.is_ruling() => return Ok(refused(&problem)),
        prepared => prepared?,
    };
    show::act(&prepared);
    if let Some(problem) = prepared.rejection() {
        return Ok(refused(problem));
    }
    if !args.yes && !ask::to_sign()? {
        return Ok(Answer {
            text: "not signed\n".to_owned(),
            good: false,
        });
    }
    seal(&member, &prepared, args.json).await
}

/// Signs and submits. That the rules say no is an outcome, whatever else goes wrong is an error.
async fn seal(member: &Member, prepared: &Prepared, json: bool) -> anyhow::Result<Answer> {
    match member.submit(&member.sign(prepared)?).await {
        Ok(answer) if json => Ok(Answer::done(show::answer_as_json(&answer)?)),
        Ok(answer) => Ok(Answer::done(show::answer(&answer))),
        Err(ClientError::Problem(problem)) if problem.is_ruling() => Ok(refused(&problem)),
        Err(error) => Err(error.into()),
    }
}

fn refused(problem: &Problem) -> Answer {
    Answer {
        text: format!("refused: {problem}\n"),
        good: false,
    }
}

/// The kind that a file's name tells: `receivable.claim.1.json` is `receivable.claim/1`.
fn kind_of(path: &Path) -> Option<String> {
    let (name, version) = path
        .file_name()?
        .to_str()?
        .strip_suffix(".json")?
        .rsplit_once('.')?;
    (name.contains('.') && version.bytes().all(|b| b.is_ascii_digit())).then(|| format!("{name}/{version}"))
}

fn read(path: &Path) -> anyhow::Result<String> {
    let cannot = || format!("{} cannot be read", path.display());
    let mut text = String::new();
    if path.as_os_str() == "-" {
        std::io::stdin()
            .take(LONGEST_FILE + 1)
            .read_to_string(&mut text)
            .context("standard input cannot be read")?;
    } else {
        let file = fs::File::open(path).with_context(cannot)?;
        file.take(LONGEST_FILE + 1)
            .read_to_string(&mut text)
            .with_context(cannot)?;
    }
    ensure!(
        u64::try_from(text.len())? <= LONGEST_FILE,
        "a body has at most {LONGEST_FILE} bytes; {} has more",
        path.display()
    );
    Ok(text)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("fixtures/commands/receivable.claim.1.json", Some("receivable.claim/1"))]
    #[case("certificate.withdraw-offer.12.json", Some("certificate.withdraw-offer/12"))]
    #[case("claim.json", None)]
    #[case("claim.1.json", None)]
    #[case("receivable.claim.one.json", None)]
    #[case("receivable.claim.1.xml", None)]
    #[case("-", None)]
    fn the_name_of_a_file_tells_the_kind(#[case] path: &str, #[case] kind: Option<&str>) {
        assert_eq!(kind_of(Path::new(path)).as_deref(), kind);
    }
}
