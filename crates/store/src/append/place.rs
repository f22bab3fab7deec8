//! One statement takes its place: checked against it, decided, sealed, and folded into the states.
//!
//! Appending and auditing both come through here, so what an audit recomputes is what was done. There is no I/O, and no
//! clock: time and salts are passed in.

use std::collections::BTreeSet;

use serde_json::value::to_raw_value;
use tallystick_base::{Actor, Capacity, Context, MemberId, Millis, Named, PartyId, Salt, Subject};
use tallystick_commands::parties::Role;
use tallystick_commands::{
    self as commands, Case, Command, MissingSignatures, Movement, Rejection, State, Step, parties,
};
use tallystick_ledger::{
    Claims, Hash, Head, Moved, OPENING_KIND, Part, Refusal, Sealed, SubjectHead, check_moves, check_opening,
    check_statement, outcome_digest,
};

use super::standing::Here;
use super::{Reading, States, Submission};
use crate::{Pepper, StoreError};

/// A statement in its place.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) sealed: Sealed,
    /// One for each subject that it moved, in the order of the leaf.
    pub(crate) parts: Vec<Part>,
    pub(crate) body: Vec<u8>,
}

/// Why a statement takes no place.
#[derive(Debug)]
pub(crate) enum PlaceError {
    /// It does not fit there.
    Input(Refusal),
    /// The rules say no.
    Rule(Rejection),
    /// It would be accepted, with further signatures of its party.
    Short(MissingSignatures),
    /// A fault. The states are of no further use.
    Fault(StoreError),
}

impl From<Refusal> for PlaceError {
    fn from(refusal: Refusal) -> Self {
        Self::Input(refusal)
    }
}

impl From<Rejection> for PlaceError {
    fn from(rejection: Rejection) -> Self {
        Self::Rule(rejection)
    }
}

impl From<StoreError> for PlaceError {
    fn from(error: StoreError) -> Self {
        Self::Fault(error)
    }
}

/// What a placing draws on besides the states.
pub(crate) struct Means<'m> {
    /// The time now; an entry gets the later of it and its predecessor's.
    pub(crate) clock: Millis,
    pub(crate) pepper: &'m Pepper,
    /// A salt for each part, in the order of the leaf.
    pub(crate) salt: &'m mut dyn FnMut() -> Salt,
    /// Is told of every node of the tree that the leaf completes.
    pub(crate) completed: &'m mut dyn FnMut(u8, u64, Hash),
}

/// Puts a statement in the next place. Its envelope has been checked. Unless it is placed, head and states stay as they were.
pub(crate) fn place(
    head: &mut Head,
    states: &mut States,
    submission: &Submission,
    reading: &Reading,
    means: &mut Means<'_>,
) -> Result<Placed, PlaceError> {
    let statement = &submission.statement;
    let claims = statement.claims();
    let received = means.clock.max(head.received());
    let here = Here { head, states };
    // One that waits for others is judged by the window of several.
    let count = statement.signatures().len();
    let in_time = match claims.capacity {
        Capacity::Service => count,
        _ => count.max(2),
    };
    check_statement(statement, in_time, received, &here)?;
    let command = reading.command.as_deref().map_err(Clone::clone)?;
    let mut lent = states.lend(&reading.reach)?;
    let placed = place_in(&mut lent.case, head, states, submission, command, received, means);
    let moved = placed
        .as_ref()
        .map_or(&[][..], |placed| &placed.sealed.entry.moved);
    states.give_back(lent, moved);
    placed
}

/// As `place`, with the case of the statement.
fn place_in(
    case: &mut Case,
    head: &mut Head,
    states: &mut States,
    submission: &Submission,
    command: &Command,
    received: Millis,
    means: &mut Means<'_>,
) -> Result<Placed, PlaceError> {
    let statement = &submission.statement;
    let claims = statement.claims();
    let members = if head.size() == 0 {
        opening_members(command)
    } else {
        signing_members(case, submission)
    };
    let mut decision = Decision::new(case, command, claims, members, received, means.pepper)?;
    let movements = match decision.decide() {
        Ok(movements) => movements,
        Err(rejection) => return Err(decision.refused(rejection)),
    };
    let here = Here { head, states };
    check_statement(statement, statement.signatures().len(), received, &here)?;
    let moved = moved(states, &movements);
    check_moves(claims, &moved, &here)?;
    let parts = encode(&movements, means.salt)?;
    let digests: Vec<_> = parts.iter().map(Part::digest).collect();
    let outcome = outcome_digest(&moved, &digests).ok_or(Refusal::EntryForm("one part for each subject"))?;
    let mut next = head.clone();
    let mut nodes = Vec::new();
    let sealed = next.seal(
        received,
        moved,
        statement.clone(),
        outcome,
        |level, index, hash| {
            nodes.push((level, index, hash));
        },
    )?;
    check_opening(&sealed.entry)?;
    fold(case, states, &sealed, movements)?;
    // Nothing fails from here on.
    *head = next;
    for (level, index, hash) in nodes {
        (means.completed)(level, index, hash);
    }
    Ok(Placed {
        sealed,
        parts,
        body: submission.body.clone(),
    })
}

/// What a decision is made of.
pub(crate) struct Decision<'c> {
    case: &'c Case,
    command: &'c Command,
    named: Named,
    context: Context,
}

impl<'c> Decision<'c> {
    /// The decision on a command of these members, with the subjects of outside identifiers supplied.
    pub(crate) fn new(
        case: &'c mut Case,
        command: &'c Command,
        claims: &Claims,
        members: Vec<MemberId>,
        received: Millis,
        pepper: &Pepper,
    ) -> Result<Self, PlaceError> {
        supply_names(case, command, pepper)?;
        let context = context(claims, members, received)?;
        Ok(Self {
            case,
            command,
            named: named(claims),
            context,
        })
    }

