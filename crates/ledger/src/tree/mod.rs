//! The Merkle tree over the leaves (RFC 6962, section 2.1), with SHA-256.
//!
//! Light proofs use this tree alone; the chain of SHA3 values is checked by whoever holds all leaves.

mod edge;
mod frontier;
mod hash;
mod proof;
mod prove;
mod tile;

pub use edge::{EdgeNodes, EdgeProver};
pub use frontier::Frontier;
pub use hash::Hash;
pub use proof::{verify_consistency, verify_inclusion};
pub use prove::{Prover, TileSource};
pub use tile::{MemoryTiles, TILE_WIDTH, Tile};
