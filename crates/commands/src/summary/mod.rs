//! What a command says in one line, in Chinese and English.
//!
//! The sentences stand in `data/summaries.json`, a data file without code, so that a browser or another program can make
//! the very same sentence from the very same body. In a sentence,
//!
//! * `{path}` or `{path|format}` is a place: the path leads into the body by dots, and through a list to each of its
//!   elements. Formats: none (text or number as it is), `money` (grouped, with currency), `count` (the length of a list),
//!   `word` (a fixed word of the file, by language), `percent` (a fraction as per cent), `time` (RFC 3339, in UTC). Several values
//!   stand one after the other with `、` or a comma between.
//! * `[…]` is left out where the body does not fill a place in it: an absent member, `null`, or an empty list.
//!
//! Outside brackets a place that the body does not fill is an error, so a sentence never says less than its author meant.

mod fill;
mod template;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use template::Piece;

const DATA: &str = include_str!("../../data/summaries.json");

/// The languages that sentences are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese, as a bank in China writes it.
    Zh,
    /// English, as a bank in London writes it.
    En,
}

/// A sentence in every language.
type Sentences = BTreeMap<Language, String>;

/// The sentences of all commands, and the words that they use.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summaries {
    words: BTreeMap<String, Sentences>,
    commands: BTreeMap<String, Sentences>,
}

/// Why a sentence could not be made. It is a fault of the data file or of a body that was not parsed before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SummaryFault {
    /// The data file is not of the form described.
    #[error("the summaries cannot be read: {0}")]
    Data(String),
    /// There is no sentence for this kind.
    #[error("there is no sentence for {0}")]
    NoSentence(String),
    /// A brace or bracket that is not closed, or stands where none may.
    #[error("the sentence of {kind} has a brace or bracket out of place")]
    Template {
        /// The command kind.
        kind: String,
    },
    /// A place names something that the body does not have, or that does not have this format.
    #[error("the sentence of {kind} has the place {{{place}}}, which the body does not fill")]
    Place {
        /// The command kind.
        kind: String,
        /// The place as written.
        place: String,
    },
}

impl SummaryFault {
    /// The stable code of this fault.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Data(_) => "summary-data",
            Self::NoSentence(_) => "summary-missing",
            Self::Template { .. } => "summary-template",
            Self::Place { .. } => "summary-place",
        }
    }
}

impl Summaries {
    /// The sentences that come with this crate.
    pub fn shipped() -> Result<Self, SummaryFault> {
        serde_json::from_str(DATA).map_err(|error| SummaryFault::Data(error.to_string()))
    }

    /// The command kinds that have sentences.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.commands.keys().map(String::as_str)
    }

    /// The sentence of a kind as the file has it, with its places.
    pub fn template(&self, kind: &str, language: Language) -> Result<&str, SummaryFault> {
        self.commands
            .get(kind)
            .and_then(|sentences| sentences.get(&language))
            .map(String::as_str)
            .ok_or_else(|| SummaryFault::NoSentence(kind.to_owned()))
    }

    /// The sentence for a body of this kind.
    pub fn sentence(&self, kind: &str, body: &Value, language: Language) -> Result<String, SummaryFault> {
        let template = self.template(kind, language)?;
        let pieces = template::parse(template).ok_or_else(|| SummaryFault::Template {
            kind: kind.to_owned(),
        })?;
        self.write(&pieces, body, language)
            .map_err(|place| SummaryFault::Place {
                kind: kind.to_owned(),
                place: place.to_owned(),
            })
    }

    /// Writes the pieces one after the other; on failure gives the place that the body does not fill.
    fn write<'t>(&self, pieces: &[Piece<'t>], body: &Value, language: Language) -> Result<String, &'t str> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Place(place) => text.push_str(&self.fill(place, body, language).ok_or(*place)?),
                Piece::Optional(pieces) => {
                    text.push_str(&self.write(pieces, body, language).unwrap_or_default());
                }
            }
        }
        Ok(text)
    }

    fn word(&self, value: &Value, language: Language) -> Option<String> {
        self.words.get(value.as_str()?)?.get(&language).cloned()
    }
}
