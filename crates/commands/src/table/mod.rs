//! The table of commands: one row for each kind, with everything about it but the rule itself.
//!
//! Nothing stands here that is known elsewhere: who signs comes from [`tallystick_parties::SIGNING_RULES`], fields from the
//! body type, and who sees a body from the kind of the subject that the statement is about.

mod banking;
mod certificates;
mod contracts;
mod financing;
mod parties;

use tallystick_parties::{SigningRule, signing_rule};

use crate::audience;
use crate::schemas::Body;

/// One kind of command.
///
/// Subjects are written as patterns: a kind, a slash, and in angle brackets which one of its kind is meant; `<own>` is the
/// acting party's, `<new>` one that the act creates, `<other>` one that the body need not name, though it may name another of its kind. After it, `?` says that there may be none, `+` that there are one or
/// more, `*` that there may be any number.
#[derive(Debug, Clone, Copy)]
pub struct CommandSpec {
    /// The kind with its version, as it is signed.
    pub kind: &'static str,
    /// What it does.
    pub purpose: &'static str,
    /// The statement's own subject.
    pub sub: &'static str,
    /// The other subjects that it may move, or reads without pinning a version.
    pub alt: &'static [&'static str],
    /// The facts that must still be as the signer saw them.
    pub rel: &'static [&'static str],
    /// The amount that the approval policy of the acting party looks at.
    pub amount: PolicyAmount,
    /// The type of its body.
    pub body: Body,
}

/// Which amount an approval policy compares with its thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyAmount {
    /// None: a threshold never applies.
    None,
    /// The one that the body states.
    Stated,
    /// The contract sum.
    ContractSum,
    /// The contract sum as the amendment sets it, or as it is where the amendment leaves it.
    AmendedSum,
    /// The contract sum as the amendment sets it; none where it leaves it.
    ProposedSum,
    /// What the receivable claims.
    Claimed,
    /// What is outstanding on the certificate.
    Outstanding,
    /// What the payment report states.
    Reported,
    /// What the financing request asks for.
    Requested,
    /// The most that the guarantee covers.
    Guaranteed,
    /// The limit of the credit line.
    Limit,
    /// The principal of the loan.
    Lent,
    /// What the line of the bank statement states.
    Entered,
    /// The price of the sale.
    Offered,
}

impl PolicyAmount {
    /// In words, as a table needs them.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Stated => "the amount in the body",
            Self::ContractSum => "the contract sum",
            Self::AmendedSum => "the contract sum as it would become",
            Self::ProposedSum => "the contract sum that the amendment proposes, if it does",
            Self::Claimed => "the claimed amount",
            Self::Outstanding => "what is outstanding on the certificate",
            Self::Reported => "the reported amount",
            Self::Requested => "the amount asked for",
            Self::Guaranteed => "the most that is guaranteed",
            Self::Limit => "the limit of the line",
            Self::Lent => "the principal of the loan",
            Self::Entered => "the amount of the line",
            Self::Offered => "the price",
        }
    }
}

impl CommandSpec {
    /// The table in the order of the crates, each with what its commands are about.
    pub const CHAPTERS: [(&'static str, &'static [Self]); 5] = [
        ("Parties, members, keys and rules", parties::SPECS),
        ("Contracts and amendments", contracts::SPECS),
        ("Receivables, certificates and payments", certificates::SPECS),
        ("Products, requests, offers and guarantees", financing::SPECS),
        ("Credit lines, loans and what follows", banking::SPECS),
    ];

    /// Every kind, in the order of the crates.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        Self::CHAPTERS.into_iter().flat_map(|(_, specs)| specs)
    }

    /// The row of a kind, given with its version.
    pub fn of(kind: &str) -> Option<&'static Self> {
        Self::all().find(|spec| spec.kind == kind)
    }

    /// Who signs it, how many of them, and whether a checker is among them, before any policy of the party.
    pub fn signing(&self) -> Option<&'static SigningRule> {
        signing_rule(self.kind)
    }

    /// The kind of the statement's own subject.
    pub fn sub_kind(&self) -> &'static str {
        self.sub.split_once('/').map_or(self.sub, |(kind, _)| kind)
    }

    /// Who sees the body besides the acting party and auditors, in words.
    pub fn audience(&self) -> &'static str {
        audience::in_words(self.sub_kind())
    }

    const fn new(kind: &'static str, body: Body, sub: &'static str, purpose: &'static str) -> Self {
        Self {
            kind,
            purpose,
            sub,
            alt: &[],
            rel: &[],
            amount: PolicyAmount::None,
            body,
        }
    }

    const fn alt(self, alt: &'static [&'static str]) -> Self {
        Self { alt, ..self }
    }

    const fn rel(self, rel: &'static [&'static str]) -> Self {
        Self { rel, ..self }
    }

    const fn amount(self, amount: PolicyAmount) -> Self {
        Self { amount, ..self }
    }
}
