//! Who may sign which command: the rule for every party, as one table.
//!
//! A party's own policy may ask for more, never for less (see [`crate::ApprovalPolicy`]). The table names the commands of later
//! crates as well, because a policy speaks of them; what they do is decided there.

use tallystick_base::Capacity;

use Signers::{Admins, AllButViewers, Any, MakersAndCheckers, Service};

/// Which members of a party may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signers {
    /// Every member, viewers included.
    Any,
    /// Makers and checkers.
    MakersAndCheckers,
    /// Makers, checkers and admins.
    AllButViewers,
    /// Admins.
    Admins,
    /// No member: the service's own key, for what falls due.
    Service,
}

impl Signers {
    /// In words, as a sentence needs them.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Any => "any member",
            Self::MakersAndCheckers => "makers and checkers",
            Self::AllButViewers => "makers, checkers and admins",
            Self::Admins => "admins",
            Self::Service => "the service itself",
        }
    }
}

/// Who may sign one command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningRule {
    /// The kind of command without its version.
    pub kind: &'static str,
    /// The capacities in which it may be signed.
    pub capacities: &'static [Capacity],
    /// Which members may sign.
    pub signers: Signers,
    /// How many distinct members sign at least.
    pub signatures: usize,
    /// Whether a checker must be among them.
    pub checker: bool,
    /// Whether a suspended party may still do it: what it owes to others, and keeping its own house in order.
    pub while_suspended: bool,
}

const OPERATOR: &[Capacity] = &[Capacity::Operator];
const SERVICE: &[Capacity] = &[Capacity::Service];
const SUPPLIER: &[Capacity] = &[Capacity::Supplier];
const BUYER: &[Capacity] = &[Capacity::Buyer];
const BANK: &[Capacity] = &[Capacity::Bank];
const GUARANTOR: &[Capacity] = &[Capacity::Guarantor];
const ASSET_MANAGER: &[Capacity] = &[Capacity::AssetManager];
const CENTRE: &[Capacity] = &[Capacity::ConfirmationCentre];
const TRADE: &[Capacity] = &[Capacity::Supplier, Capacity::Buyer];
/// Whoever can hold a certificate.
const HOLDERS: &[Capacity] = &[
    Capacity::Supplier,
    Capacity::Bank,
    Capacity::Guarantor,
    Capacity::AssetManager,
];
/// The two sides of a certificate.
const HOLDERS_AND_BUYER: &[Capacity] = &[
    Capacity::Supplier,
    Capacity::Buyer,
    Capacity::Bank,
    Capacity::Guarantor,
    Capacity::AssetManager,
];
/// A party in the matters of its own house, the operator and the auditors included.
const EVERYONE: &[Capacity] = &[
    Capacity::Supplier,
    Capacity::Buyer,
    Capacity::Bank,
    Capacity::Guarantor,
    Capacity::AssetManager,
    Capacity::ConfirmationCentre,
    Capacity::Auditor,
    Capacity::Operator,
];

const fn row(
    kind: &'static str,
    capacities: &'static [Capacity],
    signers: Signers,
    signatures: usize,
) -> SigningRule {
    SigningRule {
        kind,
        capacities,
        signers,
        signatures,
        checker: false,
        while_suspended: false,
    }
}

impl SigningRule {
    /// A checker must be among the signers.
    const fn with_checker(self) -> Self {
        Self {
            checker: true,
            ..self
        }
    }

    /// A suspended party may still do it.
    const fn even_suspended(self) -> Self {
        Self {
            while_suspended: true,
            ..self
        }
    }
}

