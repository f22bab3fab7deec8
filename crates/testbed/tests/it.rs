//! The databases that tests are given.
#![cfg(test)]

#[path = "it/databases.rs"]
mod databases;
