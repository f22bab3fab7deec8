//! Why a command is refused.

mod code;

use chrono::NaiveDate;
use tallystick_base::{
    Capacity, Digest, KeyedFamily, MemberId, Millis, PartyId, SubjectError, Thumbprint, TimeError,
};

use crate::signing::Signers;

/// Why a command about parties is refused, and why any command is that the acting party may not take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    // What does not exist.
    /// No such party.
    #[error("{party} is not registered; the operator registers it with party.register")]
    PartyNotFound {
        /// The party.
        party: PartyId,
    },
    /// No such member.
    #[error("{member} is not registered; two admins of its party add it with member.add")]
    MemberNotFound {
        /// The member.
        member: MemberId,
    },
    /// No such key.
    #[error("key {kid} is not registered; it is added with key.add")]
    KeyNotFound {
        /// The key.
        kid: Thumbprint,
    },
    /// The party has no file.
    #[error("{party} has no profile; the operator has none, and every other party gets one at registration")]
    ProfileNotFound {
        /// The party.
        party: PartyId,
    },
    /// No rules of this name.
    #[error("no rules are published under the name {pack:?}; the operator publishes them with rules.publish")]
    RulesNotFound {
        /// The name of the pack.
        pack: String,
    },
    /// Nothing was announced for this party.
    #[error("no key has been announced for {party}; the operator announces one with key.recover")]
    RecoveryNotFound {
        /// The party.
        party: PartyId,
    },
    /// The subject of an outside identifier was not supplied.
    #[error("the subject of this {} identifier was not supplied; name the subjects that the preparation of the statement lists", family.kind())]
    KeyedNameMissing {
        /// The family of the identifier.
        family: KeyedFamily,
    },
    /// No such kind of command.
    #[error("no command is called {command:?}; the table of commands lists every kind")]
    CommandUnknown {
        /// The kind.
        command: String,
    },
    // Whether the acting party may take the command.
    /// The party has not accepted its registration.
    #[error("{party} has not accepted its registration yet; one of its admins signs party.accept first")]
    PartyNotAccepted {
        /// The party.
        party: PartyId,
    },
    /// The party is suspended.
    #[error(
        "{party} is suspended and begins nothing new; it may still pay, confirm, answer, and keep its members and keys in order"
    )]
    PartySuspended {
        /// The party.
        party: PartyId,
    },
    /// The party does not have the capacity.
    #[error("{party} is not registered as {capacity}; it acts in the capacities of its registration only")]
    CapacityNotHeld {
        /// The party.
        party: PartyId,
        /// The capacity.
        capacity: Capacity,
    },
    /// The command is for other capacities.
    #[error("{command} is not signed as {capacity}; it is signed as {}", list(allowed))]
    CapacityForbidden {
        /// The kind of command.
        command: &'static str,
        /// The capacity in which it was signed.
        capacity: Capacity,
        /// The capacities in which it may be.
        allowed: &'static [Capacity],
    },
    /// The member belongs to another party.
    #[error("{member} is no member of {party}; only a party's own members sign for it and hold its keys")]
    MemberOfAnother {
        /// The member.
        member: MemberId,
        /// The party.
        party: PartyId,
    },
    /// The member has left.
    #[error("{member} has left its party; who comes back is added as a new member")]
    MemberRemoved {
        /// The member.
        member: MemberId,
    },
    /// The member's roles do not reach.
    #[error("{member} may not sign this, which is signed by {}; admins change roles with role.change", signers.words())]
    RoleForbidden {
        /// The member.
        member: MemberId,
        /// Who may sign.
        signers: Signers,
    },
    /// Too few members signed.
    #[error("this needs the signatures of {needed} different members; it has {found}")]
    SignaturesTooFew {
        /// The members needed.
        needed: usize,
        /// The distinct members who signed.
        found: usize,
    },
    /// No checker signed.
    #[error("at least one of the members who sign this must be a checker; none of them is")]
    CheckerMissing,
    // The opening.
    /// The ledger is open.
    #[error("the ledger is open, and {operator} is its operator; entry 0 opens a ledger once")]
    LedgerOpened {
        /// Who opened it.
        operator: PartyId,
    },
    /// Another party signs the opening, or in another capacity.
    #[error("the opening is signed as operator by the party that it creates, {party}")]
    OpeningActor {
        /// The party that the body creates.
        party: PartyId,
    },
    /// Not exactly the new members sign the opening.
    #[error("the opening is signed by exactly the {needed} members that it creates; {found} signed")]
    OpeningSigners {
        /// The members of the body.
        needed: usize,
        /// The members who signed.
        found: usize,
    },
    /// Not two log keys.
    #[error("a log has two verifier keys, Ed25519 and P-256; the opening names {found}")]
    LogKeys {
        /// The keys given.
        found: usize,
    },
    // Published rules.
    /// The name of a pack is no id.
    #[error("the name of a pack is the id of its subject: {reason}")]
    RulesName {
        /// What is wrong with it.
        reason: SubjectError,
    },
    /// The time zone of published rules changes.
    #[error(
        "published rules keep their time zone, {published} minutes ahead of UTC, because past days were counted in it"
    )]
    RulesZone {
        /// The offset published before, in minutes.
        published: i32,
    },
    /// Rules that have come into force would change.
    #[error(
        "what has come into force is not altered, and in {section} the rules for {date} would be; give the change a date after today"
    )]
    RulesAltered {
        /// The section.
        section: &'static str,
        /// The first date from which it would differ, or the date up to which it is settled.
        date: NaiveDate,
    },
    /// A legal text does not have the digest stated.
    #[error("the SHA-256 of the legal text {name:?} is {expected}; the pack states another")]
    TextDigest {
        /// The name of the text.
        name: String,
        /// Its SHA-256.
        expected: Digest,
    },
    // Parties.
    /// The id is in use.
    #[error("{party} is registered already; choose a new id")]
    PartyExists {
        /// The party.
        party: PartyId,
    },
    /// The code is registered.
    #[error("this code is registered for {party}; one organisation is registered once")]
    IdentityTaken {
        /// The party registered under it.
        party: PartyId,
    },
    /// No capacity is named.
    #[error("a party is registered in one capacity at least; name those it is to act in")]
    NoCapacity,
    /// The capacity belongs to the operator alone.
    #[error(
        "the capacity {capacity} belongs to the operator's own party, created by the opening; no other party is registered with it"
    )]
    CapacityReserved {
        /// The capacity.
        capacity: Capacity,
    },
    /// An auditor with a further capacity.
    #[error(
        "an auditor reads everything and changes nothing, so it has no other capacity; register the other capacities for another party"
    )]
    AuditorNotAlone,
    /// A buyer without a class.
    #[error(
        "state what kind of buyer the party is: Order 802 gives state organs and public institutions 30 days to pay (article 9), large enterprises 60"
    )]
    BuyerClassMissing,
    /// A class without a buyer.
    #[error(
        "a buyer class is stated for a party that acts as buyer; this one does not, so leave the class out"
    )]
    BuyerClassWithoutBuyer,
    /// The registration is accepted.
    #[error("{party} has accepted its registration; it is accepted once")]
    PartyAccepted {
        /// The party.
        party: PartyId,
    },
    /// The party is not suspended.
    #[error("{party} is not suspended, so there is nothing to lift")]
    PartyNotSuspended {
        /// The party.
        party: PartyId,
    },
    /// The operator would be suspended.
    #[error("{party} is the operator, which is not suspended: nobody could reinstate it")]
    OperatorStays {
        /// The operator's party.
        party: PartyId,
    },
    // Their files and members.
    /// A supplier without a size class.
    #[error(
        "a supplier states its size class, because Order 802 article 3 looks at it when a contract is signed; a public body may name none only where it does not supply"
    )]
    SizeMissing,
    /// A guarantor without net assets.
    #[error(
        "a guarantor states its net assets, because Order 683 articles 15 and 16 limit its guarantees by them"
    )]
    NetAssetsMissing,
    /// A party heads its own group.
    #[error("{party} names itself as the head of its group; the head leaves the field out")]
    GroupOfItself {
        /// The party.
        party: PartyId,
    },
    /// Fewer than two admins would be left.
    #[error(
        "a party has two admins, or, as a micro or small firm whose policy says so, a single member who is its admin; here would be {admins} among {members} members"
    )]
    AdminsTooFew {
        /// The admins there would be.
        admins: usize,
        /// The members there would be.
        members: usize,
    },
    /// A member without a role.
    #[error("a member has one role at least: maker, checker, admin or viewer")]
    NoRole,
    /// The id is in use.
    #[error("{member} is registered already, or named twice; choose a new id")]
    MemberExists {
        /// The member.
        member: MemberId,
    },
    /// Not exactly the member's keys are named.
    #[error(
        "removing {member} revokes exactly the {held} keys with which the member can still sign; key {kid} is left out or not one of them"
    )]
    MemberKeys {
        /// The member.
        member: MemberId,
        /// A key that is left out, or that the member does not hold.
        kid: Thumbprint,
        /// The keys the member holds.
        held: usize,
    },
    // Approval policies.
    /// A single member where the party is not small.
    #[error("only a micro or small firm may let a single member sign for two; leave sole_member false")]
    SoleMemberNotSmall,
    /// A policy for a command that it cannot govern.
    #[error(
        "a policy speaks of commands that makers and checkers sign, by their kind without version; {command:?} is none"
    )]
    PolicyCommand {
        /// The kind.
        command: String,
    },
    /// A policy that cannot be met.
    #[error(
        "the policy asks {asked} signatures for {command}; between 1 and {most} can be had, from the makers and checkers there are and with at most 16 on an entry"
    )]
    PolicySignatures {
        /// The kind.
        command: String,
        /// The signatures asked for.
        asked: u8,
        /// The most that can be had.
        most: u8,
    },
    /// A policy that asks for a checker where there is none.
    #[error(
        "the policy asks for a checker on {command}, and the party has none; give a member the role first"
    )]
    PolicyChecker {
        /// The kind.
        command: String,
    },
    // Keys.
    /// Not exactly one key.
    #[error("this adds exactly one key; the body lists {found}")]
    OneKeyOnly {
        /// The keys given.
        found: usize,
    },
    /// The thumbprint is of another key.
    #[error("{kid} is not the RFC 7638 thumbprint of the P-256 key beside it")]
    KeyMisnamed {
        /// The name given.
        kid: Thumbprint,
    },
    /// The key is known.
    #[error(
        "key {kid} has been added before, or is listed twice; a key is added once, and a new one takes its place"
    )]
    KeyExists {
        /// The key.
        kid: Thumbprint,
    },
    /// Two holders of one key.
    #[error("key {kid} is given to two holders; every member signs with a key of their own")]
    KeyShared {
        /// The key.
        kid: Thumbprint,
    },
    /// A key without a holder, or a holder without a key.
    #[error(
        "every member named here has one of the keys listed, and every key listed has its holder; {kid} has no counterpart"
    )]
    KeyUnmatched {
        /// The key.
        kid: Thumbprint,
    },
    /// A service key for a party that is not the operator.
    #[error(
        "{party} is not the operator, which alone owns the key of the service; name the member who will hold this key"
    )]
    ServiceKeyElsewhere {
        /// The party.
        party: PartyId,
    },
    /// Neither the holder nor an admin signed.
    #[error("key {kid} is revoked by its holder or an admin of its party; none of them signed")]
    KeyOfAnotherMember {
        /// The key.
        kid: Thumbprint,
    },
    /// The key belongs to another party.
    #[error("key {kid} belongs to {party}; only that party and the operator revoke it")]
    KeyOfAnotherParty {
        /// The key.
        kid: Thumbprint,
        /// The party that owns it.
        party: PartyId,
    },
    /// The key is revoked.
    #[error("key {kid} has been revoked; that happens once")]
    KeyRevoked {
        /// The key.
        kid: Thumbprint,
    },
    /// The operator could not sign any more.
    #[error(
        "the operator keeps two admins with a key, or it could never act again; {left} would be left, so give another admin a key first"
    )]
    OperatorLockedOut {
        /// The admins with a key who would be left.
        left: usize,
    },
    // Recoveries.
    /// A recovery for the operator.
    #[error(
        "{party} is the operator, whose two members add a key with key.add; recovery is for other parties"
    )]
    OperatorHelpsItself {
        /// The operator's party.
        party: PartyId,
    },
    /// The party objected.
    #[error("{member} has vetoed the key announced for {party}; a new one is announced with key.recover")]
    RecoveryVetoed {
        /// The party.
        party: PartyId,
        /// Who objected.
        member: MemberId,
    },
    /// The key was added.
    #[error("the key announced for {party} has been added; a further one is announced with key.recover")]
    RecoveryDone {
        /// The party.
        party: PartyId,
    },
    /// The party still has time to object.
    #[error(
        "a party has 72 hours to veto a key announced for it; this one can be added from {restorable} on"
    )]
    RecoveryTooEarly {
        /// The first moment at which the key may be added.
        restorable: Millis,
    },
    /// Another key than the one announced.
    #[error("the key announced for this party is {announced}; {found} is another")]
    KeyNotAnnounced {
        /// The key that was announced.
        announced: Thumbprint,
        /// The key given.
        found: Thumbprint,
    },
    /// A moment after the year 9999.
    #[error("a date of this decision cannot be computed: {reason}")]
    Time {
        /// What is wrong with it.
        reason: TimeError,
    },
}

fn list(capacities: &[Capacity]) -> String {
    let names: Vec<_> = capacities.iter().map(|capacity| capacity.as_str()).collect();
    names.join(" or ")
}

impl From<SubjectError> for Rejection {
    fn from(reason: SubjectError) -> Self {
        Self::RulesName { reason }
    }
}

impl From<TimeError> for Rejection {
    fn from(reason: TimeError) -> Self {
        Self::Time { reason }
    }
}
