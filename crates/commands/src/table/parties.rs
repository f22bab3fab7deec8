//! Parties, members, keys and rules. None of these acts has an amount.

use tallystick_parties::command::{
    AcceptParty, AddKey, AddMember, ChangePolicy, ChangeRoles, OpenLedger, PublishRules, RecoverKey,
    RegisterParty, ReinstateParty, RemoveMember, RestoreKey, RevokeKey, SuspendParty, UpdateProfile, VetoKey,
};

use super::CommandSpec;
use crate::schemas::Body;

pub(super) const SPECS: &[CommandSpec] = &[
    CommandSpec::new(
        "ledger.open/1",
        Body::of::<OpenLedger>(),
        "ledger/0",
        "Opens the ledger with the operator, its first members and the service's key.",
    )
    .alt(&["party/<new>", "identity/<code>", "member/<new>+", "key/<new>+"]),
    CommandSpec::new(
        "rules.publish/1",
        Body::of::<PublishRules>(),
        "rules/<pack>",
        "Publishes the rules of a jurisdiction; what has come into force stays as it was published.",
    ),
    CommandSpec::new(
        "party.register/1",
        Body::of::<RegisterParty>(),
        "party/<new>",
        "Registers a party with its file, its first members and their keys.",
    )
    .alt(&[
        "profile/<new>",
        "identity/<code>",
        "member/<new>+",
        "key/<new>+",
        "party/<group>?",
    ])
    .rel(&["rules/cn"]),
    CommandSpec::new(
        "party.accept/1",
        Body::of::<AcceptParty>(),
        "party/<own>",
        "The party accepts its registration and its file as it stands; until then it can do nothing else.",
    )
    .rel(&["profile/<own>"]),
    CommandSpec::new(
        "party.suspend/1",
        Body::of::<SuspendParty>(),
        "party/<party>",
        "Stops a party from beginning anything new; what it owes to others it can still do.",
    ),
    CommandSpec::new(
        "party.reinstate/1",
        Body::of::<ReinstateParty>(),
        "party/<party>",
        "Lets a suspended party act again.",
    ),
    CommandSpec::new(
        "profile.update/1",
        Body::of::<UpdateProfile>(),
        "profile/<own>",
        "States anew what the party's file says; what was signed under an older version keeps it.",
    )
    .alt(&["party/<group>?"]),
    CommandSpec::new(
        "member.add/1",
        Body::of::<AddMember>(),
        "member/<new>",
        "Adds a member; the member's key follows with key.add.",
    )
    .alt(&["party/<own>"]),
    CommandSpec::new(
        "member.remove/1",
        Body::of::<RemoveMember>(),
        "member/<member>",
        "Removes a member and revokes every key the member holds.",
    )
    .alt(&["party/<own>", "key/<held>*"]),
    CommandSpec::new(
        "role.change/1",
        Body::of::<ChangeRoles>(),
        "member/<member>",
        "Changes what a member may sign.",
    ),
    CommandSpec::new(
        "policy.change/1",
        Body::of::<ChangePolicy>(),
        "party/<own>",
        "Changes how many members of the party sign which command, by amount.",
    ),
    CommandSpec::new(
        "key.add/1",
        Body::of::<AddKey>(),
        "key/<new>",
        "Adds a key: a member's own with that member's signature alone, another's with two admins.",
    ),
    CommandSpec::new(
        "key.revoke/1",
        Body::of::<RevokeKey>(),
        "key/<key>",
        "Revokes a key, and says since which entry its signatures are doubted.",
    ),
    CommandSpec::new(
        "key.recover/1",
        Body::of::<RecoverKey>(),
        "recovery/<party>",
        "Announces a key for a party that lost its own; the party has 72 hours to object.",
    ),
    CommandSpec::new(
        "key.veto/1",
        Body::of::<VetoKey>(),
        "recovery/<own>",
        "Objects to the key announced for the party; any of its members can.",
    ),
    CommandSpec::new(
        "key.restore/1",
        Body::of::<RestoreKey>(),
        "key/<new>",
        "Adds the announced key once the party had its time to object; the key is flagged for good.",
    )
    .alt(&["recovery/<party>", "member/<holder>"]),
];