    /// What the decision would be if enough signed: nothing where it would be accepted, with what is missing for that.
    pub(crate) fn preview(&mut self) -> Result<Option<MissingSignatures>, PlaceError> {
        match self.decide() {
            Ok(_) => Ok(None),
            Err(rejection) => match self.refused(rejection) {
                PlaceError::Short(missing) => Ok(Some(missing)),
                error => Err(error),
            },
        }
    }

    fn decide(&self) -> Result<Vec<Movement>, Rejection> {
        commands::decide(self.case, self.command, &self.named, &self.context)
    }

    /// A rejection, or what is missing where the act would be accepted if all signed who may: only then is it worth
    /// waiting for them.
    fn refused(&mut self, rejection: Rejection) -> PlaceError {
        let Some(missing) = rejection.missing_signatures() else {
            return rejection.into();
        };
        // Where the kind of act leaves it open, only admins may do: they are asked by themselves.
        let parties = &self.case.parties();
        let eligible = parties::eligible_signers(parties, self.context.actor.party, self.command.kind());
        let is_admin = |id: &MemberId| parties.member(*id).is_ok_and(|one| one.acts_as(Role::Admin));
        let admins: Vec<MemberId> = eligible.iter().copied().filter(is_admin).collect();
        let signed = std::mem::take(&mut self.context.actor.members);
        let mut full = Vec::new();
        for crew in [eligible, admins] {
            let members: BTreeSet<MemberId> = signed.iter().copied().chain(crew).collect();
            self.context.actor.members = members.into_iter().collect();
            match self.decide() {
                Ok(_) => return PlaceError::Short(missing),
                Err(refused) => full.push(refused),
            }
        }
        // What else is wrong says more than how many signed; of the party that has too few members nothing else is.
        let other = full
            .into_iter()
            .rev()
            .find(|refused| refused.missing_signatures().is_none());
        other.unwrap_or(rejection).into()
    }
}

/// Folds what was decided into the case, and takes what moved out of it.
fn fold(
    case: &mut Case,
    states: &mut States,
    sealed: &Sealed,
    movements: Vec<Movement>,
) -> Result<(), StoreError> {
    for Movement { subject, transitions } in movements {
        for transition in transitions {
            let step = Step {
                subject: subject.clone(),
                transition,
            };
            commands::apply(case, step)?;
        }
    }
    take(case, states, sealed)
}

/// Takes the states of what an entry moved out of the case that it was folded into.
pub(crate) fn take(case: &mut Case, states: &mut States, sealed: &Sealed) -> Result<(), StoreError> {
    for Moved { subject, version } in &sealed.entry.moved {
        let state = State::take(case, subject).ok_or_else(|| StoreError::Corrupt {
            table: "subjects",
            id: subject.to_string(),
            detail: "a transition left it without a state".into(),
        })?;
        let head = SubjectHead {
            version: *version,
            chain: sealed.chain,
        };
        states.put(subject, head, sealed.entry.sequence, state);
    }
    Ok(())
}

/// Supplies the subjects of the outside identifiers that a command mentions.
pub(crate) fn supply_names(case: &mut Case, command: &Command, pepper: &Pepper) -> Result<(), Rejection> {
    for name in command.keyed_names(case)? {
        let subject = pepper.subject(&name);
        case.financing
            .certificates
            .contracts
            .parties
            .keyed
            .insert(name, subject);
    }
    Ok(())
}

fn named(claims: &Claims) -> Named {
    Named::only(claims.subject.clone())
        .with_alt(claims.alt.iter().cloned())
        .with_rel(claims.rel.iter().map(|(subject, _)| subject.clone()))
}

fn context(claims: &Claims, members: Vec<MemberId>, received: Millis) -> Result<Context, Refusal> {
    let party =
        PartyId::try_from(&claims.issuer).map_err(|_| Refusal::IssuerNotAParty(claims.issuer.clone()))?;
    Ok(Context {
        actor: Actor {
            party,
            members,
            capacity: claims.capacity,
        },
        received,
    })
}

/// The members whose keys signed, each once, in order. The service's own key stands for none.
fn signing_members(case: &Case, submission: &Submission) -> Vec<MemberId> {
    let mut members = Vec::new();
    for line in submission.statement.signatures() {
        let key = case.parties().keys.get(line.kid());
        if let Some(member) = key.and_then(parties::Key::member)
            && !members.contains(&member)
        {
            members.push(member);
        }
    }
    members
}

/// At the opening the members sign who are only being enrolled.
fn opening_members(command: &Command) -> Vec<MemberId> {
    match command {
        Command::Parties(parties::Command::OpenLedger(body)) => {
            body.members.iter().map(|new| new.member).collect()
        }
        _ => Vec::new(),
    }
}

fn moved(states: &States, movements: &[Movement]) -> Vec<Moved> {
    let next = |subject: &Subject| states.head(subject).map_or(0, |head| head.version) + 1;
    movements
        .iter()
        .map(|movement| Moved {
            version: next(&movement.subject),
            subject: movement.subject.clone(),
        })
        .collect()
}

fn encode(movements: &[Movement], salt: &mut dyn FnMut() -> Salt) -> Result<Vec<Part>, Refusal> {
    movements
        .iter()
        .map(|movement| {
            let transitions: Result<Vec<_>, _> = movement.transitions.iter().map(to_raw_value).collect();
            let transitions = transitions.map_err(|error| Refusal::Json {
                document: "outcome part",
                detail: error.to_string(),
            })?;
            Part::encode(salt(), transitions)
        })
        .collect()
}

/// Whether a statement is the opening of a ledger.
pub(crate) fn opens(claims: &Claims) -> bool {
    claims.kind.name() == OPENING_KIND
}
