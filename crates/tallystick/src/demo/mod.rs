//! `tallystick demo`: the story of Beijing, over the real service.
//!
//! A fresh ledger is served in this process on a real socket. Operator, supplier, hospital, confirmation centre, banks and auditor are
//! separate parties; each has keys of its own and reaches the service over HTTP through the crate `client`, as any program would.
//! Nothing is written but by their signatures.
//!
//! | file | holds |
//! |---|---|
//! | `cast`, `crew`, `desk` | who takes part: what is known of them, their keys, their places at the service |
//! | `clock`, `days` | the one clock that can be set, and on which days the story happens |
//! | `papers` | the files of the story, from `fixtures/stories` |
//! | `opening` … `payment` | the chapters |
//! | `story`, `record` | who tells it, and what is kept of it |
//! | `stage`, `closing`, `report` | the served ledger; what stands and holds at the end |
//! | `keyring` | the keys of all of them as files, to go on with |

mod cast;
mod circulation;
mod claim;
mod clock;
mod closing;
mod confirmation;
mod contract;
mod crew;
mod days;
mod desk;
mod joining;
mod keyring;
mod opening;
mod papers;
mod payment;
mod record;
mod report;
mod stage;
mod story;

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use self::clock::DemoClock;
use self::crew::Crew;
use self::days::{Days, ago};
use self::desk::{Cast, Service};
pub(crate) use self::report::Report;
use self::report::Totals;
use self::stage::Stage;
use self::story::Story;
use crate::config::Place;
use crate::host;

/// A story that is told, and the ledger in which it stands.
pub(crate) struct Told {
    pub(crate) report: Report,
    stage: Stage,
}

impl Told {
    /// The folder with the keys of all who take part.
    pub(crate) fn members(&self) -> PathBuf {
        self.stage.members()
    }

    /// Stops serving and closes the ledger.
    pub(crate) async fn close(self) {
        self.stage.strike().await;
    }
}

/// Opens a ledger in this place, tells the story, and checks the ledger. Each act goes to the listener as it happens.
pub(crate) async fn tell(
    place: Place,
    listen: SocketAddr,
    listener: Box<dyn Write + Send>,
) -> anyhow::Result<Told> {
    let real = host::ambient()?;
    let days = Days::told_at(real.now())?;
    let clock = DemoClock::set_back(real, days.at(ago::OPENING, 9, 0)?)?;
    let operator = Crew::draw(&cast::OPERATOR, &clock.of_party())?;
    let stage = Stage::set(place, listen, &operator, &clock).await?;
    match act(&stage, operator, clock, days, listener).await {
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
    listener: Box<dyn Write + Send>,
) -> anyhow::Result<Report> {
    let service = Service {
        url: stage.url(),
        vkeys: stage.vkeys.clone(),
    };
    let cast = Cast::seated(operator, &service, &clock.of_party())?;
    keyring::write(&cast, &stage.members())?;
    let mut story = Story::begin(stage.ledger.clone(), clock, days, listener)?;
    opening::the_ledger_is_open(&cast, &mut story, &stage.opening)?;
    opening::the_operator_publishes_the_rules(&cast, &mut story).await?;
    joining::everyone_is_registered(&cast, &mut story).await?;
    joining::everyone_accepts(&cast, &mut story).await?;
    let contract = contract::the_two_agree_on_it(&cast, &mut story).await?;
    let claims = claim::the_supplier_claims(&cast, &mut story, contract).await?;
    claim::the_centre_forwards(&cast, &mut story, claims).await?;
    let certificate = confirmation::the_hospital_confirms(&cast, &mut story, claims).await?;
    let kept = circulation::the_certificate_circulates(&cast, &mut story, certificate).await?;
    payment::the_hospital_pays_a_part(&cast, &mut story, kept).await?;

    let certificates = closing::certificates(&cast).await?;
    let verified = closing::verify(&cast, stage).await?;
    let audited = closing::audit(stage).await?;
    let acts = story.ended();
    let checks = vec![verified.check, audited];
    Ok(Report {
        ledger: stage.ledger.to_string(),
        url: stage.url(),
        good: checks.iter().all(|check| check.clean),
        totals: Totals::of(&acts, &certificates, verified.entries)?,
        certificates,
        checks,
        acts,
    })
}
