//! The file in which a bank keeps its bid, and what is refused as one.

use rstest::rstest;
use serde_json::json;
use tallystick_base::Millis;
use tallystick_financing::{AuctionRejection, CommitBid, Rejection, SealedBid};

use crate::bidding::whole;
use crate::given::given;
use crate::tender::{
    DEADLINE, OPENED_UNTIL, bid, commit, commit_file, committed, file, later, opened, reveal_file, review_of,
};
use crate::world::{BANK, SECOND_BANK, World, morning, salt};

/// The bank committed to this file, and opens another or the same.
fn opening(committed: &str, sent: &str) -> Result<(), Rejection> {
    let world = given(&World::sealed())
        .when(BANK, commit_file(BANK, committed))
        .accepted();
    let world = later(&world.on(DEADLINE), 1);
    let answer = given(&world).when(BANK, reveal_file(BANK, sent)).answer;
    answer.map(|_| ())
}

#[test]
fn another_file_is_refused_with_both_digests() {
    let (first, second) = (file(&whole(BANK)), file(&bid(BANK, "800000.00", "0.0384")));
    let refused = opening(&first, &second).unwrap_err();
    let digests = [&first, &second].map(|file| SealedBid::digest_of(file));
    let expected = AuctionRejection::OtherFile {
        committed: digests[0],
        found: digests[1],
    };
    assert_eq!(refused, expected.into());
    for digest in digests {
        assert!(refused.to_string().contains(&digest.to_string()), "{refused}");
    }
    // One space is another file, and the same bytes are the same file in whatever order they say it.
    assert_eq!(
        opening(&first, &format!("{first} ")).unwrap_err().code(),
        "bid-file-differs"
    );
    let value: serde_json::Value = serde_json::from_str(&first).unwrap();
    let spaced = serde_json::to_string_pretty(&value).unwrap();
    assert_ne!(spaced, first);
    assert_eq!(opening(&spaced, &spaced), Ok(()));
}

#[test]
fn a_file_that_does_not_read_is_refused_with_the_place() {
    let mut value = json!(whole(BANK));
    value["colour"] = json!("red");
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    let cases = [
        ("", 1, 0, "EOF while parsing a value"),
        ("{}", 1, 2, "missing field `salt`"),
        (pretty.as_str(), 2, 10, "unknown field `colour`"),
        ("{\n  \"salt\": 1", 2, 11, "invalid type"),
    ];
    for (text, line, column, said) in cases {
        match opening(text, text) {
            Err(Rejection::Auction(AuctionRejection::Malformed {
                line: l,
                column: c,
                detail,
            })) => {
                assert_eq!((l, c), (line, column), "{text:?}: {detail}");
                assert!(detail.starts_with(said) && !detail.contains("line"), "{detail}");
            }
            other => panic!("{text:?}: {other:?}"),
        }
    }
    // As deep as a file may be long, and nothing after the bid.
    let deep = "[".repeat(16 * 1024);
    assert_eq!(opening(&deep, &deep).unwrap_err().code(), "bid-file-malformed");
    let more = format!("{}{{}}", file(&whole(BANK)));
    assert_eq!(opening(&more, &more).unwrap_err().code(), "bid-file-malformed");
}

#[test]
fn a_file_has_at_most_16_kib() {
    let plain = file(&whole(BANK));
    let longest = format!("{plain}{}", " ".repeat(16 * 1024 - plain.len()));
    assert_eq!(opening(&longest, &longest), Ok(()));
    let longer = format!("{longest} ");
    assert_eq!(opening(&longer, &longer).unwrap_err().code(), "bid-file-too-long");
}

#[test]
fn a_copy_of_another_banks_bid_is_not_opened() {
    let bids = [(BANK, whole(BANK))];
    let copied = commit(BANK, &whole(BANK)).commitment;
    let copy = CommitBid {
        salt: salt(),
        review: review_of(SECOND_BANK),
        commitment: copied,
    };
    let world = given(&committed(&bids)).when(SECOND_BANK, copy).accepted();
    let world = opened(world, &bids);
    given(&world)
        .when(SECOND_BANK, reveal_file(SECOND_BANK, &file(&whole(BANK))))
        .then_rejected("bid-of-another-review");
}

#[rstest]
#[case(0, Some("bid-valid-too-short"))]
#[case(1, None)]
fn a_bid_stands_until_after_all_are_opened(#[case] millis: u64, #[case] refused: Option<&str>) {
    let valid_until = Millis::new(morning(OPENED_UNTIL).as_millis() + millis).unwrap();
    let bid = SealedBid {
        valid_until,
        ..whole(BANK)
    };
    let answer = opening(&file(&bid), &file(&bid));
    assert_eq!(answer.err().map(|rejection| rejection.code()), refused);
}

#[test]
fn the_terms_are_those_of_an_offer() {
    let nothing = file(&bid(BANK, "0.00", "0.0385"));
    assert_eq!(
        opening(&nothing, &nothing).unwrap_err().code(),
        "amount-not-above-zero"
    );
}
