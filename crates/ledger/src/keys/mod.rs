//! Keys of members: P-256, named by the thumbprint of their public half.

mod owner;
mod possession;
mod public;
mod ring;
mod signing;

pub(crate) use owner::owner_of_added;
pub use owner::{KeyMove, key_moves};
pub use possession::{NewKey, new_keys, verify_possession};
pub use public::{Jwk, PublicKey};
pub(crate) use ring::KeyRing;
pub use ring::{KeyEntry, SignsFor};
pub use signing::{RawSignature, SigningKey};
