//! A pack of rules as sections of dated entries, in words.

use std::cmp::Ordering;

use chrono::{Datelike as _, NaiveDate};
use tallystick_base::{
    CalendarYear, Dated, LegalText, LprChange, LprTable, Purpose, RulePack, Source, Timeline,
};
use tallystick_commands::Language;

use super::values;
use crate::frame::Frame;

/// A section, the newest entry first.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) entries: Vec<Entry>,
}

/// What holds from a day on.
pub(super) struct Entry {
    pub(super) from: NaiveDate,
    pub(super) when: When,
    /// What holds, in sentences.
    pub(super) says: Vec<String>,
    /// A text in another language than the page's, behind the tag of that language.
    pub(super) foreign: Option<(&'static str, String)>,
    pub(super) sources: Vec<SourceView>,
}

/// Where a rule comes from.
pub(super) struct SourceView {
    pub(super) says: String,
    /// What the pack adds in English, where the page is in Chinese.
    pub(super) english: Option<String>,
}

impl SourceView {
    /// All of it as one text.
    pub(super) fn whole(&self) -> String {
        let english = self.english.iter().map(String::as_str);
        let parts: Vec<&str> = [self.says.as_str()].into_iter().chain(english).collect();
        parts.join(" ")
    }
}

/// Whether an entry holds today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Past,
    Now,
    ToCome,
}

impl When {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Past => "tag",
            Self::Now => "tag tag-done",
            Self::ToCome => "tag tag-waiting",
        }
    }

    pub(super) fn word(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Past => frame.say("rules-past"),
            Self::Now => frame.say("rules-now"),
            Self::ToCome => frame.say("rules-to-come"),
        }
    }
}

impl Section {
    /// What holds and what is to come.
    pub(super) fn shown(&self) -> Vec<&Entry> {
        let shown = self.entries.iter().filter(|entry| entry.when != When::Past);
        shown.collect()
    }

    pub(super) fn past(&self) -> Vec<&Entry> {
        let past = self.entries.iter().filter(|entry| entry.when == When::Past);
        past.collect()
    }
}

/// Every section of a pack.
pub(super) fn sections(frame: &Frame<'_>, pack: &RulePack, today: NaiveDate) -> Vec<Section> {
    let by = Words { frame, today };
    let mut sections = by.of_trade(pack);
    sections.extend(by.of_finance(pack));
    sections.push(by.texts(&pack.legal_texts));
    sections.push(by.years(pack.calendar.published()));
    sections
}

/// Words on a day.
struct Words<'f> {
    frame: &'f Frame<'f>,
    today: NaiveDate,
}

