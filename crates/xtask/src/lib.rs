//! `cargo xtask`: every developer command of the project.
//!
//! [`menu`] lists the commands; each has a file of its own name here. A new command is that file, with an
//! `Args` and a `run`, and its line in the menu.
//!
//! [`tidy`] is also run by this crate's own tests, so that `cargo test` alone keeps the house rules.
#![expect(
    clippy::print_stdout,
    reason = "a developer command talks to the person at the terminal"
)]

pub mod menu;
pub mod tidy;

mod bench;
mod commands_page;
mod fixtures;
mod generated;
mod openapi;
mod schemathesis;
mod screenshots;
mod test;
mod torture;
mod workspace;
