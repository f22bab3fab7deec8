//! Rule packs: what the law and the market prescribe in one jurisdiction, as dated data with its sources.

mod calendar_years;
mod error;
mod legal_text;
mod lpr;
mod timeline;
mod values;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::calendar::Calendar;
use crate::digest::Digest;

pub use calendar_years::{CalendarYear, Years};
pub use error::RulesError;
pub use legal_text::{Language, LegalText, Purpose};
pub use lpr::{LprChange, LprReading, LprTable};
pub use timeline::{Dated, Source, Timeline};
pub use values::{
    Advance, AgreedFloor, AuctionTimes, ConfirmationClock, Disclosure, GuaranteePeriod, GuarantorLimits,
    LateInterest, OverdueBuckets, PaymentTerm, PaymentTerms, Penalty, Registry, Retention, SplitLimits,
    VoucherCaps,
};

const CN: &str = include_str!("../data/rules-cn.json");

/// The dated rules of one jurisdiction.
///
/// A pack is data: it is published into the ledger by a signed statement of the operator, and what it says on a
/// date is looked up there. The pack that is shipped, [`RulePack::cn`], is only the first to be published. Each
/// section is a timeline whose entries name their sources; an entry holds until the next one begins.
// With `remote`, serde derives private functions of these names instead of the traits, and the traits below can
// check what was read: there is no way to deserialize a pack that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, remote = "Self")]
pub struct RulePack {
    /// The name of the pack, `cn` for mainland China.
    pub pack: String,
    /// How many minutes local time is ahead of UTC, all year round. Days begin and end by it.
    pub utc_offset_minutes: i32,
    /// How soon a buyer pays.
    pub payment_terms: Timeline<PaymentTerms>,
    /// How soon a buyer answers a request to confirm.
    pub confirmation: Timeline<ConfirmationClock>,
    /// How far ahead the due date of a certificate may lie.
    pub voucher_caps: Timeline<VoucherCaps>,
    /// How often a certificate may be split.
    pub split_limits: Timeline<SplitLimits>,
    /// What a buyer owes for paying late.
    pub late_interest: Timeline<LateInterest>,
    /// The loan prime rate for one year.
    pub lpr_one_year: LprTable,
    /// How much a bank lends on a certificate where its product says nothing.
    pub advance: Timeline<Advance>,
    /// What a bank charges on an overdue loan.
    pub penalty: Timeline<Penalty>,
    /// How much a guarantor may guarantee.
    pub guarantor_limits: Timeline<GuarantorLimits>,
    /// How long a guarantee lasts where it says nothing.
    pub guarantee_period: Timeline<GuaranteePeriod>,
    /// What the registry of security interests requires.
    pub registry: Timeline<Registry>,
    /// How an auction of sealed bids runs.
    pub auction: Timeline<AuctionTimes>,
    /// By how many days overdue loans are told apart.
    pub overdue: Timeline<OverdueBuckets>,
    /// By when overdue payments of a year are made public.
    pub disclosure: Timeline<Disclosure>,
    /// How long records are kept.
    pub retention: Timeline<Retention>,
    /// The texts that a signer of legal weight is shown.
    pub legal_texts: Vec<LegalText>,
    /// Closed days and worked weekends.
    pub calendar: Years,
}

