//! Who comes first: a calculator that puts rights on the claims of a request in the order of the law, and divides the claims.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{Millis, Money, RulePack};
use tallystick_commands::banking::priority::{Ranked, Right, RightSource, rank};
use tallystick_commands::parties::ShortText;

use super::WHO;
use super::behind::Behind;
use super::reviewed::{Query, Reviewed};
use super::typed::Typed;
use crate::Portal;
use crate::figures;
use crate::frame::Frame;
use crate::pages::requests::moment;
use crate::pages::{Asked, Page, terms, typed_amount, written};
use crate::seat::Seated;

/// How many empty rows stand below those that are filled.
const SPARE: usize = 5;
/// How many rights can be compared at most: more than a search lists.
const MOST: usize = 40;

/// A right as it is typed.
struct Row {
    place: usize,
    who: String,
    registered: String,
    noticed: String,
    amount: String,
}

/// The order that follows.
pub(super) struct Ordered {
    pub(super) rows: Vec<RankedView>,
    /// What is divided.
    pub(super) available: Money,
    pub(super) problems: Vec<String>,
}

pub(super) struct RankedView {
    pub(super) rank: u32,
    pub(super) who: String,
    pub(super) why: String,
    pub(super) secures: Money,
    pub(super) gets: Money,
}

#[derive(Template)]
#[template(path = "reviews/priority.html")]
struct PriorityPage<'p> {
    frame: Frame<'p>,
    reviewed: Reviewed,
    rows: Vec<Row>,
    available: String,
    ordered: Ordered,
}

#[derive(Template)]
#[template(path = "reviews/order.html")]
struct Fragment<'p> {
    frame: Frame<'p>,
    ordered: Ordered,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(mut typed): Asked<Typed>,
) -> Page {
    let seated = seated.only(WHO)?;
    let query = Query::taken_from(&mut typed);
    let reviewed = Reviewed::look(&portal, &seated, &text, &query).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let rules = terms::rules(&portal, &seated).await?;
    let typed = if typed.is_empty() {
        let behind = Behind::all(&portal, &seated, &frame, &reviewed).await?;
        usual(&frame, &reviewed, &behind)
    } else {
        typed
    };
    let value = |name: &str, place: usize| typed.get(&format!("{name}.{place}")).cloned();
    let row = |place: usize| Row {
        place,
        who: value("who", place).unwrap_or_default(),
        registered: value("registered", place).unwrap_or_default(),
        noticed: value("noticed", place).unwrap_or_default(),
        amount: value("amount", place).unwrap_or_default(),
    };
    written(&PriorityPage {
        rows: (0..rows(&typed)).map(row).collect(),
        available: typed.get("available").cloned().unwrap_or_default(),
        ordered: ordered(&frame, &reviewed, &rules, &typed),
        reviewed,
        frame,
    })
}

/// The order, as one types.
pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(mut typed): Asked<Typed>,
) -> Page {
    let seated = seated.only(WHO)?;
    let query = Query::taken_from(&mut typed);
    let reviewed = Reviewed::look(&portal, &seated, &text, &query).await?;
    let rules = terms::rules(&portal, &seated).await?;
    let frame = Frame::new(&portal, seated.visit);
    let ordered = ordered(&frame, &reviewed, &rules, &typed);
    written(&Fragment { frame, ordered })
}

impl PriorityPage<'_> {
    /// Whose review it is, for an auditor who looks at several.
    fn bank(&self) -> String {
        self.reviewed.review.state.bank.uuid().to_string()
    }
}

/// How many rows there are: those that are filled, and some to fill in.
fn rows(typed: &Typed) -> usize {
    let filled = typed.iter().filter(|(_, text)| !text.trim().is_empty());
    let places = filled.filter_map(|(name, _)| name.rsplit_once('.')?.1.parse::<usize>().ok());
    let last = places.max().unwrap_or(0);
    last.saturating_add(1).saturating_add(SPARE).min(MOST)
}

/// The order of what is known.
pub(super) fn order(frame: &Frame<'_>, reviewed: &Reviewed, rules: &RulePack, behind: &[Behind]) -> Ordered {
    ordered(frame, reviewed, rules, &usual(frame, reviewed, behind))
}

