//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod acting;
mod again;
mod auction;
mod claims;
mod desks;
mod disbursing;
mod disputes;
mod documentation;
mod finance;
mod grid;
mod joining;
mod keyboard;
mod keys;
mod listed;
mod pages;
mod plain;
mod pools;
mod proofs;
mod recovery;
mod remedies;
mod schemes;
mod seats;
mod senses;
mod setting_up;
mod stale;
mod tampering;
mod trade;
