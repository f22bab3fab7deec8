//! `tallystick rebuild`: the tables that follow from the entries, folded anew.

use tallystick_store::{check_read_model, rebuild};

use super::audit;
use super::progress::Shown;
use crate::answer::Answer;
use crate::config::PlaceArgs;
use crate::runtime;

/// Whether to compare or to replace.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Compare what comes out with every row, and change nothing. The service may go on.
    #[arg(long, required_unless_present = "write", conflicts_with = "write")]
    check: bool,
    /// Replace the rows by what comes out: all of them, or none. The service must be stopped.
    #[arg(long)]
    write: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Answer> {
    let place = args.place.resolve()?;
    place.refuse_missing()?;
    let (settings, scratch) = (place.settings(1), place.scratch()?);
    let shown = Shown::start();
    let mut show = |progress| shown.show(progress);
    let runtime = runtime::start()?;
    let (report, clean) = if args.write {
        let report = runtime.block_on(rebuild(&settings, scratch.path(), &mut show))?;
        (report, "every row was written anew from the entries")
    } else {
        let report = runtime.block_on(check_read_model(&settings, scratch.path(), &mut show))?;
        (report, "every row follows from the entries")
    };
    drop(shown);
    audit::answer(&report, args.json, clean)
}
