//! What a statement must name, given its command.

use tallystick_base::{KeyedName, Named, PartyId, Subject};

use crate::command::{NewKey, NewMember, OpenLedger, RegisterParty};
use crate::{Case, Command, Ledger, Profile, Recovery, RecoveryStage, Rejection, Rules};

/// The outside identifiers of a command, whose subjects must be supplied in [`Case::keyed`].
pub fn keyed_names(command: &Command, _case: &Case) -> Vec<KeyedName> {
    match command {
        Command::OpenLedger(body) => vec![body.identity.keyed_name()],
        Command::RegisterParty(body) => vec![body.identity.keyed_name()],
        Command::PublishRules(_)
        | Command::AcceptParty(_)
        | Command::SuspendParty(_)
        | Command::ReinstateParty(_)
        | Command::UpdateProfile(_)
        | Command::AddMember(_)
        | Command::RemoveMember(_)
        | Command::ChangeRoles(_)
        | Command::ChangePolicy(_)
        | Command::AddKey(_)
        | Command::RevokeKey(_)
        | Command::RecoverKey(_)
        | Command::VetoKey(_)
        | Command::RestoreKey(_) => Vec::new(),
    }
}

/// The subjects that a statement with this command names: its own, those it may move, and the facts it relies on.
///
/// A party's own record (the party, its members, keys and file) is read without being named, as are published rules.
pub fn subjects(command: &Command, acting: PartyId, case: &Case) -> Result<Named, Rejection> {
    let named = match command {
        Command::OpenLedger(body) => opening(body, case)?,
        Command::PublishRules(body) => Named::only(Rules::subject(&body.rules.pack)?),
        Command::RegisterParty(body) => registration(body, case)?,
        // The party accepts its file as it stands.
        Command::AcceptParty(_) => Named::only(acting.subject()).with_rel([Profile::subject(acting)]),
        Command::SuspendParty(body) => Named::only(body.party.subject()),
        Command::ReinstateParty(body) => Named::only(body.party.subject()),
        Command::UpdateProfile(body) => {
            let head = body.profile.group.map(PartyId::subject);
            Named::only(Profile::subject(acting)).with_alt(head)
        }
        Command::AddMember(body) => Named::only(body.member.subject()).with_alt([acting.subject()]),
        Command::RemoveMember(body) => Named::only(body.member.subject())
            .with_alt(body.kids.iter().map(tallystick_base::Thumbprint::subject))
            .with_alt([acting.subject()]),
        Command::ChangeRoles(body) => Named::only(body.member.subject()),
        Command::ChangePolicy(_) => Named::only(acting.subject()),
        Command::AddKey(body) => Named::only(only_key(&body.keys)?.kid.subject()),
        Command::RevokeKey(body) => Named::only(body.kid.subject()),
        Command::RecoverKey(body) => Named::only(Recovery::subject(body.party)),
        Command::VetoKey(_) => Named::only(Recovery::subject(acting)),
        Command::RestoreKey(body) => {
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

fn opening(body: &OpenLedger, case: &Case) -> Result<Named, Rejection> {
    let identity = case.keyed(&body.identity.keyed_name())?.clone();
    Ok(Named::only(Ledger::subject())
        .with_alt([body.party.subject(), identity])
        .with_alt(enrolled(&body.members, &body.keys)))
}

fn registration(body: &RegisterParty, case: &Case) -> Result<Named, Rejection> {
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
