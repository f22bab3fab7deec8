//! The real binary, run as a person or a script would.
#![cfg(test)]

#[path = "it/checker.rs"]
mod checker;
#[path = "it/keys.rs"]
mod keys;
#[path = "it/program.rs"]
mod program;
#[path = "it/verify.rs"]
mod verify;
#[path = "it/verify_bundle.rs"]
mod verify_bundle;
#[path = "it/verify_proof.rs"]
mod verify_proof;
