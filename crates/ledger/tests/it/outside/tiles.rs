//! Roots, tiles and proofs, computed again by another library.

use tallystick_ledger::{
    Frontier, Hash, MemoryTiles, Prover, Tile, TileSource, verify_consistency, verify_inclusion,
};
use tlog_tiles::tile::{Tile as TheirTile, TileHashReader, TileReader};
use tlog_tiles::tlog::{
    Error, Hash as TheirHash, HashReader, check_record, check_tree, prove_record, prove_tree, stored_hashes,
    tree_hash,
};

/// Hashes as the library stores them.
struct Stored(Vec<TheirHash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<TheirHash>, Error> {
        let at = |index: &u64| self.0[usize::try_from(*index).unwrap()];
        Ok(indexes.iter().map(at).collect())
    }
}

/// Our tiles, as the library asks for them: by its own path.
struct OurTiles<'t>(&'t MemoryTiles);

impl TileReader for OurTiles<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[TheirTile]) -> Result<Vec<Vec<u8>>, Error> {
        let read = |tile: &TheirTile| {
            self.0
                .tile(our_tile(tile))
                .expect("the tree has this tile")
                .into_owned()
        };
        Ok(tiles.iter().map(read).collect())
    }

    fn save_tiles(&self, _: &[TheirTile], _: &[Vec<u8>]) {}
}

/// The same tile by its path; ours has no height in it, as C2SP fixes it to 8.
fn our_tile(theirs: &TheirTile) -> Tile {
    let path = theirs.path();
    Tile::parse(path.strip_prefix("tile/8/").unwrap()).unwrap()
}

fn theirs(hash: &Hash) -> TheirHash {
    TheirHash(*hash.as_bytes())
}

/// The same leaves in our tree and in theirs.
fn trees(size: u64) -> (Frontier, MemoryTiles, Stored) {
    let (mut frontier, mut tiles, mut stored) = (Frontier::new(), MemoryTiles::default(), Stored(Vec::new()));
    for index in 0..size {
        let leaf = format!("leaf {index}");
        let hash = Hash::of_leaf(leaf.as_bytes());
        frontier.push_with(hash, |level, _, hash| tiles.put(level, &hash));
        let hashes = stored_hashes(index, leaf.as_bytes(), &stored).unwrap();
        stored.0.extend(hashes);
    }
    (frontier, tiles, stored)
}

const SIZES: [u64; 9] = [1, 2, 3, 255, 256, 257, 511, 700, 1_000];

#[test]
fn the_library_computes_our_roots_and_proofs_and_accepts_them() {
    for size in SIZES {
        let (frontier, tiles, stored) = trees(size);
        let root = theirs(&frontier.root());
        assert_eq!(tree_hash(size, &stored).unwrap(), root, "{size} leaves");
        let prover = Prover::new(&tiles, size);
        for index in [0, size / 3, size / 2, size - 1] {
            let ours: Vec<_> = prover.inclusion(index).unwrap().iter().map(theirs).collect();
            assert_eq!(
                prove_record(size, index, &stored).unwrap(),
                ours,
                "leaf {index} of {size}"
            );
            let leaf = Hash::of_leaf(format!("leaf {index}").as_bytes());
            check_record(&ours, size, root, index, theirs(&leaf)).unwrap();
        }
        for old in [1, size / 2, size - 1, size].into_iter().filter(|old| *old > 0) {
            let ours: Vec<_> = prover.consistency(old).unwrap().iter().map(theirs).collect();
            assert_eq!(prove_tree(size, old, &stored).unwrap(), ours, "{old} to {size}");
            check_tree(&ours, size, root, old, tree_hash(old, &stored).unwrap()).unwrap();
        }
    }
}

#[test]
fn the_library_reads_our_tiles_and_proves_from_them_what_we_accept() {
    for size in [1, 256, 257, 700, 66_000] {
        let (frontier, tiles, _) = trees(size);
        let source = OurTiles(&tiles);
        let reader = TileHashReader::new(size, theirs(&frontier.root()), &source);
        let ours = |hashes: Vec<TheirHash>| -> Vec<_> {
            hashes.into_iter().map(|hash| Hash::from_bytes(hash.0)).collect()
        };
        for index in [0, size / 2, size - 1] {
            let proof = ours(prove_record(size, index, &reader).unwrap());
            let leaf = Hash::of_leaf(format!("leaf {index}").as_bytes());
            assert_eq!(
                verify_inclusion(size, index, leaf, &proof, &frontier.root()),
                Ok(())
            );
        }
        let old = size.div_ceil(2);
        let old_root = Hash::from_bytes(tree_hash(old, &reader).unwrap().0);
        let proof = ours(prove_tree(size, old, &reader).unwrap());
        assert_eq!(
            verify_consistency((old, &old_root), (size, &frontier.root()), &proof),
            Ok(())
        );
    }
}

#[test]
fn the_library_names_the_same_tiles_by_the_same_paths() {
    for size in SIZES {
        let (_, tiles, _) = trees(size);
        for tile in TheirTile::new_tiles(8, 0, size) {
            let ours = our_tile(&tile);
            assert_eq!(format!("tile/8/{ours}"), tile.path());
            assert_eq!(u32::from(ours.width), tile.width());
            assert!(tiles.tile(ours).is_some(), "{ours} of {size}");
        }
    }
    let far = TheirTile::new(8, 3, 1_234_067, 255, false);
    assert_eq!(our_tile(&far).to_string(), "3/x001/x234/067.p/255");
}
