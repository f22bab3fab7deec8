//! Values that others have published.

use hex::{decode, encode};
use rstest::rstest;
use sha3::{Digest as _, Sha3_256};
use tallystick_ledger::{
    ChainValue, Frontier, Hash, Jwk, LedgerId, MemoryTiles, Prover, PublicKey, SigningKey,
    verify_consistency, verify_inclusion,
};

use crate::forgery::TWENTY;

/// The eight leaves with which the reference implementation of Certificate Transparency tests its tree (RFC 6962, section 2.1).
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// The root of no leaf, of the first leaf, of the first two, and so on.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn hash(text: &str) -> Hash {
    Hash::from_bytes(decode(text).unwrap().try_into().unwrap())
}

fn leaf(index: usize) -> Hash {
    Hash::of_leaf(&decode(LEAVES[index]).unwrap())
}

/// The published tree of so many leaves.
fn tree(size: usize) -> (MemoryTiles, Frontier) {
    let (mut tiles, mut frontier) = (MemoryTiles::default(), Frontier::new());
    for index in 0..size {
        frontier.push_with(leaf(index), |level, _, hash| tiles.put(level, &hash));
    }
    (tiles, frontier)
}

#[test]
fn rfc_6962_roots_are_the_published_ones() {
    for (size, root) in ROOTS.iter().enumerate() {
        let (tiles, frontier) = tree(size);
        assert_eq!(encode(frontier.root().as_bytes()), *root, "{size} leaves");
        assert_eq!(
            Prover::new(&tiles, size as u64).root().unwrap(),
            hash(root),
            "{size} leaves"
        );
    }
}

#[rstest]
#[case::first_of_one(0, 1, &[])]
#[case::first_of_eight(0, 8, &[
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
])]
#[case::sixth_of_eight(5, 8, &[
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
])]
#[case::third_of_three(2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"])]
#[case::second_of_five(1, 5, &[
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
])]
fn rfc_6962_inclusion_paths_are_the_published_ones(
    #[case] index: usize,
    #[case] size: usize,
    #[case] path: &[&str],
) {
    let path: Vec<Hash> = path.iter().map(|text| hash(text)).collect();
    let (place, count) = (index as u64, size as u64);
    assert_eq!(Prover::new(&tree(size).0, count).inclusion(place).unwrap(), path);
    assert_eq!(
        verify_inclusion(count, place, leaf(index), &path, &hash(ROOTS[size])),
        Ok(())
    );
}

#[rstest]
#[case::one_to_one(1, 1, &[])]
#[case::one_to_eight(1, 8, &[
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
])]
#[case::six_to_eight(6, 8, &[
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
])]
#[case::two_to_five(2, 5, &[
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
])]
fn rfc_6962_consistency_proofs_are_the_published_ones(
    #[case] old: usize,
    #[case] new: usize,
    #[case] proof: &[&str],
) {
    let proof: Vec<Hash> = proof.iter().map(|text| hash(text)).collect();
    let (before, after) = (old as u64, new as u64);
    assert_eq!(
        Prover::new(&tree(new).0, after).consistency(before).unwrap(),
        proof
    );
    let (old_root, new_root) = (hash(ROOTS[old]), hash(ROOTS[new]));
    assert_eq!(
        verify_consistency((before, &old_root), (after, &new_root), &proof),
        Ok(())
    );
}

/// The key of RFC 6979, appendix A.2.5, for P-256.
fn rfc_6979_key() -> SigningKey {
    let secret = decode("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721").unwrap();
    let secret: [u8; 32] = secret.try_into().unwrap();
    SigningKey::from_random(&secret.into()).unwrap()
}

#[test]
fn rfc_6979_a_2_5_the_public_key_is_the_published_one() {
    let point = concat!(
        "04",
        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
    );
    assert_eq!(encode(rfc_6979_key().public().as_sec1()), point);
}

#[rstest]
#[case(
    "sample",
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
)]
#[case(
    "test",
    "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
    "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
)]
fn rfc_6979_a_2_5_signatures_are_the_published_ones(#[case] message: &str, #[case] r: &str, #[case] s: &str) {
    let key = rfc_6979_key();
    let signature = key.sign(message.as_bytes());
    assert_eq!(encode(signature.as_bytes()), [r, s].concat());
    assert!(key.public().verifies(message.as_bytes(), &signature));
}

/// The elliptic-curve key of RFC 7517, appendix A.1.
fn rfc_7517_key() -> Jwk {
    Jwk {
        crv: "P-256".into(),
        kty: "EC".into(),
        x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4".into(),
        y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM".into(),
    }
}

#[test]
fn rfc_7638_a_thumbprint_is_the_one_that_another_library_computes() {
    let outside: jsonwebtoken::jwk::Jwk =
        serde_json::from_value(serde_json::to_value(rfc_7517_key()).unwrap()).unwrap();
    let expected = outside
        .thumbprint(jsonwebtoken::jwk::ThumbprintHash::SHA256)
        .unwrap();
    let key = PublicKey::from_jwk(&rfc_7517_key()).unwrap();
    assert_eq!(key.thumbprint().as_str(), expected);
    assert_eq!(expected, "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
}

#[test]
fn a_jwk_is_a_point_on_p_256_and_nothing_more() {
    let code = |change: fn(&mut Jwk)| {
        let mut jwk = rfc_7517_key();
        change(&mut jwk);
        PublicKey::from_jwk(&jwk).unwrap_err().code()
    };
    assert_eq!(code(|jwk| jwk.crv = "P-384".into()), "not-a-key");
    assert_eq!(code(|jwk| jwk.kty = "RSA".into()), "not-a-key");
    assert_eq!(code(|jwk| jwk.y = jwk.x.clone()), "not-a-key");
    assert_eq!(code(|jwk| jwk.x.push('=')), "not-base64");
    assert_eq!(code(|jwk| jwk.x = "AAAA".into()), "wrong-length");
    let private = r#"{"crv":"P-256","kty":"EC","x":"","y":"","d":""}"#;
    assert!(serde_json::from_str::<Jwk>(private).is_err());
}

/// SHA3-256 over a purpose, a zero byte and the content, as section 5 of the format says it.
fn purposed(purpose: &str, content: &[u8]) -> String {
    encode(Sha3_256::digest([purpose.as_bytes(), &[0], content].concat()))
}

#[test]
fn sha3_hashes_of_different_purposes_differ_over_the_same_bytes() {
    let ledger: LedgerId = "ledger.example.org".parse().unwrap();
    let content = ledger.as_str().as_bytes();
    let (genesis, chain) = (ChainValue::genesis(&ledger), ChainValue::of_leaf(content));
    assert_eq!(genesis.to_string(), purposed("tallystick-genesis/v1", content));
    assert_eq!(chain.to_string(), purposed("tallystick-chain/v1", content));
    assert_ne!(genesis, chain);
}

#[test]
fn a_statements_id_is_over_its_decoded_payload() {
    use base64::Engine as _;
    let statement = &TWENTY.sealed()[9].entry.statement;
    let payload = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(statement.payload())
        .unwrap();
    let id = purposed("tallystick-statement/v1", &payload);
    assert_eq!(statement.id().unwrap().to_string(), id);
}

#[test]
fn the_sha3_of_nothing_is_the_one_of_fips_202() {
    // The library under the chain is the one of FIPS 202, not the older Keccak with another padding.
    let empty = encode(Sha3_256::digest([]));
    assert_eq!(
        empty,
        "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"
    );
}