/// Writes one look-up a section, so that a date before the first entry is refused with the section's name.
macro_rules! look_ups {
    ($($(#[$doc:meta])* $name:ident: $section:ident -> $type:ty;)+) => {$(
        $(#[$doc])*
        pub fn $name(&self, on: NaiveDate) -> Result<&Dated<$type>, RulesError> {
            self.$section.on(stringify!($section), on)
        }
    )+};
}

impl RulePack {
    /// The pack for mainland China that is shipped with this crate.
    pub fn cn() -> Result<Self, RulesError> {
        Self::from_json(CN)
    }

    /// Reads a pack and checks it. Unknown members are refused.
    pub fn from_json(json: &str) -> Result<Self, RulesError> {
        let refusal = |error: serde_json::Error| RulesError::Json {
            reason: error.to_string(),
        };
        let mut reader = serde_json::Deserializer::from_str(json);
        // The derived function, so that a broken rule keeps its own code.
        let pack = Self::deserialize(&mut reader).map_err(refusal)?;
        reader.end().map_err(refusal)?;
        pack.validate()?;
        Ok(pack)
    }

    /// Writes the pack as indented JSON that [`RulePack::from_json`] reads.
    pub fn to_json(&self) -> Result<String, RulesError> {
        serde_json::to_string_pretty(self).map_err(|error| RulesError::Json {
            reason: error.to_string(),
        })
    }

    /// Checks that every section begins somewhere, ascends without repetition and names its sources, that the
    /// numbers of an entry agree with one another, and that the years of the calendar follow without a gap.
    ///
    /// Whether a digest fits its text is not checked here, for this crate has no hash function. A test checks it
    /// for the pack that is shipped; whoever publishes another pack compares them first.
    pub fn validate(&self) -> Result<(), RulesError> {
        if self.utc_offset_minutes.unsigned_abs() > 14 * 60 {
            return Err(RulesError::Offset {
                minutes: self.utc_offset_minutes,
            });
        }
        timeline::validate("payment_terms", &self.payment_terms)?;
        timeline::validate("confirmation", &self.confirmation)?;
        timeline::validate("voucher_caps", &self.voucher_caps)?;
        timeline::validate("split_limits", &self.split_limits)?;
        timeline::validate("late_interest", &self.late_interest)?;
        self.lpr_one_year.validate()?;
        timeline::validate("advance", &self.advance)?;
        timeline::validate("penalty", &self.penalty)?;
        timeline::validate("guarantor_limits", &self.guarantor_limits)?;
        timeline::validate("guarantee_period", &self.guarantee_period)?;
        timeline::validate("registry", &self.registry)?;
        timeline::validate("auction", &self.auction)?;
        timeline::validate("overdue", &self.overdue)?;
        timeline::validate("disclosure", &self.disclosure)?;
        timeline::validate("retention", &self.retention)?;
        legal_text::validate(&self.legal_texts)?;
        self.calendar.validate()
    }

    look_ups! {
        /// How soon a buyer pays under a contract signed on this date.
        payment_terms_on: payment_terms -> PaymentTerms;
        /// How soon a buyer answers a request to confirm made on this date.
        confirmation_on: confirmation -> ConfirmationClock;
        /// How far ahead the due date of a certificate issued on this date may lie.
        voucher_caps_on: voucher_caps -> VoucherCaps;
        /// How often a certificate may be split on this date.
        split_limits_on: split_limits -> SplitLimits;
        /// What a buyer owes for paying late under a contract signed on this date.
        late_interest_on: late_interest -> LateInterest;
        /// How much a bank lends by default under a product of this date.
        advance_on: advance -> Advance;
        /// What a bank charges on a loan, agreed on this date, that is overdue.
        penalty_on: penalty -> Penalty;
        /// How much a guarantor may guarantee on this date.
        guarantor_limits_on: guarantor_limits -> GuarantorLimits;
        /// How long a guarantee given on this date lasts where it says nothing.
        guarantee_period_on: guarantee_period -> GuaranteePeriod;
        /// What the registry requires on this date.
        registry_on: registry -> Registry;
        /// How an auction that began on this date runs.
        auction_on: auction -> AuctionTimes;
        /// By how many days overdue loans are told apart on this date.
        overdue_on: overdue -> OverdueBuckets;
        /// By when overdue payments are made public on this date.
        disclosure_on: disclosure -> Disclosure;
        /// How long records made on this date are kept.
        retention_on: retention -> Retention;
    }

    /// The loan prime rate for one year in force on a date.
    pub fn lpr_one_year_on(&self, on: NaiveDate) -> Result<LprReading, RulesError> {
        self.lpr_one_year.on(on)
    }

    /// The text with this digest, if a statement signed on this date may refer to it.
    pub fn legal_text(&self, digest: &Digest, on: NaiveDate) -> Option<&LegalText> {
        self.legal_texts
            .iter()
            .find(|text| text.digest == *digest && text.is_valid_on(on))
    }

    /// The working days of the jurisdiction.
    pub const fn calendar(&self) -> Calendar<'_> {
        Calendar::new(&self.calendar)
    }
}

impl Serialize for RulePack {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for RulePack {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pack = Self::deserialize(deserializer)?;
        pack.validate().map_err(serde::de::Error::custom)?;
        Ok(pack)
    }
}
