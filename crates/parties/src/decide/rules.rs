//! `rules.publish`: what has come into force is never altered.

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use tallystick_base::{CalendarYear, Context, Digest, LegalText, LprChange, LprTable, RulePack, Timeline};

use super::step;
use crate::case::day;
use crate::command::PublishRules;
use crate::{Case, Rejection, Rules, RulesTransition, Step};

pub(super) fn publish(case: &Case, body: &PublishRules, context: &Context) -> Result<Vec<Step>, Rejection> {
    let pack = &body.rules;
    let subject = Rules::subject(&pack.pack)?;
    for text in &pack.legal_texts {
        check_digest(text)?;
    }
    if let Some(published) = case.rules.get(&pack.pack) {
        let today = day(&published.pack, context.received);
        check_unaltered(&published.pack, pack, today)?;
    }
    let rules = Box::new(pack.clone());
    Ok(vec![step(subject, RulesTransition::Published { rules })])
}

/// A signer relies on the digest, so it must be that of the text.
fn check_digest(text: &LegalText) -> Result<(), Rejection> {
    let digest = Digest::from_bytes(Sha256::digest(&text.text).into());
    if digest == text.digest {
        Ok(())
    } else {
        Err(Rejection::TextDigest {
            name: text.name.clone(),
            expected: digest,
        })
    }
}

fn check_unaltered(old: &RulePack, new: &RulePack, today: NaiveDate) -> Result<(), Rejection> {
    // Every section is named, so that a new one cannot be forgotten here.
    let RulePack {
        pack: _,
        utc_offset_minutes,
        payment_terms,
        confirmation,
        voucher_caps,
        split_limits,
        late_interest,
        lpr_one_year,
        advance,
        penalty,
        guarantor_limits,
        guarantee_period,
        registry,
        auction,
        overdue,
        disclosure,
        retention,
        legal_texts,
        calendar,
    } = old;
    if *utc_offset_minutes != new.utc_offset_minutes {
        return Err(Rejection::RulesZone {
            published: *utc_offset_minutes,
        });
    }
    macro_rules! check_timelines {
        ($($section:ident),+ $(,)?) => {
            $(check_timeline(stringify!($section), $section, &new.$section, today)?;)+
        };
    }
    check_timelines!(
        payment_terms,
        confirmation,
        voucher_caps,
        split_limits,
        late_interest,
        advance,
        penalty
    );
    check_timelines!(guarantor_limits, guarantee_period, registry);
    check_timelines!(auction, overdue, disclosure, retention);
    check_lpr(lpr_one_year, &new.lpr_one_year)?;
    check_texts(legal_texts, &new.legal_texts, today)?;
    check_calendar(calendar.published(), new.calendar.published(), today)
}

/// What holds today or held before stays; what begins tomorrow or later may still be corrected.
fn check_timeline<T: PartialEq>(
    section: &'static str,
    old: &Timeline<T>,
    new: &Timeline<T>,
    today: NaiveDate,
) -> Result<(), Rejection> {
    let mut before = old.entries().iter().take_while(|entry| entry.from <= today);
    let mut after = new.entries().iter().take_while(|entry| entry.from <= today);
    loop {
        let (before, after) = (before.next(), after.next());
        let Some(entry) = before.or(after) else {
            return Ok(());
        };
        if before != after {
            return Err(Rejection::RulesAltered {
                section,
                date: entry.from,
            });
        }
    }
}

/// Rates up to the last publication that was looked at stay; later ones were provisional, and follow.
fn check_lpr(old: &LprTable, new: &LprTable) -> Result<(), Rejection> {
    let through = old.checked_through;
    let known = |changes: &[LprChange]| -> Vec<_> {
        changes
            .iter()
            .copied()
            .filter(|change| change.published <= through)
            .collect()
    };
    if new.checked_through < through || known(&old.changes) != known(&new.changes) {
        return Err(Rejection::RulesAltered {
            section: "lpr_one_year",
            date: through,
        });
    }
    Ok(())
}

/// A text that could be signed stays, though it may be withdrawn from today on; a new one begins tomorrow or later.
fn check_texts(old: &[LegalText], new: &[LegalText], today: NaiveDate) -> Result<(), Rejection> {
    let altered = |text: &LegalText| Rejection::RulesAltered {
        section: "legal_texts",
        date: text.from,
    };
    for text in old.iter().filter(|text| text.from <= today) {
        let kept = new.iter().find(|other| other.digest == text.digest);
        let kept = kept.ok_or_else(|| altered(text))?;
        let has_ended = text.until.is_some_and(|until| until < today);
        let until_is_free = !has_ended && kept.until.is_none_or(|until| until >= today);
        let same = LegalText {
            until: if until_is_free { text.until } else { kept.until },
            ..kept.clone()
        };
        if same != *text {
            return Err(altered(text));
        }
    }
    let is_known = |text: &LegalText| {
        old.iter()
            .any(|other| other.digest == text.digest && other.from <= today)
    };
    match new.iter().find(|text| text.from <= today && !is_known(text)) {
        Some(text) => Err(altered(text)),
        None => Ok(()),
    }
}

/// Days that have passed in a published year stay. Years that were not published were provisional, and follow.
fn check_calendar(old: &[CalendarYear], new: &[CalendarYear], today: NaiveDate) -> Result<(), Rejection> {
    let altered = |date| Rejection::RulesAltered {
        section: "calendar",
        date,
    };
    let first = |years: &[CalendarYear]| years.first().map(|year| year.year);
    if first(old) != first(new) {
        return Err(altered(today));
    }
    for year in old {
        let Some(kept) = new.iter().find(|other| other.year == year.year) else {
            return Err(altered(today));
        };
        if passed(&year.closed, today) != passed(&kept.closed, today)
            || passed(&year.worked, today) != passed(&kept.worked, today)
        {
            return Err(altered(today));
        }
    }
    Ok(())
}

fn passed(dates: &[NaiveDate], today: NaiveDate) -> Vec<NaiveDate> {
    dates.iter().copied().filter(|date| *date <= today).collect()
}
