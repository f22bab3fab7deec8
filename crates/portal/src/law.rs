//! The articles on which the effects of acts rest: what each says stands on one page, and whoever reads of it is led there.

use std::fmt::Write as _;

use askama::filters::Safe;
use tallystick_commands::Language;

/// Where what the articles say is shown.
pub(crate) const PAGE: &str = "/rules/articles";

/// A law, a measure or an interpretation of a court.
pub(crate) struct Law {
    /// Its key among the words.
    pub(crate) key: &'static str,
    /// How sentences name it, in both languages.
    names: &'static [&'static str],
    pub(crate) articles: &'static [Article],
}

/// One of its articles.
pub(crate) struct Article {
    number: &'static str,
    /// Its number as Chinese sentences write it.
    chinese: &'static str,
}

const fn article(number: &'static str, chinese: &'static str) -> Article {
    Article { number, chinese }
}

/// Sentences that name no law go on with the one named before, or mean this one.
const CIVIL_CODE: Law = Law {
    key: "civil-code",
    names: &["Civil Code", "《民法典》", "民法典"],
    articles: &[
        article("445", "第四百四十五条"),
        article("472", "第四百七十二条"),
        article("473", "第四百七十三条"),
        article("476", "第四百七十六条"),
        article("524", "第五百二十四条"),
        article("545", "第五百四十五条"),
        article("546", "第五百四十六条"),
        article("547", "第五百四十七条"),
        article("548", "第五百四十八条"),
        article("549", "第五百四十九条"),
        article("561", "第五百六十一条"),
        article("667", "第六百六十七条"),
        article("681", "第六百八十一条"),
        article("688", "第六百八十八条"),
        article("692", "第六百九十二条"),
        article("693", "第六百九十三条"),
        article("700", "第七百条"),
        article("761", "第七百六十一条"),
        article("763", "第七百六十三条"),
        article("766", "第七百六十六条"),
        article("768", "第七百六十八条"),
    ],
};

/// Every law that an effect cites.
pub(crate) const LAWS: &[Law] = &[
    CIVIL_CODE,
    Law {
        key: "security",
        names: &["法释〔2020〕28号"],
        articles: &[article("61", "第六十一条")],
    },
    Law {
        key: "order-802",
        names: &["Order 802", "条例"],
        articles: &[article("15", "第十五条"), article("16", "第十六条")],
    },
    Law {
        key: "registration",
        names: &[
            "Measures on the unified registration of security in movables and rights",
            "动产和权利担保统一登记办法",
        ],
        articles: &[article("17", "第十七条")],
    },
    Law {
        key: "commercial-banks",
        names: &["Commercial Banks Law", "商业银行法"],
        articles: &[article("39", "第三十九条")],
    },
    Law {
        key: "electronic-signatures",
        names: &["Electronic Signature Law", "《电子签名法》"],
        articles: &[article("14", "第十四条")],
    },
];

impl Article {
    /// Its number, as it stands in the heads of a page in this language.
    pub(crate) fn number(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.chinese,
            Language::En => self.number,
        }
    }

    /// Its place on the page, which is the key of what it says too, after `article-`.
    pub(crate) fn anchor(&self, law: &Law) -> String {
        format!("{}-{}", law.key, self.number)
    }
}

/// What a sentence goes on with.
enum Part {
    /// A law, after which articles of it may follow.
    Law(&'static Law, usize),
    /// An article with its place on the page.
    Article(&'static Law, &'static Article, usize),
    /// What stands between two articles in English.
    Between(usize),
    Text(usize),
}

/// A sentence as HTML, in which each article that it cites leads to what it says.
pub(crate) fn linked(text: &str) -> Safe<String> {
    let mut html = String::with_capacity(text.len());
    let (mut rest, mut law, mut listing) = (text, &CIVIL_CODE, false);
    while !rest.is_empty() {
        let part = next(rest, law, listing);
        let (Part::Law(_, length) | Part::Article(_, _, length) | Part::Between(length) | Part::Text(length)) =
            part;
        let Some((said, behind)) = rest.split_at_checked(length) else {
            break;
        };
        if let Part::Article(of, article, _) = part {
            let _ = write!(html, "<a href=\"{PAGE}#{}\">", article.anchor(of));
            escape(said, &mut html);
            html.push_str("</a>");
        } else {
            escape(said, &mut html);
        }
        listing = matches!(part, Part::Article(..) | Part::Between(_));
        if let Part::Law(named, _) | Part::Article(named, ..) = part {
            law = named;
        }
        rest = behind;
    }
    Safe(html)
}

fn next(rest: &str, law: &'static Law, listing: bool) -> Part {
    if let Some((named, length)) = name(rest) {
        let behind = rest.get(length..).unwrap_or_default();
        let mark = [", ", " "].iter().find(|mark| behind.starts_with(**mark));
        let mark = mark.map_or(0, |mark| mark.len());
        let cited = behind.get(mark..).and_then(|behind| cited(behind, named, false));
        return match cited {
            Some((of, article, cited)) if of.key == named.key => {
                Part::Article(of, article, length + mark + cited)
            }
            _ => Part::Law(named, length),
        };
    }
    if let Some((of, article, length)) = cited(rest, law, listing) {
        return Part::Article(of, article, length);
    }
    let goes_on = |mark: &&&str| {
        let behind = rest.strip_prefix(**mark);
        behind.is_some_and(|behind| behind.starts_with(|next: char| next.is_ascii_digit()))
    };
    match [" and ", " to ", ", "].iter().find(goes_on) {
        Some(mark) if listing => Part::Between(mark.len()),
        _ => Part::Text(rest.chars().next().map_or(1, char::len_utf8)),
    }
}

/// The law that a sentence names here, and how long the name is.
fn name(rest: &str) -> Option<(&'static Law, usize)> {
    let names = LAWS
        .iter()
        .flat_map(|law| law.names.iter().map(move |name| (law, name)));
    names
        .filter(|(_, name)| rest.starts_with(**name))
        .map(|(law, name)| (law, name.len()))
        .max_by_key(|(_, length)| *length)
}

/// The article that a sentence cites here, by its number alone where it goes on from another.
fn cited(rest: &str, law: &'static Law, listing: bool) -> Option<(&'static Law, &'static Article, usize)> {
    let behind = ["articles ", "article "]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let behind = behind.or(listing.then_some(rest)).unwrap_or_default();
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let number = behind.get(..digits).unwrap_or_default();
    let length = |article: &Article| {
        if article.number == number {
            Some(rest.len() - behind.len() + digits)
        } else {
            rest.starts_with(article.chinese).then_some(article.chinese.len())
        }
    };
    [law, &CIVIL_CODE].into_iter().find_map(|law| {
        let mut articles = law.articles.iter();
        articles.find_map(|article| Some((law, article, length(article)?)))
    })
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&#38;"),
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::words::AllWords;

    /// The effects of acts in a language, by their keys.
    fn effects(language: &str) -> BTreeMap<String, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(language);
        let files = fs::read_dir(folder).unwrap();
        let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let lines: Vec<String> = texts
            .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let effects = lines.iter().filter_map(|line| line.split_once(" = "));
        effects
            .filter(|(key, _)| key.ends_with("-effect"))
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect()
    }

