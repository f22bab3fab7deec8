//! What is left when the story is told: who holds what, and whether the ledger holds.

use chrono::NaiveDate;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use serde::Serialize;
use tallystick_base::{CertificateId, Currency, Money};

use super::record::{Act, Chapter, Ending};

/// Columns of the tables, so that they read well in a file too.
const WIDTH: u16 = 132;

/// The whole outcome, as `--json` writes it.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The name of the ledger.
    pub(super) ledger: String,
    /// Where it is served.
    pub(crate) url: String,
    /// Whether every check was clean.
    pub(crate) good: bool,
    /// The sums of it all.
    pub(super) totals: Totals,
    /// Who holds what.
    pub(super) certificates: Vec<Held>,
    /// The checks, one after another.
    pub(super) checks: Vec<Check>,
    /// Everything that happened, in order.
    pub(super) acts: Vec<Act>,
}

/// How much of everything there was.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Totals {
    /// Entries of the ledger.
    pub(super) entries: u64,
    /// Acts that were taken.
    pub(super) taken: usize,
    /// Acts that the rules refused.
    pub(super) refused: usize,
    /// What was confirmed.
    pub(super) confirmed: Money,
    /// What is still owed on live certificates.
    pub(super) outstanding: Money,
}

/// A certificate at the end.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Held {
    pub(super) certificate: CertificateId,
    /// The number that stands on it.
    pub(super) number: String,
    /// The name of its holder.
    pub(super) holder: &'static str,
    /// What it was issued for.
    pub(super) amount: Money,
    /// What is owed on it.
    pub(super) outstanding: Money,
    pub(super) due_on: NaiveDate,
    pub(super) stage: String,
    /// Whether it came out of a confirmation, and not out of a split.
    pub(super) is_root: bool,
    /// What the public is told about its number.
    pub(super) public: PublicAnswer,
}

/// What anybody is told who asks for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct PublicAnswer {
    pub(super) genuine: bool,
    pub(super) live: bool,
}

/// Whether the ledger holds, seen from one side.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Check {
    /// `verify` or `audit`.
    pub(super) name: &'static str,
    pub(super) clean: bool,
    /// What was found, in a sentence.
    pub(super) found: String,
}

impl Totals {
    pub(super) fn of(acts: &[Act], certificates: &[Held], entries: u64) -> anyhow::Result<Self> {
        let count = |is: fn(&Ending) -> bool| acts.iter().filter(|act| is(&act.ending)).count();
        let roots = certificates.iter().filter(|held| held.is_root);
        let live = certificates.iter().filter(|held| held.public.live);
        Ok(Self {
            entries,
            taken: count(|ending| matches!(ending, Ending::Appended { .. })),
            refused: count(|ending| matches!(ending, Ending::Refused { .. })),
            confirmed: Money::sum(Currency::CNY, roots.map(|held| held.amount))?,
            outstanding: Money::sum(Currency::CNY, live.map(|held| held.outstanding))?,
        })
    }
}

impl Report {
    /// The tables at the end.
    pub(crate) fn told(&self) -> String {
        let mut parts = vec![
            chapters(&self.acts),
            certificates(&self.certificates),
            checks(&self.checks),
        ];
        parts.push(format!(
            "{} entries; {} acts were taken and {} refused. Confirmed {}, still owed {}.",
            self.totals.entries,
            self.totals.taken,
            self.totals.refused,
            self.totals.confirmed,
            self.totals.outstanding,
        ));
        parts.join("\n") + "\n"
    }
}

fn table(heading: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(heading);
    table
}

/// What happened, a row for each chapter.
fn chapters(acts: &[Act]) -> String {
    let mut table = table(&["", "from", "to", "entries", "waited", "refused"]);
    for chapter in Chapter::ALL {
        let acts: Vec<&Act> = acts.iter().filter(|act| act.chapter == chapter).collect();
        let (Some(first), Some(last)) = (acts.first(), acts.last()) else {
            continue;
        };
        let count = |is: fn(&Ending) -> bool| acts.iter().filter(|act| is(&act.ending)).count().to_string();
        table.add_row([
            chapter.heading().to_owned(),
            first.date.clone(),
            last.date.clone(),
            entries(&acts),
            count(|ending| matches!(ending, Ending::Waiting { .. })),
            count(|ending| matches!(ending, Ending::Refused { .. })),
        ]);
    }
    table.to_string()
}

