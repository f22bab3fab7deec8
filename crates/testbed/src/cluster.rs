//! The folder of a cluster, and what is done to it: made, started, asked, stopped.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{env, io};

use crate::installation::{Installation, run, we_are};
use crate::unavailable::Unavailable;

/// The role that owns the cluster, and makes databases.
pub(crate) const OWNER: &str = "testbed";

/// How often another free port is tried when somebody else was quicker.
const ATTEMPTS: usize = 5;

/// With more databases than this, the cluster is made anew for whoever comes next. None is ever dropped, for that makes the server
/// write out all the others. One takes 11 MB of files and 5 MB of the write-ahead log, and the tests of one program make fewer than
/// 150: never more than 4 GB.
const MANY: usize = 100;

/// What differs from the defaults: small, private, and ready for several pools at once. What is committed is on the disk, in the
/// write-ahead log; a checkpoint would also write out hundreds of files of every database, of which most are never used again.
const SETTINGS: &str = "\
listen_addresses = '127.0.0.1'
max_connections = 300
shared_buffers = '64MB'
fsync = on
full_page_writes = on
synchronous_commit = on
checkpoint_timeout = '1h'
max_wal_size = '4GB'
";

/// A folder that holds a cluster, or will.
pub(crate) struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    /// The folder for this checkout and whoever runs its tests.
    pub(crate) fn of_this_checkout() -> Result<Self, Unavailable> {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_MANIFEST_DIR").hash(&mut hasher);
        let name = format!("tallystick-{}-{:016x}", we_are()?, hasher.finish());
        Ok(Self::in_folder(env::temp_dir().join(name)))
    }

    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Whether there is anything in its place.
    pub(crate) fn exists(&self) -> bool {
        fs::symlink_metadata(&self.folder).is_ok()
    }

    /// Held by whoever starts or stops the cluster; given back when dropped, or when its process ends.
    pub(crate) fn lock(&self) -> Result<File, Unavailable> {
        let (file, path) = open_private(self.folder.with_extension("lock"))?;
        file.lock()
            .map_err(|error| Unavailable::File("lock", path, error))?;
        Ok(file)
    }

    /// The port, when the cluster runs and the folder is ours.
    pub(crate) fn running(&self, installation: &Installation) -> Result<Option<u16>, Unavailable> {
        let Ok(folder) = fs::symlink_metadata(&self.folder) else {
            return Ok(None);
        };
        if !folder.is_dir() || folder.uid() != installation.owner() {
            return Err(Unavailable::ForeignFolder(self.folder.clone()));
        }
        let mut status = installation.server("pg_ctl", &self.folder);
        status.arg("status").arg("-D").arg(self.data());
        if run(status).is_err() {
            return Ok(None);
        }
        // The fourth line of this file is the port. After a crash of the machine it may be there without a server.
        let notes = fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        let port: Option<u16> = notes.lines().nth(3).and_then(|port| port.parse().ok());
        Ok(port.filter(|port| {
            let mut asked = installation.client("pg_isready");
            asked
                .args(["--quiet", "--host=127.0.0.1"])
                .arg(format!("--port={port}"));
            run(asked).is_ok()
        }))
    }

    /// Makes the cluster anew and starts it.
    pub(crate) fn start(&self, installation: &Installation) -> Result<u16, Unavailable> {
        self.delete()?;
        let made = fs::DirBuilder::new().mode(0o700).create(&self.folder);
        made.map_err(|error| self.failed("make", error))?;
        let password = random_password().map_err(|error| self.failed("draw a password for", error))?;
        let path = self.password_file();
        write_private(&path, &password).map_err(|error| Unavailable::File("write", path.clone(), error))?;
        installation.hand_over(&path)?;
        installation.hand_over(&self.folder)?;

        let mut initdb = installation.server("initdb", &self.folder);
        initdb
            .args(["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"])
            .args(["--locale-provider=icu", "--icu-locale=en-US"])
            .arg(format!("--username={OWNER}"))
            .arg("--pwfile")
            .arg(&path)
            .arg("--pgdata")
            .arg(self.data());
        run(initdb)?;
        let path = self.data().join("postgresql.conf");
        let settings = OpenOptions::new().append(true).open(&path);
        settings
            .and_then(|mut file| file.write_all(SETTINGS.as_bytes()))
            .map_err(|error| Unavailable::File("write", path, error))?;
        self.start_on_a_free_port(installation)
    }

    fn start_on_a_free_port(&self, installation: &Installation) -> Result<u16, Unavailable> {
        for _ in 0..ATTEMPTS {
            let port = free_port().map_err(|error| self.failed("find a free port for", error))?;
            let mut start = installation.server("pg_ctl", &self.folder);
            start
                .args(["start", "--wait", "--silent", "--timeout=60", "-D"])
                .arg(self.data())
                .arg("-l")
                .arg(self.log())
                .arg("-o")
                .arg(format!("-p {port} -k {}", self.folder.display()))
                // The server would inherit a pipe, and whoever reads it would wait for the server's end.
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            let status = start.status();
            let status =
                status.map_err(|error| Unavailable::NotStarted(start.get_program().into(), error))?;
            if status.success() {
                return Ok(port);
            }
        }
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        let last: Vec<&str> = log.lines().rev().take(5).collect();
        Err(Unavailable::Failed {
            program: "pg_ctl start".to_owned(),
            said: last.into_iter().rev().collect::<Vec<_>>().join("\n"),
        })
    }

    /// Whether it has many databases, of which nobody uses most any more.
    pub(crate) fn is_full(&self) -> Result<bool, Unavailable> {
        let path = self.data().join("base");
        let folders = fs::read_dir(&path).map_err(|error| Unavailable::File("read", path, error))?;
        Ok(folders.count() > MANY)
    }

    /// Whether a process that entered it still runs. Whoever asks holds the lock.
    pub(crate) fn is_in_use(&self) -> Result<bool, Unavailable> {
        let (file, path) = open_private(self.door())?;
        match file.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(error)) => Err(Unavailable::File("lock", path, error)),
        }
    }

    /// Enters it: it is in use until the file is dropped, or its process ends. Whoever enters holds the lock.
    pub(crate) fn enter(&self) -> Result<File, Unavailable> {
        let (file, path) = open_private(self.door())?;
        file.lock_shared()
            .map_err(|error| Unavailable::File("lock", path, error))?;
        Ok(file)
    }

    /// The file that those hold who use it.
    fn door(&self) -> PathBuf {
        self.folder.join("door")
    }

    /// Stops the server, whoever is connected, and deletes the folder; so nothing is written out any more.
    pub(crate) fn stop(&self, installation: &Installation) -> Result<(), Unavailable> {
        if self.running(installation)?.is_some() {
            let mut stop = installation.server("pg_ctl", &self.folder);
            stop.args(["stop", "--wait", "--mode=immediate", "-D"])
                .arg(self.data());
            run(stop)?;
        }
        self.delete()
    }

    /// What the owner of the cluster signs in with.
    pub(crate) fn password(&self) -> Result<String, Unavailable> {
        let path = self.password_file();
        fs::read_to_string(&path).map_err(|error| Unavailable::File("read", path, error))
    }

    fn delete(&self) -> Result<(), Unavailable> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed("delete", error)),
            _ => Ok(()),
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }

    fn password_file(&self) -> PathBuf {
        self.folder.join("password")
    }

    fn failed(&self, action: &'static str, error: io::Error) -> Unavailable {
        Unavailable::File(action, self.folder.clone(), error)
    }
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// 32 hexadecimal digits from the operating system.
fn random_password() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// A file to lock, made where it is not there.
fn open_private(path: PathBuf) -> Result<(File, PathBuf), Unavailable> {
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(&path);
    match opened {
        Ok(file) => Ok((file, path)),
        Err(error) => Err(Unavailable::File("open", path, error)),
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_made_started_found_and_deleted() {
        let installation = Installation::find().unwrap();
        let name = format!("tallystick-testbed-test-{}", std::process::id());
        let cluster = Cluster::in_folder(env::temp_dir().join(name));
        let lock = cluster.lock().unwrap();
        assert_eq!(cluster.running(&installation).unwrap(), None);
        let port = cluster.start(&installation).unwrap();
        assert_eq!(cluster.running(&installation).unwrap(), Some(port));
        assert!(!cluster.is_full().unwrap());
        cluster.stop(&installation).unwrap();
        assert_eq!(cluster.running(&installation).unwrap(), None);
        assert!(!cluster.folder.exists());
        fs::remove_file(cluster.folder.with_extension("lock")).unwrap();
        drop(lock);
    }

    #[test]
    fn a_cluster_is_full_with_many_databases() {
        let folder = tempfile::tempdir().unwrap();
        let cluster = Cluster::in_folder(folder.path().to_owned());
        for number in 0..=MANY {
            let database = cluster.data().join("base").join(number.to_string());
            fs::create_dir_all(database).unwrap();
            assert_eq!(cluster.is_full().unwrap(), number == MANY, "{number}");
        }
    }

    #[test]
    fn a_cluster_is_in_use_until_everybody_who_entered_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let cluster = Cluster::in_folder(folder.path().to_owned());
        assert!(!cluster.is_in_use().unwrap());
        let (first, second) = (cluster.enter().unwrap(), cluster.enter().unwrap());
        drop(first);
        assert!(cluster.is_in_use().unwrap());
        drop(second);
        assert!(!cluster.is_in_use().unwrap());
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let cluster = Cluster::in_folder(folder.path().join("cluster"));
        fs::write(&cluster.folder, "not a folder").unwrap();
        let _lock = cluster.lock().unwrap();
        let refused = cluster.running(&Installation::find().unwrap());
        assert!(
            matches!(refused, Err(Unavailable::ForeignFolder(_))),
            "{refused:?}"
        );
    }
}
