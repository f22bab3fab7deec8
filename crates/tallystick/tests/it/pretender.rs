//! A service over a made-up ledger, which says of it whatever a test has it say.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tallystick_ledger::sample::Sample;
use tallystick_ledger::{Hash, InclusionProof, Prover, Tile, TileSource as _, encode_leaf};

/// What a test changes in an answer, by its path.
type Change = dyn Fn(&str, &mut Vec<u8>) + Send + Sync;

/// Gone when the test ends: its threads end with the process.
pub(crate) struct Pretender {
    address: SocketAddr,
}

struct Said {
    sample: Sample,
    /// The size that is shown now.
    size: AtomicU64,
    /// The size from the second question on.
    then: u64,
    /// The root of that size.
    root: Hash,
    change: Box<Change>,
}

impl Pretender {
    /// A ledger of so many entries, with every answer as the test wants it.
    pub(crate) fn serve(size: u64, change: impl Fn(&str, &mut Vec<u8>) + Send + Sync + 'static) -> Self {
        let sample = Sample::tell("sample.tallystick.invalid", size).unwrap();
        let root = root_of(&sample, size);
        Self::start(Said {
            sample,
            size: size.into(),
            then: size,
            root,
            change: Box::new(change),
        })
    }

    /// A ledger that has grown by the second time its checkpoint is asked for, to this root or to its own.
    pub(crate) fn growing(size: u64, then: u64, root: Option<Hash>) -> Self {
        let sample = Sample::tell("sample.tallystick.invalid", size.max(then)).unwrap();
        let root = root.unwrap_or_else(|| root_of(&sample, then));
        Self::start(Said {
            sample,
            size: size.into(),
            then,
            root,
            change: Box::new(|_, _| ()),
        })
    }

    fn start(said: Said) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let said = Arc::new(said);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let said = Arc::clone(&said);
                thread::spawn(move || said.answer_all(&stream.unwrap()));
            }
        });
        Self { address }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn root_of(sample: &Sample, size: u64) -> Hash {
    Prover::new(sample.tiles(), size).root().unwrap()
}

impl Said {
    /// One answer after the other, until the caller goes.
    fn answer_all(&self, stream: &TcpStream) {
        let mut lines = BufReader::new(stream).lines();
        while let Some(Ok(first)) = lines.next() {
            while lines
                .next()
                .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
            {}
            let path = first.split(' ').nth(1).expect("a request has a path");
            let (status, media_type, content) = match self.answer(path) {
                Some((media_type, content)) => ("200 OK", media_type, content),
                None => ("404 Not Found", "text/plain", Vec::new()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
                content.len()
            );
            let mut stream = stream;
            // Whoever has heard enough may hang up.
            if stream.write_all(&[head.into_bytes(), content].concat()).is_err() {
                return;
            }
        }
    }

    fn answer(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        const TEXT: &str = "text/plain; charset=utf-8";
        const BYTES: &str = "application/octet-stream";
        let preamble = self.sample.preamble();
        let (media_type, mut content) = match path.strip_prefix("/log/")? {
            "checkpoint" => (TEXT, self.checkpoint().into_bytes()),
            "vkeys" => (
                TEXT,
                preamble
                    .vkeys
                    .iter()
                    .map(|key| format!("{key}\n"))
                    .collect::<Vec<_>>()
                    .concat()
                    .into_bytes(),
            ),
            "keys" => ("application/json", serde_json::to_vec(&preamble.keys).unwrap()),
            "opening" => ("application/json", preamble.opening),
            path => match path.split_once('/')? {
                ("proof", seq) => (TEXT, self.proof(seq.parse().ok()?)?.into_bytes()),
                ("tile", place) => match place.strip_prefix("entries/") {
                    Some(place) => (BYTES, self.leaves(Tile::parse(&format!("0/{place}")).ok()?)?),
                    None => (
                        BYTES,
                        self.sample.tiles().tile(Tile::parse(place).ok()?)?.into_owned(),
                    ),
                },
                _ => return None,
            },
        };
        (self.change)(path, &mut content);
        Some((media_type, content))
    }

    /// The head of this moment; the next question is answered with the later one.
    fn checkpoint(&self) -> String {
        let size = self.size.swap(self.then, Ordering::SeqCst);
        self.signed(size)
    }

    fn signed(&self, size: u64) -> String {
        let root = if size == self.then {
            self.root
        } else {
            root_of(&self.sample, size)
        };
        self.sample.log_keys().sign(size, root)
    }

    fn proof(&self, seq: u64) -> Option<String> {
        let size = self.size.load(Ordering::SeqCst);
        let hashes = Prover::new(self.sample.tiles(), size).inclusion(seq).ok()?;
        Some(
            InclusionProof {
                index: seq,
                hashes,
                checkpoint: self.signed(size),
            }
            .to_string(),
        )
    }

    fn leaves(&self, tile: Tile) -> Option<Vec<u8>> {
        let first = usize::try_from(tile.index * 256).unwrap();
        let sealed = self.sample.sealed().get(first..first + usize::from(tile.width))?;
        Some(
            sealed
                .iter()
                .flat_map(|sealed| encode_leaf(&sealed.leaf).unwrap())
                .collect(),
        )
    }
}
