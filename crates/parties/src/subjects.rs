//! What a statement must name, given its command.

use tallystick_base::{KeyedName, Named, PartyId, Subject};

use crate::command::{LedgerOpen, NewKey, NewMember, PartyRegister};
use crate::{Case, Command, Ledger, Profile, Recovery, RecoveryStage, Rejection, Rules};

/// The outside identifiers of a command, whose subjects must be supplied in [`Case::keyed`].
pub fn keyed_names(command: &Command, _case: &Case) -> Vec<KeyedName> {
    match command {
        Command::LedgerOpen(body) => vec![body.identity.keyed_name()],
        Command::PartyRegister(body) => vec![body.identity.keyed_name()],
        Command::RulesPublish(_)
        | Command::PartyAccept(_)
        | Command::PartySuspend(_)
        | Command::PartyReinstate(_)
        | Command::ProfileUpdate(_)
        | Command::MemberAdd(_)
        | Command::MemberRemove(_)
        | Command::RoleChange(_)
        | Command::PolicyChange(_)
        | Command::KeyAdd(_)
        | Command::KeyRevoke(_)
        | Command::KeyRecover(_)
        | Command::KeyVeto(_)
        | Command::KeyRestore(_) => Vec::new(),
    }
}

/// The subjects that a statement with this command names: its own, those it may move, and the facts it relies on.
///
/// A party's own record (the party, its members, keys and file) is read without being named, as are published rules.
pub fn subjects(command: &Command, acting: PartyId, case: &Case) -> Result<Named, Rejection> {
    let named = match command {
        Command::LedgerOpen(body) => opening(body, case)?,
        Command::RulesPublish(body) => Named::only(Rules::subject(&body.rules.pack)?),
        Command::PartyRegister(body) => registration(body, case)?,
        // The party accepts its file as it stands.
        Command::PartyAccept(_) => Named::only(acting.subject()).with_rel([Profile::subject(acting)]),
        Command::PartySuspend(body) => Named::only(body.party.subject()),
        Command::PartyReinstate(body) => Named::only(body.party.subject()),
        Command::ProfileUpdate(body) => {
            let head = body.profile.group.map(PartyId::subject);
            Named::only(Profile::subject(acting)).with_alt(head)
        }
        Command::MemberAdd(body) => Named::only(body.member.subject()).with_alt([acting.subject()]),
        Command::MemberRemove(body) => Named::only(body.member.subject())
            .with_alt(body.kids.iter().map(tallystick_base::Thumbprint::subject))
            .with_alt([acting.subject()]),
        Command::RoleChange(body) => Named::only(body.member.subject()),
        Command::PolicyChange(_) => Named::only(acting.subject()),
        Command::KeyAdd(body) => Named::only(only_key(&body.keys)?.kid.subject()),
        Command::KeyRevoke(body) => Named::only(body.kid.subject()),
        Command::KeyRecover(body) => Named::only(Recovery::subject(body.party)),
        Command::KeyVeto(_) => Named::only(Recovery::subject(acting)),
        Command::KeyRestore(body) => {
            let member = match case.recoveries.get(&body.party).map(|recovery| &recovery.stage) {
                Some(RecoveryStage::Announced(announcement)) => Some(announcement.member.subject()),
                Some(RecoveryStage::Vetoed { .. } | RecoveryStage::Restored { .. }) | None => None,
            };
            Named::only(only_key(&body.keys)?.kid.subject())
                .with_alt([Recovery::subject(body.party)])
                .with_alt(member)
        }
    };
    Ok(named)
}

fn opening(body: &LedgerOpen, case: &Case) -> Result<Named, Rejection> {
    let identity = case.keyed(&body.identity.keyed_name())?.clone();
    Ok(Named::only(Ledger::subject())
        .with_alt([body.party.subject(), identity])
        .with_alt(enrolled(&body.members, &body.keys)))
}

fn registration(body: &PartyRegister, case: &Case) -> Result<Named, Rejection> {
    let identity = case.keyed(&body.identity.keyed_name())?.clone();
    let head = body.profile.group.map(PartyId::subject);
    Ok(Named::only(body.party.subject())
        .with_alt([Profile::subject(body.party), identity])
        .with_alt(enrolled(&body.members, &body.keys))
        .with_alt(head)
        .with_rel([Rules::subject(Rules::DEFAULT)?]))
}

fn enrolled(members: &[NewMember], keys: &[NewKey]) -> impl Iterator<Item = Subject> {
    let members = members.iter().map(|new| new.member.subject());
    members.chain(keys.iter().map(|new| new.kid.subject()))
}

fn only_key(keys: &[NewKey]) -> Result<&NewKey, Rejection> {
    match keys {
        [new] => Ok(new),
        _ => Err(Rejection::OneKeyOnly { found: keys.len() }),
    }
}

/// Joins a kind that this crate writes out with an id that is a UUID or written out too.
pub(crate) fn fixed_subject(kind: &'static str, id: &str) -> Subject {
    Subject::new(kind, id).expect("the kinds are short and lower case; UUIDs have an id's characters")
}
