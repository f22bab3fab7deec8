//! The real binary, run as a person or a script would.
#![cfg(test)]

#[path = "it/audit.rs"]
mod audit;
#[path = "it/backup.rs"]
mod backup;
#[path = "it/checker.rs"]
mod checker;
#[path = "it/databases.rs"]
mod databases;
#[path = "it/demo.rs"]
mod demo;
#[path = "it/init.rs"]
mod init;
#[path = "it/keys.rs"]
mod keys;
#[path = "it/outside.rs"]
mod outside;
#[path = "it/pretender.rs"]
mod pretender;
#[path = "it/program.rs"]
mod program;
#[path = "it/serve.rs"]
mod serve;
#[path = "it/served.rs"]
mod served;
#[path = "it/service.rs"]
mod service;
#[path = "it/settings.rs"]
mod settings;
#[path = "it/tls.rs"]
mod tls;
#[path = "it/tour.rs"]
mod tour;
#[path = "it/verify.rs"]
mod verify;
#[path = "it/verify_bundle.rs"]
mod verify_bundle;
#[path = "it/verify_document.rs"]
mod verify_document;
#[path = "it/verify_proof.rs"]
mod verify_proof;