impl Words<'_> {
    fn of_trade(&self, pack: &RulePack) -> Vec<Section> {
        let say = |key| self.frame.say(key);
        vec![
            self.timeline(
                say("rules-payment-terms"),
                &pack.payment_terms,
                values::payment_terms,
            ),
            self.timeline(
                say("rules-confirmation"),
                &pack.confirmation,
                values::confirmation,
            ),
            self.timeline(
                say("rules-voucher-caps"),
                &pack.voucher_caps,
                values::voucher_caps,
            ),
            self.timeline(
                say("rules-split-limits"),
                &pack.split_limits,
                values::split_limits,
            ),
            self.timeline(
                say("rules-late-interest"),
                &pack.late_interest,
                values::late_interest,
            ),
            self.timeline(say("rules-disclosure"), &pack.disclosure, values::disclosure),
            self.timeline(say("rules-retention"), &pack.retention, values::retention),
        ]
    }

    fn of_finance(&self, pack: &RulePack) -> Vec<Section> {
        let say = |key| self.frame.say(key);
        let (limits, period) = (&pack.guarantor_limits, &pack.guarantee_period);
        vec![
            self.lpr(&pack.lpr_one_year),
            self.timeline(say("rules-advance"), &pack.advance, values::advance),
            self.timeline(say("rules-penalty"), &pack.penalty, values::penalty),
            self.timeline(say("rules-guarantor-limits"), limits, values::guarantor_limits),
            self.timeline(say("rules-guarantee-period"), period, values::guarantee_period),
            self.timeline(say("rules-registry"), &pack.registry, values::registry),
            self.timeline(say("rules-auction"), &pack.auction, values::auction),
            self.timeline(say("rules-overdue"), &pack.overdue, values::overdue),
        ]
    }

    fn timeline<T>(
        &self,
        title: String,
        timeline: &Timeline<T>,
        says: fn(&Frame<'_>, &T) -> Vec<String>,
    ) -> Section {
        let now = timeline.entries().iter().rposition(|one| one.from <= self.today);
        let entries = timeline.entries().iter().enumerate().rev();
        let entry = |(place, one): (usize, &Dated<T>)| Entry {
            from: one.from,
            when: when(place, now),
            says: says(self.frame, &one.value),
            foreign: None,
            sources: self.sources(&one.sources),
        };
        Section {
            title,
            entries: entries.map(entry).collect(),
        }
    }

    fn lpr(&self, table: &LprTable) -> Section {
        let now = table.changes.iter().rposition(|one| one.published <= self.today);
        let through = table.checked_through.to_string();
        let entry = |(place, one): (usize, &LprChange)| Entry {
            from: one.published,
            when: when(place, now),
            says: vec![
                one.rate.percent_text(),
                self.frame
                    .say_with("rules-lpr-through", &[("day", through.as_str())]),
            ],
            foreign: None,
            sources: self.sources(std::slice::from_ref(&table.source)),
        };
        Section {
            title: self.frame.say("rules-lpr"),
            entries: table.changes.iter().enumerate().rev().map(entry).collect(),
        }
    }

    /// Texts that signers are shown. Several may hold at once.
    fn texts(&self, texts: &[LegalText]) -> Section {
        let entry = |text: &LegalText| {
            let name = self.text_name(text);
            let foreign = self.foreign(text);
            Entry {
                from: text.from,
                when: match text.until {
                    _ if text.from > self.today => When::ToCome,
                    Some(until) if until < self.today => When::Past,
                    Some(_) | None => When::Now,
                },
                says: if foreign.is_some() {
                    vec![name]
                } else {
                    vec![name, text.text.clone()]
                },
                foreign: foreign.map(|tag| (tag, text.text.clone())),
                sources: self.sources(&text.sources),
            }
        };
        Section {
            title: self.frame.say("rules-texts"),
            entries: texts.iter().rev().map(entry).collect(),
        }
    }

    /// What a text is for and which version of it this is, where its name ends in one, as `confirmation-1` does.
    fn text_name(&self, text: &LegalText) -> String {
        let is_number = |end: &&str| !end.is_empty() && end.bytes().all(|sign| sign.is_ascii_digit());
        let end = text.name.rsplit_once('-').map(|(_, end)| end);
        match (text.purpose, end.filter(is_number)) {
            (Purpose::ConfirmReceivable, Some(version)) => self
                .frame
                .say_with("rules-text-confirmation", &[("version", version)]),
            (Purpose::ConfirmReceivable, None) => {
                let name = text.name.as_str();
                self.frame.say_with("rules-text-name", &[("name", name)])
            }
        }
    }

    fn years(&self, years: &[CalendarYear]) -> Section {
        let entry = |year: &CalendarYear| {
            let (closed, worked) = (days(&year.closed), days(&year.worked));
            let first = NaiveDate::from_ymd_opt(year.year, 1, 1).unwrap_or(self.today);
            Entry {
                from: first,
                when: match year.year.cmp(&self.today.year()) {
                    Ordering::Less => When::Past,
                    Ordering::Equal => When::Now,
                    Ordering::Greater => When::ToCome,
                },
                says: vec![
                    self.frame.say_with("rules-closed", &[("days", closed.as_str())]),
                    self.frame.say_with("rules-worked", &[("days", worked.as_str())]),
                ],
                foreign: None,
                sources: self.sources(&year.sources),
            }
        };
        Section {
            title: self.frame.say("rules-calendar"),
            entries: years.iter().rev().map(entry).collect(),
        }
    }

    /// The tag of the language of a text, where that is not the page's.
    fn foreign(&self, text: &LegalText) -> Option<&'static str> {
        let tag = match text.language {
            tallystick_base::Language::Zh => "zh",
            tallystick_base::Language::En => "en",
        };
        (tag != self.frame.tag()).then_some(tag)
    }

    fn sources(&self, sources: &[Source]) -> Vec<SourceView> {
        sources.iter().map(|source| self.source(source)).collect()
    }

    /// A pack names laws by their Chinese titles and says the rest in English, which a Chinese page marks as such.
    fn source(&self, source: &Source) -> SourceView {
        let is_chinese = self.frame.language() == Language::Zh;
        let law = |title: &str, article: &str| {
            let article = article.replace(", ", &self.frame.say("list-comma"));
            let values = [("title", title), ("article", article.as_str())];
            self.frame.say_with("rules-source-law", &values)
        };
        let practice = |text: &str| self.frame.say_with("rules-source-practice", &[("text", text)]);
        let (says, english) = match source {
            Source::Law { title, article } if is_chinese => {
                let (chinese, english) = by_language(title);
                let chinese = chinese.replace(", ", "，");
                if is_numbered(article) {
                    (law(&chinese, article), english.to_owned())
                } else {
                    (chinese, format!("{english} {article}").trim().to_owned())
                }
            }
            Source::Practice(text) if is_chinese => (self.frame.say("rules-source-chosen"), text.clone()),
            Source::Law { title, article } if is_numbered(article) => (law(title, article), String::new()),
            Source::Law { title, article } => (format!("{title}, {article}"), String::new()),
            Source::Practice(text) => (practice(text), String::new()),
        };
        SourceView {
            says,
            english: (!english.is_empty()).then_some(english),
        }
    }
}

