//! `tallystick payment-order`: the pain.001 of what a bank has instructed, for its payment system.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use chrono::NaiveDate;
use tallystick_base::Currency;
use tallystick_client::{ClientError, Filter};

use super::submit::seat::SeatArgs;
use crate::answer::Answer;
use crate::runtime;

/// Which payments, and where the order is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    seat: SeatArgs,
    /// The version of pain.001, 9 or 3.
    #[arg(long, default_value = "9", value_parser = ["9", "3"])]
    pain: String,
    /// For this day, where the payments are for several.
    #[arg(long, value_name = "DAY")]
    value_on: Option<NaiveDate>,
    /// In this currency, where they are in several.
    #[arg(long)]
    currency: Option<Currency>,
    /// From this account, where the bank's file has several.
    #[arg(long)]
    account: Option<String>,
    /// The one payment with this end-to-end id, whatever else is instructed.
    #[arg(long, value_name = "ID")]
    end_to_end: Option<String>,
    /// The new file to write; nothing that exists is overwritten [default: standard output].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let xml = match runtime::start()?.block_on(order(args)) {
        Err(error) => match error.downcast::<ClientError>() {
            Ok(ClientError::Problem(problem)) if problem.is_ruling() => {
                return Ok(Answer {
                    text: format!("refused: {problem}\n"),
                    good: false,
                });
            }
            Ok(error) => return Err(error.into()),
            Err(error) => return Err(error),
        },
        Ok(xml) => xml,
    };
    let Some(path) = &args.out else {
        return Ok(Answer::done(xml));
    };
    let cannot = || format!("{} cannot be written", path.display());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .with_context(cannot)?;
    file.write_all(xml.as_bytes()).with_context(cannot)?;
    Ok(Answer::done(format!("wrote {}\n", path.display())))
}

async fn order(args: &Args) -> anyhow::Result<String> {
    let member = args.seat.take().await?;
    let mut filter = Filter::all().and("version", &args.pain);
    if let Some(day) = args.value_on {
        filter = filter.and("value_on", day);
    }
    if let Some(currency) = args.currency {
        filter = filter.and("currency", currency);
    }
    if let Some(account) = &args.account {
        filter = filter.and("account", account);
    }
    if let Some(end_to_end) = &args.end_to_end {
        filter = filter.and("end_to_end", end_to_end);
    }
    let bytes = member.payment_order(&filter).await?;
    String::from_utf8(bytes.to_vec()).context("the service did not answer with text")
}
