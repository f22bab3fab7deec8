//! Which language a visitor reads.

use axum::http::{HeaderMap, header};
use tallystick_commands::Language;

use crate::cookies;

/// The cookie with the language that a visitor chose.
pub(crate) const COOKIE: &str = "tallystick-language";

/// The language that was chosen, or the first of the browser's that there is. Chinese where it says neither.
pub(crate) fn of(headers: &HeaderMap) -> Language {
    let chosen = cookies::value(headers, COOKIE).and_then(named);
    chosen.or_else(|| preferred(headers)).unwrap_or(Language::Zh)
}

/// The language of a tag such as `zh-CN`.
pub(crate) fn named(tag: &str) -> Option<Language> {
    match tag.split('-').next()?.to_ascii_lowercase().as_str() {
        "zh" => Some(Language::Zh),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The tag of a language, for `lang` and cookies.
pub(crate) const fn tag(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh",
        Language::En => "en",
    }
}

/// The first language that we speak in `Accept-Language` (RFC 9110, section 12.5.4), by weight, then by order.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let text = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(u16, Language)> = None;
    for range in text.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let Some(language) = named(tag.trim()) else {
            continue;
        };
        let weight = thousandths(weight.trim());
        if weight > 0 && best.is_none_or(|(heaviest, _)| weight > heaviest) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

/// A weight such as `q=0.8`, in thousandths; nothing for what is none.
fn thousandths(weight: &str) -> u16 {
    let Some(number) = weight.strip_prefix("q=") else {
        return 0;
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let mut digits: String = part.chars().take(3).collect();
    while digits.len() < 3 {
        digits.push('0');
    }
    match (whole.parse::<u16>(), digits.parse::<u16>()) {
        (Ok(whole @ 0..=1), Ok(part)) => (whole * 1_000 + part).min(1_000),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(accept: &'static str, cookie: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
        headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
        of(&headers)
    }

    #[test]
    fn the_choice_comes_before_the_browser_and_chinese_before_nothing() {
        assert_eq!(asked("en-GB,en;q=0.9", ""), Language::En);
        assert_eq!(asked("en;q=0.3, zh-CN;q=0.8", ""), Language::Zh);
        assert_eq!(asked("de, en;q=0.5", ""), Language::En);
        assert_eq!(asked("de", ""), Language::Zh);
        assert_eq!(asked("en;q=0", ""), Language::Zh);
        assert_eq!(asked("en", "other=1; tallystick-language=zh"), Language::Zh);
        assert_eq!(asked("zh", "tallystick-language=en"), Language::En);
        assert_eq!(asked("zh;q=x, en;q=0.1", ""), Language::En);
    }
}
