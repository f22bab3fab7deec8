//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod acting;
mod desks;
mod documentation;
mod finance;
mod senses;
mod trade;
