//! What a party signs: one body for each kind of command.

mod key;
mod ledger;
mod member;
mod party;
mod rules;

pub use key::{KeyAdd, KeyRecover, KeyRestore, KeyRevoke, KeyVeto, NewKey};
pub use ledger::LedgerOpen;
pub use member::{MemberAdd, MemberRemove, NewMember, RoleChange};
pub use party::{PartyAccept, PartyRegister, PartyReinstate, PartySuspend, PolicyChange, ProfileUpdate};
pub use rules::RulesPublish;

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
    LedgerOpen = "ledger.open/1";
    /// Publishes the rules of a jurisdiction.
    RulesPublish = "rules.publish/1";
    /// Registers a party with its first members and keys.
    PartyRegister = "party.register/1";
    /// The party accepts its registration.
    PartyAccept = "party.accept/1";
    /// Stops a party.
    PartySuspend = "party.suspend/1";
    /// Lets a suspended party act again.
    PartyReinstate = "party.reinstate/1";
    /// States anew what the party's file says.
    ProfileUpdate = "profile.update/1";
    /// Adds a member.
    MemberAdd = "member.add/1";
    /// Removes a member and revokes the keys the member holds.
    MemberRemove = "member.remove/1";
    /// Changes what a member may sign.
    RoleChange = "role.change/1";
    /// Changes how many members sign which command.
    PolicyChange = "policy.change/1";
    /// Adds a key.
    KeyAdd = "key.add/1";
    /// Revokes a key.
    KeyRevoke = "key.revoke/1";
    /// Announces a key for a party that lost its own.
    KeyRecover = "key.recover/1";
    /// Objects to an announced key.
    KeyVeto = "key.veto/1";
    /// Adds the announced key once the party had time to object.
    KeyRestore = "key.restore/1";
}
