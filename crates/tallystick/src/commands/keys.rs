//! `tallystick keys`: a member's key in a file of its owner's.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Subcommand;
use serde::Serialize;
use tallystick_base::Thumbprint;
use tallystick_ledger::{Jwk, PublicKey, SigningKey};
use zeroize::Zeroizing;

use crate::answer::Answer;
use crate::host;

/// Far more than a P-256 key in PEM needs.
const LONGEST_FILE: u64 = 16 * 1024;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a key and write it to a new file that only you can read.
    ///
    /// The file is PKCS#8 in PEM. A file that exists already is never overwritten.
    New {
        /// Where to write the private key.
        file: PathBuf,
    },
    /// Show the public half of a key: its thumbprint, and the key as a JWK.
    Show {
        /// The file that holds the private key.
        file: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<Answer> {
        match self {
            Self::New { file } => new(&file),
            Self::Show { file, json } => show(&file, json),
        }
    }
}

fn new(path: &Path) -> anyhow::Result<Answer> {
    let key = draw()?;
    let pem = key.to_pem()?;
    let mut file = create(path)?;
    let written = file.write_all(pem.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half a key helps nobody, and would stand in the way of the next attempt.
        let _ = fs::remove_file(path);
        return Err(error).with_context(|| format!("{} cannot be written", path.display()));
    }
    Ok(Answer::done(format!(
        "A new private key is in {}. Keep that file to yourself, and keep a copy in a safe place.\nthumbprint {}\n",
        path.display(),
        key.public().thumbprint()
    )))
}

/// One value in 2^32 is no key and is drawn again; a second time in a row means that the randomness is broken.
fn draw() -> anyhow::Result<SigningKey> {
    let first = SigningKey::from_random(&host::random()?);
    match first {
        Ok(key) => Ok(key),
        Err(_) => Ok(SigningKey::from_random(&host::random()?)?),
    }
}

fn create(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    options.open(path).with_context(|| {
        if path.exists() {
            format!(
                "{} exists, and a key is never overwritten; name another file",
                path.display()
            )
        } else {
            format!("{} cannot be made", path.display())
        }
    })
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// Elsewhere the folder decides who may read the file.
#[cfg(not(unix))]
fn owner_only(_: &mut OpenOptions) {}

/// What may be shown of a key.
#[derive(Serialize)]
struct Shown {
    thumbprint: Thumbprint,
    jwk: Jwk,
}

fn show(path: &Path, json: bool) -> anyhow::Result<Answer> {
    let public = read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let shown = Shown {
        thumbprint: public.thumbprint(),
        jwk: public.to_jwk(),
    };
    let text = if json {
        serde_json::to_string_pretty(&shown)? + "\n"
    } else {
        let jwk = serde_json::to_string(&shown.jwk)?;
        format!("thumbprint {}\njwk {jwk}\n", shown.thumbprint)
    };
    Ok(Answer::done(text))
}

fn read(path: &Path) -> anyhow::Result<PublicKey> {
    // As large as a file may be, so that no copy of the key is left behind where the text had to grow.
    let mut pem = Zeroizing::new(String::with_capacity(usize::try_from(LONGEST_FILE)?));
    File::open(path)?.take(LONGEST_FILE).read_to_string(&mut pem)?;
    Ok(SigningKey::from_pem(&pem)?.public())
}
