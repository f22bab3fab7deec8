//! What every domain crate writes alike: the enum of its commands, the enum of its transitions, and the fold of one
//! transition.

/// Writes the enum of a crate's commands with the kind of each, so that no list can leave one out.
#[macro_export]
macro_rules! commands {
    ($($(#[$doc:meta])* $body:ident = $kind:literal;)+) => {
        /// A command of this crate, with its body.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Command {
            $($(#[$doc])* $body(Box<$body>),)+
        }

        impl Command {
            /// Every kind, with its version, as the statement names it.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The kind of this command, with its version.
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$body(_) => $kind,)+
                }
            }

            /// Reads the body of a kind; none for a kind that is not of this crate.
            pub fn read(kind: &str, body: &[u8]) -> Option<serde_json::Result<Self>> {
                match kind {
                    $($kind => Some(serde_json::from_slice(body).map(|body| Self::$body(Box::new(body)))),)+
                    _ => None,
                }
            }
        }

        $(impl From<$body> for Command {
            fn from(body: $body) -> Self {
                Self::$body(Box::new(body))
            }
        })+
    };
}

/// Writes the enum of a crate's transitions. Those before the semicolon belong to an earlier crate and are wrapped; each
/// of the others is of one aggregate, told by the kind of its subject.
#[macro_export]
macro_rules! transitions {
    (
        $(#[$earlier_doc:meta])* $earlier:ident($earlier_type:ty);
        $($(#[$doc:meta])* $variant:ident($type:ty) = $kind:expr;)+
    ) => {
        /// A transition of one of this crate's aggregates, or of an earlier crate's. In JSON it is the aggregate's own: the
        /// kind of the subject says which that is.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(untagged)]
        pub enum Transition {
            $(#[$earlier_doc])* $earlier($earlier_type),
            $($(#[$doc])* $variant($type),)+
        }

        impl Transition {
            /// Reads a transition on a subject of this kind; `None` where the kind is not one of this crate.
            pub fn read(kind: &str, json: &str) -> Option<Result<Self, serde_json::Error>> {
                $(if kind == $kind {
                    return Some(serde_json::from_str(json).map(Self::$variant));
                })+
                None
            }

            /// The name of the transition.
            pub const fn name(&self) -> &'static str {
                match self {
                    Self::$earlier(transition) => transition.name(),
                    $(Self::$variant(transition) => transition.name(),)+
                }
            }
        }

        impl From<$earlier_type> for Transition {
            fn from(transition: $earlier_type) -> Self {
                Self::$earlier(transition)
            }
        }

        $(impl From<$type> for Transition {
            fn from(transition: $type) -> Self {
                Self::$variant(transition)
            }
        })+

        /// One transition on one subject. The steps of a decision stand or fall together.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Step {
            /// The subject that moves.
            pub subject: $crate::Subject,
            /// What happens to it.
            pub transition: Transition,
        }

        impl Step {
            /// A transition on a subject.
            pub fn new(subject: impl Into<$crate::Subject>, transition: impl Into<Transition>) -> Self {
                Self {
                    subject: subject.into(),
                    transition: transition.into(),
                }
            }
        }
    };
}

/// Folds one transition into a map of states; on an error the state of its subject is gone.
#[macro_export]
macro_rules! fold {
    ($states:expr, $id:expr, $apply:path, $transition:expr) => {{
        let id = $id;
        let state = $apply($states.remove(&id), $transition)?;
        $states.insert(id, state);
    }};
}