    /// The places to which a sentence leads, and what of it leads nowhere.
    fn read(text: &str) -> (BTreeSet<String>, String) {
        let Safe(html) = linked(text);
        let mut parts = html.split("<a href=\"/rules/articles#");
        let mut plain = parts.next().unwrap().to_owned();
        let mut places = BTreeSet::new();
        for part in parts {
            let (place, behind) = part.split_once("\">").unwrap();
            places.insert(place.to_owned());
            plain.push_str(behind.split_once("</a>").unwrap().1);
        }
        (places, plain)
    }

    /// Whether a Chinese sentence cites an article.
    fn cites(text: &str) -> bool {
        let is_numeral = |character| "一二三四五六七八九十百零".contains(character);
        let mut behind = text.split('第').skip(1);
        behind.any(|behind| behind.trim_start_matches(is_numeral).starts_with('条'))
    }

    #[test]
    fn every_article_that_an_effect_cites_leads_to_what_it_says_in_both_languages() {
        let (zh, en) = (effects("zh"), effects("en"));
        let mut led_to = BTreeSet::new();
        for (key, english) in &en {
            let (places, plain) = read(english);
            assert!(!plain.contains("article"), "{key}: {plain}");
            let (chinese, plain) = read(&zh[key]);
            assert!(!cites(&plain), "{key}: {plain}");
            assert_eq!(places, chinese, "{key}");
            led_to.extend(places);
        }
        // And none stands on the page for nothing.
        let places = |law: &Law| -> Vec<String> { law.articles.iter().map(|one| one.anchor(law)).collect() };
        let all: BTreeSet<String> = LAWS.iter().flat_map(places).collect();
        assert_eq!(led_to, all);
    }

    #[test]
    fn each_article_is_told_in_both_languages() {
        let words = AllWords::shipped().unwrap();
        for language in [Language::Zh, Language::En] {
            for law in LAWS {
                assert!(words.of(language).has(&format!("law-{}", law.key)));
                for article in law.articles {
                    let key = format!("article-{}", article.anchor(law));
                    assert!(words.of(language).has(&key), "{key}");
                }
            }
        }
    }

    #[test]
    fn citations_are_read_as_people_write_them() {
        for (text, html) in [
            (
                "paid (Civil Code, article 545).",
                "paid (<a href=\"/rules/articles#civil-code-545\">Civil Code, article 545</a>).",
            ),
            (
                "(Civil Code articles 545 to 547; article 763)",
                "(<a href=\"/rules/articles#civil-code-545\">Civil Code articles 545</a> to <a \
                 href=\"/rules/articles#civil-code-547\">547</a>; <a href=\"/rules/articles#civil-code-763\">article 763</a>)",
            ),
            (
                "法释〔2020〕28号第六十一条；第五百四十八条",
                "<a href=\"/rules/articles#security-61\">法释〔2020〕28号第六十一条</a>；<a \
                 href=\"/rules/articles#civil-code-548\">第五百四十八条</a>",
            ),
            (
                "Electronic Signature Law (article 14)",
                "Electronic Signature Law (<a href=\"/rules/articles#electronic-signatures-14\">article 14</a>)",
            ),
            // Nothing is said of it.
            ("Civil Code, article 1", "Civil Code, article 1"),
            ("545 <b> & \"545\"", "545 &#60;b&#62; &#38; &#34;545&#34;"),
        ] {
            let Safe(said) = linked(text);
            assert_eq!(said, html);
        }
    }
}
