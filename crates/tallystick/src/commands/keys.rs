//! `tallystick keys`: a member's key in a file of its owner's.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Subcommand;
use serde::Serialize;
use tallystick_base::{PartyId, Thumbprint};
use tallystick_client::{Ambient, Client, Trust};
use tallystick_ledger::{AccessToken, Jwk, LedgerId, Nonce};

use crate::answer::Answer;
use crate::{host, key_file, runtime};

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
    /// Prove that you hold a key, for whoever is to add it: prints what belongs into `keys` of the command.
    ///
    /// The proof holds for one ledger and one party. A first key goes to the operator, who registers the party with it; a further one
    /// into key.add/1.
    Prove {
        /// The file that holds the private key.
        file: PathBuf,
        /// The ledger, such as ledger.example.org.
        #[arg(long, value_name = "NAME")]
        ledger: LedgerId,
        /// The party that is to own the key, such as party/01976b4e-7c11-7d35-a0c6-3d3e2f1b0c5a.
        #[arg(long, value_name = "PARTY")]
        party: PartyId,
    },
    /// Print an access token, to read a service with curl or another program.
    ///
    /// It holds for two minutes, for this service alone, and only reads and submits: statements need your signature besides.
    Token {
        /// The file that holds the private key.
        file: PathBuf,
        /// The address of the service: https://…, or http://… on this machine.
        #[arg(long, env = "TALLYSTICK_URL")]
        url: String,
    },
}

impl Command {
    pub(crate) fn run(self) -> anyhow::Result<Answer> {
        match self {
            Self::New { file } => new(&file),
            Self::Show { file, json } => show(&file, json),
            Self::Prove { file, ledger, party } => prove(&file, &ledger, party),
            Self::Token { file, url } => runtime::start()?.block_on(token(&file, &url)),
        }
    }
}

fn new(path: &Path) -> anyhow::Result<Answer> {
    let key = host::new_key()?;
    key_file::write(path, &key)?;
    Ok(Answer::done(format!(
        "A new private key is in {}. Keep that file to yourself, and keep a copy in a safe place.\nthumbprint {}\n",
        path.display(),
        key.public().thumbprint()
    )))
}

/// What may be shown of a key.
#[derive(Serialize)]
struct Shown {
    thumbprint: Thumbprint,
    jwk: Jwk,
}

fn show(path: &Path, json: bool) -> anyhow::Result<Answer> {
    let public = key_file::read(path)?.public();
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

/// A key as a body lists it.
#[derive(Serialize)]
struct Proved {
    kid: Thumbprint,
    jwk: Jwk,
    possession: String,
}

fn prove(path: &Path, ledger: &LedgerId, party: PartyId) -> anyhow::Result<Answer> {
    let key = key_file::read(path)?;
    let proved = Proved {
        kid: key.public().thumbprint(),
        jwk: key.public().to_jwk(),
        possession: key.prove_possession(ledger, &party.subject())?,
    };
    Ok(Answer::done(serde_json::to_string_pretty(&proved)? + "\n"))
}

/// Whose key it is, and which ledger it is for, the service tells; neither does any harm where it is wrong.
async fn token(path: &Path, url: &str) -> anyhow::Result<Answer> {
    let key = key_file::read(path)?;
    let kid = key.public().thumbprint();
    let client = Client::new(
        url,
        Trust::FirstUse,
        Ambient::new(host::clock()?, host::filler()?),
    )?;
    let party = client.party_of(&kid).await?;
    let party =
        party.with_context(|| format!("no party of this ledger has the key {kid}; its admins enrol it"))?;
    let mut nonce = [0; 16];
    host::fill(&mut nonce)?;
    let (ledger, nonce) = (client.ledger().await?, Nonce::from_bytes(nonce));
    let token = AccessToken::sign(&key, &party.subject(), ledger, host::now()?, nonce)?;
    Ok(Answer::done(token + "\n"))
}
