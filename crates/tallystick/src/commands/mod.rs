//! The subcommands, one file each.

pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod demo;
pub(crate) mod import_bank_message;
pub(crate) mod import_receivables;
pub(crate) mod init;
pub(crate) mod keys;
pub(crate) mod payment_order;
mod progress;
pub(crate) mod rebuild;
pub(crate) mod serve;
pub(crate) mod submit;
pub(crate) mod verify;