/// What is known: the bank, were it registered now, and what its search found; all that is outstanding is divided.
fn usual(frame: &Frame<'_>, reviewed: &Reviewed, behind: &[Behind]) -> Typed {
    let currency = reviewed.submission().amount.currency();
    let outstanding = Money::sum(currency, behind.iter().map(|one| one.outstanding));
    let outstanding = outstanding.map_or_else(|_| String::new(), Money::value_text);
    let amount = reviewed
        .offer()
        .map_or(reviewed.submission().amount, |offer| offer.terms.amount);
    let bank = reviewed.whole.names.name(&reviewed.review.state.bank);
    let mut typed = Typed::from([
        ("available".to_owned(), outstanding.clone()),
        ("who.0".to_owned(), bank),
        ("registered.0".to_owned(), local(reviewed.whole.now)),
        ("amount.0".to_owned(), amount.value_text()),
    ]);
    let assessment = reviewed.review.state.assessment.as_ref();
    let found = assessment.map_or(&[][..], |last| &last.search.found);
    for (place, right) in (1..MOST).zip(found) {
        let number = right.number.as_str();
        let who = frame.say_with(
            "priority-found",
            &[("who", right.secured.as_str()), ("number", number)],
        );
        // A filing without an amount may secure all that is outstanding.
        let amount = right.amount.map_or(outstanding.clone(), Money::value_text);
        typed.insert(format!("who.{place}"), who);
        typed.insert(format!("registered.{place}"), local(right.registered_at));
        typed.insert(format!("amount.{place}"), amount);
    }
    typed
}

fn local(at: Millis) -> String {
    figures::moment(at).replace(' ', "T")
}

fn ordered(frame: &Frame<'_>, reviewed: &Reviewed, rules: &RulePack, typed: &Typed) -> Ordered {
    let currency = reviewed.submission().amount.currency();
    let mut problems = Vec::new();
    let available = typed
        .get("available")
        .and_then(|text| typed_amount::read(text, currency));
    if available.is_none() {
        problems.push(frame.say("priority-problem-available"));
    }
    let available = available.unwrap_or(Money::zero(currency));
    let rights = (0..MOST).filter_map(|place| match right(frame, rules, typed, place, available) {
        Ok(right) => right,
        Err(problem) => {
            problems.push(problem);
            None
        }
    });
    let rights: Vec<Right> = rights.collect();
    let ranked = rank(rights, available).unwrap_or_default();
    Ordered {
        rows: ranked.iter().map(|ranked| view(frame, ranked)).collect(),
        available,
        problems,
    }
}

/// The right in a row; none where the row is empty, and a sentence where it cannot be read.
fn right(
    frame: &Frame<'_>,
    rules: &RulePack,
    typed: &Typed,
    place: usize,
    available: Money,
) -> Result<Option<Right>, String> {
    let value = |name: &str| {
        typed
            .get(&format!("{name}.{place}"))
            .map_or("", |text| text.trim())
    };
    let texts = ["who", "registered", "noticed", "amount"].map(value);
    if texts.iter().all(|text| text.is_empty()) {
        return Ok(None);
    }
    let [who, registered, noticed, amount] = texts;
    let row = (place + 1).to_string();
    let problem = || frame.say_with("priority-problem-row", &[("row", &row)]);
    let at = |text: &str| match text {
        "" => Ok(None),
        text => moment(text, rules.utc_offset_minutes)
            .map(Some)
            .ok_or_else(problem),
    };
    let name = if who.is_empty() {
        frame.say_with("priority-nobody", &[("row", &row)])
    } else {
        who.to_owned()
    };
    let amount = typed_amount::read(amount, available.currency())
        .filter(|amount| amount.is_positive())
        .ok_or_else(problem)?;
    Ok(Some(Right {
        source: RightSource::Found {
            number: name.parse::<ShortText>().map_err(|_| problem())?,
        },
        registered_at: at(registered)?,
        noticed_at: at(noticed)?,
        amount,
    }))
}

fn view(frame: &Frame<'_>, ranked: &Ranked) -> RankedView {
    let Ranked { right, rank, gets } = ranked;
    let who = match &right.source {
        RightSource::Found { number } | RightSource::Filing { number, .. } => number.to_string(),
        // None is made here: whoever types a row names it.
        RightSource::Notice { .. } | RightSource::Loan { .. } => String::new(),
    };
    let why = match (right.registered_at, right.noticed_at) {
        (Some(at), _) => frame.say_with("priority-by-filing", &[("at", &frame.moment(&at))]),
        (None, Some(at)) => frame.say_with("priority-by-notice", &[("at", &frame.moment(&at))]),
        (None, None) => frame.say("priority-by-share"),
    };
    RankedView {
        rank: *rank,
        who,
        why,
        secures: right.amount,
        gets: *gets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_row_for_each_right_and_some_to_spare() {
        let filled = |places: &[usize]| {
            let row = |place: &usize| (format!("who.{place}"), "某银行".to_owned());
            places.iter().map(row).collect::<Typed>()
        };
        assert_eq!(rows(&Typed::new()), 6);
        assert_eq!(
            rows(&filled(&[0, 20])),
            26,
            "the bank, and as many as a search lists"
        );
        assert_eq!(rows(&filled(&[9_999])), MOST);
        let mut cleared = filled(&[0]);
        cleared.insert("amount.7".to_owned(), " ".to_owned());
        assert_eq!(rows(&cleared), 6);
    }
}
