//! What a party signs: one body for each kind of command.

mod key;
mod ledger;
mod member;
mod party;
mod rules;

pub use key::{AddKey, NewKey, RecoverKey, RestoreKey, RevokeKey, VetoKey};
pub use ledger::OpenLedger;
pub use member::{AddMember, ChangeRoles, NewMember, RemoveMember};
pub use party::{AcceptParty, ChangePolicy, RegisterParty, ReinstateParty, SuspendParty, UpdateProfile};
pub use rules::PublishRules;

/// Writes the enum from one list, so that a kind and its body cannot drift apart.
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)+) => {
        /// A command about parties.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Command {
            $($(#[$doc])* $name(Box<$name>),)+
        }

        impl Command {
            /// Every kind of command, with its version.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind with its version, as it is signed.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => $kind,)+
                }
            }

            /// Reads the body of a kind; `None` where the kind is not one of this crate.
            pub fn read(kind: &str, body: &[u8]) -> Option<Result<Self, serde_json::Error>> {
                match kind {
                    $($kind => Some(serde_json::from_slice(body).map(Self::$name)),)+
                    _ => None,
                }
            }
        }
    };
}

commands! {
    /// Opens the ledger with the operator, its members and the service's key.
    OpenLedger = "ledger.open/1";
    /// Publishes the rules of a jurisdiction.
    PublishRules = "rules.publish/1";
    /// Registers a party with its first members and keys.
    RegisterParty = "party.register/1";
    /// The party accepts its registration.
    AcceptParty = "party.accept/1";
    /// Stops a party.
    SuspendParty = "party.suspend/1";
    /// Lets a suspended party act again.
    ReinstateParty = "party.reinstate/1";
    /// States anew what the party's file says.
    UpdateProfile = "profile.update/1";
    /// Adds a member.
    AddMember = "member.add/1";
    /// Removes a member and revokes the keys the member holds.
    RemoveMember = "member.remove/1";
    /// Changes what a member may sign.
    ChangeRoles = "role.change/1";
    /// Changes how many members sign which command.
    ChangePolicy = "policy.change/1";
    /// Adds a key.
    AddKey = "key.add/1";
    /// Revokes a key.
    RevokeKey = "key.revoke/1";
    /// Announces a key for a party that lost its own.
    RecoverKey = "key.recover/1";
    /// Objects to an announced key.
    VetoKey = "key.veto/1";
    /// Adds the announced key once the party had time to object.
    RestoreKey = "key.restore/1";
}
