//! The words of pages, in both languages.

use std::fmt::Display;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use tallystick_commands::Language;
use unic_langid::LanguageIdentifier;

use crate::language;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/locales"]
struct Locales;

/// A file of words that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the words in {file} cannot be read: {detail}")]
pub struct WordsFault {
    /// The file.
    file: String,
    /// What is wrong.
    detail: String,
}

/// The words in both languages.
pub(crate) struct AllWords {
    zh: Words,
    en: Words,
}

/// The words in one language.
pub(crate) struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl AllWords {
    /// The words that come with this crate.
    pub(crate) fn shipped() -> Result<Self, WordsFault> {
        Ok(Self {
            zh: Words::read(Language::Zh, "zh-CN")?,
            en: Words::read(Language::En, "en-GB")?,
        })
    }

    pub(crate) fn of(&self, language: Language) -> &Words {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

impl Words {
    fn read(language: Language, tag: &str) -> Result<Self, WordsFault> {
        let id: LanguageIdentifier = tag.parse().map_err(|error| WordsFault {
            file: tag.to_owned(),
            detail: format!("{error}"),
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks that isolate the direction of writing are for languages that run the other way; here they only hinder copying.
        bundle.set_use_isolating(false);
        let folder = format!("{}/", language::tag(language));
        for file in Locales::iter().filter(|name| name.starts_with(&folder)) {
            let fault = |detail: String| WordsFault {
                file: file.to_string(),
                detail,
            };
            let bytes = Locales::get(&file).ok_or_else(|| fault("it is gone".to_owned()))?;
            let text =
                String::from_utf8(bytes.data.into_owned()).map_err(|error| fault(error.to_string()))?;
            let resource =
                FluentResource::try_new(text).map_err(|(_, errors)| fault(format!("{errors:?}")))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| fault(format!("{errors:?}")))?;
        }
        Ok(Self { language, bundle })
    }

    /// The language.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// Whether there is such a word.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle
            .get_message(key)
            .is_some_and(|message| message.value().is_some())
    }

    /// A word or sentence.
    pub(crate) fn say(&self, key: &str) -> String {
        self.fill(key, None)
    }

    /// A sentence with a number in it, `$n`, by which it may choose its form.
    pub(crate) fn say_n(&self, key: &str, n: impl Display) -> String {
        let mut args = FluentArgs::new();
        args.set(
            "n",
            FluentValue::from(n.to_string().parse::<i64>().unwrap_or(i64::MAX)),
        );
        self.fill(key, Some(&args))
    }

    /// A sentence with texts in it, by name.
    pub(crate) fn say_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, FluentValue::from((*value).to_owned()));
        }
        self.fill(key, Some(&args))
    }

    /// The word for a stage of a kind of thing: `stage-certificate-free`.
    pub(crate) fn stage(&self, kind: &str, stage: &str) -> String {
        self.say(&format!("stage-{kind}-{stage}"))
    }

    /// A word that is missing shows as its key; a test looks for every key that pages use.
    fn fill(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }
}
