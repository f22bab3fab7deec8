//! The ledger: what parties sign, how it is sealed, and how anyone checks it.
//!
//! The format is described in `docs/ledger-format.md`; this crate is its one implementation for writers and verifiers. It
//! carries bytes and knows no business: what a body or an outcome means is decided elsewhere. It has no clock, no
//! randomness and no storage of its own; all three are passed in.
//!
//! | to | use |
//! |---|---|
//! | sign an act | [`Claims`], [`Statement::sign`] |
//! | check what arrived, before any lock | [`check_envelope`] |
//! | seal it | [`Head::seal`], then [`LogKeys::sign`] |
//! | prove that it stands there | [`EdgeNodes`] where it was just sealed, else [`Prover`]; [`InclusionProof`] |
//! | answer who signed it, and check the answer | [`Receipt`] |
//! | show who calls the API | [`AccessToken`] |
//! | choose the entries of a bundle | [`Selection`], then [`Bundle`] |
//! | check a whole ledger, or the evidence on one subject | [`verify_log`], [`verify_bundle`] |
//!
//! Names of hashes: a [`ChainValue`] is SHA3-256 and links entries; a [`struct@Hash`] is SHA-256 and belongs to the tree; a
//! `Digest` is SHA-256 over a body, a part or a document.

mod access;
mod bundle;
mod chain;
mod encoding;
mod entry;
mod envelope;
mod export;
mod head;
mod json;
mod keys;
mod name;
mod note;
mod opening;
mod outcome;
mod receipt;
mod refusal;
mod register;
#[cfg(feature = "sample")]
pub mod sample;
mod selection;
mod standing;
mod statement;
mod tree;
mod verify;

pub use access::AccessToken;
pub use bundle::{Bundle, BundleDocument, BundleEntry, BundleKey, BundlePart, Lineage};
pub use chain::ChainValue;
pub use entry::{Entry, MAX_LEAF, Moved};
pub use envelope::check_envelope;
pub use export::{KeyRecord, LogPreamble, LogReader, ReadFault, encode_leaf};
pub use head::{Head, Sealed};
pub use keys::{
    Jwk, KeyEntry, KeyMove, NewKey, PublicKey, RawSignature, SigningKey, SignsFor, key_moves, new_keys,
    verify_possession,
};
pub use name::{CommandKind, LedgerId};
pub use note::{Checkpoint, InclusionProof, LogKeys, VerifierKey, verify_checkpoint, verify_own_checkpoint};
pub use opening::{OPENING_KIND, check_opening, log_keys, opening_subject};
pub use outcome::{Part, outcome_digest};
pub use receipt::Receipt;
pub use refusal::Refusal;
pub use register::{Register, SubjectHead};
pub use selection::{Need, Selection};
pub use standing::{KeyStanding, Standing, check_moves, check_statement};
pub use statement::{
    Claims, MAX_BODY, MAX_SIGNATURES, MAX_SUBJECTS, Nonce, Observed, SignatureLine, Statement, check_body,
};
pub use tree::{
    EdgeNodes, EdgeProver, Frontier, Hash, MemoryTiles, Prover, TILE_WIDTH, Tile, TileSource,
    verify_consistency, verify_inclusion,
};
pub use verify::{BundleChecks, Report, Rule, Status, Verdict, verify_bundle, verify_log};
