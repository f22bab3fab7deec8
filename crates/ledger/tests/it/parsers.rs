//! Parsers under arbitrary bytes, and under valid input with small faults: the fuzz targets, run for a bounded time.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tallystick_ledger::{Tile, TileSource};

use crate::forgery::{Forgery, TWENTY};
use crate::fuzz_entry::DOORS;
use crate::statement::{key, payload};

/// Valid input for a door.
fn seeds(door: &str) -> Vec<Vec<u8>> {
    let sealed = TWENTY.sealed();
    let bundle = || TWENTY.bundle(TWENTY.split_child().unwrap()).unwrap();
    match door {
        "body" => bundle()
            .entries
            .into_iter()
            .filter_map(|entry| entry.body)
            .map(String::into_bytes)
            .collect(),
        "bundle" => {
            let mut small = bundle();
            small.entries.truncate(2);
            vec![small.to_json().unwrap().into_bytes()]
        }
        "checkpoint" => {
            let [ed25519, p256] = TWENTY.log_keys().verifiers();
            vec![format!("{ed25519} {p256}\n{}", TWENTY.checkpoint()).into_bytes()]
        }
        "claims" => vec![payload().to_string().into_bytes()],
        "entry" => sealed.iter().map(|sealed| sealed.leaf.clone()).collect(),
        "inclusion_proof" => (0..3)
            .map(|index| TWENTY.proof(index).unwrap().to_string().into_bytes())
            .collect(),
        "jwk" => vec![serde_json::to_vec(&key(1).public().to_jwk()).unwrap()],
        "log" => {
            let mut short = Forgery::after(2);
            short.sign_head();
            vec![short.file()]
        }
        "name" => vec![
            b"ledger.example.org/receivables".to_vec(),
            b"credit-line.lower-limit/12".to_vec(),
        ],
        "part" => {
            let parts = bundle()
                .entries
                .into_iter()
                .filter_map(|entry| entry.outcome)
                .flatten();
            parts
                .filter_map(|part| part.part)
                .map(String::into_bytes)
                .collect()
        }
        "pem" => vec![key(1).to_pem().unwrap().as_bytes().to_vec()],
        "statement" => sealed
            .iter()
            .map(|sealed| signed_text(&sealed.entry.statement))
            .collect(),
        "tile" => vec![b"0/x001/x234/067.p/255".to_vec(), b"1/000".to_vec()],
        "vkey" => TWENTY
            .log_keys()
            .verifiers()
            .map(|vkey| vkey.to_string().into_bytes())
            .to_vec(),
        other => panic!("there are no seeds for {other}"),
    }
}

/// The seeds of every door, in the order of the table.
static SEEDS: LazyLock<Vec<Vec<Vec<u8>>>> =
    LazyLock::new(|| DOORS.iter().map(|(name, _)| seeds(name)).collect());

/// A statement as the door reads it: its payload, then a signature a line.
fn signed_text(statement: &tallystick_ledger::Statement) -> Vec<u8> {
    let lines = statement.signatures().iter().map(ToString::to_string);
    std::iter::once(statement.payload().to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
        .into_bytes()
}

/// One small fault.
#[derive(Debug, Clone)]
enum Fault {
    Flip(Index, u8),
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Repeat(Index, usize),
    Cut(Index),
}

fn fault() -> impl Strategy<Value = Fault> {
    let telling = select(b"\0\n .:/@+\"{}[],-0129aAzZ=_\x7f\xff".to_vec());
    prop_oneof![
        (any::<Index>(), 0..8_u8).prop_map(|(place, bit)| Fault::Flip(place, bit)),
        (any::<Index>(), telling).prop_map(|(place, byte)| Fault::Set(place, byte)),
        (any::<Index>(), vec(any::<u8>(), 1..9)).prop_map(|(place, bytes)| Fault::Insert(place, bytes)),
        (any::<Index>(), 1..40_usize).prop_map(|(place, length)| Fault::Remove(place, length)),
        (any::<Index>(), 1..40_usize).prop_map(|(place, length)| Fault::Repeat(place, length)),
        any::<Index>().prop_map(Fault::Cut),
    ]
}

fn break_with(bytes: &mut Vec<u8>, fault: &Fault) {
    let size = bytes.len();
    if size == 0 {
        return;
    }
    let run = |place: &Index, length: usize| {
        let start = place.index(size);
        start..(start + length).min(size)
    };
    match fault {
        Fault::Flip(place, bit) => bytes[place.index(size)] ^= 1 << bit,
        Fault::Set(place, byte) => bytes[place.index(size)] = *byte,
        Fault::Insert(place, more) => {
            let place = place.index(size);
            bytes.splice(place..place, more.iter().copied());
        }
        Fault::Remove(place, length) => drop(bytes.drain(run(place, *length))),
        Fault::Repeat(place, length) => {
            let run = run(place, *length);
            let copy = bytes[run.clone()].to_vec();
            bytes.splice(run.start..run.start, copy);
        }
        Fault::Cut(place) => bytes.truncate(place.index(size)),
    }
}

#[test]
fn every_door_takes_its_seeds() {
    for (name, door) in DOORS {
        assert!(!seeds(name).is_empty());
        for seed in seeds(name) {
            door(&seed);
        }
    }
}

#[test]
fn no_tile_path_reaches_beyond_memory() {
    // The last hash of the last tile that a 64-bit address can reach.
    let far = Tile::parse("0/x002/x251/x799/x813/x685/247").unwrap();
    assert_eq!(TWENTY.tiles().tile(far), None);
    let farthest = Tile::parse("7/x018/x446/x744/x073/x709/x551/615").unwrap();
    assert_eq!(TWENTY.tiles().tile(farthest), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) })]

    #[test]
    fn arbitrary_bytes_are_refused_without_a_panic(bytes in vec(any::<u8>(), 0..600)) {
        for (_, door) in DOORS {
            door(&bytes);
        }
    }

    #[test]
    fn arbitrary_text_is_refused_without_a_panic(text in "\\PC{0,200}") {
        for (_, door) in DOORS {
            door(text.as_bytes());
        }
    }

    #[test]
    fn valid_input_with_faults_is_read_without_a_panic(chosen in any::<Index>(), faults in vec(fault(), 1..5)) {
        for ((_, door), seeds) in DOORS.iter().zip(SEEDS.iter()) {
            let mut bytes = seeds[chosen.index(seeds.len())].clone();
            for fault in &faults {
                break_with(&mut bytes, fault);
            }
            door(&bytes);
        }
    }
}
