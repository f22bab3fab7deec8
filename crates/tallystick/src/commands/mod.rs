//! The subcommands, one file each.

pub(crate) mod keys;
pub(crate) mod verify;
