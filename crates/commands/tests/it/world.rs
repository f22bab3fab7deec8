//! A ledger in memory: statements are read, named, decided and applied, as the append path does it.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};
use tallystick_base::{Actor, Context, KeyedName, Millis, Named, Salt, Subject};
use tallystick_commands::{Case, Command, Movement, Rejection, Step, Transition, apply, decide, due};

use crate::books;
use crate::cast::service;
use crate::example::Example;

/// The states after some entries, the clock, and what was taken so far.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) case: Case,
    pub(crate) now: Millis,
    pub(crate) acts: Vec<Act>,
}

/// A command that was taken.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    pub(crate) body: Example,
    pub(crate) command: Command,
    pub(crate) actor: Actor,
    pub(crate) received: Millis,
    /// The states before it.
    pub(crate) before: Case,
    pub(crate) named: Named,
    pub(crate) movements: Vec<Movement>,
}

impl World {
    /// Nothing yet, on a day of January 2026.
    pub(crate) fn empty() -> Self {
        let mut world = Self {
            case: Case::default(),
            now: Millis::new(0).unwrap(),
            acts: Vec::new(),
        };
        world.at("2026-01-05 10:00");
        world
    }

    /// Pushes the clock to a minute in Beijing.
    pub(crate) fn at(&mut self, minute: &str) {
        let local = NaiveDateTime::parse_from_str(minute, "%Y-%m-%d %H:%M").unwrap();
        let utc = (local - TimeDelta::hours(8)).and_utc().timestamp();
        let then = Millis::from_secs(utc.try_into().unwrap()).unwrap();
        assert!(then >= self.now, "the clock does not go back to {minute}");
        self.now = then;
    }

    /// Pushes the clock to ten in the morning of a day in Beijing.
    pub(crate) fn day(&mut self, day: &str) {
        self.at(&format!("{day} 10:00"));
    }

    /// Signs a body, and it is taken.
    pub(crate) fn signs(&mut self, actor: Actor, body: Example) {
        let kind = body.kind;
        if let Err(rejection) = self.submit(actor, body) {
            panic!("{kind} was refused with {}: {rejection}", rejection.code());
        }
    }

    /// Signs a body, and it is refused with this code; nothing has moved.
    pub(crate) fn refused(&mut self, actor: Actor, body: Example, code: &str) {
        let kind = body.kind;
        let before = self.case.clone();
        match self.submit(actor, body) {
            Ok(()) => panic!("{kind} was taken; it should be refused with {code}"),
            Err(rejection) => assert_eq!(rejection.code(), code, "{kind}: {rejection}"),
        }
        self.has_not_moved_since(&before);
    }

    /// The states are the same, but for names that were looked up on the way.
    pub(crate) fn has_not_moved_since(&self, before: &Case) {
        let states = |case: &Case| {
            let mut case = case.clone();
            case.financing.certificates.contracts.parties.keyed.clear();
            case
        };
        assert_eq!(
            states(&self.case),
            states(before),
            "refused, and yet something moved"
        );
    }

    /// What might have happened instead; only that it was taken is remembered.
    pub(crate) fn what_if(&mut self, happened: impl FnOnce(&mut Self)) {
        let mut other = self.clone();
        happened(&mut other);
        let taken = self.acts.len();
        self.acts.extend(other.acts.into_iter().skip(taken));
    }

    /// What the service's key would sign now, each with this salt.
    pub(crate) fn due(&self, salt: Salt) -> Vec<Command> {
        let due = due(&self.case, self.now, &mut || salt).unwrap();
        due.into_iter().map(|due| due.command).collect()
    }

    /// The service signs a body, which must be the one thing that falls due.
    pub(crate) fn falls_due(&mut self, body: Example) {
        let expected = Command::read(body.kind, body.body.to_string().as_bytes()).unwrap();
        assert_eq!(self.due(body.value("/salt")), [expected]);
        self.signs(service(), body);
        assert_eq!(self.due(Salt::from_bytes([0; 16])), []);
    }

    /// Reads, names, decides and applies.
    pub(crate) fn submit(&mut self, actor: Actor, body: Example) -> Result<(), Box<Rejection>> {
        let command = Command::read(body.kind, body.body.to_string().as_bytes())?;
        for name in command.keyed_names(&self.case)? {
            self.key(name);
        }
        let named = command.subjects(actor.party, &self.case)?;
        let context = Context {
            actor: actor.clone(),
            received: self.now,
        };
        let decided = decide(&self.case, &command, &named, &context);
        assert_eq!(
            decided,
            decide(&self.case, &command, &named, &context),
            "the same, always"
        );
        let movements = decided?;
        check_movements(&named, &movements);
        let before = self.case.clone();
        for Movement { subject, transitions } in &movements {
            for transition in transitions {
                let step = Step {
                    subject: subject.clone(),
                    transition: transition.clone(),
                };
                apply(&mut self.case, step).unwrap_or_else(|illegal| panic!("{}: {illegal}", body.kind));
            }
        }
        books::balance(&self.case);
        self.acts.push(Act {
            body,
            command,
            actor,
            received: self.now,
            before,
            named,
            movements,
        });
        Ok(())
    }

    /// Gives an outside identifier a subject of its own.
    fn key(&mut self, name: KeyedName) {
        let keyed = &mut self.case.financing.certificates.contracts.parties.keyed;
        let id = format!("k{}", keyed.len());
        let kind = name.family.kind();
        keyed
            .entry(name)
            .or_insert_with(|| Subject::new(kind, &id).unwrap());
    }
}

/// The statement's own subject first, nothing that it does not name, nothing twice, and every transition is as readable as
/// it was written.
fn check_movements(named: &Named, movements: &[Movement]) {
    let mut moved = BTreeSet::new();
    for (place, Movement { subject, transitions }) in movements.iter().enumerate() {
        assert!(moved.insert(subject), "{subject} moves in two places");
        assert_eq!(place == 0, *subject == named.sub, "{subject}");
        assert!(
            place == 0 || named.alt.contains(subject),
            "{subject} is not named"
        );
        assert!(!transitions.is_empty(), "{subject} stays where it is");
        for transition in transitions {
            let json = serde_json::to_string(transition).unwrap();
            let read = Transition::read(subject.kind(), &json).map(Result::unwrap);
            assert_eq!(read.as_ref(), Some(transition), "{json}");
        }
    }
    assert!(!movements.is_empty(), "{} stays where it is", named.sub);
}
