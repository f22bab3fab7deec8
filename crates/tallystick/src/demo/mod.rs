//! `tallystick demo`: the stories of Beijing, the State Grid and the medical chain, over the real service.
//!
//! A fresh ledger is served in this process on a real socket. Operator, suppliers, buyers, confirmation centre, banks, guarantors and
//! auditor are separate parties; each has keys of its own and reaches the service over HTTP through the crate `client`, as any
//! program would. Nothing is written but by their signatures, and by the service's own where something falls due.
//!
//! | file | holds |
//! |---|---|
//! | `beijing`, `state_grid`, `medical` | the stories, each with its people and its days |
//! | `cast`, `crew`, `desk`, `company` | who takes part: what is known of them, their keys, their places at the service |
//! | `clock`, `timeline`, `days` | the one clock that can be set, whose turn it is, and the calendar |
//! | `opening`, `joining` | what comes before every story |
//! | `trade`, `lending` | what the stories have in common: contract, claim and confirmation; request, approval, money |
//! | `papers`, `forms` | files, and the forms in `fixtures/stories/trade` |
//! | `core_banking`, `matching`, `outbox` | a bank's own system, what is signed for its messages, and where they are left |
//! | `story`, `telling`, `record` | who tells a story, what all stories share, and what is kept of them |
//! | `stage`, `closing`, `loans`, `sums`, `report` | the served ledger; what stands and holds at the end |
//! | `keyring`, `waiting` | the keys of all of them as files, to go on with; what waits for whom |

mod beijing;
mod cast;
mod clock;
mod closing;
mod company;
mod core_banking;
mod crew;
mod days;
mod desk;
mod forms;
mod joining;
mod keyring;
mod lending;
mod loans;
mod matching;
mod medical;
mod opening;
mod outbox;
mod papers;
mod record;
mod report;
mod stage;
mod state_grid;
mod story;
mod sums;
mod telling;
mod timeline;
mod trade;
mod waiting;
mod yuan;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use self::clock::DemoClock;
use self::company::Company;
use self::crew::Crew;
use self::days::{Days, Prologue};
use self::desk::Service;
use self::outbox::Outbox;
use self::record::Strand;
pub(crate) use self::report::Report;
use self::report::Totals;
use self::stage::Stage;
use self::story::Story;
use self::telling::Telling;
use self::timeline::Timeline;
use crate::config::Place;
use crate::host;

/// Which stories are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Choice {
    /// A hospital confirms what it owes a maker of masks, who borrows on it.
    Beijing,
    /// Five makers borrow under a programme, and factories' certificates circulate with a bank's promise.
    StateGrid,
    /// A distributor between makers, a hospital, a pharmacy and a clinic that does not pay in time.
    Medical,
    /// All three, on one timeline.
    All,
}

impl Choice {
    const fn tells(self, strand: Strand) -> bool {
        match self {
            Self::All => true,
            Self::Beijing => matches!(strand, Strand::Beijing),
            Self::StateGrid => matches!(strand, Strand::StateGrid),
            Self::Medical => matches!(strand, Strand::Medical),
        }
    }

    /// How many working days ago the first of the stories begins.
    fn first(self) -> u32 {
        let firsts = [
            (Strand::Beijing, beijing::ago::CONTRACT),
            (Strand::StateGrid, state_grid::ago::CONTRACTS),
            (Strand::Medical, medical::ago::CONTRACTS),
        ];
        let told = firsts.into_iter().filter(|(strand, _)| self.tells(*strand));
        told.map(|(_, first)| first).max().unwrap_or_default()
    }
}

/// Stories that are told, and the ledger in which they stand.
pub(crate) struct Told {
    pub(crate) report: Report,
    stage: Stage,
}

impl Told {
    /// The folder with the keys of all who take part.
    pub(crate) fn members(&self) -> PathBuf {
        self.stage.members()
    }

    /// The folder with the messages to and from banks.
    pub(crate) fn messages(&self) -> PathBuf {
        self.stage.messages()
    }

    /// From now on what falls due is recorded as time passes, as by any service.
    pub(crate) fn keep_sweeping(&mut self) {
        self.stage.keep_sweeping();
    }

    /// Stops serving and closes the ledger.
    pub(crate) async fn close(self) {
        self.stage.strike().await;
    }
}

