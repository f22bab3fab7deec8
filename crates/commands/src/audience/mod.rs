//! Who sees what, decided in one place.
//!
//! A *body* is seen by the party that signed it, by the parties of the statement's own subject, and by auditors. Everyone
//! else sees *parts*: what happened to the subjects that concern them. A subject concerns a party from its first version until
//! it ceases to; so whoever serves an old entry asks with the states as they were after it, and whoever serves the present
//! asks with the present ones. Leaves and digests are not a matter of this module: every enrolled party sees them.

mod banking;
mod certificates;
mod financing;
mod house;
mod trade;
mod unseen;

use std::collections::BTreeSet;

use tallystick_base::{Capacity, CertificateId, PartyId, Subject};

use crate::Case;

pub use unseen::unseen;
pub(crate) use unseen::without_unseen;

/// Whom a subject concerns. Auditors are not counted in: they see everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Every enrolled party.
    Everyone,
    /// These parties.
    Parties(BTreeSet<PartyId>),
}

impl Audience {
    fn of(parties: impl IntoIterator<Item = PartyId>) -> Self {
        Self::Parties(parties.into_iter().collect())
    }

    fn contains(&self, party: PartyId) -> bool {
        match self {
            Self::Everyone => true,
            Self::Parties(parties) => parties.contains(&party),
        }
    }
}

/// The rule for one kind of subject.
struct Rule {
    kind: &'static str,
    words: &'static str,
    parties: fn(&Case, &Subject) -> Audience,
}

const RULES: &[Rule] = &[
    Rule {
        kind: "ledger",
        words: "every enrolled party",
        parties: |_, _| Audience::Everyone,
    },
    Rule {
        kind: "rules",
        words: "every enrolled party",
        parties: |_, _| Audience::Everyone,
    },
    Rule {
        kind: "party",
        words: house::WORDS,
        parties: house::party,
    },
    Rule {
        kind: "profile",
        words: house::WORDS,
        parties: house::party,
    },
    Rule {
        kind: "recovery",
        words: house::WORDS,
        parties: house::party,
    },
    Rule {
        kind: "member",
        words: house::WORDS,
        parties: house::member,
    },
    Rule {
        kind: "key",
        words: house::WORDS,
        parties: house::key,
    },
    Rule {
        kind: "identity",
        words: house::WORDS,
        parties: house::identity,
    },
    Rule {
        kind: "contract",
        words: trade::SIDES_AND_FINANCIERS,
        parties: trade::contract,
    },
    Rule {
        kind: "allowance",
        words: trade::SIDES,
        parties: trade::allowance,
    },
    Rule {
        kind: "amendment",
        words: trade::SIDES,
        parties: trade::amendment,
    },
    Rule {
        kind: "contract-number",
        words: trade::SIDES,
        parties: trade::number,
    },
    Rule {
        kind: "receivable",
        words: trade::DESK_AND_FINANCIERS,
        parties: trade::receivable,
    },
    Rule {
        kind: "confirmation-lapse",
        words: trade::DESK,
        parties: trade::lapse,
    },
    Rule {
        kind: "evidence",
        words: "those who see the claim that the invoice backs; of a free one, the supplier",
        parties: trade::evidence,
    },
    Rule {
        kind: "certificate",
        words: "debtor, holder, the supplier that delivered, whom it is offered to while it is, the banks and guarantors of a \
                request that it is held for, and the bank it is pledged or assigned to or that endorsed it",
        parties: certificates::certificate,
    },
    Rule {
        kind: "cancellation",
        words: "debtor and holder",
        parties: certificates::cancellation,
    },
    Rule {
        kind: "payment",
        words: "debtor, holder, and whoever collects or answered",
        parties: certificates::payment,
    },
    Rule {
        kind: "payment-record",
        words: certificates::RECORD,
        parties: certificates::payment_record,
    },
    Rule {
        kind: "product",
        words: "every enrolled party",
        parties: |_, _| Audience::Everyone,
    },
    Rule {
        kind: "financing-request",
        words: financing::REQUEST,
        parties: financing::request,
    },
    Rule {
        kind: "auction",
        words: financing::REQUEST,
        parties: financing::auction,
    },
    Rule {
        kind: "review",
        words: financing::REVIEW,
        parties: financing::review,
    },
    Rule {
        kind: "bid",
        words: financing::REVIEW,
        parties: financing::bid,
    },
    Rule {
        kind: "bid-record",
        words: "the bank",
        parties: financing::bid_record,
    },
    Rule {
        kind: "guarantee",
        words: "guarantor and borrower, and the banks of the request",
        parties: financing::guarantee,
    },
    Rule {
        kind: "guarantor-use",
        words: "the guarantor",
        parties: financing::guarantor_use,
    },
    Rule {
        kind: "credit-line",
        words: banking::BANK,
        parties: banking::credit_line,
    },
    Rule {
        kind: "line-use",
        words: banking::BANK,
        parties: banking::line_use,
    },
    Rule {
        kind: "line-book",
        words: banking::BANK,
        parties: banking::line_book,
    },
    Rule {
        kind: "loan",
        words: "bank, borrower and holder, the guarantors it relies on, and the asset manager whose pool bought it",
        parties: banking::loan,
    },
    Rule {
        kind: "bank-entry",
        words: banking::BANK,
        parties: banking::bank_entry,
    },
    Rule {
        kind: "filing",
        words: "bank, borrower and holder",
        parties: banking::filing,
    },
    Rule {
        kind: "notice",
        words: "bank, debtor, borrower and holder",
        parties: banking::notice,
    },
    Rule {
        kind: "pool",
        words: "the asset manager, and the banks whose loans it bought",
        parties: banking::pool,
    },
    Rule {
        kind: "sale",
        words: "the bank, and the asset manager of the pool",
        parties: banking::sale,
    },
    Rule {
        kind: "endorsement",
        words: "bank and debtor, and the holder of the certificate",
        parties: banking::endorsement,
    },
];

