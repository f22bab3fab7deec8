//! The words and numbers that every room of the service shares.
//!
//! * Names: [`Subject`], the typed ids such as [`CertificateId`], [`Thumbprint`], [`Digest`], [`Salt`]; who acts,
//!   [`Actor`] and [`Capacity`].
//! * Money: [`Money`] in minor units of a [`Currency`]; [`Rate`], [`DailyRate`] and [`Ratio`]; [`DayCount`],
//!   [`interest`] and [`late_interest`] with one rounding a line.
//! * Time: [`Millis`], [`Term`] after the Civil Code, and the working days of a [`Calendar`].
//! * Codes of organisations: [`CreditCode`] and [`Lei`].
//! * Law as data: [`RulePack`], dated and with sources.
//!
//! Each type is parsed where a value enters and is right from then on: a text that is not exactly of its form is
//! refused with a stable code and a sentence, and nothing overflows, wraps, rounds twice or panics. In JSON a value
//! is its one text; amounts and rates are never JSON numbers.
//!
//! # What this crate is not
//!
//! It reads no clock, draws no randomness, opens no file and computes no hash; times, random bits and digests are
//! passed in. It holds no rule of business: what follows from a late payment or a broken limit is decided in the
//! domain crates, which look the numbers up here. It is no general library of calendars, currencies or decimals
//! either; it holds what confirming, financing and repaying receivables needs.
//!
//! # Ninety days of interest
//!
//! ```
//! use tallystick_base::{Currency, DayCount, Money, Rate, interest};
//!
//! let principal = Money::parse("800000.00", Currency::CNY)?;
//! let rate = Rate::parse("0.0385")?;
//! let (drawn, repaid) = ("2026-01-01".parse()?, "2026-04-01".parse()?);
//! let line = interest(principal, rate, DayCount::Actual360, drawn, repaid)?;
//! assert_eq!(line.to_string(), "7,700.00 CNY");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod actor;
mod calendar;
mod context;
mod credit_code;
mod currency;
mod currency_table;
mod day_count;
mod decimal;
mod digest;
mod encoding;
mod id;
mod interest;
mod lei;
mod macros;
mod money;
mod rate;
mod rules;
mod salt;
mod schema;
mod size_class;
mod subject;
mod term;
mod text;
mod thumbprint;
mod time;

pub use actor::{Actor, Capacity, CapacityError};
pub use calendar::{Calendar, DateError, DayKind, WorkingDate};
pub use context::{Context, IllegalTransition, KeyedFamily, KeyedName, Named, RejectionClass};
pub use credit_code::{CreditCode, CreditCodeError};
pub use currency::{Currency, CurrencyError};
pub use day_count::{DayCount, DayCountError};
pub use decimal::RateError;
pub use digest::Digest;
pub use encoding::EncodingError;
pub use id::{
    AmendmentId, CancellationId, CertificateId, ContractId, CreditLineId, FilingId, FinancingRequestId,
    GuaranteeId, IdError, LoanId, MemberId, NoticeId, PartyId, PaymentId, PoolId, ProductId, ReceivableId,
    ReviewId, SaleId,
};
pub use interest::{InterestError, interest, late_interest};
pub use lei::{Lei, LeiError};
pub use money::{Money, MoneyError};
pub use rate::{DailyRate, Rate, Ratio};
pub use rules::{
    Advance, AgreedFloor, AuctionTimes, CalendarYear, ConfirmationClock, Dated, Disclosure, GuaranteePeriod,
    GuarantorLimits, Language, LateInterest, LegalText, LprChange, LprReading, LprTable, OverdueBuckets,
    PaymentTerm, PaymentTerms, Penalty, Purpose, Registry, Retention, RulePack, RulesError, Source,
    SplitLimits, Timeline, VoucherCaps, Years,
};
pub use salt::Salt;
pub use size_class::SizeClass;
pub use subject::{Subject, SubjectError};
pub use term::{Term, TermError};
pub use thumbprint::Thumbprint;
pub use time::{Millis, TimeError};
