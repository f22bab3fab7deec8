//! What the ledger crate promises, shown from outside.
#![cfg(test)]

mod bundle;
mod envelope;
mod forgery;
mod fuzz_entry;
mod log;
mod outside;
mod parsers;
mod proof_text;
mod refusals;
mod standards;
mod statement;
mod tree;
