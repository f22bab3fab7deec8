//! What is left when the stories are told: who holds what, and whether the ledger holds.

use chrono::NaiveDate;
use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table};
use serde::Serialize;
use tallystick_base::{CertificateId, Currency, Money};

use super::closing::UnderProgramme;
use super::record::{Act, Chapter, Ending, Strand};
use super::sums::{Lent, StorySums};
use super::yuan::grouped;

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
    /// What each story comes to.
    pub(super) stories: Vec<StorySums>,
    /// What was lent under programmes.
    pub(super) programmes: Vec<UnderProgramme>,
    /// Who holds what.
    pub(super) certificates: Vec<Held>,
    /// What was lent, and what became of it.
    pub(super) loans: Vec<Lent>,
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
    /// The story of its debtor.
    pub(super) story: Strand,
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
            loans(&self.loans),
            stories(&self.stories),
            programmes(&self.programmes),
            checks(&self.checks),
        ];
        parts.retain(|part| !part.is_empty());
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

/// What happened, a row for each chapter of each story.
fn chapters(acts: &[Act]) -> String {
    let mut table = table(&["story", "", "from", "to", "entries", "waited", "refused"]);
    for story in Strand::ALL {
        for chapter in Chapter::ALL {
            let own = acts
                .iter()
                .filter(|act| act.story == story && act.chapter == chapter);
            let own: Vec<&Act> = own.collect();
            let (Some(first), Some(last)) = (own.first(), own.last()) else {
                continue;
            };
            let count =
                |is: fn(&Ending) -> bool| own.iter().filter(|act| is(&act.ending)).count().to_string();
            table.add_row([
                story.heading().to_owned(),
                chapter.heading().to_owned(),
                first.date.clone(),
                last.date.clone(),
                count(|ending| matches!(ending, Ending::Appended { .. })),
                count(|ending| matches!(ending, Ending::Waiting { .. })),
                count(|ending| matches!(ending, Ending::Refused { .. })),
            ]);
        }
    }
    table.to_string()
}

/// Has these columns end on one line, as amounts do.
fn to_the_right<const N: usize>(table: &mut Table, columns: [usize; N]) {
    for column in columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// The loans, as they stand at the end.
fn loans(lent: &[Lent]) -> String {
    let mut table = table(&[
        "loan 贷款, CNY",
        "borrower 借款人",
        "principal",
        "rate",
        "paid out",
        "came in",
        "owed today",
        "subsidy",
        "stage",
    ]);
    to_the_right(&mut table, [2, 3, 4, 5, 6, 7]);
    for lent in lent {
        table.add_row([
            lent.story.heading().to_owned(),
            lent.borrower.to_owned(),
            grouped(lent.principal),
            lent.rate.to_string(),
            grouped(lent.disbursed),
            grouped(lent.received),
            grouped(lent.owed),
            grouped(lent.subsidy),
            lent.stage.to_owned(),
        ]);
    }
    table.to_string()
}

/// What each story comes to, in CNY.
fn stories(sums: &[StorySums]) -> String {
    let mut table = table(&[
        "story, CNY",
        "confirmed 确权",
        "still owed 未付",
        "turned over 流转",
        "paid out 放款",
        "came in 还款",
        "conflicts",
    ]);
    to_the_right(&mut table, [1, 2, 3, 4, 5, 6]);
    for sums in sums {
        table.add_row([
            sums.story.heading().to_owned(),
            grouped(sums.confirmed),
            grouped(sums.outstanding),
            grouped(sums.turned_over),
            grouped(sums.disbursed),
            grouped(sums.received),
            sums.conflicts.to_string(),
        ]);
    }
    table.to_string()
}

/// What was lent under programmes; nothing where no story has one.
fn programmes(lent: &[UnderProgramme]) -> String {
    let mut table = table(&["programme 专项计划", "loans", "borrowers", "lent 投放"]);
    to_the_right(&mut table, [1, 2, 3]);
    for lent in lent {
        let amounts: Vec<String> = lent.lent.iter().map(ToString::to_string).collect();
        table.add_row([
            lent.programme.clone(),
            lent.loans.to_string(),
            lent.borrowers.to_string(),
            amounts.join(", "),
        ]);
    }
    if lent.is_empty() {
        String::new()
    } else {
        table.to_string()
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
    to_the_right(&mut table, [2, 3]);
    // A number is copied from here, and is not broken over two lines.
    if let Some(number) = table.column_mut(0) {
        number.set_constraint(ColumnConstraint::ContentWidth);
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
            story: Strand::Beijing,
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
            story: Strand::Beijing,
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
    fn the_number_of_a_certificate_stands_on_one_line_however_full_its_row_is() {
        let ended = Held {
            stage: "discharged".to_owned(),
            ..held("36000000.00", "36000000.00", true, false)
        };
        let told = certificates(&[ended]);
        assert!(told.contains(" JRBT3-PPA7Y-2ZE8W-M45R4 "), "{told}");
        let holder = "北京安卫防护用品有限公司";
        assert!(
            !told.contains(holder),
            "the row is full, and the name is broken: {told}"
        );
    }

    #[test]
    fn a_chapter_is_a_row_with_what_was_taken_and_what_was_refused() {
        let refused = Ending::Refused {
            code: String::new(),
            sentence: String::new(),
        };
        let acts = [
            act(Chapter::Claim, Ending::Appended { seq: 19 }),
            act(Chapter::Payment, Ending::Appended { seq: 20 }),
            act(Chapter::Claim, refused),
            act(Chapter::Claim, Ending::Appended { seq: 21 }),
        ];
        let told = chapters(&acts);
        let row = told.lines().find(|line| line.contains("申请确权")).unwrap();
        let cells: Vec<&str> = row.split(['│', '┆']).map(str::trim).collect();
        assert_eq!(cells.get(5..8), Some(&["2", "0", "1"][..]), "{row}");
        assert!(
            !told.contains("合同"),
            "a chapter in which nothing happened has no row: {told}"
        );
    }

    #[test]
    fn a_story_is_a_row_of_sums() {
        let sums = StorySums {
            story: Strand::StateGrid,
            confirmed: money("103034100.00"),
            outstanding: money("0.00"),
            turned_over: money("87171600.00"),
            disbursed: money("19490000.00"),
            received: money("0.00"),
            conflicts: 0,
        };
        let told = stories(&[sums]);
        assert!(
            told.contains("87,171,600.00") && told.contains("19,490,000.00"),
            "{told}"
        );
    }
}
