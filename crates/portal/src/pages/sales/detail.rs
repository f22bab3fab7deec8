//! One offer: the loan as far as the viewer is shown it, its price against what it brings, and the rules of the pool.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{Capacity, Money};
use tallystick_commands::banking::{Loan, LoanTerms, Pool, Sale};
use tallystick_store::{OfferedLoan, Seen};

use super::checks::{self, CheckView};
use super::{READERS, find, is_proposed, stage};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

/// An offer with all that the viewer is shown beside it.
pub(super) struct Whole {
    pub(super) seen: Seen<Sale>,
    pub(super) pool: Option<Pool>,
    pub(super) pool_name: String,
    pub(super) offered: Option<OfferedLoan>,
    /// The loan itself, for the bank, and for the manager once it has bought.
    pub(super) loan: Option<Loan>,
    pub(super) names: Names,
}

#[derive(Template)]
#[template(path = "sales/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    whole: Whole,
    checks: Vec<CheckView>,
    stage: String,
    left: Option<DaysLeft>,
    next: String,
    may_answer: bool,
    may_withdraw: bool,
    timeline: Vec<Moment>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(READERS)?;
    let store = portal.store();
    let seen = find(&portal, &seated, &text).await?;
    let whole = Whole::read(&portal, &seated, seen).await?;
    let timeline = timeline::read(&portal, &seated, &whole.seen.subject).await?;
    let record = whole.record();
    let stage = stage(whole.seen.state.stage.name(), record.until, store.now());
    let open = stage == "proposed";
    let day = figures::day_of(record.until).filter(|_| open);
    let today = store.today().await?;
    let trades = open && seated.seat.trades();
    let frame = Frame::new(&portal, seated.visit.clone());
    written(&DetailPage {
        checks: whole.checks(&frame)?,
        left: day.map(|day| DaysLeft::until_answer(day, today)),
        next: next(&frame, &whole, &stage),
        may_answer: trades && seated.seat.acts_as(Capacity::AssetManager),
        may_withdraw: trades && seated.seat.acts_as(Capacity::Bank) && record.bank == seated.viewer().party,
        stage,
        timeline,
        whole,
        frame,
    })
}

fn next(frame: &Frame<'_>, whole: &Whole, stage: &str) -> String {
    let record = whole.record();
    match stage {
        "proposed" => {
            let until = frame.moment(&record.until);
            let values = [("pool", whole.pool_name.as_str()), ("until", &until)];
            frame.say_with("sale-next-proposed", &values)
        }
        "accepted" => frame.say_with("sale-next-accepted", &[("pool", &whole.pool_name)]),
        "declined" => frame.say("sale-next-declined"),
        "withdrawn" => frame.say("sale-next-withdrawn"),
        _ => frame.say("sale-next-expired"),
    }
}

