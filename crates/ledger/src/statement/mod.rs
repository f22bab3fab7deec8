//! What a party signs: a JWT whose signatures are detached (RFC 7515, appendix F), several over one payload.

mod body;
mod claims;
pub(crate) mod header;
mod signed;

pub use body::{MAX_BODY, check_body};
pub use claims::{Claims, MAX_SUBJECTS, Nonce, Observed};
pub use signed::{MAX_SIGNATURES, SignatureLine, Statement};
