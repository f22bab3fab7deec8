//! What stands around every page.

use std::fmt::Display;

use askama::filters::Safe;
use chrono::NaiveDate;
use tallystick_base::{Capacity, Millis, Money};
use tallystick_commands::Language;
use tallystick_commands::parties::BankAccount;

use crate::desk::Announced;
use crate::figures::{self, DaysLeft};
use crate::news::MANY;
use crate::seat::{Seat, Visit};
use crate::words::Words;
use crate::{Portal, assets, language, law, places};

/// The frame of one page: templates ask it for words and figures.
pub(crate) struct Frame<'p> {
    words: &'p Words,
    /// Who is signed in.
    pub(crate) seat: Option<Seat>,
    /// The address of this page with its query.
    pub(crate) address: String,
    /// The places of the left column.
    pub(crate) places: Vec<PlaceView>,
    /// The id of the ledger.
    pub(crate) ledger: String,
    /// Whether one click takes a seat.
    pub(crate) demo: bool,
    /// What stands in the field of the search: what was looked for, on the page of what was found.
    pub(crate) sought: String,
}

/// A place in the left column.
pub(crate) struct PlaceView {
    pub(crate) path: &'static str,
    pub(crate) name: String,
    /// The same in the bar of a phone, where a word has the fifth part of the width.
    pub(crate) short: String,
    pub(crate) current: bool,
    /// How many things wait there; none where nothing does.
    pub(crate) count: Option<u64>,
}

#[expect(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates call these on the frame, and hand over what they hold by reference"
)]
impl<'p> Frame<'p> {
    pub(crate) fn new(portal: &'p Portal, visit: Visit) -> Self {
        let words = portal.words().of(visit.language);
        let path = visit.address.split('?').next().unwrap_or_default();
        let seat = visit.seat.as_ref();
        let current = seat.and_then(|seat| places::current(seat.acting, path));
        let places = seat.map(|seat| {
            places::of(seat.acting).map(|place| PlaceView {
                path: place.path,
                name: words.say(place.word),
                short: words.say(match place.path {
                    "/waiting" => "place-waiting-short",
                    _ => place.word,
                }),
                current: current == Some(place.path),
                count: Some(seat.desk.waiting).filter(|count| place.path == "/waiting" && *count > 0),
            })
        });
        Self {
            words,
            places: places.into_iter().flatten().collect(),
            ledger: portal.store().ledger().to_string(),
            demo: !portal.settings().demo.seats().is_empty(),
            address: visit.address,
            sought: String::new(),
            seat: visit.seat,
        }
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// A sentence as HTML, with what stands between backticks in it as code. Only for words that take no values.
    pub(crate) fn say_code(&self, key: &str) -> String {
        let mut html = String::new();
        for (place, part) in self.say(key).split('`').enumerate() {
            if place > 0 {
                html.push_str(if place % 2 == 1 { "<code>" } else { "</code>" });
            }
            html.push_str(part);
        }
        html
    }

    /// What an act effects as HTML, in which each article that it cites leads to what it says.
    pub(crate) fn cited(&self, effect: impl AsRef<str>) -> Safe<String> {
        law::linked(effect.as_ref())
    }

    pub(crate) fn say_n(&self, key: &str, n: impl Display) -> String {
        self.words.say_n(key, n)
    }

    pub(crate) fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        self.words.say_with(key, values)
    }

    /// The word for a stage; a test finds those that have none.
    pub(crate) fn stage(&self, kind: &str, stage: &str) -> String {
        self.words.stage(kind, stage)
    }

    /// The word for a capacity.
    pub(crate) fn capacity(&self, capacity: &Capacity) -> String {
        self.words.say(&format!("capacity-{capacity}"))
    }

    pub(crate) fn failure_title(&self, code: &str) -> String {
        self.words.say(&format!("failure-{code}"))
    }

    pub(crate) fn failure_text(&self, code: &str) -> String {
        self.words.say(&format!("failure-{code}-text"))
    }

    pub(crate) fn language(&self) -> Language {
        self.words.language()
    }

    /// The tag of the page's language.
    pub(crate) fn tag(&self) -> &'static str {
        language::tag(self.words.language())
    }

    /// The tag of the other language, for the switch.
    pub(crate) fn other_tag(&self) -> &'static str {
        match self.words.language() {
            Language::Zh => "en",
            Language::En => "zh",
        }
    }

    /// Where scripts and styles stand.
    pub(crate) fn assets(&self) -> String {
        format!("/assets/{}", *assets::VERSION)
    }

    pub(crate) fn figures(&self, amount: &Money) -> String {
        figures::figures(*amount)
    }

    /// An amount with its currency, where it stands alone.
    pub(crate) fn money(&self, amount: &Money) -> String {
        amount.grouped_text()
    }

    /// An amount in Chinese capitals; empty for other currencies.
    pub(crate) fn capitals(&self, amount: &Money) -> String {
        amount.capitals().unwrap_or_default()
    }

    pub(crate) fn moment(&self, at: &Millis) -> String {
        figures::moment(*at)
    }

    pub(crate) fn deadline(&self, day: &NaiveDate) -> String {
        figures::deadline(*day, self.words.language())
    }

    /// The sentence beside the bar of days that are left.
    pub(crate) fn days_left(&self, left: &DaysLeft) -> String {
        match left.days {
            0 => self.say("days-left-today"),
            1.. => self.say_n("days-left", left.days),
            ..0 => self.say_n("days-over", left.days.saturating_abs()),
        }
    }

    /// How many entries are new to the member, as it stands in the bar; none where nothing is.
    pub(crate) fn news(&self) -> Option<String> {
        let news = self.seat.as_ref()?.desk.news;
        match news {
            0 => None,
            1..MANY => Some(news.to_string()),
            MANY.. => Some(format!("{}+", MANY - 1)),
        }
    }

    /// The key that is announced for the member's party.
    pub(crate) fn announced(&self) -> Option<&Announced> {
        self.seat.as_ref()?.desk.announced.as_ref()
    }

    /// The word for a role of members.
    pub(crate) fn role(&self, role: impl Display) -> String {
        self.words.say(&format!("role-{role}"))
    }

    /// An account to pay to, in one line.
    pub(crate) fn account(&self, account: &BankAccount) -> String {
        let comma = self.say("comma");
        format!(
            "{}{comma}{}{comma}{}",
            account.name, account.account, account.bank
        )
    }

    /// Roles in one line.
    pub(crate) fn roles(&self, roles: &[String]) -> String {
        let words: Vec<String> = roles.iter().map(|role| self.role(role)).collect();
        words.join(&self.say("list-comma"))
    }

    /// The places on a phone: the first four stand in the bar, the others behind *more*.
    pub(crate) fn bar(&self) -> &[PlaceView] {
        self.places.get(..self.places.len().min(4)).unwrap_or_default()
    }

    /// Where the work of whoever is signed in comes in: the first of the places behind home and what waits for a signature.
    pub(crate) fn work(&self) -> Option<&PlaceView> {
        self.places
            .iter()
            .find(|place| !["/home", "/waiting"].contains(&place.path))
    }

    pub(crate) fn rest(&self) -> &[PlaceView] {
        self.places.get(4..).unwrap_or_default()
    }
}

#[cfg(test)]
impl<'p> Frame<'p> {
    /// What stands around a page that nobody is signed in to.
    pub(crate) const fn of_nobody(words: &'p Words) -> Self {
        Self {
            words,
            seat: None,
            address: String::new(),
            places: Vec::new(),
            ledger: String::new(),
            demo: false,
            sought: String::new(),
        }
    }
}
