//! Chance that can be drawn again.

use std::env;
use std::fs::File;
use std::io::Read as _;

/// `SplitMix64` (Steele, Lea and Flood 2014): small, and every seed gives another sequence.
#[derive(Clone)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    /// From `TALLYSTICK_SEED`, or from the operating system; says which, so that a failure can be repeated.
    pub(crate) fn announced(what: &str) -> Self {
        let seed = env::var_os("TALLYSTICK_SEED").map_or_else(draw, |text| {
            let text = text.to_str().unwrap();
            text.parse().expect("TALLYSTICK_SEED is a whole number")
        });
        println!("{what}: seed {seed}; repeat it with TALLYSTICK_SEED={seed}");
        Self { state: seed }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number under the limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    /// Chance of its own for somebody who draws at the same time.
    pub(crate) fn branch(&mut self) -> Self {
        Self { state: self.next() }
    }

    pub(crate) fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.next().to_le_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

fn draw() -> u64 {
    let mut bytes = [0; 8];
    File::open("/dev/urandom")
        .unwrap()
        .read_exact(&mut bytes)
        .unwrap();
    u64::from_le_bytes(bytes)
}

#[test]
fn the_same_seed_draws_the_same() {
    let draws = |seed| {
        let mut chance = Chance { state: seed };
        let mut bytes = [0; 11];
        chance.fill(&mut bytes);
        (bytes, chance.below(1000), chance.branch().next())
    };
    assert_eq!(draws(7), draws(7));
    assert_ne!(draws(7), draws(8));
}
