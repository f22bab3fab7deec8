//! The directory with what the service keeps secret. All instances of one ledger share its content.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use tallystick_ledger::{LedgerId, LogKeys};
use tallystick_store::{Pepper, ServiceKeys};

use crate::{host, key_file, private, vkeys};

/// The P-256 key that signs what falls due.
const STATEMENT: &str = "statement.pem";
/// The seed of the Ed25519 key that signs checkpoints (RFC 8032).
const LOG_ED25519: &str = "log-ed25519.hex";
/// The P-256 key that signs checkpoints.
const LOG_P256: &str = "log-p256.pem";
/// The secret behind the subjects that are made from outside identifiers.
const PEPPER: &str = "pepper.hex";
/// The public halves of the log's keys, as C2SP verifier keys. Nothing in it is secret: it is what a verifier pins.
const VKEYS: &str = "vkeys.txt";
/// Stands there as long as `init` is at work.
const UNFINISHED: &str = "INIT-UNFINISHED.txt";

/// A key directory, by its path.
#[derive(Debug, Clone)]
pub(crate) struct KeyDirectory(PathBuf);

impl KeyDirectory {
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// What an interrupted `init` left to be read, if one was.
    pub(crate) fn unfinished(&self) -> anyhow::Result<Option<String>> {
        let marker = self.file(UNFINISHED);
        match fs::read_to_string(&marker) {
            Ok(explanation) => Ok(Some(explanation.trim_end().to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("{} cannot be read", marker.display())),
        }
    }

    /// Draws new keys for a ledger and writes them, after `explanation`, which stays until [`Self::finish`].
    pub(crate) fn make(&self, ledger: &LedgerId, explanation: &str) -> anyhow::Result<ServiceKeys> {
        ensure!(
            !self.0.exists(),
            "{} exists already; keys are never overwritten",
            self.0.display()
        );
        private::make_folder(&self.0)?;
        private::write_new(&self.file(UNFINISHED), explanation.as_bytes())?;
        let (statement, p256) = (host::new_key()?, host::new_key()?);
        let (seed, pepper) = (host::random()?, host::random()?);
        key_file::write(&self.file(STATEMENT), &statement)?;
        key_file::write(&self.file(LOG_P256), &p256)?;
        key_file::write_seed(&self.file(LOG_ED25519), &seed)?;
        key_file::write_seed(&self.file(PEPPER), &pepper)?;
        let log = LogKeys::new(ledger.clone(), &seed, p256);
        let vkeys = log.verifiers().map(|vkey| format!("{vkey}\n")).concat();
        private::write_new(&self.file(VKEYS), vkeys.as_bytes())?;
        private::sync_folder(&self.0)?;
        let pepper = Pepper::new(pepper);
        Ok(ServiceKeys {
            statement,
            log,
            pepper,
        })
    }

    /// The ledger is open: takes the explanation away.
    pub(crate) fn finish(&self) -> anyhow::Result<()> {
        let marker = self.file(UNFINISHED);
        fs::remove_file(&marker).with_context(|| format!("{} cannot be removed", marker.display()))?;
        private::sync_folder(&self.0)
    }

    /// Reads the keys, and compares them with the verifier keys beside them.
    pub(crate) fn read(&self) -> anyhow::Result<ServiceKeys> {
        ensure!(
            self.0.is_dir(),
            "there is no key directory {}; `tallystick init` makes one, --keys names another",
            self.0.display()
        );
        if let Some(explanation) = self.unfinished()? {
            bail!("{explanation}");
        }
        self.read_all()
            .with_context(|| format!("the keys in {} cannot be used", self.0.display()))
    }

    /// Reads the pepper alone: an auditor holds no more.
    pub(crate) fn pepper(&self) -> anyhow::Result<Pepper> {
        if let Some(explanation) = self.unfinished()? {
            bail!("{explanation}");
        }
        let path = self.file(PEPPER);
        ensure!(
            path.is_file(),
            "there is no {}; --keys names the directory with the pepper of the ledger",
            path.display()
        );
        private::refuse_if_public(&path)?;
        Ok(Pepper::new(key_file::read_seed(&path)?))
    }

    fn read_all(&self) -> anyhow::Result<ServiceKeys> {
        for name in [STATEMENT, LOG_P256, LOG_ED25519, PEPPER, VKEYS] {
            ensure!(
                self.file(name).is_file(),
                "{name} is missing; restore the whole directory from one copy"
            );
        }
        for name in [STATEMENT, LOG_P256, LOG_ED25519, PEPPER] {
            private::refuse_if_public(&self.file(name))?;
        }
        let [ed25519, p256] = vkeys::read(&self.file(VKEYS))?;
        let log = LogKeys::new(
            ed25519.name().clone(),
            &key_file::read_seed(&self.file(LOG_ED25519))?,
            key_file::read(&self.file(LOG_P256))?,
        );
        ensure!(
            log.verifiers() == [ed25519, p256],
            "the log keys are not those of {VKEYS} beside them; restore the whole directory from one copy"
        );
        Ok(ServiceKeys {
            statement: key_file::read(&self.file(STATEMENT))?,
            log,
            pepper: Pepper::new(key_file::read_seed(&self.file(PEPPER))?),
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory() -> (tempfile::TempDir, KeyDirectory) {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyDirectory::at(&folder.path().join("keys"));
        (folder, keys)
    }

    fn made() -> (tempfile::TempDir, KeyDirectory, ServiceKeys) {
        let (folder, keys) = directory();
        let written = keys
            .make(&"ledger.example.org".parse().unwrap(), "stopped half-way\n")
            .unwrap();
        (folder, keys, written)
    }

    fn refusal(keys: &KeyDirectory) -> String {
        format!("{:#}", keys.read().unwrap_err())
    }

    #[test]
    fn what_was_written_is_read_again() {
        let (_folder, keys, written) = made();
        keys.finish().unwrap();
        let read = keys.read().unwrap();
        assert_eq!(read.log.verifiers(), written.log.verifiers());
        assert_eq!(read.statement.public(), written.statement.public());
        assert_eq!(read.pepper.as_bytes(), written.pepper.as_bytes());
    }

    #[test]
    fn an_unfinished_directory_is_explained() {
        let (_folder, keys, _) = made();
        assert_eq!(refusal(&keys), "stopped half-way");
    }

    #[test]
    fn keys_are_never_overwritten() {
        let (_folder, keys, _) = made();
        let again = keys.make(&"ledger.example.org".parse().unwrap(), "");
        assert!(again.unwrap_err().to_string().contains("never overwritten"));
    }

    #[test]
    fn a_directory_that_is_not_there_says_how_to_make_it() {
        let (_folder, keys) = directory();
        assert!(refusal(&keys).contains("`tallystick init` makes one"));
    }

    #[test]
    fn a_mixture_of_two_directories_is_refused() {
        let (_one, keys, _) = made();
        let (_other, others, _) = made();
        keys.finish().unwrap();
        fs::copy(others.file(LOG_ED25519), keys.file(LOG_ED25519)).unwrap();
        assert!(
            refusal(&keys).contains("restore the whole directory from one copy"),
            "{}",
            refusal(&keys)
        );
    }

    #[test]
    fn a_damaged_file_is_named() {
        let (_folder, keys, _) = made();
        keys.finish().unwrap();
        fs::write(keys.file(PEPPER), "not hexadecimal").unwrap();
        let said = refusal(&keys);
        assert!(
            said.contains(PEPPER) && said.contains("64 hexadecimal digits"),
            "{said}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_reach_the_keys() {
        use std::os::unix::fs::PermissionsExt as _;

        let (_folder, keys, _) = made();
        keys.finish().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(keys.path()), 0o700);
        for entry in fs::read_dir(keys.path()).unwrap() {
            assert_eq!(mode(&entry.unwrap().path()), 0o600);
        }
        fs::set_permissions(keys.file(PEPPER), fs::Permissions::from_mode(0o644)).unwrap();
        assert!(refusal(&keys).contains("chmod o="), "{}", refusal(&keys));
    }
}
