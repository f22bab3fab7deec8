//! The cluster that all tests of a checkout share.

use std::fs::File;
use std::process::{self, Command};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::cluster::{Cluster, OWNER};
use crate::database::TestDatabase;
use crate::installation::{Installation, run};
use crate::unavailable::Unavailable;

/// The role that databases belong to and their addresses name: an ordinary one, as in production.
const ROLE: &str = "tallystick";
/// What the name of every database for tests begins with; the number of the process that made it follows, and its own.
const PREFIX: &str = "t_";

/// A running `PostgreSQL` cluster for tests.
pub struct Postgres {
    installation: Installation,
    port: u16,
    password: String,
    /// Held until this process ends, so that nobody makes the cluster anew meanwhile.
    _in_use: File,
}

impl Postgres {
    /// The cluster of this checkout, started first when it does not run.
    ///
    /// # Errors
    /// `PostgreSQL` is not installed, or does not start; the same answer for as long as the process lives.
    pub fn shared() -> Result<&'static Self, &'static Unavailable> {
        static SHARED: OnceLock<Result<Postgres, Unavailable>> = OnceLock::new();
        SHARED.get_or_init(Self::find_or_start).as_ref()
    }

    /// Whether the programs are there, and somebody to run them as.
    pub fn is_installed() -> bool {
        Installation::find().is_ok()
    }

    /// Stops the cluster of this checkout, whoever is connected, and deletes it; does nothing when there is none.
    ///
    /// # Errors
    /// It does not stop, or its folder cannot be deleted.
    pub fn stop() -> Result<(), Unavailable> {
        let cluster = Cluster::of_this_checkout()?;
        if !cluster.exists() {
            return Ok(());
        }
        let _held = cluster.lock()?;
        cluster.stop(&Installation::find()?)
    }

    /// A new, empty database.
    ///
    /// # Errors
    /// The cluster has been stopped in the meantime, or its disk is full.
    pub fn database(&'static self) -> Result<TestDatabase, Unavailable> {
        self.database_like("template1")
    }

    /// A new database with what the one of this name holds.
    pub(crate) fn database_like(&'static self, template: &str) -> Result<TestDatabase, Unavailable> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("{PREFIX}{}_{number}", process::id());
            match self.administer(&format!(
                "CREATE DATABASE {name} OWNER {ROLE} TEMPLATE {template}"
            )) {
                Ok(_) => return Ok(TestDatabase::new(self, name)),
                // Of an earlier process of this number.
                Err(Unavailable::Failed { said, .. }) if said.contains("already exists") => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn find_or_start() -> Result<Self, Unavailable> {
        let installation = Installation::find()?;
        let cluster = Cluster::of_this_checkout()?;
        let _held = cluster.lock()?;
        let mut running = cluster.running(&installation)?;
        if running.is_some() && cluster.is_full()? && !cluster.is_in_use()? {
            cluster.stop(&installation)?;
            running = None;
        }
        let port = match running {
            Some(port) => port,
            None => cluster.start(&installation)?,
        };
        let shared = Self {
            installation,
            port,
            password: cluster.password()?,
            _in_use: cluster.enter()?,
        };
        if running.is_none() {
            let password = &shared.password;
            shared.administer(&format!("CREATE ROLE {ROLE} LOGIN PASSWORD '{password}'"))?;
        }
        Ok(shared)
    }

    /// Runs one command as the owner of the cluster.
    fn administer(&self, command: &str) -> Result<String, Unavailable> {
        run(self.psql(OWNER, "postgres", command))
    }

    /// Runs commands in a database of the role's, as the owner of the cluster.
    pub(crate) fn command_in(&self, database: &str, commands: &str) -> Result<String, Unavailable> {
        run(self.psql(OWNER, database, commands))
    }

    pub(crate) fn url(&self, database: &str) -> String {
        let Self { port, password, .. } = self;
        format!("postgres://{ROLE}:{password}@127.0.0.1:{port}/{database}")
    }

    fn psql(&self, role: &str, database: &str, commands: &str) -> Command {
        let mut psql = self.installation.client("psql");
        psql.args(["--no-psqlrc", "--no-password", "--quiet", "--tuples-only"])
            .args(["--no-align", "--set=ON_ERROR_STOP=1", "--host=127.0.0.1"])
            .arg(format!("--port={}", self.port))
            .arg(format!("--username={role}"))
            .arg(format!("--dbname={database}"))
            .arg(format!("--command={commands}"))
            .env("PGPASSWORD", &self.password);
        psql
    }
}