/// Every kind of subject with the parties that it concerns, in words.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().map(|rule| (rule.kind, rule.words))
}

/// The parties of a kind of subject, in words.
pub(crate) fn in_words(kind: &str) -> &'static str {
    rule(kind).map_or("nobody", |rule| rule.words)
}

fn rule(kind: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.kind == kind)
}

/// The parties of a subject: those that it is between. A kind that nothing here knows has none.
fn parties(case: &Case, subject: &Subject) -> Audience {
    rule(subject.kind()).map_or_else(|| Audience::of([]), |rule| (rule.parties)(case, subject))
}

/// Whom a subject concerns as the states are: its parties and, for a certificate that was split, the holders of what
/// came out of it, who must be able to see that the children add up.
pub fn concerned(case: &Case, subject: &Subject) -> Audience {
    match (parties(case, subject), CertificateId::try_from(subject)) {
        (Audience::Parties(mut parties), Ok(certificate)) => {
            parties.extend(certificates::holders_below(case, certificate));
            Audience::Parties(parties)
        }
        (audience, _) => audience,
    }
}

/// Whether a party may see what happened to a subject.
pub fn may_see_part(case: &Case, subject: &Subject, viewer: PartyId) -> bool {
    // Most see what they are a side of; only for the others is it worth to look below a certificate.
    is_auditor(case, viewer)
        || (is_enrolled(case, viewer)
            && (parties(case, subject).contains(viewer) || concerned(case, subject).contains(viewer)))
}

/// Whether a party may see the body of a statement that `issuer` signed on the subject `sub`.
pub fn may_see_body(case: &Case, issuer: PartyId, sub: &Subject, viewer: PartyId) -> bool {
    is_auditor(case, viewer)
        || (is_enrolled(case, viewer) && (viewer == issuer || parties(case, sub).contains(viewer)))
}

fn is_enrolled(case: &Case, viewer: PartyId) -> bool {
    case.parties().parties.contains_key(&viewer)
}

/// An auditor that accepted its registration and was not suspended.
fn is_auditor(case: &Case, viewer: PartyId) -> bool {
    let party = case.parties().parties.get(&viewer);
    party.is_some_and(|party| party.is_active() && party.acts_as(Capacity::Auditor))
}
