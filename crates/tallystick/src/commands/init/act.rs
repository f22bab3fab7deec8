//! The first acts of a ledger, signed.

use std::collections::BTreeSet;

use anyhow::Context as _;
use tallystick_base::{Capacity, PartyId, Thumbprint};
use tallystick_commands::{Case, Command};
use tallystick_ledger::{Claims, LedgerId, Nonce, PublicKey, SigningKey, Statement, check_body};
use tallystick_parties::Jwk;
use tallystick_parties::command::{NewKey, NewMember, OpenLedger};
use tallystick_store::{Ambient, ServiceKeys, Submission};

use super::operator::Enrolled;

/// How long the statements stay open, in seconds; they are submitted at once.
const WINDOW: u64 = 10 * 60;

/// An act on subjects that do not exist yet.
pub(super) struct Act<'a> {
    pub(super) ledger: &'a LedgerId,
    pub(super) party: PartyId,
    pub(super) command: &'a Command,
    pub(super) body: String,
}

impl Act<'_> {
    /// Signs the act in the operator's capacity.
    pub(super) fn sign(
        self,
        case: &Case,
        keys: &[&SigningKey],
        ambient: &Ambient,
    ) -> anyhow::Result<Submission> {
        let named = self.command.subjects(self.party, case)?;
        let now = ambient.now().as_secs();
        let claims = Claims {
            ledger: self.ledger.clone(),
            kind: self.command.kind().parse()?,
            subject: named.sub,
            version: 1,
            previous: None,
            alt: named.alt.into_iter().collect(),
            rel: named.rel.into_iter().map(|subject| (subject, 1)).collect(),
            issuer: self.party.subject(),
            capacity: Capacity::Operator,
            nonce: Nonce::from_bytes(ambient.random()),
            issued_at: now,
            expires_at: now.saturating_add(WINDOW),
            observed: None,
            body: check_body(self.body.as_bytes())?,
        };
        Ok(Submission {
            statement: Statement::sign(&claims, keys)?,
            body: self.body.into_bytes(),
        })
    }
}

/// Entry 0: the operator, its members and the service, signed by every key that it adds.
pub(crate) fn opening(
    ledger: &LedgerId,
    operator: &Enrolled,
    service: &ServiceKeys,
    ambient: &Ambient,
) -> anyhow::Result<Submission> {
    let mut signers = operator.keys();
    signers.push(&service.statement);
    let body = OpenLedger {
        salt: ambient.salt(),
        log_keys: service.log.verifiers().map(|vkey| vkey.to_string()).to_vec(),
        party: operator.party,
        name: operator.name.clone(),
        identity: operator.identity.clone(),
        members: operator
            .members
            .iter()
            .map(|member| NewMember {
                member: member.member,
                name: member.name.clone(),
                roles: BTreeSet::from(member.roles),
                kid: member.key.public().thumbprint(),
            })
            .collect(),
        service_key: service.statement.public().thumbprint(),
        keys: signers.iter().map(|key| new_key(&key.public())).collect(),
    };
    let mut case = Case::default();
    let name = body.identity.keyed_name();
    let subject = service.pepper.subject(&name);
    case.financing
        .certificates
        .contracts
        .parties
        .keyed
        .insert(name, subject);
    let text = serde_json::to_string(&body)?;
    let command = Command::Parties(tallystick_parties::Command::OpenLedger(Box::new(body)));
    let act = Act {
        ledger,
        party: operator.party,
        command: &command,
        body: text,
    };
    act.sign(&case, &signers, ambient)
        .context("the opening cannot be signed")
}

/// Possession needs no proof here: every key signs the opening itself.
fn new_key(key: &PublicKey) -> NewKey {
    let jwk = key.to_jwk();
    let kid: Thumbprint = key.thumbprint();
    NewKey {
        kid,
        jwk: Jwk {
            crv: jwk.crv,
            kty: jwk.kty,
            x: jwk.x,
            y: jwk.y,
        },
        possession: None,
    }
}
