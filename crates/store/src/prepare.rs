//! Preparing a statement: from a command to the exact bytes to sign, and what would become of them.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use tallystick_base::{Capacity, Digest, MemberId, Named, PartyId, Subject};
use tallystick_commands::parties::{Signers, requirement, signing_rule};
use tallystick_commands::{Case, Command, MissingSignatures, Rejection, unseen};
use tallystick_ledger::{Claims, CommandKind, Nonce, Observed, check_body};

use crate::append::{Decision, PlaceError, Reach, States, subjects_in, supply_names};
use crate::read::Viewer;
use crate::{Refused, Store};

/// How long a statement with one signature can be submitted, in seconds; the format allows 15 minutes.
pub(crate) const ALONE: u64 = 14 * 60;
/// How long a statement with several can; the format allows 10 days.
const TOGETHER: u64 = 10 * 24 * 60 * 60 - 60;

/// A command that a member is about to sign.
#[derive(Debug, Clone)]
pub struct PrepareRequest {
    /// The kind, with its version.
    pub kind: String,
    /// The capacity in which the party acts; the first that fits where none is given.
    pub capacity: Option<Capacity>,
    /// The body; a salt is added where it has none.
    pub command: Value,
    /// The last head that the signer verified.
    pub observed: Option<Observed>,
}

/// A statement ready to be signed.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The exact body.
    pub body: String,
    /// What is signed, in base64url.
    pub payload: String,
    /// What the payload says.
    pub claims: Claims,
    /// The identity of the statement.
    pub id: Digest,
    /// Who must sign it.
    pub needed: Needed,
    /// Why it would be refused, were it submitted now with enough signatures.
    pub rejection: Option<Rejection>,
}

/// The signatures that a statement needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed {
    /// How many distinct members.
    pub signatures: usize,
    /// Whether a checker must be among them.
    pub checker: bool,
    /// Which members may sign.
    pub signers: Signers,
}

/// A command with everything that its statement names, and the states behind that.
pub(crate) struct Survey {
    pub(crate) command: Command,
    pub(crate) case: Case,
    pub(crate) states: States,
    pub(crate) named: Named,
}

impl Store {
    /// Prepares a statement of the viewer's party: adds what its signer cannot know, and looks ahead.
    pub async fn prepare(&self, viewer: &Viewer, request: PrepareRequest) -> Result<Prepared, Refused> {
        let body = self.salted(&request)?;
        check_body(body.as_bytes())?;
        let command = Command::read(&request.kind, body.as_bytes())?;
        let mut survey = self.survey(command, viewer.party, body.as_bytes()).await?;
        let parties = &survey.case.parties();
        let needed = requirement(parties, viewer.party, &request.kind, None).map_err(Rejection::from)?;
        let mut needed = Needed {
            signatures: needed.signatures,
            checker: needed.checker,
            signers: needed.signers,
        };
        let capacity = request.capacity.unwrap_or_else(|| fitting(viewer, &request.kind));
        let act = Act {
            party: viewer.party,
            capacity,
            kind: &request.kind,
            body: &body,
            observed: request.observed,
        };
        // The window depends on how many sign, and how many must sign may depend on the amount, which only deciding tells.
        let (missing, rejection) = self.look_ahead(&mut survey, &act, viewer.member)?;
        if let Some(missing) = missing {
            needed.signatures = needed.signatures.max(missing.needed.unwrap_or(2));
            needed.checker |= missing.checker;
        }
        let window = if needed.signatures > 1 { TOGETHER } else { ALONE };
        let claims = self.claims(&survey, &act, window)?;
        let payload = URL_SAFE_NO_PAD.encode(claims.to_bytes()?);
        Ok(Prepared {
            id: claims.id()?,
            body,
            payload,
            claims,
            needed,
            rejection,
        })
    }

    fn look_ahead(
        &self,
        survey: &mut Survey,
        act: &Act<'_>,
        member: MemberId,
    ) -> Result<(Option<MissingSignatures>, Option<Rejection>), Refused> {
        let claims = self.claims(survey, act, ALONE)?;
        let mut lent = survey.states.lend(&Reach::of(&claims, act.body.as_bytes()))?;
        let pepper = &self.keys_held().pepper;
        let (command, now) = (&survey.command, self.now());
        let decided = Decision::new(&mut lent.case, command, &claims, vec![member], now, pepper)
            .and_then(|mut decision| decision.preview());
        survey.states.give_back(lent, &[]);
        match decided {
            Ok(missing) => Ok((missing, None)),
            Err(PlaceError::Rule(rejection)) => Ok((None, Some(rejection))),
            Err(PlaceError::Input(refusal)) => Err(refusal.into()),
            Err(PlaceError::Fault(error)) => Err(error.into()),
            Err(PlaceError::Short(missing)) => Ok((Some(missing), None)),
        }
    }