/// Whether a source names articles by their numbers, and not such as *all items*.
fn is_numbered(article: &str) -> bool {
    article.starts_with(|sign: char| sign.is_ascii_digit())
}

/// A title up to its last Chinese sign, and the words behind it; a title without a Chinese sign or without words behind it is all of
/// the first part.
fn by_language(title: &str) -> (&str, &str) {
    let is_chinese = |sign: char| ('\u{3400}'..='\u{9fff}').contains(&sign);
    let end = title.rfind(is_chinese).and_then(|at| {
        let sign = title.get(at..)?.chars().next()?;
        Some(at + sign.len_utf8())
    });
    let (chinese, rest) = title.split_at(end.unwrap_or(title.len()));
    if rest.contains(|sign: char| sign.is_ascii_alphabetic()) {
        (chinese, rest.trim_start_matches([',', ';', ' ']))
    } else {
        (title, "")
    }
}

fn when(place: usize, now: Option<usize>) -> When {
    match now {
        Some(now) if place < now => When::Past,
        Some(now) if place == now => When::Now,
        Some(_) | None => When::ToCome,
    }
}

fn days(days: &[NaiveDate]) -> String {
    // A hyphen at which no line breaks.
    let days: Vec<String> = days
        .iter()
        .map(|day| day.format("%m\u{2011}%d").to_string())
        .collect();
    days.join(" ")
}

#[cfg(test)]
mod tests {
    use super::by_language;

    #[test]
    fn a_title_is_told_from_what_is_added_in_english() {
        assert_eq!(
            by_language("会计档案管理办法, Order 79 of two ministries, in force 2016-01-01"),
            (
                "会计档案管理办法",
                "Order 79 of two ministries, in force 2016-01-01"
            )
        );
        assert_eq!(
            by_language("某批复, 法释〔2024〕11号; in force"),
            ("某批复, 法释〔2024〕11号", "in force")
        );
        assert_eq!(by_language("Late Payment Act"), ("Late Payment Act", ""));
        assert_eq!(
            by_language("某年部分节假日安排的通知 (2019-11-21)"),
            ("某年部分节假日安排的通知 (2019-11-21)", "")
        );
    }
}