impl Whole {
    pub(super) async fn read(portal: &Portal, seated: &Seated, seen: Seen<Sale>) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let record = seen.state.record;
        let pool = store.pool(viewer, record.pool).await?.map(|seen| seen.state);
        let known = store.known_pools(viewer, &[record.pool].into()).await?;
        let known = known.get(&record.pool);
        let offered = if is_proposed(&seen.state) {
            store.offered_loan(viewer, record.sale).await?
        } else {
            None
        };
        let loan = store.loan(viewer, record.loan).await?.map(|seen| seen.state);
        let of_offer = offered.iter().flat_map(|one| [one.borrower, one.debtor]);
        let of_loan = loan
            .iter()
            .flat_map(|one| [one.approval.borrower, one.approval.debtor]);
        let sides = [record.bank].into_iter().chain(known.map(|pool| pool.manager));
        let names = Names::of(store, viewer, sides.chain(of_offer).chain(of_loan)).await?;
        Ok(Self {
            pool_name: known.map(|pool| pool.name.clone()).unwrap_or_default(),
            seen,
            pool,
            offered,
            loan,
            names,
        })
    }

    pub(super) const fn record(&self) -> &tallystick_commands::banking::sale::SaleRecord {
        &self.seen.state.record
    }

    /// The rules of the pool, checked; none where the viewer is not the one to buy.
    pub(super) fn checks(&self, frame: &Frame<'_>) -> Result<Vec<CheckView>, Failure> {
        match (&self.pool, &self.offered) {
            (Some(pool), Some(offered)) => checks::all(frame, &self.names, pool, offered),
            _ => Ok(Vec::new()),
        }
    }

    /// The loan in facts, with what the price is against it.
    pub(super) fn facts(&self, frame: &Frame<'_>) -> Vec<(String, String)> {
        let mut facts = Vec::new();
        let sides = match (&self.offered, &self.loan) {
            (Some(offered), _) => Some((offered.borrower, offered.debtor, &offered.terms)),
            (None, Some(loan)) => Some((loan.approval.borrower, loan.approval.debtor, &loan.approval.terms)),
            (None, None) => None,
        };
        let Some((borrower, debtor, terms)) = sides else {
            return facts;
        };
        facts.push((frame.say("borrower"), self.names.name(&borrower)));
        facts.push((frame.say("debtor"), self.names.name(&debtor)));
        facts.extend(of_terms(frame, terms));
        if let Some(offered) = &self.offered {
            facts.push((
                frame.say("sale-secured"),
                frame.say_with(
                    "sale-secured-by",
                    &[
                        ("certificates", &offered.certificates.to_string()),
                        ("guarantees", &offered.guarantees.to_string()),
                    ],
                ),
            ));
        }
        facts
    }

    /// Names for the scripts, that of the offer among them.
    pub(super) fn names_json(&self, frame: &Frame<'_>) -> String {
        let bank = self.names.name(&self.record().bank);
        let values = [("bank", bank.as_str()), ("pool", &self.pool_name)];
        let called = frame.say_with("sale-title", &values);
        self.names.json_with([(self.seen.subject.to_string(), called)])
    }

    /// What the price is compared with: owed today, and at maturity.
    pub(super) fn price(&self, frame: &Frame<'_>) -> Vec<(String, String)> {
        let price = self.record().price;
        let mut tiles = vec![(frame.say("sale-price"), frame.money(&price))];
        if let Some(offered) = &self.offered {
            tiles.push((frame.say("sale-owed"), frame.money(&offered.owed)));
            tiles.push((frame.say("sale-at-maturity"), frame.money(&offered.at_maturity)));
            let gain: Option<Money> = offered.at_maturity.checked_sub(price).ok();
            tiles.extend(gain.map(|gain| (frame.say("sale-gain"), frame.money(&gain))));
        }
        tiles
    }
}

fn of_terms(frame: &Frame<'_>, of: &LoanTerms) -> Vec<(String, String)> {
    let rate = of.rate.percent_text();
    let interest = [
        terms::interest_mode(frame, of.interest),
        terms::day_count(frame, of.day_count),
    ];
    let rate = [vec![rate], interest.to_vec()]
        .concat()
        .join(&frame.say("list-comma"));
    vec![
        (frame.say("sale-principal"), frame.money(&of.principal)),
        (frame.say("offer-rate"), rate),
        (frame.say("matures-on"), frame.deadline(&of.matures_on)),
        (frame.say("cost-grace"), frame.say_n("days-n", of.grace_days)),
        (frame.say("cost-penalty"), of.penalty_rate.percent_text()),
        (frame.say("cost-recourse"), terms::recourse(frame, of.recourse)),
        (frame.say("offer-security"), terms::security(frame, of.security)),
    ]
}

impl DetailPage<'_> {
    fn id(&self) -> &str {
        self.whole.seen.subject.id()
    }

    fn bank(&self) -> String {
        self.whole.names.name(&self.whole.record().bank)
    }

    /// Whether the viewer may open the page of the pool.
    fn sees_pool(&self) -> bool {
        self.whole.pool.is_some()
    }

    fn pool_id(&self) -> String {
        self.whole.record().pool.uuid().to_string()
    }

    /// The page of the loan, where the viewer sees it.
    fn loan_id(&self) -> Option<String> {
        self.whole.loan.as_ref().map(|loan| loan.id().uuid().to_string())
    }

    /// Whether any rule is broken.
    fn is_refused(&self) -> bool {
        self.checks.iter().any(|check| !check.kept)
    }
}
