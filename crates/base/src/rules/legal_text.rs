//! Texts of legal weight that a signer is shown, and whose digest the signed body carries.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::RulesError;
use super::timeline::{Source, ascending};
use crate::digest::Digest;

/// What a text is shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// A buyer confirms a receivable.
    ConfirmReceivable,
}

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Chinese, simplified. In a dispute this text decides.
    Zh,
    /// English, for reading.
    En,
}

/// A text of legal weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalText {
    /// A name for people, unique within the pack only together with the language.
    pub name: String,
    /// What it is shown for.
    pub purpose: Purpose,
    /// Its language.
    pub language: Language,
    /// The first day on which it may be signed.
    pub from: NaiveDate,
    /// The last day on which it may be signed; none while it is in use.
    pub until: Option<NaiveDate>,
    /// The law that gives it its effect.
    pub sources: Vec<Source>,
    /// The SHA-256 of the text in UTF-8.
    pub digest: Digest,
    /// The text.
    pub text: String,
}

impl LegalText {
    /// Whether a statement signed on this date may refer to the text.
    pub fn is_valid_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

pub(super) fn validate(texts: &[LegalText]) -> Result<(), RulesError> {
    let section = "legal_texts";
    let mut seen = Vec::new();
    for text in texts {
        if text.sources.is_empty() {
            return Err(RulesError::NoSource {
                section,
                date: text.from,
            });
        }
        if let Some(until) = text.until {
            ascending(section, [text.from, until])?;
        }
        if seen.contains(&text.digest) {
            return Err(RulesError::RepeatedText {
                name: text.name.clone(),
            });
        }
        seen.push(text.digest);
    }
    Ok(())
}
