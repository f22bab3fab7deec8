//! Pages in a real browser, before the real binary.
#![cfg(test)]

mod documentation;
mod senses;
mod trade;
