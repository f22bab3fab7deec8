//! Tiles (C2SP tlog-tiles): the stored form of the tree, 256 hashes at every eighth level.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::{Hash, TileSource};
use crate::Refusal;

/// How many hashes a full tile holds.
pub const TILE_WIDTH: u64 = 256;

/// How many levels of the tree one tile spans.
pub(crate) const TILE_HEIGHT: u8 = 8;

/// The place of a tile: its level, its index there, and how many hashes it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tile {
    /// Level of tiles: its hashes stand at level 8 × `level` of the tree.
    pub level: u8,
    /// Index among the tiles of that level.
    pub index: u64,
    /// 256 for a full tile, 1 to 255 for a partial one.
    pub width: u16,
}

impl Tile {
    /// The tile that holds the `index`-th hash of a tile level in a tree of `size` leaves; `None` where the tree has no such hash.
    pub fn holding(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = size
            .checked_shr(u32::from(level) * u32::from(TILE_HEIGHT))
            .unwrap_or(0);
        if index >= hashes {
            return None;
        }
        let tile = index / TILE_WIDTH;
        let width = (hashes - tile * TILE_WIDTH).min(TILE_WIDTH);
        Some(Self {
            level,
            index: tile,
            width: u16::try_from(width).ok()?,
        })
    }

    /// The partial tiles of a tree of `size` leaves: at most one for each tile level, at its right edge.
    pub fn right_edge(size: u64) -> impl Iterator<Item = Self> {
        let partial = move |level: u8| {
            let hashes = size >> (u32::from(level) * u32::from(TILE_HEIGHT));
            let width = u16::try_from(hashes % TILE_WIDTH).unwrap_or(0);
            let index = hashes / TILE_WIDTH;
            (width > 0).then_some(Self { level, index, width })
        };
        (0..8).filter_map(partial)
    }

    /// Reads the part of a tile's address behind `tile/`, such as `0/x001/x234/067` or `1/000.p/5`.
    pub fn parse(path: &str) -> Result<Self, Refusal> {
        let malformed = || Refusal::NoteForm {
            document: "tile path",
            detail: "it is not <level>/<index>[.p/<width>]",
        };
        let (level, rest) = path.split_once('/').ok_or_else(malformed)?;
        let level = crate::encoding::from_decimal("tile level", level)?;
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, crate::encoding::from_decimal("tile width", width)?),
            None => (rest, TILE_WIDTH),
        };
        let tile = Self {
            level: u8::try_from(level).map_err(|_| malformed())?,
            index: parse_index(index).ok_or_else(malformed)?,
            width: u16::try_from(width).map_err(|_| malformed())?,
        };
        // Re-encoding catches every second spelling: a full tile asked for as partial, a superfluous group of zeros.
        if (1..=TILE_WIDTH).contains(&width) && tile.level < 8 && tile.to_string() == path {
            Ok(tile)
        } else {
            Err(malformed())
        }
    }
}

/// Writes `<level>/<index>[.p/<width>]`, the index in groups of three digits, all but the last marked with an x.
impl fmt::Display for Tile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        write!(formatter, "{}", self.level)?;
        for (place, group) in groups.iter().enumerate().rev() {
            let mark = if place == 0 { "" } else { "x" };
            write!(formatter, "/{mark}{group:03}")?;
        }
        if u64::from(self.width) < TILE_WIDTH {
            write!(formatter, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

fn parse_index(text: &str) -> Option<u64> {
    let mut index = 0_u64;
    for group in text.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some(index)
}

/// Tiles kept in memory, one growing run of hashes for each tile level.
#[derive(Debug, Clone, Default)]
pub struct MemoryTiles {
    levels: HashMap<u8, Vec<u8>>,
}

impl MemoryTiles {
    /// Takes a completed node, as `Frontier::push_with` names it; nodes between tile levels are not kept.
    pub fn put(&mut self, level: u8, hash: &Hash) {
        if level.is_multiple_of(TILE_HEIGHT) {
            self.levels
                .entry(level / TILE_HEIGHT)
                .or_default()
                .extend_from_slice(hash.as_bytes());
        }
    }
}

impl TileSource for MemoryTiles {
    fn tile(&self, tile: Tile) -> Option<Cow<'_, [u8]>> {
        let start = usize::try_from(tile.index.checked_mul(TILE_WIDTH * 32)?).ok()?;
        let end = start.checked_add(usize::from(tile.width) * 32)?;
        self.levels.get(&tile.level)?.get(start..end).map(Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_have_one_spelling() {
        for path in [
            "0/000",
            "0/x001/x234/067",
            "3/999",
            "1/x001/000.p/5",
            "0/000.p/255",
        ] {
            assert_eq!(Tile::parse(path).unwrap().to_string(), path);
        }
        for path in [
            "",
            "0",
            "0/",
            "0/1",
            "0/0000",
            "0/x000/001",
            "0/001/x002",
            "0/000.p/0",
            "0/000.p/256",
            "8/000",
        ] {
            assert!(Tile::parse(path).is_err(), "{path}");
        }
        for path in [
            "00/000",
            "0/000.p/01",
            "0/000.p/",
            "0/x18446744073709551615/000",
            "-1/000",
            "0/00٣",
        ] {
            assert!(Tile::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn the_right_edge_is_partial() {
        assert_eq!(Tile::holding(0, 0, 256).unwrap().to_string(), "0/000");
        assert_eq!(Tile::holding(1, 0, 256).unwrap().to_string(), "1/000.p/1");
        assert_eq!(Tile::holding(0, 256, 257).unwrap().to_string(), "0/001.p/1");
        assert_eq!(Tile::holding(1, 1, 256), None);
        assert_eq!(Tile::holding(8, 0, u64::MAX), None);
    }
}