/// The numbers of the entries of some acts: `#3 to #9`.
fn entries(acts: &[&Act]) -> String {
    let mut appended = acts.iter().filter_map(|act| match act.ending {
        Ending::Appended { seq } => Some(seq),
        Ending::Known { .. } | Ending::Waiting { .. } | Ending::Refused { .. } | Ending::Outside {} => None,
    });
    match (appended.next(), appended.next_back()) {
        (Some(first), Some(last)) => format!("#{first} to #{last}"),
        (Some(only), None) => format!("#{only}"),
        (None, _) => String::new(),
    }
}

/// The certificates, as they stand at the end.
fn certificates(held: &[Held]) -> String {
    let mut table = table(&[
        "certificate 确权证明",
        "holder 持有人",
        "amount",
        "outstanding",
        "due",
        "stage",
        "public check",
    ]);
    for column in [2, 3] {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for held in held {
        let public = match (held.public.genuine, held.public.live) {
            (true, true) => "genuine, live",
            (true, false) => "genuine, ended",
            (false, _) => "unknown",
        };
        table.add_row([
            held.number.clone(),
            held.holder.to_owned(),
            held.amount.to_string(),
            held.outstanding.to_string(),
            held.due_on.to_string(),
            held.stage.clone(),
            public.to_owned(),
        ]);
    }
    table.to_string()
}

fn checks(checks: &[Check]) -> String {
    let mut table = table(&["check", "result", "found"]);
    for check in checks {
        let result = if check.clean { "clean" } else { "NOT CLEAN" };
        table.add_row([check.name, result, &check.found]);
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use tallystick_base::Millis;

    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text, Currency::CNY).unwrap()
    }

    fn held(amount: &str, outstanding: &str, is_root: bool, live: bool) -> Held {
        Held {
            certificate: CertificateId::from_parts(1, [1; 10]),
            number: "JRBT3-PPA7Y-2ZE8W-M45R4".to_owned(),
            holder: "北京安卫防护用品有限公司",
            amount: money(amount),
            outstanding: money(outstanding),
            due_on: "2026-12-17".parse().unwrap(),
            stage: "Free".to_owned(),
            is_root,
            public: PublicAnswer { genuine: true, live },
        }
    }

    fn act(chapter: Chapter, ending: Ending) -> Act {
        Act {
            chapter,
            at: Millis::new(0).unwrap(),
            date: "2026-11-20 10:00".to_owned(),
            party: "医院",
            members: vec!["李娜"],
            kind: None,
            zh: String::new(),
            en: String::new(),
            ending,
        }
    }

    #[test]
    fn what_was_split_is_counted_once() {
        let certificates = [
            held("1200.00", "0.00", true, false),
            held("700.00", "450.00", false, true),
            held("500.00", "500.00", false, true),
        ];
        let acts = [
            act(Chapter::Claim, Ending::Appended { seq: 4 }),
            act(Chapter::Claim, Ending::Known { seq: 4 }),
        ];
        let totals = Totals::of(&acts, &certificates, 5).unwrap();
        assert_eq!(totals.confirmed, money("1200.00"));
        assert_eq!(totals.outstanding, money("950.00"));
        assert_eq!((totals.taken, totals.refused), (1, 0));
    }

    #[test]
    fn a_chapter_is_a_row_with_its_first_and_last_entry() {
        let refused = Ending::Refused {
            code: String::new(),
            sentence: String::new(),
        };
        let acts = [
            act(Chapter::Claim, Ending::Appended { seq: 19 }),
            act(Chapter::Claim, refused),
            act(Chapter::Claim, Ending::Appended { seq: 21 }),
            act(Chapter::Payment, Ending::Appended { seq: 22 }),
        ];
        let told = chapters(&acts);
        assert!(told.contains("#19 to #21"), "{told}");
        assert!(told.contains("#22 "), "{told}");
        assert!(
            !told.contains("合同"),
            "a chapter in which nothing happened has no row: {told}"
        );
    }
}
