//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod acting;
mod documentation;
mod finance;
mod senses;
mod trade;