/// The rule for every command.
pub const SIGNING_RULES: &[SigningRule] = &[
    // parties
    row("ledger.open", OPERATOR, Admins, 2),
    row("rules.publish", OPERATOR, AllButViewers, 2),
    row("party.register", OPERATOR, AllButViewers, 2),
    row("party.accept", EVERYONE, Admins, 1),
    row("party.suspend", OPERATOR, AllButViewers, 2),
    row("party.reinstate", OPERATOR, AllButViewers, 2),
    row("profile.update", EVERYONE, Admins, 1).even_suspended(),
    row("member.add", EVERYONE, Admins, 2).even_suspended(),
    row("member.remove", EVERYONE, Admins, 2).even_suspended(),
    row("role.change", EVERYONE, Admins, 2).even_suspended(),
    row("policy.change", EVERYONE, Admins, 2).even_suspended(),
    row("key.add", EVERYONE, Any, 1).even_suspended(),
    row("key.revoke", EVERYONE, Any, 1).even_suspended(),
    row("key.recover", OPERATOR, AllButViewers, 2),
    row("key.veto", EVERYONE, Any, 1).even_suspended(),
    row("key.restore", OPERATOR, AllButViewers, 2),
    // contracts
    row("contract.register", TRADE, MakersAndCheckers, 1),
    row("contract.accept", TRADE, MakersAndCheckers, 1),
    row("contract.reject", TRADE, MakersAndCheckers, 1).even_suspended(),
    row("contract.withdraw", TRADE, MakersAndCheckers, 1).even_suspended(),
    row("contract.close", TRADE, MakersAndCheckers, 1).even_suspended(),
    row("contract.terminate", TRADE, MakersAndCheckers, 1).even_suspended(),
    row("amendment.propose", TRADE, MakersAndCheckers, 1),
    row("amendment.accept", TRADE, MakersAndCheckers, 1),
    row("amendment.reject", TRADE, MakersAndCheckers, 1).even_suspended(),
    row("amendment.withdraw", TRADE, MakersAndCheckers, 1).even_suspended(),
    // certificates
    row("receivable.claim", SUPPLIER, MakersAndCheckers, 1),
    row("receivable.forward", CENTRE, MakersAndCheckers, 1).even_suspended(),
    row("receivable.withdraw", SUPPLIER, MakersAndCheckers, 1).even_suspended(),
    row("receivable.confirm", BUYER, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("receivable.reject", BUYER, MakersAndCheckers, 1).even_suspended(),
    row("receivable.dispute", BUYER, MakersAndCheckers, 1).even_suspended(),
    row("confirmation.lapse", SERVICE, Service, 0),
    row("certificate.offer", HOLDERS, MakersAndCheckers, 1),
    row("certificate.accept", HOLDERS, MakersAndCheckers, 1),
    row("certificate.decline", HOLDERS, MakersAndCheckers, 1).even_suspended(),
    row("certificate.withdraw-offer", HOLDERS, MakersAndCheckers, 1).even_suspended(),
    row("certificate.lapse-offer", SERVICE, Service, 0),
    row("certificate.split", HOLDERS, MakersAndCheckers, 1),
    row("certificate.freeze", OPERATOR, AllButViewers, 2),
    row("certificate.unfreeze", OPERATOR, AllButViewers, 2),
    row("certificate.mark-overdue", SERVICE, Service, 0),
    row("cancellation.propose", HOLDERS_AND_BUYER, MakersAndCheckers, 1),
    row("cancellation.accept", HOLDERS_AND_BUYER, MakersAndCheckers, 1).even_suspended(),
    row("cancellation.decline", HOLDERS_AND_BUYER, MakersAndCheckers, 1).even_suspended(),
    row("cancellation.withdraw", HOLDERS_AND_BUYER, MakersAndCheckers, 1).even_suspended(),
    row("payment.report", BUYER, MakersAndCheckers, 1).even_suspended(),
    row("payment.acknowledge", HOLDERS, MakersAndCheckers, 1).even_suspended(),
    row("payment.reject", HOLDERS, MakersAndCheckers, 1).even_suspended(),
    // financing
    row("product.publish", BANK, MakersAndCheckers, 2).with_checker(),
    row("product.revise", BANK, MakersAndCheckers, 2).with_checker(),
    row("product.withdraw", BANK, MakersAndCheckers, 1).even_suspended(),
    row("request.submit", TRADE, MakersAndCheckers, 1),
    row("request.join", SUPPLIER, MakersAndCheckers, 1),
    row("request.accept", TRADE, MakersAndCheckers, 1),
    row("request.withdraw", TRADE, MakersAndCheckers, 1).even_suspended(),
    row("request.expire", SERVICE, Service, 0),
    row("review.offer", BANK, MakersAndCheckers, 2).with_checker(),
    row("review.withdraw-offer", BANK, MakersAndCheckers, 1).even_suspended(),
    row("review.decline", BANK, MakersAndCheckers, 1).even_suspended(),
    row("bid.commit", BANK, MakersAndCheckers, 2).with_checker(),
    row("bid.reveal", BANK, MakersAndCheckers, 1).even_suspended(),
    row("auction.close", SERVICE, Service, 0),
    row("guarantee.offer", GUARANTOR, MakersAndCheckers, 2).with_checker(),
    row("guarantee.withdraw", GUARANTOR, MakersAndCheckers, 1).even_suspended(),
    row("guarantee.issue", GUARANTOR, MakersAndCheckers, 2).with_checker(),
    row("guarantee.lapse", SERVICE, Service, 0),
    // banking
    row("credit-line.open", BANK, MakersAndCheckers, 2).with_checker(),
    row("credit-line.amend", BANK, MakersAndCheckers, 2).with_checker(),
    row("credit-line.suspend", BANK, MakersAndCheckers, 1).even_suspended(),
    row("credit-line.resume", BANK, MakersAndCheckers, 2).with_checker(),
    row("credit-line.close", BANK, MakersAndCheckers, 1).even_suspended(),
    row("review.assess", BANK, MakersAndCheckers, 1),
    row("loan.approve", BANK, MakersAndCheckers, 2).with_checker(),
    row("loan.cancel", BANK, MakersAndCheckers, 1).even_suspended(),
    row("loan.lapse", SERVICE, Service, 0),
    row("loan.instruct", BANK, MakersAndCheckers, 2).with_checker(),
    row("disbursement.settle", BANK, MakersAndCheckers, 1).even_suspended(),
    row("disbursement.fail", BANK, MakersAndCheckers, 1).even_suspended(),
    row("bank-entry.record", BANK, MakersAndCheckers, 1).even_suspended(),
    row("repayment.book", BANK, MakersAndCheckers, 1).even_suspended(),
    row("repayment.assign", BANK, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("repayment.reverse", BANK, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("loan.charge", BANK, MakersAndCheckers, 1).even_suspended(),
    row("loan.mark-overdue", SERVICE, Service, 0),
    row("loan.claim-recourse", BANK, MakersAndCheckers, 1).even_suspended(),
    row("loan.write-off", BANK, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("surplus.pay", BANK, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("guarantee.call", BANK, MakersAndCheckers, 1).even_suspended(),
    row("guarantee.release", BANK, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("guarantee.expire", SERVICE, Service, 0),
    row("filing.record", BANK, MakersAndCheckers, 1).even_suspended(),
    row("filing.discharge", BANK, MakersAndCheckers, 1).even_suspended(),
    row("assignment.notify", BANK, MakersAndCheckers, 1).even_suspended(),
    row("assignment.acknowledge", BUYER, MakersAndCheckers, 1).even_suspended(),
    row("pool.open", ASSET_MANAGER, MakersAndCheckers, 2).with_checker(),
    row("pool.close", ASSET_MANAGER, MakersAndCheckers, 1).even_suspended(),
    row("sale.propose", BANK, MakersAndCheckers, 2).with_checker(),
    row("sale.accept", ASSET_MANAGER, MakersAndCheckers, 2).with_checker(),
    row("sale.decline", ASSET_MANAGER, MakersAndCheckers, 1).even_suspended(),
    row("sale.withdraw", BANK, MakersAndCheckers, 1).even_suspended(),
    row("certificate.endorse", BANK, MakersAndCheckers, 2).with_checker(),
    row("endorsement.honour", BANK, MakersAndCheckers, 2)
        .with_checker()
        .even_suspended(),
    row("endorsement.release", SERVICE, Service, 0),
];

/// The rule for a kind of command, given with its version or without; `None` where there is no such command.
pub fn signing_rule(kind: &str) -> Option<&'static SigningRule> {
    let name = kind.split_once('/').map_or(kind, |(name, _)| name);
    SIGNING_RULES.iter().find(|rule| rule.kind == name)
}