/// Opens a ledger in this place, tells the stories, and checks the ledger. Each act goes to the listener as it happens.
pub(crate) async fn tell(
    place: Place,
    listen: SocketAddr,
    choice: Choice,
    listener: Box<dyn Write + Send>,
) -> anyhow::Result<Told> {
    let real = host::ambient()?;
    let days = Days::told_at(real.now())?;
    let opening = Prologue::before(choice.first()).opening;
    let clock = DemoClock::set_back(real, days.at(opening, 9, 0)?)?;
    let operator = Crew::draw(&cast::OPERATOR, &clock.of_party())?;
    let stage = Stage::set(place, listen, &operator, &clock).await?;
    match act(&stage, operator, clock, days, choice, listener).await {
        Ok(report) => Ok(Told { report, stage }),
        Err(error) => {
            stage.strike().await;
            Err(error)
        }
    }
}

async fn act(
    stage: &Stage,
    operator: Crew,
    clock: DemoClock,
    days: Days,
    choice: Choice,
    listener: Box<dyn Write + Send>,
) -> anyhow::Result<Report> {
    let service = Service {
        url: stage.url(),
        vkeys: stage.vkeys.clone(),
        ambient: clock.of_party(),
    };
    let company = Company::seated(operator, &service, choice)?;
    keyring::write(&company, &stage.members())?;
    let outbox = Outbox::at(stage.messages())?;
    let ledger = stage.ledger.clone();
    let telling = Telling::begin(ledger, &clock, days, outbox, stage.store(), listener)?;
    let telling = Arc::new(telling);
    before_the_stories(stage, &company, &telling, &clock, choice).await?;
    the_stories(&company, &telling, clock).await?;

    let certificates = closing::certificates(&company).await?;
    let found = closing::query(&company).await?;
    let verified = closing::verify(&company, stage).await?;
    let audited = closing::audit(stage).await?;
    let acts = telling.acts();
    let checks = vec![verified.check, audited];
    // By now everybody in the story has acted; whoever takes a seat goes on from here.
    stage.open_seats(keyring::seats(&company)?);
    Ok(Report {
        ledger: stage.ledger.to_string(),
        url: stage.url(),
        good: checks.iter().all(|check| check.clean),
        totals: Totals::of(&acts, &certificates, verified.entries)?,
        stories: sums::of_stories(&company, &certificates, &found)?,
        loans: sums::loans(&company, &found)?,
        programmes: found.programmes,
        certificates,
        checks,
        acts,
    })
}

/// The operator opens the ledger, and everybody joins.
async fn before_the_stories(
    stage: &Stage,
    company: &Company,
    telling: &Arc<Telling>,
    clock: &DemoClock,
    choice: Choice,
) -> anyhow::Result<()> {
    let (house, days) = (&company.house, Prologue::before(choice.first()));
    let timeline = Arc::new(Timeline::of(clock.clone(), 1));
    let mut story = Story::begin(Arc::clone(telling), timeline, 0, Strand::Ledger);
    opening::the_ledger_is_open(house, &mut story, &stage.opening)?;
    opening::the_operator_publishes_the_rules(house, &mut story, days).await?;
    let newcomers = company.newcomers();
    joining::everyone_is_registered(house, &newcomers, &mut story, days).await?;
    joining::everyone_accepts(&newcomers, &mut story, days).await?;
    story.ends()
}

/// The chosen stories on one timeline, and what has fallen due when they have ended.
async fn the_stories(company: &Company, telling: &Arc<Telling>, clock: DemoClock) -> anyhow::Result<()> {
    let timeline = Arc::new(Timeline::of(clock, company.stories()));
    let begin = |place, strand| Story::begin(Arc::clone(telling), Arc::clone(&timeline), place, strand);
    let house = &company.house;
    // Each is on the heap, for a story that is told is much to keep at hand.
    let (first, second, third) = (
        Box::pin(async {
            let Some(cast) = &company.beijing else {
                return Ok(());
            };
            let mut story = begin(0, Strand::Beijing);
            beijing::told(house, cast, &mut story).await?;
            story.ends()
        }),
        Box::pin(async {
            let Some(cast) = &company.state_grid else {
                return Ok(());
            };
            let mut story = begin(1, Strand::StateGrid);
            state_grid::told(house, cast, &mut story).await?;
            story.ends()
        }),
        Box::pin(async {
            let Some(cast) = &company.medical else {
                return Ok(());
            };
            let mut story = begin(2, Strand::Medical);
            medical::told(house, cast, &mut story).await?;
            story.ends()
        }),
    );
    tokio::try_join!(first, second, third)?;
    let mut end = begin(0, Strand::Ledger);
    end.what_fell_due_is_recorded(house.auditor.admin()?).await
}
