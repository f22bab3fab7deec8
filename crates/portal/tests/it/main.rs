//! Pages as a browser gets them, from a ledger with everybody in it.

mod access;
mod app;
mod house;
mod invitations;
mod recovery;
mod waiting;
mod words;
