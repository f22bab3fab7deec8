//! Pages as a browser gets them, from a ledger with everybody in it.

mod access;
mod app;
mod refusals;
mod words;
