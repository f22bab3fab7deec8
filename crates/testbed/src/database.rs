//! One database of the cluster.

use crate::postgres::Postgres;
use crate::unavailable::Unavailable;

/// A database of its own. It stays when this value goes, until the cluster is deleted or made anew: dropping one makes the server
/// write out all the others.
pub struct TestDatabase {
    postgres: &'static Postgres,
    name: String,
}

impl TestDatabase {
    pub(crate) fn new(postgres: &'static Postgres, name: String) -> Self {
        Self { postgres, name }
    }

    /// Its address, as `DATABASE_URL` or `--database` take it.
    pub fn url(&self) -> String {
        self.postgres.url(&self.name)
    }

    /// A database with the same content. Nobody may be connected to this one.
    ///
    /// # Errors
    /// Somebody is, or the disk is full.
    pub(crate) fn copy(&self) -> Result<Self, Unavailable> {
        self.postgres.database_like(&self.name)
    }

    /// Runs commands in it as the owner of the cluster, who may do what the service may not: switch triggers off and
    /// change rows behind its back. The answer is the rows, `|` between columns.
    ///
    /// # Errors
    /// A command was refused; the rest is then not run.
    pub fn psql(&self, commands: &str) -> Result<String, Unavailable> {
        let answer = self.postgres.command_in(&self.name, commands)?;
        Ok(answer.trim_end().to_owned())
    }
}
