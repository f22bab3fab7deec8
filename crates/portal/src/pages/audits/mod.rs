//! Audits: everything again from the bytes that were signed, started from a page and watched there.

mod found;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Redirect;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Operator};

use self::found::{EndedView, ended};
use super::{Page, written};
use crate::audits::{Run, Stands};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;
use crate::{Portal, figures};

/// Who answers for the ledger, and who trusts nobody. A run takes the service some work, so it is not for everyone.
const WHO: &[Capacity] = &[Auditor, Operator];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/audits", get(page).post(begin))
        .route("/audits/progress", get(progress))
}

#[derive(Template)]
#[template(path = "audits/list.html")]
struct AuditsPage<'p> {
    frame: Frame<'p>,
    newest: Option<RunView>,
    /// Those before it.
    earlier: Vec<RunView>,
}

/// What is fetched again while a run is under way.
#[derive(Template)]
#[template(path = "audits/progress.html")]
struct ProgressPart<'p> {
    frame: Frame<'p>,
    newest: Option<RunView>,
}

/// A run, in words.
pub(in crate::pages) struct RunView {
    pub(in crate::pages) began: String,
    pub(in crate::pages) member: String,
    pub(in crate::pages) party: String,
    /// How many entries the ledger had.
    pub(in crate::pages) size: u64,
    /// Where it is, while it is under way.
    pub(in crate::pages) way: Option<Way>,
    /// What came of it.
    pub(in crate::pages) ended: Option<EndedView>,
}

/// Where a run is.
pub(in crate::pages) struct Way {
    pub(in crate::pages) says: String,
    pub(in crate::pages) done: u64,
    pub(in crate::pages) all: u64,
}

async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(WHO)?;
    let frame = Frame::new(&portal, seated.visit);
    let mut runs: Vec<RunView> = portal
        .audits()
        .runs()
        .into_iter()
        .map(|run| view(&frame, run))
        .collect();
    let earlier = runs.split_off(runs.len().min(1));
    written(&AuditsPage {
        newest: runs.pop(),
        earlier,
        frame,
    })
}

async fn progress(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.only(WHO)?;
    let frame = Frame::new(&portal, seated.visit);
    written(&ProgressPart {
        newest: newest(&portal, &frame),
        frame,
    })
}

/// Begins a run, and leads to it; where one is under way, to that.
async fn begin(State(portal): State<Portal>, seated: Seated) -> Result<Redirect, Failure> {
    let seated = seated.only(WHO)?;
    let asked_by = (seated.seat.member_name, seated.seat.party_name);
    portal
        .audits()
        .begin(portal.store(), &portal.settings().audit, asked_by);
    Ok(Redirect::to("/audits"))
}

/// The newest run.
pub(super) fn newest(portal: &Portal, frame: &Frame<'_>) -> Option<RunView> {
    let newest = portal.audits().runs().into_iter().next();
    newest.map(|run| view(frame, run))
}

fn view(frame: &Frame<'_>, run: Run) -> RunView {
    let (way, ended) = match run.stands {
        Stands::Entries { done, all } => (Some(entries(frame, done, all)), None),
        Stands::Table(table) => (Some(comparing(frame, table)), None),
        Stands::Found { at, report } => (None, Some(ended(frame, at, Some(&report)))),
        Stands::Broken { at } => (None, Some(ended(frame, at, None))),
    };
    RunView {
        began: figures::moment(run.began),
        member: run.asked_by.0,
        party: run.asked_by.1,
        size: run.size,
        way,
        ended,
    }
}

fn entries(frame: &Frame<'_>, done: u64, all: u64) -> Way {
    let (so_far, in_all) = (done.to_string(), all.to_string());
    Way {
        says: frame.say_with("audit-deciding", &[("done", &so_far), ("all", &in_all)]),
        done,
        all,
    }
}

fn comparing(frame: &Frame<'_>, table: &str) -> Way {
    Way {
        says: frame.say_with("audit-comparing", &[("table", table)]),
        done: 1,
        all: 1,
    }
}

impl AuditsPage<'_> {
    fn is_under_way(&self) -> bool {
        self.newest.as_ref().is_some_and(|run| run.way.is_some())
    }
}

#[cfg(test)]
mod tests {
    use tallystick_base::Millis;
    use tallystick_commands::Language;

    use super::*;
    use crate::words::AllWords;

    /// A run that was begun on 2026-02-09 at 09:00 in Beijing, and stands so.
    fn run(stands: Stands) -> Run {
        Run {
            asked_by: ("钱监".to_owned(), "北京市财政局".to_owned()),
            began: Millis::new(1_770_598_800_000).unwrap(),
            size: 1_000,
            stands,
        }
    }

    /// What a page fetches again, in a language.
    fn part(words: &AllWords, language: Language, stands: Stands) -> String {
        let frame = Frame::of_nobody(words.of(language));
        let newest = Some(view(&frame, run(stands)));
        ProgressPart { frame, newest }.render().unwrap()
    }

    fn bar(value: u64, max: u64, label: &str, says: &str) -> String {
        format!(
            "<p data-running><progress class=\"progress\" value=\"{value}\" max=\"{max}\" \
             aria-label=\"{label}\"></progress> {says}</p>"
        )
    }

    #[test]
    fn a_run_under_way_tells_how_far_it_is_in_both_languages() {
        let words = AllWords::shipped().unwrap();
        let cases = [
            (
                Stands::Entries {
                    done: 250,
                    all: 1_000,
                },
                bar(250, 1_000, "Progress", "250 of 1000 entries are decided again."),
                bar(250, 1_000, "进度", "已重新裁定 250 条，共 1000 条。"),
            ),
            // Before the first entry is read nobody knows how many there are.
            (
                Stands::Entries { done: 0, all: 0 },
                bar(0, 1, "Progress", "0 of 0 entries are decided again."),
                bar(0, 1, "进度", "已重新裁定 0 条，共 0 条。"),
            ),
            (
                Stands::Table("certificates"),
                bar(1, 1, "Progress", "Comparing the table certificates."),
                bar(1, 1, "进度", "正在核对表 certificates。"),
            ),
        ];
        for (stands, en, zh) in cases {
            for (language, expected) in [(Language::En, en), (Language::Zh, zh)] {
                let shown = part(&words, language, stands.clone());
                assert!(shown.contains(&expected), "{expected}\n{shown}");
                assert!(shown.contains("<dd>2026-02-09 09:00</dd>"), "{shown}");
                assert!(shown.contains("<dd>1000</dd>"), "{shown}");
                // One at a time: none is begun while one is under way.
                assert!(!shown.contains("action=\"/audits\""), "{shown}");
            }
        }
    }

    #[test]
    fn the_page_asks_again_without_a_script_only_while_a_run_is_under_way() {
        let words = AllWords::shipped().unwrap();
        let at = Millis::new(1_770_598_860_000).unwrap();
        for (stands, is_under_way) in [
            (Stands::Entries { done: 1, all: 2 }, true),
            (Stands::Table("loans"), true),
            (Stands::Broken { at }, false),
        ] {
            let frame = Frame::of_nobody(words.of(Language::En));
            let page = AuditsPage {
                newest: Some(view(&frame, run(stands))),
                earlier: Vec::new(),
                frame,
            };
            let shown = page.render().unwrap();
            assert_eq!(shown.contains("http-equiv=\"refresh\""), is_under_way, "{shown}");
            assert_eq!(shown.contains("data-running"), is_under_way, "{shown}");
            assert_eq!(shown.contains("action=\"/audits\""), !is_under_way, "{shown}");
        }
    }
}