    /// The claims of a statement as things stand now.
    pub(crate) fn claims(&self, survey: &Survey, act: &Act<'_>, window: u64) -> Result<Claims, Refused> {
        let Survey { named, states, .. } = survey;
        let head = states.head(&named.sub);
        let version = |subject: &Subject| states.head(subject).map(|head| head.version);
        // What does not exist has no version. The first is named, and the decision, which is asked next, says what is missing.
        let relied = |subject: &Subject| (subject.clone(), version(subject).unwrap_or(1));
        let issued_at = self.now().as_secs();
        Ok(Claims {
            ledger: self.ledger().clone(),
            kind: act.kind.parse::<CommandKind>()?,
            subject: named.sub.clone(),
            version: head.map_or(1, |head| head.version + 1),
            previous: head.map(|head| head.chain),
            alt: named
                .alt
                .iter()
                .filter(|subject| **subject != named.sub)
                .cloned()
                .collect(),
            rel: named.rel.iter().map(relied).collect(),
            issuer: act.party.subject(),
            capacity: act.capacity,
            nonce: Nonce::from_bytes(self.ambient().random()),
            issued_at,
            expires_at: issued_at + window,
            observed: act.observed.clone(),
            body: check_body(act.body.as_bytes())?,
        })
    }

    /// Finds what a statement with this command names.
    pub(crate) async fn survey(
        &self,
        command: Command,
        acting: PartyId,
        body: &[u8],
    ) -> Result<Survey, Refused> {
        let mut states = States::default();
        let mut from: BTreeSet<Subject> = subjects_in(body, |_| true).into_iter().collect();
        from.insert(acting.subject());
        states.explore(self.reader(), &from).await?;
        // What the party may not see is to it as what does not exist: neither versions nor a rejection tell of it.
        for subject in unseen(&states.whole_case()?, &command, acting) {
            states.forget(&subject);
        }
        let mut case = states.whole_case()?;
        supply_names(&mut case, &command, &self.keys_held().pepper)?;
        let named = command.subjects(acting, &case)?;
        // Names made from outside identifiers, and those that lie further off, are only known now.
        let mut all: BTreeSet<Subject> = named.alt.iter().chain(&named.rel).cloned().collect();
        all.insert(named.sub.clone());
        states.explore(self.reader(), &all).await?;
        Ok(Survey {
            command,
            case,
            states,
            named,
        })
    }

    /// The body with a salt. Its members keep their order, so that the signer reads them as they were written.
    fn salted(&self, request: &PrepareRequest) -> Result<String, Refused> {
        let malformed = |detail: String| {
            Refused::Rule(Rejection::Body {
                kind: request.kind.clone(),
                detail,
            })
        };
        let Value::Object(members) = &request.command else {
            return Err(malformed("it is not an object".into()));
        };
        let mut members = members.clone();
        if !members.contains_key("salt") {
            members.insert("salt".into(), Value::String(self.ambient().salt().to_string()));
        }
        serde_json::to_string(&Value::Object(members)).map_err(|error| malformed(error.to_string()))
    }
}

/// Who does what.
pub(crate) struct Act<'a> {
    pub(crate) party: PartyId,
    pub(crate) capacity: Capacity,
    pub(crate) kind: &'a str,
    pub(crate) body: &'a str,
    pub(crate) observed: Option<Observed>,
}

/// The first capacity of the party in which this kind may be signed; its first one where none is, for the rejection to name.
fn fitting(viewer: &Viewer, kind: &str) -> Capacity {
    let allowed = signing_rule(kind).map_or(&[][..], |rule| rule.capacities);
    let held = |capacity: &&Capacity| viewer.capacities.contains(*capacity);
    allowed
        .iter()
        .find(held)
        .or_else(|| viewer.capacities.first())
        .copied()
        .unwrap_or(Capacity::Supplier)
}
