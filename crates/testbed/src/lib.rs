//! A database of its own for every test: an `SQLite` file, gone when the test is over, or a database on a private `PostgreSQL`
//! cluster.
//!
//! Write a test once and let it run on both:
//!
//! ```
//! use tallystick_testbed::Engine;
//!
//! # fn settings_for(_: &str) {}
//! // With rstest: #[case::sqlite(Engine::Sqlite)] #[case::postgres(Engine::Postgres)]
//! fn an_entry_survives(engine: Engine) {
//!     let database = engine.fresh();
//!     settings_for(database.url()); // `sqlite:/…/ledger.sqlite`, or `postgres://tallystick:…@127.0.0.1:…/t_…`
//!     // Keep `database` alive until the last connection is done; an `SQLite` file goes with it.
//! }
//! # an_entry_survives(Engine::Sqlite);
//! ```
//!
//! | what | gives |
//! |---|---|
//! | [`Engine::fresh`] | an empty database of either engine; panics with a sentence where there can be none, so that a test never passes by being skipped |
//! | [`Engine::BOTH`] | both engines, for a loop where a table of cases does not fit |
//! | [`Postgres::shared`] | the cluster itself: started when nobody has, found when somebody has |
//! | [`Postgres::database`] | a [`TestDatabase`] on it; [`TestDatabase::psql`] is a way in for tests that tamper |
//! | [`Postgres::stop`] | stops the cluster and deletes it |
//! | [`Demo`], [`Stage`] | the binary with three stories told; the one demo that the tests of a program share |
//! | [`browser`] | a real browser before it |
//!
//! # The cluster
//!
//! It is made by the installed binaries (the newest under `/usr/lib/postgresql`, or those on the path), lies in the folder
//! for temporary files under a name of its own for each person and checkout, and listens on a free port of 127.0.0.1.
//! Passwords are drawn when it is made. Root cannot run `PostgreSQL`, so for root it runs as `postgres`. It is small, but
//! durable as in production: `fsync` is on. Text sorts as a language does, not by its bytes, so that a query that forgets
//! to say what it needs is found out.
//!
//! Test processes that run at the same time share it; a lock on a file lets one of them start it. It stays up when they
//! are done: `cargo xtask test` stops it at its end, and so does `cargo xtask torture`. Databases stay with it, since dropping one
//! makes the server write out all the others; a process that finds a hundred of them, and nobody else at work, makes the cluster anew.
//!
//! A [`World`] with everybody in it is written once in a process, and so is any other [`Beginning`]; every test goes on from a copy of
//! its database.

pub mod browser;

mod cluster;
mod database;
mod demo;
mod engine;
mod guard;
mod installation;
mod postgres;
mod program;
mod stage;
mod template;
mod unavailable;
mod world;

pub use database::TestDatabase;
pub use demo::Demo;
pub use engine::{Engine, Fresh};
pub use postgres::Postgres;
pub use program::program;
pub use stage::Stage;
pub use unavailable::Unavailable;
pub use world::{
    BANK_ACCOUNT, Beginning, Beside, Company, LENT, Lending, Person, World, assessment, product,
    service_keys, yuan,
};
